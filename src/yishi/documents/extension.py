"""延期审批单: why it cannot be done in time, until when instead, and who agrees; asked for before the day is over."""

from yishi.documents import loop_wording as told
from yishi.documents.layout import Paper
from yishi.documents.ruled import CHOSEN, FREE, Ruled, Size, fitting, titled
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution


def compose(p: PrintedResolution) -> Paper:
    """Return the sheet of the newest extension, or one to ask with."""
    told.refuse_draft(p, _("延期审批单"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    asked = p.last("extend")
    move = p.move(asked)
    form = Ruled(titled(p.meeting.community, _("延期审批单")), p.meeting.sample, size)
    form.above(_("决议号：{number}").format(number=one_line(p.line.number)), told.dated(_("申请日期："), asked.on if asked else None))
    form.tall(_("事　　项"), told.matter(p), 24)
    form.pairs((_("申请单位\n与责任人"), told.unit_and_owner(p)))
    form.pairs((_("交办日期"), told.day(p.assigned_on)), (_("原 期 限"), told.day((move.before if move else None) or p.due)))
    times = sum(e.event == "extend" and not e.ignored for e in p.sheet.events) or 1
    form.pairs((_("申请次数"), _("第{n}次").format(n=times) if asked else _("第＿＿次")), (_("延长时间"), _how_long(p)))
    form.pairs((_("延期后期限"), told.day(move.after) if move else ""))
    form.tall(_("已完成的\n工　　作"), told.latest(p, "progress"), 30)
    form.tall(_("延期理由"), told.told(asked), 34)
    form.signs(_("申请人签字"), _("签字日期"))
    agreed = asked is not None and bool(asked.approved_by)
    form.tall(_("督查人意见"), f"{CHOSEN if agreed else FREE}{_('同意')}　{FREE}{_('不同意，理由：')}", 24)
    form.pairs((_("批 准 人"), one_line(asked.approved_by) if asked else ""), (_("批准人签字\n日　　期"), ""), height=37 * size.tall)
    form.note(_("期限到了以后不再批延期，逾期的照逾期督办。"))
    return form.finish()


def _how_long(p: PrintedResolution) -> str:
    asked = p.last("extend")
    return _("{n}个工作日").format(n=asked.workdays) if asked is not None and asked.workdays else _("＿＿＿个工作日")
