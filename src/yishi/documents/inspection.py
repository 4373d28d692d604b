"""督查记录表: one look at the place, what was seen and measured, and whether it passes; the supervisor is never who did it."""

from yishi.documents import loop_wording as told
from yishi.documents import photo, wording
from yishi.documents.layout import Flow, Paper
from yishi.documents.page import MM
from yishi.documents.ruled import Ruled, Size, fitting, titled
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import EventLine
from yishi.services.printed_loop import PrintedResolution

_MOST_PHOTOS = 3


def compose(p: PrintedResolution) -> Paper:
    """Return the record of the newest inspection, or one to take along."""
    told.refuse_draft(p, _("督查记录表"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    found, done = p.last("inspect_pass", "inspect_fail"), p.last("report_done")
    if found is not None and done is not None and found.on < done.on:
        found = None  # of an earlier report
    form = Ruled(titled(p.meeting.community, _("督查记录表")), p.meeting.sample, size)
    form.above(_("决议号：{number}").format(number=one_line(p.line.number)), told.dated(_("督查日期："), found.on if found else None))
    form.tall(_("事　　项"), told.matter(p), 22)
    form.pairs((_("责任单位\n责 任 人"), told.unit_and_owner(p)), (_("督 查 人"), one_line(p.line.supervisor)))
    form.pairs((_("办理期限"), told.day(p.due)), (_("报办结日"), told.day(done.on) if done else ""))
    form.boxes(_("督查方式"), [(word, False) for word in (_("到现场看"), _("查资料"), _("问群众"), _("暗访抽查"))])
    form.pairs((_("督查地点"), ""), (_("参加人员"), ""))
    form.tall(_("报办结情况"), told.told(done), 24)
    form.tall(_("现场情况\n（数量尺寸\n好坏）"), told.told(found), 40)
    form.tall(_("群众说的"), "", 22)
    kinds = (("inspect_pass", _("合格，转入评价")), ("inspect_fail", _("不合格，限期整改")))
    form.boxes(_("结　　论"), [(word, found is not None and found.event == kind) for kind, word in kinds])
    move = p.move(found) if found is not None and found.event == "inspect_fail" else None
    form.tall(_("整改要求\n与 期 限"), _("{day}前整改完。").format(day=wording.day(move.after)) if move else "", 15)
    _photos(form.flow, p, found, 34 * MM * size.tall, size)
    form.signs(_("督查人签字"), _("被督查方签字"))
    form.note(_("督查人不能是责任人本人。"))
    return form.finish()


def _photos(flow: Flow, p: PrintedResolution, found: EventLine | None, height: float, size: Size) -> None:
    """Show the photos of this look at the place side by side; where there is none, leave their place."""
    came = [photo.readable(each.file) for each in p.photos if found is not None and each.event_id == found.id]
    files = [file for file in came if file is not None][:_MOST_PHOTOS]
    column = Column("", flow.sheet.measure / max(len(files), 1), size.label)
    Table(flow, [column] * max(len(files), 1), size.label, height).row([""] * len(files) or [_("现场照片粘贴处")])
    if files:
        photo.into_cells(flow, height, files)
