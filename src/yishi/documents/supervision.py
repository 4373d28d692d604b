"""督办单, after a failed inspection 督查整改通知单: one matter a sheet, the light in the corner, demands one by one (domain 4.10)."""

from datetime import date

from yishi.documents import loop_wording as told
from yishi.documents import wording
from yishi.documents.layout import Paper
from yishi.documents.ruled import CHOSEN, FREE, Ruled, Size, fitting, titled
from yishi.documents.text import one_line, printable
from yishi.domain.numbering import document_kind
from yishi.domain.terms import LIGHT_WORDS
from yishi.i18n import _
from yishi.services.answers import EventLine
from yishi.services.printed_loop import PrintedResolution

_DEMANDS = "1．\n2．\n3．"


def compose(p: PrintedResolution) -> Paper:
    """Return the order: of the newest supervision order or failed inspection, else one to be filled in."""
    told.refuse_draft(p, _("督办单"))
    return fitting(lambda size: _compose(p, size))


def _cause(p: PrintedResolution) -> EventLine | None:
    """Return the supervision order or failed inspection that the paper is about."""
    return next((e for e in reversed(p.sheet.events) if not e.ignored
                 and (e.event == "inspect_fail" or (e.event == "urge" and document_kind(e.document) == "supervise"))), None)  # fmt: skip


def _compose(p: PrintedResolution, size: Size) -> Paper:
    cause = _cause(p)
    failed = cause is not None and cause.event == "inspect_fail"
    light = _("【{light}】").format(light=_(LIGHT_WORDS[p.line.light])) if p.line.light in ("yellow", "red") else ""
    title = titled(p.meeting.community, _("督查整改通知单") if failed else _("督办单"))
    form = Ruled(title, p.meeting.sample, size, mark=light)
    form.above(told.numbered(cause, "supervise"), told.dated(_("发单日期："), cause.on if cause else None))
    form.pairs((_("承办单位"), told.unit_and_owner(p)))
    form.tall(_("事　　项"), told.matter(p), 22)
    form.pairs((_("决 议 号"), one_line(p.line.number)), (_("原 期 限"), told.day(_original(p, cause))))
    form.pairs((_("逾期情况"), told.late(p)), (_("轮　　次"), _("第{n}轮").format(n=p.line.round)))
    form.tall(_("现状与问题"), _problem(p, cause), 28)
    form.tall(_("督办要求"), _demands(cause, failed), 30)
    form.pairs((_("整改或\n办结期限"), told.day(_until(p, cause, failed))), (_("督查人签字"), ""), height=36 * size.tall)
    form.band(_("承办单位反馈"))
    form.tall(_("整改措施"), _answer(p, cause), 24)
    form.pairs((_("预　　计\n完成日期"), ""), (_("负责人签字"), ""), height=36 * size.tall)
    form.pairs((_("复查结果"), _again(p, cause)), (_("复查人签字\n日　　期"), ""), height=36 * size.tall)
    form.note(_("一事一单。复查不合格的，另开新单。"))
    return form.finish()


def _original(p: PrintedResolution, cause: EventLine | None) -> date | None:
    move = p.move(cause)
    return (move.before if move else None) or p.first_due or p.due


def _until(p: PrintedResolution, cause: EventLine | None, failed: bool) -> date | None:
    move = p.move(cause)
    if failed and move is not None:
        return move.after
    return cause.due if cause is not None else None


def _problem(p: PrintedResolution, cause: EventLine | None) -> str:
    if cause is not None and cause.text.strip():
        return printable(cause.text)
    return told.latest(p, "progress", "report_done")


def _demands(cause: EventLine | None, failed: bool) -> str:
    """Return the demands, numbered; what is not known is left to be written."""
    if failed:
        return _("1．按督查指出的问题逐条整改；\n2．整改完成后再报办结；\n3．")
    return _DEMANDS if cause is None else _("1．按期限办结，到期报办结；\n2．\n3．")


def _answer(p: PrintedResolution, cause: EventLine | None) -> str:
    """Return what was done about it since."""
    after = p.sheet.events[p.sheet.events.index(cause) + 1 :] if cause is not None else ()
    later = [e for e in after if e.event in ("progress", "report_done") and not e.ignored]
    return "\n".join(f"{wording.day(e.on)}，{wording.sentence(e.text)}" for e in later[-2:])


def _again(p: PrintedResolution, cause: EventLine | None) -> str:
    """Return what the next inspection found."""
    after = p.sheet.events[p.sheet.events.index(cause) + 1 :] if cause is not None else ()
    found = next((e for e in after if e.event in ("inspect_pass", "inspect_fail") and not e.ignored), None)
    passed, failed = (found is not None and found.event == kind for kind in ("inspect_pass", "inspect_fail"))
    marks = f"{CHOSEN if passed else FREE}{_('合格')}　{CHOSEN if failed else FREE}{_('不合格')}"
    return marks + (f"\n{wording.day(found.on)}" if found else "")
