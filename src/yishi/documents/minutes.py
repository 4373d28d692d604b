"""会议纪要: what a meeting studied and settled, to be passed on and carried out (domain: record and minutes differ).

Composed from the same sheet as the record, so the two never tell different stories. A field without content becomes a
line to write on.
"""

from collections.abc import Iterator

from yishi.documents import photo, remarks, wording
from yishi.documents.chain import FANG, KAI
from yishi.documents.layout import Flow, Page, Paper
from yishi.documents.page import (
    A4,
    BODY,
    FIRST,
    LEADING,
    NUMBER,
    chinese,
    field,
    folio,
    signatures,
    signed,
    small,
    writing_lines,
)
from yishi.documents.parts import Part, said
from yishi.documents.text import one_line
from yishi.domain.money import yuan
from yishi.i18n import _
from yishi.services.answers import AgendaLine, DissentLine, MeetingSheet, MotionLine, ResolutionSheet
from yishi.services.printed import PhotoOnPaper, PrintedSheet


def compose(sheet: MeetingSheet) -> Paper:
    """Return the minutes of a meeting."""
    mark = _("流水 {head}").format(head=sheet.head) if sheet.head else ""

    def furniture(page: Page, number: int, total: int) -> None:
        folio(A4, page, number)
        final = _("已定稿") if sheet.line.state == "final" else ""
        small(A4, page, number, "　".join(filter(None, (mark, final, _("样例，不作凭证") if sheet.sample else ""))))

    flow = Flow(A4, furniture)
    title = wording.form_title(sheet, _("纪要"))
    _set(flow, sheet, title)
    photo.album(flow, _shown(sheet))
    return flow.finish(title)


def _shown(sheet: MeetingSheet) -> list[PhotoOnPaper]:
    """Return the photos of the meeting but for those that somebody on them does not want shown."""
    return [p for p in sheet.photos if p.consent is not False] if isinstance(sheet, PrintedSheet) else []


def _set(flow: Flow, sheet: MeetingSheet, title: str) -> None:
    wording.headline(flow, sheet, title)
    flow.paragraph(wording.number(sheet), NUMBER)
    flow.skip(LEADING)
    flow.paragraph(said(sheet, "opening", _opening(sheet)), BODY)
    for no, item in enumerate(sheet.agenda, 1):
        _agenda(flow, sheet, no, item)
    no = _unsettled(flow, sheet, len(sheet.agenda) + 1)
    no = remarks.set_waivers(flow, sheet, no)
    remarks.set_corrections(flow, sheet, no)
    _attendance(flow, sheet)
    _closing(flow, sheet)


def _opening(sheet: MeetingSheet) -> str:
    line = sheet.line
    where = one_line(line.place).removeprefix(one_line(sheet.community)).strip()
    head = _("{when}，{community}在{place}召开{title}。会议由{host}主持，{recorder}记录。").format(
        when=wording.period(line.start, line.end), community=one_line(sheet.community),
        place=where or wording.BLANK, title=one_line(line.title), host=wording.titled(sheet.host),
        recorder=wording.titled(sheet.recorder),
    )
    here = [*remarks.expected(sheet), _("实到{n}人").format(n=line.present), *remarks.households(sheet)]
    for mark, words in (("observer", _("列席{n}人")), ("absent", _("请假{n}人"))):
        if sheet.marked(mark):
            here.append(words.format(n=len(sheet.marked(mark))))
    topics = "、".join(one_line(item.title) for item in sheet.agenda)
    tail = _("会议研究了{topics}共{n}个议题，纪要如下：").format(topics=topics, n=len(sheet.agenda))
    return head + "，".join(here) + "。" + remarks.late(sheet) + (tail if topics else "")


