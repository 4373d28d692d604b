"""重新办理通知单: residents were not content, or it came back; what they said, what must be done, and until when."""

from yishi.documents import loop_wording as told
from yishi.documents.layout import Paper
from yishi.documents.ruled import Ruled, Size, fitting, titled
from yishi.documents.text import one_line, printable
from yishi.i18n import _
from yishi.services.answers import EvaluationLine
from yishi.services.printed_loop import PrintedResolution


def compose(p: PrintedResolution) -> Paper:
    """Return the notice of the newest return, or one to be filled in."""
    told.refuse_draft(p, _("重新办理通知单"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    sent = p.last("eval_fail", "reopen")
    failed = [e for e in p.sheet.evaluations if not e.passed]
    asked = failed[-1] if failed and (sent is None or sent.event == "eval_fail") else None
    form = Ruled(titled(p.meeting.community, _("重新办理通知单")), p.meeting.sample, size)
    form.above(_("决议号：{number}").format(number=one_line(p.line.number)), told.dated(_("通知日期："), sent.on if sent else None))
    form.pairs((_("送　　达"), told.unit_and_owner(p)))
    form.tall(_("事　　项"), told.matter(p), 24)
    form.boxes(_("退回原因"), [(_("评价不通过"), sent is not None and sent.event == "eval_fail"),
                           (_("问题复发或有新情况"), sent is not None and sent.event == "reopen")])  # fmt: skip
    form.pairs((_("评价情况"), _evaluated(asked)))
    form.tall(_("群众意见"), printable(asked.note) if asked else "", 26)
    form.tall(_("重办要求"), told.told(sent), 34)
    move = p.move(sent)
    round_ = _("第{n}轮").format(n=p.line.round) if sent else _("第＿＿轮")
    form.pairs((_("办理轮次"), round_), (_("重办期限"), told.day(move.after) if move else ""))
    form.pairs((_("督 查 人"), one_line(p.line.supervisor)), (_("通知人签字"), ""), height=37 * size.tall)
    form.band(_("承办单位签收"))
    form.tall(_("整改打算"), "", 26)
    form.pairs((_("签收人签字"), ""), (_("签收时间"), _("　月　　日　　时　分")), height=37 * size.tall)
    form.note(_("重新办理不重新表决；原决议、责任单位、责任人不变。"))
    return form.finish()


def _evaluated(asked: EvaluationLine | None) -> str:
    if asked is None:
        return _("有效＿＿份，满意率＿＿＿，解决率＿＿＿")
    valid = _("有效{n}份").format(n=asked.valid)
    return f"{valid}，{told.grades(asked)}；{told.rates(asked)}"

