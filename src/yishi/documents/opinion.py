"""协商意见书: what a meeting agreed about one matter, handed to who must decide or do it; an opinion, not yet a decision by law."""

from dataclasses import replace

from yishi.documents import loop_wording as told
from yishi.documents import wording
from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper
from yishi.documents.page import A4, BODY, FIRST, LEADING, NUMBER, folio, headline, signatures, signed, small
from yishi.documents.posting_view import Cleaner
from yishi.documents.text import one_line
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution


def compose(p: PrintedResolution) -> Paper:
    """Return the opinion; refused (YS-P25) where a statutory meeting decided: that is no opinion."""
    told.refuse_draft(p, _("协商意见书"))
    if p.line.legal_status == "statutory":
        what = _("{number}是法定会议作的决定，不是协商意见，不出协商意见书。").format(number=one_line(p.line.number))
        raise Refusal("YS-P25", what, next_step=_("请印会议纪要或决议公示。"))

    def furniture(page: Page, number: int, total: int) -> None:
        folio(A4, page, number)
        small(A4, page, number, _("样例，不作凭证") if p.meeting.sample else "")

    flow = Flow(A4, furniture)
    topic = wording.stem(p.sheet.agenda_title)
    title = _("关于{topic}的协商意见书").format(topic=topic.removeprefix("关于") or wording.BLANK)
    headline(flow, title)
    flow.paragraph(one_line(p.line.number), NUMBER)
    flow.skip(LEADING)
    flow.paragraph(_("{unit}：").format(unit=one_line(p.line.owner_unit) or wording.BLANK * 2), replace(BODY, indent=0))
    _body(flow, p)
    _end(flow, p)
    return flow.finish(title)


def _body(flow: Flow, p: PrintedResolution) -> None:
    line = p.meeting.line
    flow.paragraph(_("{when}，{community}就“{topic}”召开{form}，到会{n}人。经充分协商，形成如下意见：").format(
        when=wording.period(line.start, line.end), community=one_line(p.meeting.community), topic=one_line(p.sheet.agenda_title),
        form=wording.form_title(p.meeting, "").removeprefix(one_line(p.meeting.community)), n=line.present or wording.BLANK), BODY)
    flow.paragraph(_("一、协商意见"), FIRST, keep=2)
    flow.paragraph(told.matter(p), BODY)
    flow.paragraph(_("二、表决情况"), FIRST, keep=2)
    _votes(flow, p)
    flow.paragraph(_("三、不同意见及说明"), FIRST, keep=2)
    clean = Cleaner(p.meeting)  # whose opinion it was stays in the record
    for dissent in p.meeting.dissents:
        opinion, answer = clean.opinion(wording.stem(dissent.who)), clean.opinion(wording.sentence(dissent.explanation))
        flow.paragraph(_("{opinion}。{answer}").format(opinion=opinion, answer=answer), BODY)
    if not p.meeting.dissents:
        flow.paragraph(_("没有不同意见。") if p.meeting.no_dissent else wording.BLANK * 5, BODY)
    flow.paragraph(_("四、办理建议"), FIRST, keep=2)
    for label, words in (
        (_("责任单位和责任人："), told.unit_and_owner(p)), (_("协办："), told.assist(p)), (_("办理时限："), told.limit(p, p.first_due)),
        (_("督查人："), one_line(p.line.supervisor)), (_("经费："), told.fund(p.sheet.fund)),
    ):  # fmt: skip
        flow.paragraph([(HEI, label), (FANG, words or wording.BLANK * 3)], BODY)


def _votes(flow: Flow, p: PrintedResolution) -> None:
    """Set the vote that the opinion rests on, else every vote on its topic."""
    if p.sheet.motion is not None:
        flow.paragraph(_("{vote}。").format(vote=wording.vote(p.sheet.motion)), BODY)
        return
    taken = [m for m in p.meeting.motions if m.agenda == p.sheet.agenda and m.voted]
    for motion in taken:
        flow.paragraph(wording.sentence(motion.text) + _("{vote}。").format(vote=wording.vote(motion)), BODY)
    if not taken:
        flow.paragraph(_("经协商一致，没有另行表决。"), BODY)


def _end(flow: Flow, p: PrintedResolution) -> None:
    note = _("本意见是协商形成的意见，供决策和办理参考；依法须由法定会议或者业主共同决定的，按法定程序另行决定。")
    if p.line.legal_status == "confirmed":
        note = _("本意见已由有权决定的会议按法定程序确认。")
    flow.keep(8 * LEADING)  # signatures are never alone on a page
    flow.paragraph(note, BODY)
    flow.skip(LEADING)
    signatures(flow, (_("主持人签字："), _("记录人签字：")))
    flow.skip(LEADING)
    signed(flow, p.meeting.org or p.meeting.community, wording.day(p.sheet.meeting_day))
