"""村规民约、居民公约: its versions, the meeting that adopted each, and the day it was filed with the town."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.leaks import Guard
from yishi.domain.records import Covenant, Meeting
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import communities
from yishi.services.checks import short, text_of
from yishi.services.living import as_list, one, rows, unlist
from yishi.store.writing import put

MOST_ARTICLES = 300


@dataclass(frozen=True)
class CovenantSheet:
    """One version; `in_force` as of the day asked about, `reminders` what is still to be done for it."""

    id: str
    title: str
    version: int
    articles: tuple[str, ...]
    meeting_id: str
    meeting: str  # number and title
    adopted_on: date | None
    starts_on: date | None
    ends_on: date | None
    filed_on: date | None
    filed_with: str
    note: str
    in_force: bool
    reminders: tuple[str, ...]


@dataclass(frozen=True)
class CovenantPaper:
    """A version as it is printed for the wall."""

    sheet: CovenantSheet
    community: str
    org: str
    sample: bool
    guard: Guard | None = field(default=None, compare=False, repr=False)  # for the wall (services.leaks.guarded)


def find(session: Session, ref: str, today: date) -> str:
    """Return the id of a covenant by id or title; of several versions the one in force, else the newest (YS-R12)."""
    known = sheets(session, today)
    named = [c for c in known if c.id == ref] or [c for c in known if c.title == ref.strip()]
    if not named:
        raise Refusal("YS-R12", _("没有叫“{ref}”的公约。").format(ref=shown(ref)), next_step=_("请写公约的全名，例如：居民公约。"))
    return next((c for c in named if c.in_force), named[0]).id


def paper(session: Session, covenant_id: str, today: date) -> CovenantPaper:
    """Return a version with whose it is."""
    one(session, Covenant, covenant_id)
    place = communities.mine(session)
    return CovenantPaper(next(c for c in sheets(session, today) if c.id == covenant_id), place.name, place.org, place.sample)


def sheets(session: Session, today: date) -> tuple[CovenantSheet, ...]:
    """Return every version, by title, the newest first."""
    held = {m.id: m for m in rows(session, Meeting)}
    found = sorted(rows(session, Covenant), key=lambda c: (c.title, -c.version))
    return tuple(_sheet(c, held.get(c.meeting_id or ""), today) for c in found)


def _sheet(c: Any, meeting: Any, today: date) -> CovenantSheet:
    in_force = c.starts_on is not None and c.starts_on <= today and not (c.ends_on and c.ends_on < today)
    reminders = []
    if c.adopted_on is None or meeting is None:
        reminders.append(_("还没有写是哪场会通过的。"))
    elif meeting.form not in ("statutory_assembly", "residents_assembly"):
        reminders.append(_("这场会不是村民会议，请核对是不是已经由村民会议通过。"))
    if c.adopted_on is not None and c.filed_on is None:
        reminders.append(_("还没有登记报镇街备案的日子。"))
    where = f"{meeting.number}　{meeting.title}" if meeting else ""
    return CovenantSheet(c.id, c.title, c.version, unlist(c.articles), c.meeting_id or "", where, c.adopted_on,
                         c.starts_on, c.ends_on, c.filed_on, c.filed_with, c.note or "", in_force, tuple(reminders))


def draft(session: Session, title: str, articles: Sequence[str], note: str = "") -> str:
    """Write down the next version of a covenant and return its id; refused without any article (YS-G20)."""
    title, told = text_of(title, _("公约名称"), longest=200), _articles(articles)
    mine = communities.mine(session).id
    known = rows(session, Covenant, Covenant.title == title)
    version = max((c.version for c in known), default=0) + 1
    id_ = Covenant.id_for(mine, title, version)
    put(session, Covenant, id_, {"community_id": mine, "title": title, "version": version, "articles": as_list(told) or "[]",
                                 "note": text_of(note, _("说明"), required=False) or None})
    session.flush()
    return id_


def reword(session: Session, covenant_id: str, articles: Sequence[str]) -> None:
    """Put other words into a version that was not adopted yet; an adopted one stays as it is (YS-G21)."""
    covenant = one(session, Covenant, covenant_id)
    if covenant.adopted_on is not None:
        raise Refusal("YS-G21", _("这一版已经通过，条文不能再改。"), next_step=_("请另起一版。"))
    covenant.articles = as_list(_articles(articles)) or "[]"


def adopt(session: Session, covenant_id: str, meeting_id: str, starts_on: date) -> None:
    """Note the meeting that adopted it and from when it holds; the version before it ends the day before (YS-G22: too early)."""
    covenant, meeting = one(session, Covenant, covenant_id), one(session, Meeting, meeting_id)
    day = date.fromisoformat(meeting.starts[:10])
    if starts_on < day:
        raise Refusal("YS-G22", _("生效日{day}在通过的会议之前。").format(day=starts_on), next_step=_("请改成开会当天或以后的日子。"))
    covenant.meeting_id, covenant.adopted_on, covenant.starts_on = meeting_id, day, starts_on
    for old in rows(session, Covenant, Covenant.title == covenant.title):
        if old.version < covenant.version and old.starts_on and (old.ends_on is None or old.ends_on >= starts_on):
            one(session, Covenant, old.id).ends_on = date.fromordinal(starts_on.toordinal() - 1)


def file(session: Session, covenant_id: str, filed_on: date, filed_with: str, today: date) -> None:
    """Note the day it was filed with the town; refused before it was adopted or for a day to come (YS-G23)."""
    covenant = one(session, Covenant, covenant_id)
    if covenant.adopted_on is None or not covenant.adopted_on <= filed_on <= today:
        raise Refusal("YS-G23", _("备案日{day}不对。").format(day=filed_on),
                      next_step=_("请先登记通过的会议，再写通过以后、今天以前的日子。"))
    covenant.filed_on, covenant.filed_with = filed_on, short(filed_with, _("备案单位"))


def _articles(articles: Sequence[str]) -> list[str]:
    told = [text_of(article, _("条文")) for article in articles if article.strip()]
    if not told or len(told) > MOST_ARTICLES:
        raise Refusal("YS-G20", _("公约有{n}条，不对。").format(n=len(told)),
                      next_step=_("请写1到{most}条，一行一条。").format(most=MOST_ARTICLES))
    return told
