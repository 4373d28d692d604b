"""The numbers of orders: 交办〔2026〕12号, counted by kind and year of the community, never used twice (domain rule 5.4)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain import lights, loop, numbering
from yishi.domain.records import LoopEvent, Meeting, Resolution
from yishi.services.dossier import Dossier


def draw(session: Session, d: Dossier, terms: loop.Terms, event: loop.Event) -> str:
    """Return the next number for an event that makes an order, "" for any other event.

    Urging is 催办 under a yellow light and 督办 under a red one. Numbers of what was annulled or undone are not given again.
    """
    kind = kind_of(d, terms, event)
    if not kind:
        return ""
    year, word = event.on.year, numbering.DOCUMENT_WORDS[kind]
    used = session.scalars(_used(d.meeting.community_id, f"{word}〔{year}〕"))
    taken = [found.n for found in map(numbering.parse_document_number, used) if found and (found.kind, found.year) == (word, year)]
    return numbering.document_number(word, year, max(taken, default=0) + 1)


def kind_of(d: Dossier, terms: loop.Terms, event: loop.Event) -> str:
    """Return which order an event makes: assign escalate remind supervise, or ""."""
    if event.event != "urge":
        return event.event if event.event in numbering.DOCUMENT_WORDS else ""
    light = lights.light(terms, d.standing, d.calendar, event.on, d.late_milestone(event.on))
    return "supervise" if light.colour == "red" else "remind"


def _used(community_id: str, beginning: str) -> Any:
    """Select the numbers that ever stood on an order, also on those that were taken back."""
    of_community = select(Resolution.id).join(Meeting, Meeting.id == Resolution.meeting_id).where(Meeting.community_id == community_id)
    return select(LoopEvent.document).where(LoopEvent.document.startswith(beginning), LoopEvent.resolution_id.in_(of_community))
