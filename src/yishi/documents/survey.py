"""满意度测评表: one A5 sheet in large type for residents, without a name: five questions about one finished matter (domain 4.12)."""

from dataclasses import replace

from yishi.documents.chain import FANG, HEI, TITLE
from yishi.documents.cleaning import walled
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.loop_wording import refuse_draft
from yishi.documents.manner import Manner
from yishi.documents.page import MM, headline, small, writing_lines
from yishi.documents.posting_view import SurveyView
from yishi.documents.posting_view import survey as view
from yishi.documents.wording import BLANK
from yishi.domain.evaluation import GRADES
from yishi.domain.terms import GRADE_WORDS
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution

A5 = Sheet(148 * MM, 210 * MM, top=10 * MM, right=11 * MM, bottom=11 * MM, left=12 * MM)
_SIZES = ((20.0, 29.0), (18.0, 27.0), (17.0, 24.5), (16.0, 22.0))
_TITLE = Style(TITLE, 22, 30, align="center")
_LONGEST = 60  # characters of the matter and of what was done: a sentence each


def compose(p: PrintedResolution, manner: Manner | None = None) -> Paper:
    """Return the sheet on one page in the largest type that fits, never below 16 pt; it goes into everybody's hands."""
    refuse_draft(p, _("满意度测评表"))
    return of_view(walled(view, p), manner)


def of_view(v: SurveyView, manner: Manner | None = None) -> Paper:
    """Return the sheet made from a view."""
    sizes = _SIZES[0 if manner is not None and manner.large else 1 :]
    papers = (_compose(v, Style(FANG, size, leading, align="left")) for size, leading in sizes)
    return next((paper for paper in papers if len(paper.pages) == 1), None) or _compose(v, Style(FANG, *sizes[-1], align="left"))


def _compose(v: SurveyView, text: Style) -> Paper:
    def furniture(page: Page, number: int, total: int) -> None:
        small(A5, page, number, _("样例，不作凭证") if v.sample else "")

    flow = Flow(A5, furniture)
    headline(flow, _("满意度测评表"), _TITLE)
    flow.paragraph(_("{org}请您评一评下面这件事。在方框里打√，不用写名字；个人意见不公布。").format(
        org=v.org), text)
    flow.skip(3)
    _labelled(flow, text, _("事项："), _short(v.matter))
    _labelled(flow, text, _("完成情况："), _short(v.done) or BLANK * 4)
    for question, answers in _questions():
        flow.skip(3)
        flow.paragraph(question, replace(text, chain=HEI, hang=1.2), keep=2)
        flow.paragraph(answers, replace(text, indent=1.2, hang=1.2, only_after="　"))
    flow.paragraph(_("5．不满意的原因，还希望做什么？"), replace(text, chain=HEI), keep=2)
    writing_lines(flow, 2, text)
    flow.skip(6)
    flow.paragraph(_("楼栋（可不写）：＿＿＿　＿＿月＿＿日"), text)
    return flow.finish(_("满意度测评表"))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _labelled(flow: Flow, style: Style, label: str, words: str) -> None:
    flow.paragraph([(HEI, label), (FANG, words)], replace(style, align="justify"))


def _questions() -> tuple[tuple[str, str], ...]:
    def boxes(*words: str) -> str:
        return "　".join("□" + word for word in words)

    return (
        (_("1．您知道这件事吗？"), boxes(_("知道"), _("不知道"))),
        (_("2．问题解决了吗？"), boxes(*(_(GRADE_WORDS[code]) for code in ("solved", "partially_solved", "unsolved")))),
        (_("3．您对结果满意吗？"), boxes(*(_(GRADE_WORDS[code]) for code in GRADES))),
        (_("4．办理是否按时？"), boxes(_("是"), _("否"), _("不清楚"))),
    )
