"""会议记录: everything in the order it was said, word for word, to be signed page by page and kept."""

from dataclasses import replace

from yishi.documents import photo, remarks, wording
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
    signatures,
    small,
    writing_lines,
)
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.marker import N_
from yishi.i18n import _
from yishi.services.answers import AgendaLine, AttendeeLine, MeetingSheet, MotionLine, SpeechLine
from yishi.services.printed import PrintedSheet

_LABEL = Style(HEI, 14, 21, align="center")
_VALUE = Style(FANG, 14, 21, align="left")
_CHOICES = {"for": N_("同意"), "against": N_("反对"), "abstain": N_("弃权"), "not_voted": N_("未投")}
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
    wording.headline(flow, sheet, title)
    flow.skip(LEADING / 2)
    _facts(flow, sheet)
    flow.skip(6)
    flow.snap(LEADING)
    names = {wording.person(a.name)[0]: a for a in sheet.attendees}
    for no, item in enumerate(sheet.agenda, 1):
        _agenda(flow, sheet, no, item, names)
    _end(flow, sheet)
    photo.album(flow, sheet.photos if isinstance(sheet, PrintedSheet) else ())
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
    expected = str(sheet.members or line.expected or "　　")
    rows = (
        (_("会议名称"), one_line(line.title)),
        (_("编　　号"), wording.number(sheet)),
        (_("形　　式"), one_line(line.form_name)),
        (_("时　　间"), wording.period(line.start, line.end) + f"（{wording.weekday(line.start)}）"),
        (_("地　　点"), one_line(line.place)),
        (_("主 持 人"), one_line(sheet.host)),
        (_("记 录 人"), one_line(sheet.recorder)),
        (_("人　　数"), _counted(sheet, expected)),
        (_("出　　席"), "、".join(map(_attended, sheet.marked("present", "proxy")))),
        (_("列　　席"), "、".join(map(wording.described, sheet.marked("observer")))),
        (_("缺　　席"), "、".join(map(_away, sheet.marked("absent", "expected")))),
        (_("议　　程"), "\n".join(f"{i}. {one_line(a.title)}" for i, a in enumerate(sheet.agenda, 1))),
    )
    optional = (
        (_("通　　知"), _notice(sheet)), (_("补　　录"), remarks.late(sheet).strip("（）")), (_("做　　法"), remarks.manner(sheet)),
        (_("各　　方"), remarks.parties(sheet)), (_("步　　骤"), remarks.steps(sheet)),
    )  # fmt: skip
    columns = (Column("", 28 * MM, _LABEL), Column("", A4.measure - 28 * MM, _VALUE))
    table = Table(flow, columns, _LABEL, height=10 * MM)
    names = (_LABEL, replace(_VALUE, only_after="、"))  # a name is not broken
    for label, value in (*rows[:8], *((label, words) for label, words in optional if words), *rows[8:]):
        table.row((label, value), names if label.endswith("席") else None)


def _counted(sheet: MeetingSheet, expected: str) -> str:
    """Return who should be there and who was, and what that comes to under the rule that applied."""
    parts = [_("应到{expected}人，实到{present}人").format(expected=expected, present=sheet.line.present)]
    if sheet.households_total:
        parts.append(_("共{n}户").format(n=sheet.households_total))
    words = "，".join([*parts, *remarks.households(sheet)])
    told = one_line(sheet.quorum_words) if isinstance(sheet, PrintedSheet) else ""
    return f"{words}。{told}" if told else words


def _notice(sheet: MeetingSheet) -> str:
    if sheet.notice_date is None:
        return ""
    where = "、".join(map(one_line, sheet.notice_channels))
    return wording.day(sheet.notice_date) + (f"（{where}）" if where else "")


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
    for words in (remarks.precheck(item), remarks.recused(sheet, item, reasons=True)):
        if words:
            flow.paragraph(words, BODY)
    said = [s for s in sheet.speeches if s.agenda == item.no]
    for speech in said:
        flow.paragraph([(KAI, _speaker(speech, names)), (FANG, speech.text)], BODY)
        if answer := _answer(speech):
            flow.paragraph([(KAI, answer), (FANG, speech.reply)], BODY)
    if not said:
        flow.paragraph(_("发言："), BODY)
        writing_lines(flow, 2)
    for motion in sheet.motions:
        if motion.agenda == item.no:
            _motion(flow, sheet, motion)
    for resolution in sheet.resolutions:
        if resolution.agenda == item.no:
            words = _("形成决议{number}：{text}").format(
                number=one_line(resolution.line.number), text=wording.sentence(resolution.line.text))
            flow.paragraph(words, BODY)
    if became := remarks.outcome(item):
        flow.paragraph(became, BODY)
    if pictures := _pictures(sheet, no):
        flow.paragraph(pictures, BODY)


