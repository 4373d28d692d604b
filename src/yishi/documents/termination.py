"""终止说明: why a resolution is not carried out further, by whose new decision, and what becomes of money and things left open."""

from yishi.documents import loop_wording as told
from yishi.documents.layout import Paper
from yishi.documents.ruled import Ruled, Size, fitting, titled
from yishi.documents.text import one_line
from yishi.domain.money import yuan
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution


def compose(p: PrintedResolution) -> Paper:
    """Return the note of the termination, or one to be filled in; refused (YS-P23) for what was done already."""
    if p.line.state in ("CLOSED", "ARCHIVED"):
        what = _("{number}已经办结，没有终止可说明。").format(number=one_line(p.line.number))
        raise Refusal("YS-P23", what, next_step=_("办结后又出了问题的，请用“重新办理”。"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    ended = p.last("terminate")
    form = Ruled(titled(p.meeting.community, _("终止说明")), p.meeting.sample, size)
    form.above(_("决议号：{number}").format(number=one_line(p.line.number)), told.dated(_("终止日期："), ended.on if ended else None))
    form.tall(_("事　　项"), told.matter(p), 24)
    form.pairs((_("原 会 议"), _("{title}（{day}）").format(title=one_line(p.sheet.meeting_title), day=told.day(p.sheet.meeting_day))))
    form.pairs((_("责任单位\n责 任 人"), told.unit_and_owner(p)), (_("办理期限"), told.day(p.due)))
    form.tall(_("终止原因"), told.told(ended), 36)
    form.pairs((_("依据的\n新决定"), one_line(ended.document) if ended else ""), height=54 * size.tall)
    form.tall(_("已做的工作"), told.latest(p, "report_done", "progress"), 26)
    form.tall(_("经费处理"), _money(p), 20)
    form.tall(_("遗留问题\n由谁接着管"), "", 24)
    form.pairs((_("告知提出人\n日期与方式"), ""), (_("公开日期"), ""), height=34 * size.tall)
    form.pairs((_("经 办 人"), told.who(ended)), (_("负责人签字\n（章）"), ""), height=40 * size.tall)
    form.note(_("终止要有新的会议决定或上级书面决定，不能因为难办就终止。"))
    return form.finish()


def _money(p: PrintedResolution) -> str:
    fund = p.sheet.fund
    if fund is None:
        return ""
    return _("预算{budget}元，已支{spent}元，余{balance}元。余款去向：").format(
        budget=yuan(fund.budget), spent=yuan(fund.spent), balance=yuan(fund.balance))
