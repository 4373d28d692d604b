"""What papers are of: a meeting, a resolution, a topic, a covenant, or the whole book."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from yishi.domain.records import Community, Covenant, Meeting, Resolution, Topic
from yishi.errors import Refusal
from yishi.i18n import _

MEETING, RESOLUTION, TOPIC, COVENANT = "meeting", "resolution", "topic", "covenant"
BOOK = "book"  # what is made of the whole book
_PLACES = {MEETING: "meetings", RESOLUTION: "follow", TOPIC: "topics", COVENANT: "covenants"}


@dataclass(frozen=True)
class About:
    """What a paper is of: kind meeting, resolution, topic, covenant or book; the number is "" where there is none."""

    kind: str
    id: str
    number: str
    title: str
    on: str = ""  # YYYY-MM-DD

    @property
    def words(self) -> str:
        """Number and title."""
        return "　".join(part for part in (self.number, self.title) if part)

    @property
    def place(self) -> str:
        """Where the window shows it, "" = nowhere by itself."""
        return _PLACES.get(self.kind, "")


def every(session: Session) -> tuple[About, ...]:
    """Return all that papers can be made of: meetings newest first, then resolutions, then topics, the book itself."""
    return (*_meetings(session), *_resolutions(session), *_topics(session), _book())


def named(session: Session, ref: str) -> About:
    """Return what `ref` (an id or a printed number) names; refused (YS-P30) where it is nothing that papers are made of."""
    if ref == BOOK:
        return _book()
    found = (_meetings(session, or_(Meeting.id == ref, Meeting.number == ref))
             or _resolutions(session, or_(Resolution.id == ref, Resolution.number == ref)) or _topics(session, Topic.id == ref))
    if ref and found:
        return found[0]
    raise Refusal("YS-P30", _("要印的这一项已经不在了。"), next_step=_("请在上面的框里另选一场会、一条决议或一个议题。"))


def held(session: Session, year: int | None, today: date) -> tuple[About, ...]:
    """Return the meetings held in a year (None: ever) up to `today`, the earliest first; one that is only planned is none yet."""
    until = Meeting.starts < (today + timedelta(days=1)).isoformat()
    found = _meetings(session, Meeting.state != "planned", until, *([] if year is None else [Meeting.starts.startswith(f"{year:04d}-")]))
    return tuple(reversed(found))


def printed_of(session: Session, about_id: str) -> About | None:
    """Return what the pages of a printed paper say that it is of, None where that is gone; papers of the book name its place."""
    for kind in (Meeting, Resolution, Topic, Covenant, Community):
        found: Any = session.get(kind, about_id) if about_id else None
        if found is not None and kind is Community:
            return None if found.deleted else _book(found.id)
        if found is not None:
            title = getattr(found, "title", "") or getattr(found, "text", "")
            return None if found.deleted else _of(str(kind.__tablename__), found.id, getattr(found, "number", ""), title)
    return None


def _book(id_: str = BOOK) -> About:
    return About(BOOK, id_, "", _("整本议事簿"))


def _of(kind: str, id_: str, number: str | None, title: str | None, on: str = "") -> About:
    return About(kind, id_, number or "", " ".join((title or "").split()), on)


def _meetings(session: Session, *where: ColumnElement[bool]) -> list[About]:
    query = select(Meeting.id, Meeting.number, Meeting.title, Meeting.starts).where(Meeting.deleted.is_(False), *where)
    return [_of(MEETING, m.id, m.number, m.title, m.starts[:10])
            for m in session.execute(query.order_by(Meeting.starts.desc(), Meeting.number.desc()))]


def _resolutions(session: Session, *where: ColumnElement[bool]) -> list[About]:
    query = select(Resolution.id, Resolution.number, Resolution.text, Meeting.starts).join(
        Meeting, Meeting.id == Resolution.meeting_id).where(Resolution.deleted.is_(False), Meeting.deleted.is_(False), *where)
    return [_of(RESOLUTION, r.id, r.number, r.text, r.starts[:10])
            for r in session.execute(query.order_by(Meeting.starts.desc(), Resolution.number))]


def _topics(session: Session, *where: ColumnElement[bool]) -> list[About]:
    query = select(Topic.id, Topic.title, Topic.raised_on).where(Topic.deleted.is_(False), *where)
    return [_of(TOPIC, t.id, "", t.title, t.raised_on.isoformat() if t.raised_on else "")
            for t in session.execute(query.order_by(Topic.raised_on.desc(), Topic.id))]