def _pictures(sheet: MeetingSheet, no: int) -> str:
    """Return 附图：图1（说明）、图2。 of one item (0 = the whole meeting), as they are called in the window; "" where none is."""
    lines = sheet.pictures if isinstance(sheet, PrintedSheet) else ()
    told = [name + (f"（{one_line(caption)}）" if caption.strip() else "") for of, name, caption in lines if of == no]
    return _("附图：{names}。").format(names="、".join(told)) if told else ""


def _answer(speech: SpeechLine) -> str:
    """Return 答复（会后办理）： before what was answered, or the way alone."""
    way = _(remarks.HANDLING_WORDS[speech.handling]) if speech.handling in remarks.HANDLING_WORDS else ""
    if speech.reply.strip():
        return _("答复（{way}）：").format(way=way) if way else _("答复：")
    return _("（{way}）").format(way=way) if way else ""


def _speaker(speech: SpeechLine, names: dict[str, AttendeeLine]) -> str:
    """Return 19时5分　张某（3幢居民代表；赞成）： before the words themselves."""
    name, description = wording.person(speech.speaker)
    known = names.get(name)
    role = description or (one_line(known.role) if known else "")
    about = "；".join(filter(None, (role, one_line(speech.stance))))
    at = wording.clock(speech.at)
    return (at + "　" if at else "") + name + (f"（{about}）" if about else "") + "："


def _motion(flow: Flow, sheet: MeetingSheet, motion: MotionLine) -> None:
    flow.paragraph([(HEI, _("动议：")), (FANG, wording.sentence(motion.text))], BODY, keep=2)
    words = wording.vote(motion) + "。"
    if motion.voted:
        words = _("到会{present}人，{vote}。主持人宣布结果。").format(present=motion.present, vote=wording.vote(motion))
    if motion.note.strip():
        words += _("说明：{note}").format(note=wording.sentence(motion.note))
    if motion.tellers:
        words += "，".join(f"{one_line(duty)}{one_line(name)}" for duty, name in motion.tellers) + "。"
    flow.paragraph([(HEI, _("表决：")), (FANG, words)], BODY)
    if by_name := _by_name(sheet, motion):
        flow.paragraph([(HEI, _("记名：")), (FANG, by_name)], BODY)


def _by_name(sheet: MeetingSheet, motion: MotionLine) -> str:
    """Return who voted how in a vote by name; it stands in the record only, never in what is passed on."""
    seats = dict(sheet.named).get(motion.id, ()) if isinstance(sheet, PrintedSheet) else ()
    told = []
    for choice, words in _CHOICES.items():
        names = [one_line(seat.name) for seat in seats if seat.choice == choice]
        if names:
            told.append(_("{choice}：{names}").format(choice=_(words), names="、".join(names)))
    return "；".join(told) + "。" if told else ""


def _end(flow: Flow, sheet: MeetingSheet) -> None:
    no = len(sheet.agenda) + 1
    flow.paragraph(_("{no}、不同意见及解释").format(no=chinese(no)), FIRST, keep=2)
    for dissent in sheet.dissents:
        flow.paragraph(wording.sentence(dissent.who) + wording.sentence(dissent.explanation), BODY)
    if not sheet.dissents and sheet.no_dissent:
        flow.paragraph(_("主持人询问后，与会人员没有不同意见。"), BODY)
    elif not sheet.dissents:
        writing_lines(flow, 2)
    no = remarks.set_waivers(flow, sheet, no + 1)
    no = remarks.set_corrections(flow, sheet, no)
    flow.paragraph(_("{no}、主持人小结").format(no=chinese(no)), FIRST, keep=3)
    writing_lines(flow, 2)
    ended = wording.clock(sheet.line.end) or wording.BLANK
    flow.paragraph(_("散会时间：{at}。").format(at=ended), BODY)
    flow.paragraph(_attached(sheet), BODY)
    if pictures := _pictures(sheet, 0):
        flow.paragraph(pictures, BODY)
    if sheet.respelled:
        flow.paragraph(sheet.respelled, BODY)
    flow.keep(5 * LEADING)
    flow.skip(LEADING)
    wide = replace(BODY, indent=0)
    signatures(flow, (_("主持人签字："), _("记录人签字：")), wide)
    flow.skip(LEADING / 2)
    signatures(flow, (_("监督人签字："), _("日期：")), wide)


def _attached(sheet: MeetingSheet) -> str:
    """Return what is filed with the record; what is kept in the book is counted, the rest is written in."""
    kinds = [each.kind for each in sheet.attachments]
    told = [_("签到表＿份"), _("照片{n}张").format(n=kinds.count("photo")) if "photo" in kinds else _("照片＿张"), _("表决票＿张")]
    more = (("note", _("手写记录{n}张")), ("recording", _("录音{n}段")), ("paper", _("其他材料{n}份")))
    told += [words.format(n=kinds.count(kind)) for kind, words in more if kind in kinds]
    return _("附件：{told}，其他＿＿＿＿。").format(told="，".join(told))
