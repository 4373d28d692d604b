"""公约 for the wall: 村规民约 or 居民公约, article by article, who adopted it and from when it holds.

The largest type is taken in which all stands on one page. On A4 it is never under 16 pt or, large, 22 pt; blown up to A3
never under 22.6 pt, to be read standing (domain 4.7).
A version that no meeting adopted yet says so under its title: nobody should take a draft for what holds.
"""

from dataclasses import dataclass, replace
from datetime import date

from yishi.documents import wording
from yishi.documents.board import Board, Size
from yishi.documents.chain import FANG, HEI
from yishi.documents.cleaning import Cleaner, walled
from yishi.documents.layout import Paper, Style
from yishi.documents.manner import Manner
from yishi.documents.page import chinese, signed
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.covenants import CovenantPaper

_SIZES = (Size(26, 42), Size(24, 38), Size(22, 34), Size(20, 31), Size(18, 28), Size(16, 24), Size(16, 21))
_LEAST_LARGE = 22


@dataclass(frozen=True)
class CovenantView:
    """A covenant as everybody may read it: an allow-list, as in posting_view."""

    community: str
    sample: bool
    title: str
    version: int
    articles: tuple[str, ...]
    filed_with: str
    adopted_on: date | None
    starts_on: date | None
    ends_on: date | None
    filed_on: date | None


def view(p: CovenantPaper, clean: Cleaner) -> CovenantView:
    """Return what everybody may read of a covenant."""
    c = p.sheet
    return CovenantView(
        one_line(p.community), p.sample, clean.text(c.title), c.version, tuple(clean.text(wording.sentence(a)) for a in c.articles),
        clean.text(c.filed_with), c.adopted_on, c.starts_on, c.ends_on, c.filed_on)  # fmt: skip


def compose(p: CovenantPaper, manner: Manner | None = None) -> Paper:
    """Return the covenant; it hangs, so it is made from the allow-list view alone, whatever it is printed for."""
    return of_view(walled(view, p), manner)


def of_view(v: CovenantView, manner: Manner | None = None) -> Paper:
    """Return the covenant in the largest type that keeps it on one page, else in the smallest one on several."""
    title = v.title if not v.community or v.title.startswith(v.community) else v.community + v.title
    sizes = [size for size in _SIZES if manner is None or not manner.large or size.type >= _LEAST_LARGE]
    papers = (_set(Board((title, ""), v.sample, size, _("请勿撕毁、覆盖")), v) for size in sizes)
    return next((paper for paper in papers if len(paper.pages) == 1), None) or _set(
        Board((title, ""), v.sample, sizes[-1], _("请勿撕毁、覆盖")), v)


def _set(board: Board, v: CovenantView) -> Paper:
    body = board.body
    board.flow.paragraph(_under_title(v), Style(FANG, min(body.size, 18), body.leading, align="center"))
    board.flow.skip(6)
    for n, article in enumerate(v.articles, 1):
        number = _("第{n}条").format(n=chinese(n))
        board.flow.paragraph([(HEI, f"{number}　"), (FANG, article)], body)
    board.flow.skip(body.leading / 2)
    if v.filed_on is not None:
        board.paragraph(_("{day}报{where}备案。").format(day=wording.day(v.filed_on), where=v.filed_with or wording.BLANK))
    board.flow.keep(3 * body.leading)
    if v.adopted_on is not None:
        signed(board.flow, v.community, wording.day(v.adopted_on), replace(body, indent=0))
    return board.flow.finish(board.title)


def _under_title(c: CovenantView) -> str:
    if c.adopted_on is None:
        return _("（第{n}版，征求意见稿，还没有通过）").format(n=c.version)
    adopted = _("{day}通过").format(day=wording.day(c.adopted_on))
    since = _("，自{day}起施行").format(day=wording.day(c.starts_on)) if c.starts_on is not None else ""
    until = _("，{day}止").format(day=wording.day(c.ends_on)) if c.ends_on is not None else ""
    return f"（{adopted}{since}{until}）"
