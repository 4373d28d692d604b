"""What happened to a posting on the wall, and posting it anew when it ran short (两公开, domain rule 3.9)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import hanging
from yishi.domain.records import Meeting, Posting, PostingMark, Resolution
from yishi.domain.terms import POSTING_WORDS
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import way_back
from yishi.services.checks import short
from yishi.services.dossier import calendar
from yishi.services.living import one, rows, unlist


@dataclass(frozen=True)
class MarkLine:
    """One thing that happened to the paper."""

    id: str
    on: date
    kind: str
    words: str
    place: str
    doer: str
    sha256: str


@dataclass(frozen=True)
class PostingState:
    """A posting with what happened to it; `hung` None = nobody has noted that it was put up."""

    id: str
    kind: str
    words: str  # 决议公示
    title: str
    meeting_id: str
    resolution_id: str
    start: date
    end: date
    natural_days: int
    places: tuple[str, ...]
    marks: tuple[MarkLine, ...]
    hung: hanging.Hung | None
    missing: tuple[str, ...]  # 贴出照片, 取下照片

    @property
    def must_repeat(self) -> bool:
        return self.hung is not None and self.hung.short


def states(session: Session, today: date) -> tuple[PostingState, ...]:
    """Return every posting up to `today`, the newest first."""
    marks: dict[str, list[Any]] = {}
    for mark in rows(session, PostingMark, by=(PostingMark.happened_on, PostingMark.position)):
        marks.setdefault(mark.posting_id, []).append(mark)
    meetings = {m.id: m.title for m in rows(session, Meeting)}
    texts = {r.id: r.text for r in rows(session, Resolution)}
    posted = [p for p in rows(session, Posting, Posting.starts_on <= today, by=(Posting.starts_on.desc(), Posting.id))
              if p.meeting_id in meetings]
    shown = way_back.pictured(session) if posted else {}
    return tuple(
        _state(p, texts.get(p.resolution_id or "") or meetings[p.meeting_id], marks.get(p.id, []), today, _on_a_photo(p, shown))
        for p in posted
    )


def _on_a_photo(p: Any, shown: dict[tuple[str, str], date]) -> bool:
    """Whether a photo of the paper itself came in after it was posted (its code tells which one it is)."""
    document, about = ("outcome", p.resolution_id) if p.kind == "outcome" else ("posting", p.meeting_id)
    return bool(shown.get((document, about or ""), date.min) >= p.starts_on)


def _state(p: Any, title: str, found: list[Any], today: date, seen: bool = False) -> PostingState:
    lines = tuple(MarkLine(m.id, m.happened_on, m.kind, _(hanging.KINDS[m.kind]), m.place, m.doer or "", m.sha256) for m in found)
    marks = [hanging.Mark(m.happened_on, m.kind, m.place) for m in found]
    missing, anew = [], [m for m in found if m.happened_on >= p.starts_on]  # of a paper posted anew the old pictures do not tell
    if not seen and not any(m.kind in ("up", "again") and m.sha256 for m in anew):
        missing.append(_("贴出照片"))
    if today > p.ends_on and not any(m.kind == "down" and m.sha256 for m in anew):
        missing.append(_("取下照片"))
    return PostingState(p.id, p.kind, _(POSTING_WORDS[p.kind]), title, p.meeting_id, p.resolution_id or "", p.starts_on, p.ends_on,
                        p.natural_days, unlist(p.places), lines, hanging.hung(marks, p.starts_on, p.ends_on, p.natural_days, today),
                        tuple(missing))


def state(session: Session, posting_id: str, today: date) -> PostingState:
    """Return one posting with what happened to it."""
    one(session, Posting, posting_id)
    return next(s for s in states(session, max(today, one(session, Posting, posting_id).starts_on)) if s.id == posting_id)


def mark(session: Session, posting_id: str, kind: str, on: date, today: date, place: str = "", doer: str = "", sha256: str = "") -> str:
    """Note that it was put up, torn down, put up again or taken down, and return the id.

    Refused: a day to come or before the posting (YS-G01), or what cannot follow what happened there before (YS-G02).
    """
    posting, place = one(session, Posting, posting_id), short(place, _("地点"))
    if not posting.starts_on <= on <= today:
        raise Refusal("YS-G01", _("{on}不对：公示从{start}起，今天是{today}。").format(on=on, start=posting.starts_on, today=today),
                      next_step=_("请写公示开始以后、今天以前的日子。"))
    found = rows(session, PostingMark, PostingMark.posting_id == posting_id, by=(PostingMark.happened_on, PostingMark.position))
    known = [hanging.Mark(m.happened_on, m.kind, m.place) for m in found if m.place == place]
    if (known and on < known[-1].on) or kind not in hanging.KINDS or not hanging.may_follow(known, kind, place):
        last = _(hanging.KINDS[known[-1].kind]) if known else _("还没有贴出")
        raise Refusal("YS-G02", _("不能记“{kind}”：这里上一次记的是“{last}”。").format(kind=_(hanging.KINDS.get(kind, kind)), last=last),
                      next_step=_("请按先后记：贴出，撕毁后补贴，最后取下。"))
    put = PostingMark(posting_id=posting_id, position=len(found) + 1, happened_on=on, kind=kind, place=place,
                      doer=short(doer, _("经办人")) or None, sha256=sha256)
    session.add(put)
    session.flush()
    return put.id


def repeat(session: Session, posting_id: str, on: date, today: date) -> None:
    """Post anew, for the whole period from `on`, what ran short; refused otherwise (YS-G03).

    The posting itself gets the new days, so that deadlines and papers follow; its marks tell what was before.
    """
    old = state(session, posting_id, today)
    if not old.must_repeat:
        raise Refusal("YS-G03", _("这份公示没有少贴，不用重新公布。"), next_step=_("少贴了才要重新公布；先登记取下的日子。"))
    if not old.start < on <= today:
        raise Refusal("YS-G01", _("{on}不对：公示从{start}起，今天是{today}。").format(on=on, start=old.start, today=today),
                      next_step=_("请写公示开始以后、今天以前的日子。"))
    posting = one(session, Posting, posting_id)
    posting.starts_on, posting.ends_on = on, calendar(session).posting_period(on, posting.natural_days).end
