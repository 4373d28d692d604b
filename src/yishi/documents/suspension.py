"""挂起说明: why the clock stands still, what must happen before it goes on, and, once it does, the new day."""

from yishi.documents import loop_wording as told
from yishi.documents.layout import Paper
from yishi.documents.ruled import Ruled, Size, fitting, titled
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution


def compose(p: PrintedResolution) -> Paper:
    """Return the note of the newest suspension, or one to be filled in."""
    told.refuse_draft(p, _("挂起说明"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    stopped = p.last("suspend")
    events = p.sheet.events
    after = events[events.index(stopped) + 1 :] if stopped is not None else ()
    again = next((e for e in after if e.event == "resume" and not e.ignored), None)
    moved = p.move(again)
    form = Ruled(titled(p.meeting.community, _("挂起说明")), p.meeting.sample, size)
    form.above(_("决议号：{number}").format(number=one_line(p.line.number)), told.dated(_("挂起日期："), stopped.on if stopped else None))
    form.tall(_("事　　项"), told.matter(p), 24)
    form.pairs((_("责任单位\n责 任 人"), told.unit_and_owner(p)))
    before = p.move(stopped)
    form.pairs((_("交办日期"), told.day(p.assigned_on)), (_("挂起前期限"), told.day((before.before if before else None) or p.due)))
    form.tall(_("已做的工作"), told.latest(p, "progress"), 28)
    form.tall(_("挂起原因"), told.told(stopped), 36)
    form.tall(_("恢复条件\n（什么办妥\n再继续）"), "", 28)
    form.pairs((_("经 办 人"), told.who(stopped)), (_("负责人签字"), ""), height=37 * size.tall)
    form.band(_("恢复办理"))
    form.pairs((_("恢复日期"), told.day(again.on) if again else ""), (_("恢复后期限"), told.day(moved.after) if moved else ""))
    form.tall(_("恢复说明"), told.told(again), 22)
    form.signs(_("经办人签字"), _("督查人签字"))
    form.note(_("挂起期间不计办理时限，恢复后按剩下的工作日顺延。"))
    return form.finish()
