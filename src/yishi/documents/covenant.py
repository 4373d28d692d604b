"""公约 for the wall: 村规民约 or 居民公约, article by article, who adopted it and from when it holds.

The largest type is taken in which all stands on one page. On A4 it is never under 16 pt or, large, 22 pt; blown up to A3
never under 22.6 pt, to be read standing (domain 4.7).
A version that no meeting adopted yet says so under its title: nobody should take a draft for what holds.
"""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.board import Board, Size
from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Paper, Style
from yishi.documents.manner import Manner
from yishi.documents.page import chinese, signed
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.covenants import CovenantPaper

_SIZES = (Size(26, 42), Size(24, 38), Size(22, 34), Size(20, 31), Size(18, 28), Size(16, 24), Size(16, 21))
_LEAST_LARGE = 22


def compose(p: CovenantPaper, manner: Manner | None = None) -> Paper:
    """Return the covenant in the largest type that keeps it on one page, else in the smallest one on several."""
    title = one_line(p.sheet.title)
    if p.community and not title.startswith(one_line(p.community)):
        title = one_line(p.community) + title
    sizes = [size for size in _SIZES if manner is None or not manner.large or size.type >= _LEAST_LARGE]
    papers = (_set(Board((title, ""), p.sample, size, _("请勿撕毁、覆盖")), p) for size in sizes)
    return next((paper for paper in papers if len(paper.pages) == 1), None) or _set(
        Board((title, ""), p.sample, sizes[-1], _("请勿撕毁、覆盖")), p)


def _set(board: Board, p: CovenantPaper) -> Paper:
    body = board.body
    board.flow.paragraph(_under_title(p), Style(FANG, min(body.size, 18), body.leading, align="center"))
    board.flow.skip(6)
    for n, article in enumerate(p.sheet.articles, 1):
        number = _("第{n}条").format(n=chinese(n))
        board.flow.paragraph([(HEI, f"{number}　"), (FANG, wording.sentence(article))], body)
    board.flow.skip(body.leading / 2)
    if p.sheet.filed_on is not None:
        where = one_line(p.sheet.filed_with) or wording.BLANK
        board.paragraph(_("{day}报{where}备案。").format(day=wording.day(p.sheet.filed_on), where=where))
    board.flow.keep(3 * body.leading)
    if p.sheet.adopted_on is not None:
        signed(board.flow, one_line(p.community), wording.day(p.sheet.adopted_on), replace(body, indent=0))
    return board.flow.finish(board.title)


def _under_title(p: CovenantPaper) -> str:
    c = p.sheet
    if c.adopted_on is None:
        return _("（第{n}版，征求意见稿，还没有通过）").format(n=c.version)
    adopted = _("{day}通过").format(day=wording.day(c.adopted_on))
    since = _("，自{day}起施行").format(day=wording.day(c.starts_on)) if c.starts_on is not None else ""
    until = _("，{day}止").format(day=wording.day(c.ends_on)) if c.ends_on is not None else ""
    return f"（{adopted}{since}{until}）"
