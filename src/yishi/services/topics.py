"""Topics as matters of their own: what has become of each, and what hangs on the notice board."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import numbering, terms
from yishi.domain.records import AgendaItem, Meeting, Mention, Objection, Posting, Resolution, Topic
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle, communities
from yishi.services.answers import PostingLine
from yishi.services.dossier import calendar, gather
from yishi.services.lines import posting_line
from yishi.services.living import rows
from yishi.services.pool_lines import MentionLine, TopicEntry, TopicSheet

FINISHED = {"ARCHIVED", "TERMINATED"}  # a topic is settled when all its resolutions are (invariant 4)


@dataclass(frozen=True)
class TopicLine:
    """A matter: how often it came to a meeting, and whether everything agreed about it is finished."""

    title: str
    category: str
    source: str
    proposer: str
    meetings: int
    resolutions: int
    settled: bool
    status: str = ""  # new merged listed direct declined passed_up done
    level: str = ""
    mentions: int = 0


@dataclass
class _Life:
    """What hangs on one topic: its meetings with what each made of it, and the states of what was agreed."""

    meetings: dict[str, Row[Any]] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        return bool(self.states) and set(self.states) <= FINISHED

    @property
    def done(self) -> bool:
        """Whether nothing is left to do: all that was agreed is finished, or the meeting said it is settled."""
        return self.settled or (not self.states and "settled" in self.outcomes)

    @property
    def ahead(self) -> bool:
        """Whether a meeting that is planned or going on has it on its agenda."""
        return any(m.state in ("planned", "open") for m in self.meetings.values())

    @property
    def latest(self) -> Row[Any]:
        return max(self.meetings.values(), key=lambda m: (m.starts, m.number))


def lines(session: Session, today: date) -> tuple[TopicLine, ...]:
    """Return the topics in the order of their titles."""
    found = sorted(entries(session, today), key=lambda e: e.title)
    return tuple(TopicLine(e.title, e.category, e.source, e.proposer, e.meetings, e.resolutions, e.settled, e.status, e.level, e.mentions)
                 for e in found)


def entries(session: Session, today: date) -> tuple[TopicEntry, ...]:
    """Return the pool, what was raised last first; a topic that nobody dated stands at the day of its first meeting."""
    every = rows(session, Topic)
    lives, counts = _lives(session, today), _mentions(session, every)
    title_of = {t.id: t.title for t in every}
    found = [_entry(t, lives[t.id], counts[t.id], title_of) for t in every]
    return tuple(sorted(found, key=lambda e: (e.raised_on or date.min, e.id), reverse=True))


def _lives(session: Session, today: date) -> defaultdict[str, _Life]:
    lives: defaultdict[str, _Life] = defaultdict(_Life)
    meetings = {m.id: m for m in rows(session, Meeting)}
    topic_of: dict[str, str] = {}
    for item in rows(session, AgendaItem, AgendaItem.topic_id.is_not(None)):
        if item.meeting_id in meetings:
            life = lives[item.topic_id]
            life.meetings[item.meeting_id] = meetings[item.meeting_id]
            life.outcomes.append(item.outcome if meetings[item.meeting_id].state in ("closed", "final") else "")
            topic_of[item.id] = item.topic_id
    if topic_of:
        for d in gather(bundle.of_book(session), today):
            if d.row.agenda_item_id in topic_of:
                lives[topic_of[d.row.agenda_item_id]].states.append(d.standing.state.name)
    return lives


def _mentions(session: Session, every: list[Row[Any]]) -> defaultdict[str, int]:
    """Return how often each topic was raised again; one that was merged counts for where it went, with its own."""
    counts: defaultdict[str, int] = defaultdict(int)
    for mention in rows(session, Mention):
        counts[mention.topic_id] += 1
    own, into = dict(counts), {t.id: t.merged_into_id for t in every if t.fate == "merged" and t.merged_into_id}
    for id_ in into:
        target, seen = into[id_], {id_}
        while target and target not in seen:
            counts[target] += 1 + own.get(id_, 0)
            seen.add(target)
            target = into.get(target)
    return counts


def _entry(t: Row[Any], life: _Life, mentions: int, title_of: dict[str, str]) -> TopicEntry:
    status = _status(t, life)
    first = min((m.starts for m in life.meetings.values()), default="")
    return TopicEntry(
        id=t.id, title=t.title, raised_on=t.raised_on or (date.fromisoformat(first[:10]) if first else None), source=t.source,
        proposer=t.proposer or "", unit=t.unit, category=t.category, level=t.level, duty_list=t.duty_list, ledger_kind=t.ledger_kind,
        external_no=t.external_no, phone=t.phone or "", statutory_flag=t.statutory_flag, situation=t.situation or "", wish=t.wish or "",
        status=status, status_words=_status_words(status, life), mentions=mentions, reason=t.fate_reason or "", passed_to=t.passed_to,
        merged_into=title_of.get(t.merged_into_id or "", ""), replied_on=t.replied_on, reply_channel=t.reply_channel,
        reply=t.reply or "", meetings=len(life.meetings), resolutions=len(life.states), settled=life.settled, handler=t.handler or "",
    )


def _status(t: Row[Any], life: _Life) -> str:
    if t.fate and (t.fate == "merged" or not life.ahead):  # what a meeting takes up after all is listed, whoever put it there
        return str(t.fate)
    if life.meetings:
        return "done" if life.done else "listed"
    return "new"


def _status_words(status: str, life: _Life) -> str:
    if status == "listed":
        number = numbering.parse_meeting_number(life.latest.number)
        return _("列入第{n}期").format(n=number.n) if number else _("已列入会议")
    return _(terms.FATE_WORDS[status])


def find(session: Session, ref: str) -> str:
    """Return the id of the topic whose id or title `ref` is; refused (YS-R07) when there is none."""
    found = rows(session, Topic, (Topic.id == ref) | (Topic.title == ref.strip()), by=Topic.id)
    if not found:
        raise Refusal("YS-R07", _("没有叫“{ref}”的议题。").format(ref=shown(ref)), next_step=_("请照议题池里的写法再写一遍。"))
    return str(found[0].id)


def mentions(session: Session, topic_id: str) -> tuple[MentionLine, ...]:
    """Return when and by whom a topic was raised again, latest first; what was merged into it stands among them."""
    merged = rows(session, Topic, Topic.merged_into_id == topic_id, Topic.fate == "merged")
    found = [MentionLine(t.raised_on or date.min, t.source, t.proposer or "", t.title) for t in merged]
    ids = [topic_id, *(t.id for t in merged)]
    found += [MentionLine(m.happened_on, m.source, m.who or "", m.text or "")
              for m in rows(session, Mention, Mention.topic_id.in_(ids), by=(Mention.happened_on, Mention.position))]
    return tuple(sorted(found, key=lambda m: m.on, reverse=True))


def sheet(session: Session, topic_id: str, today: date) -> TopicSheet:
    """Return a topic as its papers need it; with "" for the id, what a blank form needs."""
    mine = communities.mine(session)
    blank = TopicSheet(mine.name, mine.kind, mine.org or mine.name, mine.sample, today)
    if not topic_id:
        return blank
    entry = next((e for e in entries(session, today) if e.id == topic_id), None)
    if entry is None:
        raise Refusal("YS-R07", _("这个议题已经不在了。"), next_step=_("请回到议题页再看一眼。"))
    items = {i.id: i.meeting_id for i in rows(session, AgendaItem, AgendaItem.topic_id == topic_id)}
    held = rows(session, Meeting, Meeting.id.in_(items.values()), by=(Meeting.starts, Meeting.number))
    here = {m.id for m in held}
    agreed = [r for r in rows(session, Resolution, Resolution.agenda_item_id.in_(items), by=Resolution.number) if r.meeting_id in here]
    return TopicSheet(mine.name, mine.kind, mine.org or mine.name, mine.sample, today, entry, tuple(m.number for m in held),
                      tuple(f"{r.number}　{r.text}" for r in agreed))


def postings(session: Session, today: date) -> tuple[PostingLine, ...]:
    """Return what was posted up to `today`, newest first."""
    objections = defaultdict(list)
    for o in rows(session, Objection, by=(Objection.raised_on, Objection.position)):
        objections[o.posting_id].append(o)
    held = {m.id for m in rows(session, Meeting)}
    found = rows(session, Posting, Posting.starts_on <= today, by=(Posting.starts_on.desc(), Posting.id))
    days = calendar(session)
    return tuple(posting_line(p, objections[p.id], days) for p in found if p.meeting_id in held)
