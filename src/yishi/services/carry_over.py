"""What was left open comes back by itself: unfinished topics and unclosed resolutions of the same body."""

import re
from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row
from sqlalchemy.orm import Session

from yishi.domain import voting
from yishi.domain.loop import State
from yishi.domain.records import AgendaItem, Meeting, Topic
from yishi.i18n import _
from yishi.services import bundle, resolutions
from yishi.services.answers import ResolutionLine
from yishi.services.dossier import Dossier, gather, vote_carried
from yishi.services.living import name_of, one, rows
from yishi.services.prepared import Unfinished

_DONE = (State.CLOSED, State.ARCHIVED, State.TERMINATED)
_CLAUSE = re.compile("[，。；：、,;\\n]")
MOST_SIGNS = 24
_ALONG = ("category", "source", "proposer", "external_no", "statutory_flag")  # what an item takes with it
LEFT_OVER = "（上次未了）"  # as it stands in the book, in every language


def same_body(form: str, area_id: str) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a meeting one of the same body: its form, and the area that meets."""
    return Meeting.form == form, Meeting.area_id == area_id if area_id else Meeting.area_id.is_(None)


def unfinished(session: Session, form: str, area_id: str, before: str, today: date, but: str = "") -> tuple[Unfinished, ...]:
    """Return what earlier meetings of the same body, `but` this one, left open before `before` (YYYY-MM-DDTHH:MM).

    Unclosed resolutions come first: those that a bad evaluation sent back foremost, then by their light; then topics
    without a carried resolution or put off to next time.
    What already stands on the agenda of another meeting of this body that is prepared or goes on does not come twice.
    """
    held = {m.id: m for m in rows(session, Meeting, *same_body(form, area_id), Meeting.state != "planned", Meeting.starts < before)}
    if not held:
        return ()
    everything = bundle.of_book(session)
    items = sorted((i for i in rows(session, AgendaItem, AgendaItem.meeting_id.in_(held))),
                   key=lambda i: (held[i.meeting_id].starts, i.position))
    decided = [d for d in gather(everything, today) if d.row.meeting_id in held and d.standing.state is not State.DRAFT]
    waiting, matters = _waiting(session, form, area_id, but)
    settled = {d.row.agenda_item_id for d in decided} | _settled(everything)
    return (*_reports([d for d in decided if d.standing.state not in _DONE and d.row.id not in waiting], items),
            *_topics(session, items, settled, matters))


def _waiting(session: Session, form: str, area_id: str, but: str) -> tuple[set[str], set[str]]:
    """Return the resolutions and the topics that stand on the agenda of a meeting which is prepared or goes on."""
    found = rows(session, Meeting, *same_body(form, area_id), Meeting.state.in_(("planned", "open")))
    there = rows(session, AgendaItem, AgendaItem.meeting_id.in_([m.id for m in found if m.id != but]))
    topics = {i.topic_id for i in there if not i.about_resolution_id and i.topic_id}
    return {i.about_resolution_id for i in there if i.about_resolution_id}, topics


def _settled(everything: bundle.Bundle) -> set[str]:
    """Return the agenda items that need no resolution: the people were informed, or a vote carried."""
    return {m.agenda_item_id for m in everything.motions()
            if (m.rule in voting.WITHOUT_VOTE if m.vote_id is None else vote_carried(m))}


def _reports(open_: list[Dossier], items: list[Row[Any]]) -> list[Unfinished]:
    of = {item.id: item for item in items}
    of_item = Counter(d.row.agenda_item_id for d in open_)
    lines = sorted(((resolutions.line_of(d), d) for d in open_), key=lambda each: _worst_first(each[0]))
    return [_report(line, of[d.row.agenda_item_id], alone=of_item[d.row.agenda_item_id] == 1) for line, d in lines]


def _report(line: ResolutionLine, item: Row[Any], *, alone: bool) -> Unfinished:
    matter = item.title.partition(LEFT_OVER)[0] if alone else _shortened(line.text)
    along = {**_along(item), "statutory_flag": ""}  # a report decides nothing
    return Unfinished(matter + LEFT_OVER, item.topic_id or "", line.id, line.light, report_words(line), **along)


def onto_next_agenda(session: Session, resolution_id: str, today: date) -> str:
    """Put a matter that was sent back on the agenda of the next planned meeting of its body, foremost; return the item's id.

    "" where no meeting is planned yet (it comes along by itself when one is) or where it stands on an agenda already.
    """
    d = gather(bundle.of_resolution(session, resolution_id), today)[0]
    body = rows(session, Meeting, Meeting.id == d.row.meeting_id)[0]
    same = same_body(body.form, body.area_id or "")
    waiting, _matters = _waiting(session, body.form, body.area_id or "", "")
    ahead = rows(session, Meeting, *same, Meeting.state == "planned", by=(Meeting.starts, Meeting.number))
    if resolution_id in waiting or not ahead:
        return ""
    item = rows(session, AgendaItem, AgendaItem.id == d.row.agenda_item_id)[0]
    bring_back(session, ahead[0].id, (_report(resolutions.line_of(d), item, alone=True),))
    order = rows(session, AgendaItem, AgendaItem.meeting_id == ahead[0].id, by=(AgendaItem.position, AgendaItem.id))
    for n, each in enumerate((order[-1], *order[:-1]), 1):
        one(session, AgendaItem, each.id).position = n
    return str(order[-1].id)


def _shortened(text: str) -> str:
    """Return the first clause of a resolution, short enough for an agenda."""
    clause = _CLAUSE.split(text, maxsplit=1)[0]
    return clause if len(clause) <= MOST_SIGNS else clause[: MOST_SIGNS - 1] + "…"


def _worst_first(line: ResolutionLine) -> tuple[Any, ...]:
    return not line.signs.reopened, *resolutions.worst_first(line)


def _topics(session: Session, items: list[Row[Any]], settled: set[str], matters: set[str]) -> list[Unfinished]:
    latest = {item.topic_id or item.title: item for item in items if not item.about_resolution_id}
    gone = {t.id for t in rows(session, Topic, Topic.id.in_([i.topic_id for i in latest.values() if i.topic_id])) if t.fate}
    found = []
    for item in latest.values():
        if item.outcome == "settled" or (item.id in settled and item.outcome != "next_time"):
            continue
        if item.topic_id in gone or item.topic_id in matters:
            continue
        found.append(Unfinished(item.title, item.topic_id or "", "", "", topic_words(item.outcome), **_along(item)))
    return found


def report_words(line: ResolutionLine) -> str:
    """Return what stands below a resolution that is reported on: 逾期4天，请朱玉梅说明; done again: with the reason."""
    if line.signs.reopened:
        return _("重新办理（{why}），请{name}说明").format(why=line.signs.reopened, name=name_of(line.owner))
    words = _("{state}，请{name}说明") if line.light in ("red", "yellow") else _("{state}，{name}负责")
    return words.format(state=line.light_words if line.light in ("red", "yellow") else line.state_words, name=name_of(line.owner))


def topic_words(outcome: str) -> str:
    """Return why a topic comes back."""
    return _("上次说好下次再议") if outcome == "next_time" else _("上次没有议定")


def _along(item: Row[Any]) -> dict[str, str]:
    return {name: getattr(item, name) or "" for name in _ALONG}


def bring_back(session: Session, meeting_id: str, left: tuple[Unfinished, ...]) -> None:
    """Put what was left open on the agenda, as items of their own that can be taken off again."""
    last = max((item.position for item in rows(session, AgendaItem, AgendaItem.meeting_id == meeting_id)), default=0)
    for n, each in enumerate(left, last + 1):
        said = {name: getattr(each, name) for name in _ALONG}
        session.add(AgendaItem(meeting_id=meeting_id, topic_id=each.topic_id or None, position=n, title=each.title,
                               about_resolution_id=each.about_resolution_id or None, **{**said, "proposer": said["proposer"] or None}))
    session.flush()