def _agenda(flow: Flow, sheet: MeetingSheet, no: int, item: AgendaLine) -> None:
    title = one_line(item.title)
    about = title if title.startswith("关于") else _("关于{title}").format(title=title)
    flow.paragraph(f"{chinese(no)}、{about}", FIRST, keep=2)
    heard = said(sheet, f"heard:{item.id}", _heard(sheet, item))
    if heard:
        flow.paragraph(heard, BODY)
    settled, alone = _settled(sheet, item)
    for words in (remarks.precheck(item), remarks.recused(sheet, item, reasons=False)):
        if words:
            flow.paragraph(words, BODY)
    became = said(sheet, f"became:{item.id}", _became(sheet, item))
    if not settled and not alone:
        flow.paragraph(became, BODY)
        return
    flow.paragraph(_("会议议定："), BODY, keep=2)
    for i, resolution in enumerate(settled, 1):
        head = f"（{chinese(i)}）" + wording.sentence(resolution.line.text)
        flow.paragraph([(KAI, head), (FANG, _duty(resolution))], BODY)
    if settled and alone:
        flow.paragraph(_("表决情况："), BODY, keep=2)
    for i, motion in enumerate(alone, 1):
        start = f"{i}." if settled else f"（{chinese(i)}）"
        _motion(flow, start, motion)
    if became:
        flow.paragraph(became, BODY)
    if item.statutory_flag and any(r.line.legal_status == "consultative" for r in settled):
        note = _("以上为协商意见。本议题涉及法定事项（{why}），须依法另行决定。")
        flow.paragraph(note.format(why=wording.stem(item.statutory_flag)), BODY)


def _settled(sheet: MeetingSheet, item: AgendaLine) -> tuple[list[ResolutionSheet], list[MotionLine]]:
    """Return the resolutions of a topic, and the motions that carried without one."""
    settled = [r for r in sheet.resolutions if r.agenda == item.no and not _failed(r)]
    tied = {r.motion.id for r in settled if r.motion}
    return settled, [m for m in sheet.motions if m.agenda == item.no and m.passed and m.id not in tied]


def _became(sheet: MeetingSheet, item: AgendaLine) -> str:
    """Return what became of a topic, "" where its resolutions say so."""
    return remarks.outcome(item) or ("" if any(_settled(sheet, item)) else _("本议题没有形成决议。"))


def _heard(sheet: MeetingSheet, item: AgendaLine) -> str:
    """Return who explained what and who spoke; explanations are quoted, opinions are in the record."""
    said = [s for s in sheet.speeches if s.agenda == item.no]
    words = "".join(
        _("会议听取{name}说明：{text}").format(name=wording.person(s.speaker)[0], text=wording.sentence(s.text))
        for s in said if "说明" in s.stance
    )
    names = list(dict.fromkeys(wording.person(s.speaker)[0] for s in said if "说明" not in s.stance))
    if names:
        words += _("{names}{n}人发言。").format(names="、".join(names), n=f"等{len(names)}" if len(names) > 1 else "1")
    return words + remarks.handled(sheet, item)


def _failed(resolution: ResolutionSheet) -> bool:
    """Whether nothing was agreed: its motion did not carry and nobody who may decide made up for it."""
    return resolution.line.state == "DRAFT"


def _duty(resolution: ResolutionSheet) -> str:
    """Return who does it until when, who inspects, with what money, and the vote it rests on."""
    line, blank = resolution.line, wording.BLANK
    owner = wording.owner(resolution, one_line(resolution.first_owner or line.owner) or blank)
    parts = [_("由{unit}{owner}负责").format(unit=one_line(line.owner_unit), owner=owner)]
    if resolution.assist:
        parts.append(_("{names}协办").format(names="、".join(map(one_line, resolution.assist))))
    parts.append(_until(resolution))
    parts.append(_("{name}督查").format(name=one_line(line.supervisor) or blank))
    words = "，".join(parts) + "。"
    for step in resolution.milestones:
        words += _("其中：{text}，{day}前完成。").format(text=wording.stem(step.text), day=wording.day(step.due))
    if resolution.fund and resolution.fund.budget:
        words += _("经费{money}元，来源为{source}。").format(
            money=yuan(resolution.fund.budget), source=one_line(resolution.fund.source) or blank)
    if resolution.motion:
        words += _("表决：{vote}。").format(vote=wording.vote(resolution.motion))
    if line.legal_status == "confirmed":
        words += _("本项已经法定程序确认。")
    return words + _("决议编号{number}。").format(number=one_line(line.number))


