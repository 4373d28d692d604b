"""催办单: reminds whoever does it that the day comes near or has gone, says what is known of how far it is, and asks for an answer."""

from yishi.documents import loop_wording as told
from yishi.documents import wording
from yishi.documents.layout import Paper
from yishi.documents.ruled import Ruled, Size, fitting, titled
from yishi.documents.text import one_line
from yishi.domain.numbering import document_kind
from yishi.i18n import _
from yishi.services.answers import EventLine
from yishi.services.printed_loop import PrintedResolution


def compose(p: PrintedResolution) -> Paper:
    """Return the reminder of the newest urging, or one to be sent now."""
    told.refuse_draft(p, _("催办单"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    urged = _urged(p)
    form = Ruled(titled(p.meeting.community, _("催办单")), p.meeting.sample, size)
    form.above(told.numbered(urged, "remind"), told.dated(_("发单日期："), urged.on if urged else None))
    form.pairs((_("送　　达"), told.unit_and_owner(p)))
    form.tall(_("催办事项"), told.matter(p), 24)
    form.pairs((_("决 议 号"), one_line(p.line.number)), (_("交办日期"), told.day(p.assigned_on)))
    form.pairs((_("办理期限"), told.day(p.due)), (_("到期情况"), told.late(p)))
    form.tall(_("目前进展"), told.latest(p, "progress", "respond", "inspect_fail"), 24)
    form.tall(_("催办内容"), _wanted(p, urged), 36)
    form.pairs((_("请 于"), _("　　　　年　　月　　日前书面或当面反馈进展。")))
    form.signs(_("催办人签字"), _("签字日期"))
    form.band(_("承办单位反馈"))
    form.tall(_("已做的工作\n与下步安排"), "", 30)
    form.pairs((_("预　　计\n完成日期"), ""), (_("签收人签字\n日　　期"), ""), height=36 * size.tall)
    return form.finish()


def _urged(p: PrintedResolution) -> EventLine | None:
    """Return the newest urging that was not a supervision order."""
    return next((e for e in reversed(p.sheet.events)
                 if e.event == "urge" and not e.ignored and document_kind(e.document) != "supervise"), None)  # fmt: skip


def _wanted(p: PrintedResolution, urged: EventLine | None) -> str:
    if urged is not None and urged.text.strip():
        return wording.sentence(urged.text)
    return _("上述事项请抓紧办理；到期办不完的，请在期限前说明原因、申请延期。")
