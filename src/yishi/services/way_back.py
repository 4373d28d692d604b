"""The way back of paper: a scan or photo of a printed page finds its record by the code in its corner; what does not, waits (待认领).

A code speaks for its own page only: a signature page that came back says nothing about page 1 of the minutes. The picture
is kept beside the book before the action that names it (`workspace.keep`); `scan_reading.read` makes it ready.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain import form_code
from yishi.domain.marker import N_
from yishi.domain.records import Meeting, PrintedPage, ReturnedPage
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services.living import one, rows
from yishi.services.paper_subjects import About, printed_of
from yishi.services.scan_reading import ScannedSheet
from yishi.store.writing import put

TICKS: dict[str, str] = {  # what is said of a paper when all its pages are back
    "sign-in": N_("签到表已回"), "signatures": N_("决议已签"), "opinion": N_("决议已签"), "minutes": N_("纪要已签"),
    "posting": N_("公示照片已存"), "outcome": N_("公示照片已存"),
}  # fmt: skip
EXPECTED = ("sign-in", "signatures")  # go out to be signed at the meeting, and are missed when they do not come back


@dataclass(frozen=True)
class Taken:
    """What became of one page on one picture.

    verdict: back (its page came back), again (that page had come back before), known (this very picture is there already),
    foreign (a code, but not of this book), unread (no code was found). The last two wait to be claimed.
    """

    file_name: str
    verdict: str
    returned_id: str = ""
    code: str = ""
    document: str = ""
    page: int = 0
    pages: int = 0
    about: About | None = None
    tick: str = ""  # 签到表已回: the paper is back as a whole now

    @property
    def waits(self) -> bool:
        """Whether somebody has to say what it is."""
        return self.verdict in ("foreign", "unread")


@dataclass(frozen=True)
class Waiting:
    """A picture that nobody has claimed yet."""

    id: str
    sha256: str
    file_name: str
    came_on: date


@dataclass(frozen=True)
class PaperBack:
    """How much of a paper has come back; `pages` 0 = it was not printed with codes. `scans`: (returned id, sha256, page or 0)."""

    document: str
    pages: int
    back: tuple[int, ...]
    by_hand: int  # scans that somebody said belong to it, page unknown
    scans: tuple[tuple[str, str, int], ...]

    @property
    def whole(self) -> bool:
        """Whether every page is back."""
        return bool(self.scans) and len(self.back) + self.by_hand >= self.pages

    @property
    def tick(self) -> str:
        """What is said of it once it is back, a message id; "" where it is not, or has no words of its own."""
        return TICKS.get(self.document, "") if self.whole else ""


# ---- what comes in


def take_in(session: Session, sheets: Iterable[ScannedSheet], on: date) -> tuple[Taken, ...]:
    """Attach what came in on the day `on` to the pages it is of, each code by itself; the rest waits. The same again changes nothing."""
    return tuple(taken for sheet in sheets for taken in _take(session, sheet, on))


def _take(session: Session, sheet: ScannedSheet, on: date) -> list[Taken]:
    pages = {code: _page(session, code) for code in sheet.codes}
    found = [_attach(session, sheet, page, on) for page in pages.values() if page is not None]
    foreign = [code for code, page in pages.items() if page is None]
    if foreign or not pages:
        found.append(_wait(session, sheet, on, foreign[0] if foreign else ""))
    return found


def _page(session: Session, code: str) -> PrintedPage | None:
    page = session.get(PrintedPage, PrintedPage.id_for(code))
    return None if page is None or page.deleted else page


def _attach(session: Session, sheet: ScannedSheet, page: PrintedPage, on: date) -> Taken:
    id_ = ReturnedPage.id_for(sheet.picture.digest, page.id)
    held = session.get(ReturnedPage, id_)
    known = held is not None and not held.deleted
    before = known or bool(rows(session, ReturnedPage, ReturnedPage.printed_page_id == page.id))
    if not known:
        put(session, ReturnedPage, id_, {"sha256": sheet.picture.digest, "printed_page_id": page.id, "document": page.document,
                                         "about_id": page.about_id, "came_on": on, "file_name": sheet.file_name})
        waited = session.get(ReturnedPage, ReturnedPage.id_for(sheet.picture.digest))
        if waited is not None and not waited.deleted and not waited.document:
            waited.deleted = True  # it waited while its page was not known in this book
        session.flush()
    return Taken(sheet.file_name, "known" if known else "again" if before else "back", id_, page.code, page.document, page.page,
                 page.pages, printed_of(session, page.about_id), "" if known else _tick(session, page))


def _wait(session: Session, sheet: ScannedSheet, on: date, code: str) -> Taken:
    id_ = ReturnedPage.id_for(sheet.picture.digest)
    held = session.get(ReturnedPage, id_)
    if held is not None and not held.deleted:
        return Taken(sheet.file_name, "known", id_, code, held.document, about=printed_of(session, held.about_id or ""))
    put(session, ReturnedPage, id_, {"sha256": sheet.picture.digest, "printed_page_id": None, "document": "", "about_id": None,
                                     "came_on": on, "file_name": sheet.file_name})
    session.flush()
    return Taken(sheet.file_name, "foreign" if code else "unread", id_, code)


def _tick(session: Session, page: PrintedPage) -> str:
    mine = [paper for paper in papers_back(session, page.about_id) if paper.document == page.document]
    return _(mine[0].tick) if mine and mine[0].tick else ""


# ---- what waits


def unclaimed(session: Session) -> tuple[Waiting, ...]:
    """Return what waits to be claimed, the newest first."""
    found = rows(session, ReturnedPage, ReturnedPage.printed_page_id.is_(None), ReturnedPage.document == "",
                 by=(ReturnedPage.came_on.desc(), ReturnedPage.file_name, ReturnedPage.id))
    return tuple(Waiting(r.id, r.sha256, r.file_name or "", r.came_on) for r in found)


def claim(session: Session, returned_id: str, document: str, about_id: str) -> None:
    """Say by hand which paper of which record a scan is of; its page stays unsaid."""
    waiting = _waiting(session, returned_id)
    if not document.strip():
        raise Refusal("YS-A11", _("还没有说是哪一种纸。"), next_step=_("请在列表里选一种，例如签到表。"))
    if printed_of(session, about_id) is None:
        raise Refusal("YS-R01", _("这一条已经不在了，可能刚被删除或撤销。"), next_step=_("请回到列表里再看一眼。"))
    waiting.document, waiting.about_id = document, about_id


def claim_code(session: Session, returned_id: str, typed: str) -> About | None:
    """Say by the ten characters in its corner which page a scan is of, and return its record.

    Refused when it is no code (YS-A12: a wrong or swapped character shows) or one that this book did not print (YS-A13).
    """
    waiting, code = _waiting(session, returned_id), form_code.read(typed)
    if not code:
        raise Refusal("YS-A12", _("“{code}”不是纸角上的编号，可能抄错了一个字。").format(code=shown(typed)),
                      next_step=_("编号是10个字，像 ABCDE-FGHJK，里面没有0、O、1、I、L。请照纸再看一遍。"))
    page = _page(session, code)
    if page is None:
        raise Refusal("YS-A13", _("这本议事簿没有印过编号{code}的纸。").format(code=form_code.shown(code)),
                      next_step=_("可能是别的村或社区的纸，也可能是在另一台电脑上印的，请先把那边的内容带回来。"))
    waiting.printed_page_id, waiting.document, waiting.about_id = page.id, page.document, page.about_id
    return printed_of(session, page.about_id)


def strike(session: Session, returned_id: str) -> None:
    """Take a scan out: it is not ours, or it was claimed wrongly. Undo brings it back, the file stays beside the book."""
    one(session, ReturnedPage, returned_id).deleted = True


def _waiting(session: Session, returned_id: str) -> ReturnedPage:
    found = one(session, ReturnedPage, returned_id)
    if found.document:
        raise Refusal("YS-A14", _("这张扫描件已经认领了。"), next_step=_("认错了请先撤销，再重新认领。"))
    return found


# ---- what is back


@dataclass(frozen=True)
class Arrived:
    """A scan in the book; without a document it waits."""

    id: str
    sha256: str
    file_name: str
    came_on: date
    document: str
    page: int  # 0 = not said
    pages: int
    about: About | None


def arrived(session: Session, most: int = 100) -> tuple[Arrived, ...]:
    """Return what came in, the newest first."""
    newest = (ReturnedPage.came_on.desc(), ReturnedPage.file_name.desc(), ReturnedPage.id)
    living = select(ReturnedPage, PrintedPage).where(ReturnedPage.deleted.is_(False))
    query = living.outerjoin(PrintedPage, ReturnedPage.printed_page_id == PrintedPage.id)
    found = session.execute(query.order_by(*newest).limit(most))
    return tuple(Arrived(r.id, r.sha256, r.file_name or "", r.came_on, r.document, page.page if page else 0, page.pages if page else 0,
                         printed_of(session, r.about_id or "")) for r, page in found)


def papers_back(session: Session, about_id: str) -> tuple[PaperBack, ...]:
    """Return the papers of a record that were printed with codes or came back: which of their pages are here.

    Printed several times with other content, a paper is back when one of its printings is; that one, or the one of which
    most is back, else the newest, is told.
    """
    printed = rows(session, PrintedPage, PrintedPage.about_id == about_id, by=(PrintedPage.printed_on, PrintedPage.code))
    returned = rows(session, ReturnedPage, ReturnedPage.about_id == about_id, by=(ReturnedPage.came_on, ReturnedPage.id))
    out, here = grouped(printed), grouped(returned)
    return tuple(paper_back(key[0], out.get(key, []), here.get(key, [])) for key in dict.fromkeys([*out, *here]))


def paper_back(document: str, printed: Sequence[Any], returned: Sequence[Any]) -> PaperBack:
    """Return how much of one paper of a record is back, of its printed and its returned pages."""
    page_of = {p.id: p for p in printed}
    here = [page_of[r.printed_page_id] for r in returned if r.printed_page_id in page_of]
    scans = tuple((r.id, r.sha256, page_of[r.printed_page_id].page if r.printed_page_id in page_of else 0) for r in returned)
    by_hand = sum(page == 0 for _id, _sha256, page in scans)
    sizes = {(p.pages, p.printed_on or date.min) for p in printed}

    def back(pages: int) -> tuple[int, ...]:
        return tuple(sorted({p.page for p in here if p.pages == pages}))

    best = max(sizes, key=lambda each: (len(back(each[0])) >= each[0], len(back(each[0])), each[1]), default=(0, date.min))
    return PaperBack(document, best[0], back(best[0]), by_hand, scans)


def pictured(session: Session) -> dict[tuple[str, str], date]:
    """Return for each (document, record) of which anything came back the last day on which it did: for whole lists."""
    found: dict[tuple[str, str], date] = {}
    for r in rows(session, ReturnedPage, ReturnedPage.document != ""):
        key = (r.document, r.about_id or "")
        found[key] = max(found.get(key, r.came_on), r.came_on)
    return found


def awaited(session: Session, since: date) -> tuple[tuple[str, str], ...]:
    """Return the (document, meeting) of papers printed from `since` on to be signed at a meeting that is over, and not back whole."""
    printed = grouped(rows(session, PrintedPage, PrintedPage.document.in_(EXPECTED), PrintedPage.printed_on >= since,
                            by=(PrintedPage.printed_on, PrintedPage.code)))
    if not printed:
        return ()
    over = set(session.scalars(select(Meeting.id).where(Meeting.deleted.is_(False), Meeting.state.in_(("closed", "final")))))
    returned = grouped(rows(session, ReturnedPage, ReturnedPage.document.in_(EXPECTED)))
    return tuple(key for key, pages in printed.items()
                 if key[1] in over and not paper_back(key[0], pages, returned.get(key, [])).whole)


def grouped(found: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    """Return printed or returned pages by (document, id of its record)."""
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in found:
        groups.setdefault((row.document, row.about_id or ""), []).append(row)
    return groups
