"""会议记录: everything in the order it was said, word for word, to be signed page by page and kept."""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, KAI, SONG
from yishi.documents.layout import Flow, Page, Paper, Rule, Style, Text
from yishi.documents.page import (
    A4,
    BODY,
    FIRST,
    LEADING,
    MM,
    chinese,
    folio,
    headline,
    signatures,
    small,
    writing_lines,
)
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import AgendaLine, AttendeeLine, MeetingSheet, MotionLine, SpeechLine

_LABEL = Style(HEI, 14, 21, align="center")
_VALUE = Style(FANG, 14, 21, align="left")
_MARGINAL = Style(SONG, 10.5, 10.5)


def compose(sheet: MeetingSheet) -> Paper:
    """Return the record of a meeting."""

    def furniture(page: Page, number: int, total: int) -> None:
        folio(A4, page, number)
        _page_signature(page, number)
        if number > 1:
            y = A4.height - A4.top + 4 * MM
            page.append(Text(A4.left, y, _MARGINAL.size, 0, SONG, _("（接上页）")))
        if sheet.sample:
            small(replace(A4, bottom=A4.bottom - 6 * MM), page, number, _("样例，不作凭证"))

    flow = Flow(A4, furniture)
    title = wording.form_title(sheet, _("记录"))
    headline(flow, title)
    flow.skip(LEADING / 2)
    _facts(flow, sheet)
    flow.skip(6)
    flow.snap(LEADING)
    names = {wording.person(a.name)[0]: a for a in sheet.attendees}
    for no, item in enumerate(sheet.agenda, 1):
        _agenda(flow, sheet, no, item, names)
    _end(flow, sheet)
    return flow.finish(title)


def _page_signature(page: Page, number: int) -> None:
    """Leave a place to sign every page, at the inner side of the foot."""
    words = _("本页核对签字：")
    y = A4.bottom - 7 * MM - 0.38 * _MARGINAL.size
    x = A4.left if number % 2 else A4.width - A4.right - _MARGINAL.width(words) - 35 * MM
    page.append(Text(x, y, _MARGINAL.size, 0, SONG, words))
    end = x + _MARGINAL.width(words)
    page.append(Rule(end, y - 2, end + 35 * MM, y - 2))


def _facts(flow: Flow, sheet: MeetingSheet) -> None:
    """Set the head of the record as a ruled form; what is not known stays free to be filled in."""
    line = sheet.line
    expected = str(line.expected) if line.expected else "　　"
    rows = (
        (_("会议名称"), one_line(line.title)),
        (_("编　　号"), wording.number(sheet)),
        (_("形　　式"), one_line(line.form_name)),
        (_("时　　间"), wording.period(line.start, line.end) + f"（{wording.weekday(line.start)}）"),
        (_("地　　点"), one_line(line.place)),
        (_("主 持 人"), one_line(sheet.host)),
        (_("记 录 人"), one_line(sheet.recorder)),
        (_("人　　数"), _("应到{expected}人，实到{present}人").format(expected=expected, present=line.present)),
        (_("出　　席"), "、".join(map(_attended, sheet.marked("present", "proxy")))),
        (_("列　　席"), "、".join(map(wording.described, sheet.marked("observer")))),
        (_("缺　　席"), "、".join(map(_away, sheet.marked("absent", "expected")))),
        (_("议　　程"), "\n".join(f"{i}. {one_line(a.title)}" for i, a in enumerate(sheet.agenda, 1))),
    )
    columns = (Column("", 28 * MM, _LABEL), Column("", A4.measure - 28 * MM, _VALUE))
    table = Table(flow, columns, _LABEL, height=10 * MM)
    names = (_LABEL, replace(_VALUE, only_after="、"))  # a name is not broken
    for label, value in rows:
        table.row((label, value), names if label.endswith("席") else None)


def _attended(attendee: AttendeeLine) -> str:
    words = wording.present_name(attendee)
    if attendee.arrived_at:
        words += _("（{at}到）").format(at=wording.clock(attendee.arrived_at))
    if attendee.left_at:
        words += _("（{at}离开）").format(at=wording.clock(attendee.left_at))
    return words


def _away(attendee: AttendeeLine) -> str:
    reason = one_line(attendee.reason)
    return one_line(attendee.name) + (f"（{reason}）" if reason else "")


def _agenda(flow: Flow, sheet: MeetingSheet, no: int, item: AgendaLine, names: dict[str, AttendeeLine]) -> None:
    flow.paragraph(f"{chinese(no)}、{one_line(item.title)}", FIRST, keep=2)
    if item.proposer:
        flow.paragraph(_("提出人：{name}。").format(name=one_line(item.proposer)), BODY)
    said = [s for s in sheet.speeches if s.agenda == item.no]
    for speech in said:
        flow.paragraph([(KAI, _speaker(speech, names)), (FANG, speech.text)], BODY)
    if not said:
        flow.paragraph(_("发言："), BODY)
        writing_lines(flow, 2)
    for motion in sheet.motions:
        if motion.agenda == item.no:
            _motion(flow, motion)
    for resolution in sheet.resolutions:
        if resolution.agenda == item.no:
            words = _("形成决议{number}：{text}").format(
                number=one_line(resolution.line.number), text=wording.sentence(resolution.line.text))
            flow.paragraph(words, BODY)


def _speaker(speech: SpeechLine, names: dict[str, AttendeeLine]) -> str:
    """Return 19时5分　张某（3幢居民代表；赞成）： before the words themselves."""
    name, description = wording.person(speech.speaker)
    known = names.get(name)
    role = description or (one_line(known.role) if known else "")
    about = "；".join(filter(None, (role, one_line(speech.stance))))
    at = wording.clock(speech.at)
    return (at + "　" if at else "") + name + (f"（{about}）" if about else "") + "："


def _motion(flow: Flow, motion: MotionLine) -> None:
    flow.paragraph([(HEI, _("动议：")), (FANG, wording.sentence(motion.text))], BODY, keep=2)
    words = wording.vote(motion) + "。"
    if motion.voted:
        words = _("到会{present}人，{vote}。主持人宣布结果。").format(present=motion.present, vote=wording.vote(motion))
    if motion.note.strip():
        words += _("说明：{note}").format(note=wording.sentence(motion.note))
    flow.paragraph([(HEI, _("表决：")), (FANG, words)], BODY)


def _end(flow: Flow, sheet: MeetingSheet) -> None:
    no = len(sheet.agenda) + 1
    flow.paragraph(_("{no}、不同意见及解释").format(no=chinese(no)), FIRST, keep=2)
    for dissent in sheet.dissents:
        flow.paragraph(wording.sentence(dissent.who) + wording.sentence(dissent.explanation), BODY)
    if not sheet.dissents and sheet.no_dissent:
        flow.paragraph(_("主持人询问后，与会人员没有不同意见。"), BODY)
    elif not sheet.dissents:
        writing_lines(flow, 2)
    flow.paragraph(_("{no}、主持人小结").format(no=chinese(no + 1)), FIRST, keep=3)
    writing_lines(flow, 2)
    ended = wording.clock(sheet.line.end) or wording.BLANK
    flow.paragraph(_("散会时间：{at}。").format(at=ended), BODY)
    flow.paragraph(_("附件：签到表＿份，照片＿张，表决票＿张，其他＿＿＿＿。"), BODY)
    flow.keep(5 * LEADING)
    flow.skip(LEADING)
    wide = replace(BODY, indent=0)
    signatures(flow, (_("主持人签字："), _("记录人签字：")), wide)
    flow.skip(LEADING / 2)
    signatures(flow, (_("监督人签字："), _("日期：")), wide)
