"""任务交办单: one sheet for whoever does it and one for the file; what, who, until when, how it will be checked (domain 4.8)."""

from yishi.documents import loop_wording as told
from yishi.documents.layout import Paper
from yishi.documents.ruled import Ruled, Size, fitting, titled
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import EventLine
from yishi.services.printed_loop import PrintedResolution


def compose(p: PrintedResolution) -> Paper:
    """Return the order in two copies, a page each."""
    told.refuse_draft(p, _("任务交办单"))
    return fitting(lambda size: _compose(p, size), pages=2)


def _compose(p: PrintedResolution, size: Size) -> Paper:
    title = titled(p.meeting.community, _("任务交办单"))
    form = Ruled(title, p.meeting.sample, size, mark=_("第一联　承办单位留存"))
    _copy(form, p)
    form.flow.next_page()
    form.head(title, _("第二联　交办单位存档"))
    _copy(form, p)
    return form.finish()


def _copy(form: Ruled, p: PrintedResolution) -> None:
    order, taken = p.last("assign"), p.last("accept")
    if taken is not None and order is not None and taken.on < order.on:
        taken = None  # of an earlier assignment
    form.above(told.numbered(order, "assign"), told.dated(_("交办日期："), order.on if order else None))
    meeting = _("{title}（{day}）").format(title=one_line(p.sheet.meeting_title), day=told.day(p.sheet.meeting_day))
    form.pairs((_("来源会议"), meeting))
    form.pairs((_("决 议 号"), one_line(p.line.number)))
    form.tall(_("事项内容"), told.matter(p), 24)
    form.pairs((_("主责单位"), one_line(p.line.owner_unit)))
    form.pairs((_("责 任 人"), told.owner(p)), (_("电　　话"), one_line(p.owner_phone)))
    form.pairs((_("协办单位"), told.assist(p)), (_("督 查 人"), one_line(p.line.supervisor)))
    form.pairs((_("办理时限"), told.limit(p, p.first_due)))
    form.tall(_("完成标准\n（可核验）"), _standard(p, order), 20)
    form.pairs((_("经费来源\n与 预 算"), told.fund(p.sheet.fund)))
    form.signs(_("交办人签字\n（章）"), _("签字日期"))
    form.pairs((_("签 收 人"), one_line(taken.by) if taken else ""),
               (_("签收时间"), told.day(taken.on) if taken else _("　月　　日　　时　分")), height=34 * form.size.tall)  # fmt: skip
    form.tall(_("异 议 栏"), _objection(p), 17)
    form.note(_("本单一式两份。对事项、时限或经费有不同意见的，请在签收前填写异议栏。"))


def _standard(p: PrintedResolution, order: EventLine | None) -> str:
    """Return what was written with the order, and the steps that have a day of their own."""
    words = "" if order is None or order.text.strip() in ("", _("交办")) else order.text.strip()
    steps = [_("{day}前：{text}").format(day=told.day(step.due), text=one_line(step.text)) for step in p.sheet.milestones]
    return "\n".join(filter(None, (words, *steps)))


def _objection(p: PrintedResolution) -> str:
    return told.latest(p, "reject_assign")