def _until(resolution: ResolutionSheet) -> str:
    if resolution.agreed_due:
        return _("于{day}前完成").format(day=wording.day(resolution.agreed_due))
    if resolution.workdays:
        return _("自交办起{n}个工作日内完成").format(n=resolution.workdays)
    return _("于{blank}前完成").format(blank=wording.BLANK)


def _motion(flow: Flow, start: str, motion: MotionLine) -> None:
    note = _("说明：{note}").format(note=wording.sentence(motion.note)) if motion.note.strip() else ""
    words = _("{vote}。{note}").format(vote=wording.vote(motion), note=note)
    flow.paragraph([(KAI, start + wording.sentence(motion.text)), (FANG, words)], BODY)


def _unsettled(flow: Flow, sheet: MeetingSheet, no: int) -> int:
    """Set what was not agreed, with its counts, and who differed: it is kept as carefully as what was agreed.

    Return the number of the next section.
    """
    lost = [m for m in sheet.motions if not m.passed]
    if lost:
        flow.paragraph(_("{no}、未达成一致事项").format(no=chinese(no)), FIRST, keep=2)
        for i, motion in enumerate(lost, 1):
            _motion(flow, f"（{chinese(i)}）", motion)
        for resolution in filter(_failed, sheet.resolutions):
            text = wording.stem(resolution.line.text)
            flow.paragraph(_("与此相应的草案“{text}”不作为决议。").format(text=text), BODY)
        no += 1
    flow.paragraph(_("{no}、不同意见及说明").format(no=chinese(no)), FIRST, keep=2)
    for dissent in sheet.dissents:
        flow.paragraph(said(sheet, f"dissent:{dissent.id}", _differed(dissent)), BODY)
    if not sheet.dissents and sheet.no_dissent:
        flow.paragraph(_("与会人员没有不同意见。"), BODY)
    elif not sheet.dissents:
        writing_lines(flow, 1)
    return no + 1


def _differed(dissent: DissentLine) -> str:
    return _("{who}。{why}").format(who=wording.stem(dissent.who), why=wording.sentence(dissent.explanation) or wording.BLANK)


def parts(sheet: MeetingSheet) -> Iterator[Part]:
    """Yield what may be reworded: never what was resolved, the votes or who was there."""
    yield Part("opening", _("开头"), _opening(sheet))
    for item in sheet.agenda:
        topic = _("第{n}项议题").format(n=item.no)
        yield Part(f"heard:{item.id}", _("{topic}：讨论").format(topic=topic), _heard(sheet, item))
        yield Part(f"became:{item.id}", _("{topic}：结论").format(topic=topic), _became(sheet, item))
    for n, dissent in enumerate(sheet.dissents, 1):
        yield Part(f"dissent:{dissent.id}", _("第{n}条不同意见").format(n=n), _differed(dissent))
    yield Part("sent", _("分送"), "")


def _attendance(flow: Flow, sheet: MeetingSheet) -> None:
    lists = (
        (_("出席："), "、".join(map(wording.present_name, sheet.marked("present", "proxy"))), True),
        (_("列席："), "、".join(map(wording.described, sheet.marked("observer"))), True),
        (_("请假："), "、".join(one_line(a.name) for a in sheet.marked("absent")), True),
        (_("未到："), "、".join(one_line(a.name) for a in sheet.marked("expected")), False),
    )
    flow.skip(LEADING)
    remarks.form_fields(flow, sheet)
    wanted = [(label, names) for label, names, always in lists if names or always]
    for label, names in wanted:
        if label == wanted[-1][0]:
            flow.keep((10 if sheet.respelled else 8) * LEADING)  # signatures are never alone on a page
        order = f"（{sheet.listed}）" if sheet.listed and names and label == wanted[0][0] else ""
        field(flow, label, names + order)


def _closing(flow: Flow, sheet: MeetingSheet) -> None:
    if sheet.respelled:
        field(flow, _("说明："), sheet.respelled)
    field(flow, _("分送："), said(sheet, "sent", ""))
    flow.skip(LEADING)
    signatures(flow, (_("主持人签字："), _("记录人签字：")))
    flow.skip(LEADING)
    signed(flow, sheet.org or sheet.community, wording.day(sheet.line.start))
