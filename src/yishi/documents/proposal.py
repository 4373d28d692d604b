"""金点子提案表: somebody's own idea for the place, with who carries it, what it costs and how one sees that it worked; also blank.

One page. It is not the form on which complaints are gathered: an idea brings its own plan and its own people, and the money it
asks for is set down item by item.
"""

from yishi.documents import wording
from yishi.documents.layout import Paper
from yishi.documents.page import MM
from yishi.documents.ruled import CHOSEN, FREE, Ruled, Size, fitting, titled
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line, printable
from yishi.i18n import _
from yishi.services.pool_lines import TopicEntry, TopicSheet

_COSTS = 3  # rows for what is bought


def compose(sheet: TopicSheet) -> Paper:
    """Return the form; without a topic every place is free to be filled in by hand."""
    return fitting(lambda size: _compose(sheet, size))


def _compose(sheet: TopicSheet, size: Size) -> Paper:
    e = sheet.entry
    form = Ruled(titled(sheet.community, _("金点子提案表")), sheet.sample, size)
    raised = wording.day(e.raised_on if e else None)
    form.above(_("编号：{number}").format(number=wording.BLANK * 2), _("提案日期：{day}").format(day=raised))
    form.pairs((_("提 案 人"), one_line(e.proposer) if e else ""), (_("联系电话"), one_line(e.phone) if e else ""))
    form.pairs((_("楼栋或小组"), one_line(e.unit) if e else ""), (_("一起做的人"), _("＿＿＿人，团队：")))
    form.tall(_("提案名称"), one_line(e.title) if e else "", 12)
    form.tall(_("要解决什么\n（现状、多少\n户受益）"), printable(e.situation) if e else "", 31)
    form.tall(_("金 点 子\n（怎么做，\n分几步）"), printable(e.wish) if e else "", 45)
    form.pairs((_("谁 来 做"), ""), (_("何时做完"), _("　　　　年　　月")))
    form.boxes(_("钱从哪来"), [(word, False) for word in (_("不花钱"), _("居民自筹"), _("小区或集体收益"), _("微公益创投"), _("慈善捐助"))])
    _costs(form, size)
    form.tall(_("怎样算做成"), "", 12)
    form.band(_("审题意见"))
    _judged(form, sheet, e)
    return form.finish()


def _costs(form: Ruled, size: Size) -> None:
    widths = (12, 63, 30, 25)
    words = (_("序号"), _("要花钱的项目"), _("单价×数量"), _("金额（元）"))
    rest = form.flow.sheet.measure - sum(widths) * MM
    columns = [Column(word, wide * MM, size.text) for word, wide in zip(words, widths, strict=True)]
    table = Table(form.flow, [*columns, Column(_("备注"), rest, size.text)], size.label, size.row * 0.85)
    for n in range(1, _COSTS + 1):
        table.row([str(n), "", "", "", ""])
    table.row(["", _("合计"), "", "", ""])


def _judged(form: Ruled, sheet: TopicSheet, e: TopicEntry | None) -> None:
    status = e.status if e else ""

    def box(on: bool, words: str) -> str:
        return (CHOSEN if on else FREE) + words

    number = "、".join(map(one_line, sheet.listed))
    reason = one_line(e.reason) if e is not None and status == "declined" else ""
    form.pairs((_("处理意见"), "\n".join((
        box(status in ("listed", "done"), _("列入议题")) + (f"（{number}）" if number else "")
        + "　" + box(False, _("列入微公益项目")) + "　" + box(status == "direct", _("直接采纳")),
        box(status == "declined", _("暂不采纳，理由：{why}").format(why=reason or wording.BLANK * 2)),
    ))))  # fmt: skip
    branch = _("村党组织") if sheet.community_kind == "village" else _("社区党组织")
    form.pairs((branch + "\n" + _("审 核 人"), ""), (_("审核日期"), ""))
    told = "　".join(filter(None, (wording.day(e.replied_on), one_line(e.reply_channel)))) if e is not None and e.replied_on else ""
    form.pairs((_("告知提案人\n日期与方式"), told), (_("提案人签字"), ""))
