"""What a paper is composed from: the meeting's sheet with the head of the journal that vouches for it."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from yishi.services import meetings
from yishi.services.answers import MeetingSheet


def sheet(session: Session, meeting_id: str, today: date) -> MeetingSheet:
    """Return the meeting as it is printed, signed at the foot with the journal's head."""
    from yishi.store.journal import printed_head

    return replace(meetings.sheet(session, meeting_id, today), head=printed_head(session))
