"""议题征集表 on one page: what was raised, by whom, whose business it is, what was decided about it; also blank."""

from dataclasses import dataclass, replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, headline, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line, printable
from yishi.domain.terms import CATEGORY_WORDS, LEDGER_WORDS, LEVEL_WORDS, SOURCE_WORDS
from yishi.i18n import _
from yishi.services.pool_lines import TopicEntry, TopicSheet

_SHEET = Sheet(210 * MM, 297 * MM, top=18 * MM, right=18 * MM, bottom=16 * MM, left=22 * MM)
_LABEL = Style(HEI, 12, 16, align="center")
_VALUE = Style(FANG, 12, 18, align="left")
_SIDE = 28 * MM
_CHOSEN, _FREE = "■", "□"
_BLANK = TopicEntry(
    id="", title="", raised_on=None, source="", proposer="", unit="", category="", level="", duty_list="", ledger_kind="", external_no="",
    phone="", statutory_flag="", situation="", wish="", status="", status_words="", mentions=0, reason="", passed_to="", merged_into="",
    replied_on=None, reply_channel="", reply="", meetings=0, resolutions=0, settled=False,
)


@dataclass(frozen=True)
class _Size:
    """How large the form is set: type of values and boxes, least height of a row, of the situation and of the wish."""

    value: Style
    row: float
    situation: float
    wish: float

    @property
    def boxes(self) -> Style:
        """A box stays with its word."""
        return replace(self.value, only_after="　")


_SIZES = (_Size(_VALUE, 10 * MM, 34 * MM, 28 * MM), _Size(replace(_VALUE, size=10.5, leading=14.5), 8 * MM, 20 * MM, 16 * MM))


def compose(sheet: TopicSheet) -> Paper:
    """Return the form; without a topic every place is free to be filled in by hand. It is one page, set smaller for long words."""
    papers = (_compose(sheet, size) for size in _SIZES)
    return next((paper for paper in papers if len(paper.pages) == 1), None) or _compose(sheet, _SIZES[-1])


def _compose(sheet: TopicSheet, size: _Size) -> Paper:
    def furniture(page: Page, number: int, total: int) -> None:
        small(_SHEET, page, number, _("样例，不作凭证") if sheet.sample else "")

    entry = sheet.entry or _BLANK
    flow = Flow(_SHEET, furniture)
    title = _("{community}议题征集表").format(community=one_line(sheet.community))
    headline(flow, title, replace(HEADLINE, size=20, leading=32))
    flow.skip(6)
    _raised(flow, size, entry)
    _about(flow, size, entry)
    _judged(flow, size, sheet, entry)
    return flow.finish(title)


def _pairs(flow: Flow, size: _Size, *pairs: tuple[str, str], height: float = 0, style: Style | None = None) -> None:
    """Set a row of several labels, each with its value."""
    wide = (_SHEET.measure - len(pairs) * _SIDE) / len(pairs)
    columns = [each for _pair in pairs for each in (Column("", _SIDE, _LABEL), Column("", wide, style or size.value))]
    Table(flow, columns, _LABEL, height or size.row).row([text for pair in pairs for text in pair])


def _boxes(words: dict[str, str], chosen: str, *more: str) -> str:
    """Return □一 ■二 □三; what was chosen is filled."""
    found = [(_CHOSEN if code == chosen else _FREE) + _(text) for code, text in words.items()]
    return "　".join([*found, *(_FREE + text for text in more)])


def _raised(flow: Flow, size: _Size, e: TopicEntry) -> None:
    _pairs(flow, size, (_("编　　号"), ""), (_("征集日期"), wording.day(e.raised_on)))
    source = _boxes(SOURCE_WORDS, e.source)
    if e.external_no:
        source += "\n" + _("来件编号：{no}").format(no=one_line(e.external_no))
    _pairs(flow, size, (_("来　　源"), source), style=size.boxes)
    _pairs(flow, size, (_("提 出 人\n（可匿名）"), one_line(e.proposer)), (_("联系方式"), one_line(e.phone)))
    _pairs(flow, size, (_("楼栋或小组"), one_line(e.unit)), (_("附议人数"), str(e.mentions) if e.mentions else ""))


def _about(flow: Flow, size: _Size, e: TopicEntry) -> None:
    _pairs(flow, size, (_("议题名称"), one_line(e.title)), height=1.2 * size.row)
    _pairs(flow, size, (_("情况说明\n（现状、影\n响户数）"), printable(e.situation)), height=size.situation)
    _pairs(flow, size, (_("诉求或\n建议方案"), printable(e.wish)), height=size.wish)
    _pairs(flow, size, (_("类　　别"), _boxes(CATEGORY_WORDS, e.category, _("其他"))), style=size.boxes)
    _pairs(flow, size, (_("归　　账"), _boxes(LEDGER_WORDS, e.ledger_kind)), (_("紧急程度"), _FREE + _("一般") + "　" + _FREE + _("紧急")))
    _pairs(flow, size, (_("处理层级"), _boxes(LEVEL_WORDS, e.level)))


def _judged(flow: Flow, size: _Size, sheet: TopicSheet, e: TopicEntry) -> None:
    def box(on: bool, words: str) -> str:
        return (_CHOSEN if on else _FREE) + words

    blank, status = wording.BLANK, e.status
    to = one_line(e.passed_to) if status == "passed_up" else ""
    lists = "　".join((box(e.duty_list == "primary", _("主体责任")), box(e.duty_list == "assist", _("协助办理")),
                      box(e.duty_list == "negative", _("负面清单（不予受理，转{to}）").format(to=to or blank))))
    _pairs(flow, size, (_("清单核对"), lists))
    number = "、".join(map(one_line, sheet.listed))
    opinion = "\n".join((
        box(status in ("listed", "done"), _("列入议题")) + (f"（{number}）" if number else "") + "　"
        + box(status == "direct", _("即时答复")),
        box(status == "merged", _("合并到{title}").format(title=one_line(e.merged_into) or blank)) + "　"
        + box(bool(to), _("转办{to}").format(to=to or blank)),
        box(status == "declined", _("不列入，理由：{why}").format(why=one_line(e.reason) if status == "declined" else blank)),
    ))  # fmt: skip
    _pairs(flow, size, (_("审题意见"), opinion), height=2 * size.row)
    branch = _("村党组织") if sheet.community_kind == "village" else _("社区党组织")
    _pairs(flow, size, (branch + "\n" + _("审 核 人"), ""), (_("审核日期"), ""), height=1.2 * size.row)
    told = "　".join(filter(None, (wording.day(e.replied_on), one_line(e.reply_channel)))) if e.replied_on else ""
    _pairs(flow, size, (_("告知提出人\n日期与方式"), told), height=1.2 * size.row)
