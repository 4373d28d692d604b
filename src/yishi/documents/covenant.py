"""公约 for the wall: 村规民约 or 居民公约, article by article, who adopted it and from when it holds.

On A4 the text is 16 pt or, large, 22 pt; blown up to A3 it is 22.6 pt or more, to be read standing (domain 4.7).
A version that no meeting adopted yet says so under its title: nobody should take a draft for what holds.
"""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.board import Board, fitting
from yishi.documents.chain import FANG, HEI, KAI
from yishi.documents.layout import Paper, Style
from yishi.documents.manner import Manner
from yishi.documents.page import chinese, signed
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.covenants import CovenantPaper


def compose(p: CovenantPaper, manner: Manner | None = None) -> Paper:
    """Return the covenant with the widest lines that keep it on one page."""
    title = one_line(p.sheet.title)
    if p.community and not title.startswith(one_line(p.community)):
        title = one_line(p.community) + title
    return fitting(lambda size: _set(Board((title, ""), p.sample, size, _("请勿撕毁、覆盖")), p), manner)


def _set(board: Board, p: CovenantPaper) -> Paper:
    body = board.body
    board.flow.paragraph(_under_title(p), Style(KAI, body.size - 2, body.leading, align="center"))
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
