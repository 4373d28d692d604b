"""Topics as matters of their own, and what hangs on the notice board."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Meeting, Objection, Posting, Topic
from yishi.services import bundle
from yishi.services.answers import PostingLine
from yishi.services.dossier import calendar, gather
from yishi.services.lines import posting_line
from yishi.services.living import rows


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


def lines(session: Session, today: date) -> tuple[TopicLine, ...]:
    """Return the topics; one is settled when all its resolutions are filed or terminated (invariant 4)."""
    items: defaultdict[str, set[str]] = defaultdict(set)
    topic_of: dict[str, str] = {}
    living_meetings = {m.id for m in rows(session, Meeting)}
    for item in rows(session, AgendaItem):
        if item.topic_id and item.meeting_id in living_meetings:
            items[item.topic_id].add(item.meeting_id)
            topic_of[item.id] = item.topic_id
    states: defaultdict[str, list[str]] = defaultdict(list)
    for d in gather(bundle.of_book(session), today):
        states[topic_of.get(d.row.agenda_item_id, "")].append(d.standing.state.name)
    return tuple(
        TopicLine(t.title, t.category, t.source, t.proposer or "", len(items[t.id]), len(states[t.id]),
                  bool(states[t.id]) and set(states[t.id]) <= {"ARCHIVED", "TERMINATED"})
        for t in rows(session, Topic, by=Topic.title)
    )


def postings(session: Session, today: date) -> tuple[PostingLine, ...]:
    """Return what was posted up to `today`, newest first."""
    objections = defaultdict(list)
    for o in rows(session, Objection, by=(Objection.raised_on, Objection.position)):
        objections[o.posting_id].append(o)
    held = {m.id for m in rows(session, Meeting)}
    found = rows(session, Posting, Posting.starts_on <= today, by=(Posting.starts_on.desc(), Posting.id))
    return tuple(posting_line(p, objections[p.id], calendar()) for p in found if p.meeting_id in held)
