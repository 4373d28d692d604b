"""What is objected to a posting and by when it has to be answered; which resolutions a posting is about."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.records import Objection, Posting, Resolution
from yishi.services import place_rules
from yishi.services.dossier import calendar
from yishi.services.living import one, rows


@dataclass(frozen=True)
class Matter:
    """A resolution that a posting shows; an objection is about one of them."""

    id: str
    number: str
    text: str


@dataclass(frozen=True)
class ObjectionState:
    """An objection with the day by which it is to be answered; `late` counts days past it, 0 where it is in time or answered."""

    id: str
    raised_on: date
    raised_by: str
    text: str
    reply: str
    replied_on: date | None
    due: date
    late: int


def matters(session: Session, posting_id: str) -> tuple[Matter, ...]:
    """Return the resolution of a posting, or all of its meeting where it shows the whole meeting, in the order of their numbers."""
    posting = one(session, Posting, posting_id)
    found = rows(session, Resolution, Resolution.meeting_id == posting.meeting_id, by=(Resolution.number, Resolution.id))
    return tuple(Matter(r.id, r.number, r.text) for r in found if posting.resolution_id in (None, r.id))


def of_posting(session: Session, posting_id: str, today: date) -> tuple[ObjectionState, ...]:
    """Return the objections to a posting, the oldest first; answered within the deadline of the place (domain rule 3.4)."""
    days, within = calendar(session), place_rules.deadlines(session).answer_natural
    found = []
    for o in rows(session, Objection, Objection.posting_id == posting_id, by=(Objection.raised_on, Objection.position)):
        due = days.natural_due(o.raised_on, within)
        late = 0 if o.replied_on is not None else max((today - due).days, 0)
        found.append(ObjectionState(o.id, o.raised_on, o.raised_by or "", o.text or "", o.reply or "", o.replied_on, due, late))
    return tuple(found)
