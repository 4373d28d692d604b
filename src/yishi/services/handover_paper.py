"""What the sheet of an officer who leaves is composed from (交接单): the promises still open, the meetings not final, who comes after."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.guards import same_person
from yishi.domain.records import Handover, Meeting, Person
from yishi.i18n import _
from yishi.services import bodies, communities, handovers, meetings, people, posts, resolutions
from yishi.services.answers import ResolutionLine
from yishi.services.living import name_of, rows, unlist
from yishi.services.printed_file import HandoverSheet, Promise

_OVER = ("ARCHIVED", "TERMINATED", "DRAFT")


def sheet(session: Session, ref: str, today: date) -> HandoverSheet:
    """Return what the one whose name or id `ref` is hands over ("" = nobody yet); where a handover was noted, who to and what.

    Refused: YS-R05 nobody of that name, YS-R03 several.
    """
    mine = communities.mine(session)
    blank = HandoverSheet(mine.name, mine.kind, mine.org or mine.name, mine.sample, today)
    if not ref.strip():
        return blank
    id_ = people.find(session, ref.strip())
    person = rows(session, Person, Person.id == id_)[0]
    noted = rows(session, Handover, Handover.leaver_id == id_, by=Handover.happened_on)
    last = noted[-1] if noted else None
    open_ = [line for line in resolutions.lines(session, today)
             if line.state not in _OVER and (line.state != "CLOSED" or resolutions.needs_doing(line))]  # fmt: skip
    items = set(unlist(last.items)) if last is not None else set()
    after, on = _name(session, last), last.happened_on - timedelta(days=1) if last is not None else today
    held = posts.held(session, id_, on)
    named = [(line, role) for line in open_
             if (role := _role(line, person.name or "", held) or _role(line, after if line.id in items else "", held)) or line.id in items]
    return replace(
        blank, leaver=person.name or "", leaver_post=_post(session, id_, person, on), successor=after,
        witness=(last.witness or "") if last else "", happened_on=last.happened_on if last else None,
        note=(last.note or "") if last else "",
        promises=tuple(_promise(line, role) for line, role in sorted(named, key=lambda each: (each[1] == "supervisor", _due(each[0]))))
        + _matters(session, (person.name or "", held), items, today),
        unfinished=_unfinished(session, person.name or "", today), meetings=len(rows(session, Meeting)),
    )  # fmt: skip


def _role(line: ResolutionLine, name: str, titles: frozenset[str]) -> str:
    """Return what somebody of these posts has to do with a resolution; the owner who also looks after it is its owner."""
    if name and (name_of(line.owner) == name or name_of(line.owner) in titles):
        return "owner"
    return "supervisor" if name and (name_of(line.supervisor) == name or name_of(line.supervisor) in titles) else ""


def _due(line: ResolutionLine) -> date:
    return line.due or date.max


def _promise(line: ResolutionLine, role: str) -> Promise:
    return Promise(line.number, line.text, role, line.due, line.state_words, line.light, line.latest)


def _matters(session: Session, who: tuple[str, frozenset[str]], items: set[str], today: date) -> tuple[Promise, ...]:
    """Return the topics that wait for an answer: those somebody sees to, by name or by post, and those that were handed over."""
    name, titles = who
    found = handovers.matters(session, lambda handler: same_person(handler, name) or handler in titles, today, items)
    return tuple(Promise(_("议题"), t.title, "handler", None, t.status_words, "", "") for t in found)


def _post(session: Session, id_: str, person: Row[Any], on: date) -> str:
    """Return the posts somebody holds on the day, else how the roster calls them."""
    now = [m for m in bodies.of_person(session, id_) if m.post and bodies.belongs(m, on)]
    return "、".join(dict.fromkeys(m.body + m.post for m in now)) or person.role


def _name(session: Session, last: Any) -> str:
    found = rows(session, Person, Person.id == last.successor_id) if last is not None else []
    return str(found[0].name) if found else ""


def _unfinished(session: Session, name: str, today: date) -> tuple[Any, ...]:
    """Return the meetings that somebody recorded and nobody has made final, the latest first."""
    mine = {m.id for m in rows(session, Meeting, Meeting.state != "final") if name and name_of(m.recorder) == name}
    return tuple(line for line in meetings.lines(session) if line.id in mine and line.start[:10] <= today.isoformat())
