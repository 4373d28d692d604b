"""结果公告: what became of a resolution, with money, photos without faces and what residents thought; or why it is not done."""

from collections.abc import Iterator
from dataclasses import replace

from yishi.documents import photo, wording
from yishi.documents.board import Board, fitting, period, vote
from yishi.documents.cleaning import walled
from yishi.documents.layout import Paper
from yishi.documents.loop_wording import refuse_draft
from yishi.documents.manner import Manner
from yishi.documents.page import MM
from yishi.documents.parts import Part
from yishi.documents.posting_view import OutcomeView, done_words, why_not_words
from yishi.documents.posting_view import outcome as view
from yishi.documents.table import Column, Table
from yishi.domain.money import yuan
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution

_PHOTO = 38 * MM


def compose(p: PrintedResolution, manner: Manner | None = None) -> Paper:
    """Return the notice of a result; it is made from the allow-list view alone, whatever it is printed for."""
    refuse_draft(p, _("结果公告"))
    return of_view(walled(view, p), manner)


def parts(p: PrintedResolution) -> Iterator[Part]:
    """Yield what may be reworded: what was agreed, what was done, or why it was not."""
    yield Part(f"item:{p.line.id}", _("议定的事"), wording.sentence(p.line.text))
    yield Part("done", _("完成情况"), done_words(p))
    if why_not_words(p):
        yield Part("why_not", _("未完成原因和下一步"), why_not_words(p))


def of_view(v: OutcomeView, manner: Manner | None = None) -> Paper:
    """Return the notice made from a view."""
    title = _("关于{topic}").format(topic=wording.stem(v.topic).removeprefix("关于") or wording.BLANK), _("办理结果的公告")
    return fitting(lambda size: _set(Board(title, v.sample, size, _("公告期满前请勿撕毁、覆盖")), v), manner)


def _set(board: Board, v: OutcomeView) -> Paper:
    board.greeting(v.village)
    board.paragraph(_("{day}，{community}协商议定：{text}现将办理结果公告如下：").format(
        day=wording.day(v.decided_on), community=v.community, text=v.item.text))
    board.section(_("办理情况"))
    board.labelled(_("责任单位和责任人："), v.item.duty or wording.BLANK)
    board.labelled(_("约定时限："), v.item.until or wording.BLANK)
    if v.item.vote:
        board.labelled(_("表决结果："), vote(v.item.vote))
    board.labelled(_("完成情况："), v.done or wording.BLANK * 4)
    board.labelled(_("完成日期："), wording.day(v.done_on))
    if v.checked_on:
        board.labelled(_("督查核实："), _("{day}现场核实合格。").format(day=wording.day(v.checked_on)))
    if not v.finished:
        board.labelled(_("未完成原因和下一步："), v.why_not or wording.BLANK * 4)
    board.section(_("经费决算"))
    board.paragraph(_money(v))
    board.section(_("群众评价"))
    board.paragraph(_judged(v))
    _photos(board, v)
    board.section(_("公告期与意见反映"))
    board.labelled(_("公告期："), period(v.period))
    board.complaints(v.village, v.contact, v.office_phone, v.complaint_phone)
    return board.end(_("特此公告"), v.org, v.period.start if v.period else None)


def _money(v: OutcomeView) -> str:
    if v.money is None:
        return _("本项没有使用经费。")
    budget, spent, left = map(yuan, v.money)
    items = "；".join(_("{what}：{money}元").format(what=what, money=yuan(amount)) for what, amount in v.spending)
    words = _("预算{budget}元，实支{spent}元，结余{left}元。").format(budget=budget, spent=spent, left=left)
    return words + (_("其中：{items}。").format(items=items) if items else "")


def _judged(v: OutcomeView) -> str:
    if v.answers is None:
        return _("有效评价＿＿份，满意率＿＿＿，解决率＿＿＿。")
    valid, good, solved = v.answers
    return _("收到有效评价{n}份，满意率{good}，解决率{solved}。").format(n=valid, good=good, solved=solved)


def _photos(board: Board, v: OutcomeView) -> None:
    """Show the photos that may be shown; where there is none, leave a place to glue one without faces."""
    board.flow.skip(6)
    label = replace(board.body, size=14, leading=20, indent=0, align="center")
    half = Column("", board.flow.sheet.measure / 2, label)
    files = (v.before, v.after)
    if any(files):
        Table(board.flow, [half, half], label).row([_("办理前照片"), _("办理后照片")])
        words = ["" if file else _("（贴照片处，不露人脸）") for file in files]
    else:
        words = [_("办理前照片\n（不露人脸）"), _("办理后照片\n（不露人脸）")]
    Table(board.flow, [half, half], label, _PHOTO).row(words)
    photo.into_cells(board.flow, _PHOTO, files)
    board.flow.skip(6)
