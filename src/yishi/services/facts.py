"""What one meeting, one person who came, one topic, one resolution say to the figures; all figures are made of these facts.

A fact is what figures tell things apart by, then numbers that add up, then, where it was just counted, the record behind it. The
facts of a quarter's meetings are kept in the book (services/kept.py) without their records, days cut to the first of their
quarter, alike ones added up: a period that begins with a quarter reads the same from them. Of a day it matters only whether it
lies in the period, and none lies after the day that the facts are as of; so each fact names the newest day of its sort.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from yishi.domain import lights
from yishi.domain.evaluation import GRADES
from yishi.domain.fund_sorts import sort_of
from yishi.i18n import _
from yishi.services.dossier import Dossier
from yishi.services.figures import Counted
from yishi.services.stats_found import Found, day_of

INSPECTED, EVALUATED, SENT_BACK = ("inspect_pass", "inspect_fail"), ("eval_pass", "eval_fail"), ("eval_fail", "reopen")
SATISFIED = GRADES[:3]  # 基本满意 counts as satisfied (3.8), and the definition says so


class MeetingFact(NamedTuple):
    """A meeting that was held; `counted` are those present where anybody was expected."""

    month: str  # 2026-05
    form: str
    form_name: str  # what the place calls it
    n: int
    present: int
    counted: int
    expected: int
    behind: Counted | None = None


class PersonFact(NamedTuple):
    """Somebody who came to a meeting; None where nobody wrote it down."""

    woman: bool | None
    young: bool | None
    elsewhere: bool | None  # 户籍不在本地
    n: int
    behind: Counted | None = None


class TopicFact(NamedTuple):
    """A topic at a meeting; `key` and `at` tell it from itself at other meetings, "" where it came to one alone."""

    source: str
    category: str
    solved_by: str  # the form of the meeting, "" = not solved
    key: str
    at: str  # a later meeting is greater
    n: int
    behind: Counted | None = None


class MatterFact(NamedTuple):
    """What became of a resolution: days as YYYY-MM-DD, "" = never; what follows one of them counts only with it."""

    held: str  # its meeting
    closed: str
    sent_back: str
    inspected: str
    answered: str  # day of the assignment that was accepted or not, in time or late
    evaluated: str
    level: str  # highest, of what was closed
    fund: str  # sort of money, "" = none is needed
    together: str
    n: int
    on_time: int
    rounds: int
    in_time: int
    satisfied: int
    valid: int
    solved: int  # halves
    answers: int
    spent: int  # fen
    behind: Counted | None = None


class DueFact(NamedTuple):
    """A resolution on which a clock runs."""

    due: str
    n: int
    behind: Counted | None = None


KINDS: dict[str, Any] = {"meetings": MeetingFact, "people": PersonFact, "topics": TopicFact, "matters": MatterFact, "due": DueFact}
EVER = ("matters", "due")  # of meetings before the period they count too
Facts = dict[str, list[Any]]  # by kind


def of_found(f: Found) -> Facts:
    """Return the facts of what was found, each with its record."""
    met = {m.id: Counted("meetings", m.id, f"{m.number}　{m.title}") for m in f.meetings}
    place = {id_: n for n, id_ in enumerate(met)}
    return {
        "meetings": [MeetingFact(m.start[:7], m.form, m.form_name, 1, m.present, m.present if m.expected else 0, m.expected, met[m.id])
                     for m in f.meetings],
        "people": [PersonFact(c.woman, c.young, c.elsewhere, 1, met[c.meeting_id])
                   for c in sorted(f.came, key=lambda c: place[c.meeting_id])],
        "topics": _topics(f),
        "matters": [of_matter(d, day_of(d.meeting.starts) if d.row.meeting_id in met else None) for d in f.every],
        "due": [DueFact(due.isoformat(), 1, listed(d)) for d in f.every if (due := due_of(d)) is not None],
    }  # fmt: skip


def _topics(f: Found) -> list[TopicFact]:
    met = {m.id: m for m in f.meetings}
    agreed: defaultdict[str, list[bool]] = defaultdict(list)
    for d in f.decided:
        agreed[d.row.agenda_item_id].append(d.standing.closed_on is not None)

    def of(item: Any) -> TopicFact:
        key, meeting = item.topic_id or item.id, met[item.meeting_id]
        solved = all(agreed[item.id]) if agreed[item.id] else item.outcome == "settled"
        at = f"{meeting.start} {meeting.id} {item.position:06}"
        record = Counted("topics", key, item.title or _("没有题目"))
        return TopicFact(item.source, item.category, meeting.form if solved else "", key, at, 1, record)

    return [of(item) for item in f.items]


def of_matter(d: Dossier, held: date | None) -> MatterFact:
    """Return what became of a resolution; `held` is the day of its meeting where that is one of those counted."""
    s = d.standing
    answered = s.assigned_on if s.answered_in_time is not None else None
    evaluated, last = (_newest(d, EVALUATED), d.evaluated[-1]) if d.evaluated else (None, None)
    done, fund = s.closed_on is not None, d.row.fund_source if held else ""
    return MatterFact(
        held=_iso(held), closed=_iso(s.closed_on), sent_back=_iso(_newest(d, SENT_BACK)), inspected=_iso(_newest(d, INSPECTED)),
        answered=_iso(answered), evaluated=_iso(evaluated), level=s.highest_level if done else "", fund=sort_of(fund) if fund else "",
        together=d.row.together if held else "", n=1, on_time=int(done and s.on_time is True), rounds=s.round if done else 0,
        in_time=int(answered is not None and s.answered_in_time is True),
        satisfied=sum(getattr(last, grade) for grade in SATISFIED) if last else 0, valid=last.valid if last else 0,
        solved=2 * last.solved + last.partially_solved if last else 0,
        answers=last.solved + last.partially_solved + last.unsolved if last else 0,
        spent=sum(e.amount for e in d.expenses) if fund else 0, behind=listed(d),
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _newest(d: Dossier, events: tuple[str, ...]) -> date | None:
    return max((e.happened_on for e in d.counted if e.event in events), default=None)


def due_of(d: Dossier) -> date | None:
    """Return the day after which a light may call a resolution overdue; None where no clock runs."""
    return None if d.standing.state in lights.GRAY else lights.due_in_force(d.terms, d.standing, d.calendar)


def listed(d: Dossier) -> Counted:
    """Return a resolution as a record behind a figure."""
    return Counted("follow", d.row.id, f"{d.row.number}　{d.row.text or ''}")


# ---- as they are kept


def to_keep(facts: Facts, again: set[str]) -> Facts:
    """Return facts without records and with the quarters of their days; `again` are the topics that came more than once in the book."""
    matters = [f._replace(**{day: _quarter(getattr(f, day)) for day in MatterFact._fields[:6]}) for f in facts["matters"]]
    topics = [f if f.key in again else f._replace(key="", at="") for f in facts["topics"]]
    return merged({**facts, "matters": matters, "topics": topics})


def _quarter(day: str) -> str:
    return f"{day[:5]}{(int(day[5:7]) - 1) // 3 * 3 + 1:02}-01" if day else ""


def merged(*several: Facts) -> Facts:
    """Return all facts, those that differ in nothing but their numbers added into one."""
    made: Facts = {}
    for kind, of in KINDS.items():
        numbers = of._fields.index("n")
        sums: dict[tuple[Any, ...], list[int]] = {}
        for fact in chain.from_iterable(facts.get(kind, ()) for facts in several):
            known = sums.setdefault(fact[:numbers], [0] * (len(of._fields) - 1 - numbers))
            for place, number in enumerate(fact[numbers:-1]):
                known[place] += number
        made[kind] = [of(*told, *added) for told, added in sums.items()]
    return made


def plain(facts: Facts) -> dict[str, list[Any]]:
    """Return facts as they are written down."""
    return {kind: [fact[:-1] for fact in mine] for kind, mine in facts.items()}


def read(kept: dict[str, list[Any]], kinds: Iterable[str] = KINDS) -> Facts:
    """Return facts of these kinds as they were written down."""
    return {kind: [KINDS[kind](*row) for row in kept[kind]] for kind in kinds}


def once(topics: Iterable[TopicFact]) -> list[TopicFact]:
    """Return each topic once, as it stood at its last meeting; solved by the last at which it was."""
    several: defaultdict[str, list[TopicFact]] = defaultdict(list)
    made = []
    for fact in topics:
        if fact.key:
            several[fact.key].append(fact)
        else:
            made.append(fact)
    for each in several.values():
        last = sorted(each, key=lambda f: f.at)
        made.append(last[-1]._replace(solved_by=next((f.solved_by for f in reversed(last) if f.solved_by), "")))
    return made
