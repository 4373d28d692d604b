"""计票单: a page for each question, with room for 正 strokes; what was counted already stands in it (domain 4.6)."""

from dataclasses import replace

from yishi.documents import meeting_view, wording
from yishi.documents.chain import FANG, HEI
from yishi.documents.cleaning import Verbatim
from yishi.documents.layout import Flow, Page, Paper, Style
from yishi.documents.meeting_view import ShownQuestion
from yishi.documents.page import A4, BODY, LEADING, MM, counted, signatures, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, MotionLine

_SHEET = replace(A4, top=25 * MM, bottom=25 * MM)
_LABEL = Style(HEI, 15, 22, align="center")
_FIGURE = Style(FANG, 16, 22, align="center")
_TEXT = replace(BODY, indent=0)
_RULES = Style(FANG, 12, 19)


def compose(sheet: MeetingSheet) -> Paper:
    """Return the tally sheets of a meeting."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if sheet.sample else "")

    flow = Flow(_SHEET, furniture)
    title = wording.form_title(sheet, _("计票单"))
    asked = [(question, next((m for m in sheet.motions if _same(question, m)), None)) for question in _questions(sheet)]
    for n, (question, motion) in enumerate(asked):
        if n:
            flow.next_page()
        wording.headline(flow, sheet, title)
        flow.skip(LEADING / 2)
        _one(flow, sheet, question, motion)
    return flow.finish(title)


def _questions(sheet: MeetingSheet) -> tuple[ShownQuestion, ...]:
    """Return every motion, voted on or not, and the topics that have none."""
    title = {item.no: one_line(item.title) for item in sheet.agenda}
    put = [ShownQuestion(m.agenda, title.get(m.agenda, ""), wording.sentence(m.text)) for m in sheet.motions]
    return (*put, *(q for q in meeting_view.ballot(sheet, Verbatim(sheet)).questions if not q.motion and (q.no or not put)))


def _same(question: ShownQuestion, motion: MotionLine) -> bool:
    return bool(question.motion) and motion.agenda == question.no and wording.sentence(motion.text) == question.motion


def _one(flow: Flow, sheet: MeetingSheet, question: ShownQuestion, motion: MotionLine | None) -> None:
    when = wording.day(sheet.line.start)
    flow.paragraph([(HEI, _("会议：")), (FANG, f"{one_line(sheet.line.title)}（{when}）")], replace(_TEXT, hang=3))
    number = _("议题{n}：").format(n=question.no) if question.no else _("议题：")
    flow.paragraph([(HEI, number), (FANG, question.topic or wording.BLANK * 2)], replace(_TEXT, hang=len(number)))
    flow.paragraph([(HEI, _("动议：")), (FANG, question.motion or wording.BLANK * 4)], replace(_TEXT, hang=3))
    rule = one_line(motion.rule_words) if motion else wording.BLANK * 2
    flow.paragraph([(HEI, _("规则：")), (FANG, rule)], replace(_TEXT, hang=3))
    flow.skip(LEADING / 2)
    _ballots(flow, motion)
    flow.skip(LEADING / 2)
    _votes(flow, motion)
    flow.skip(8)
    flow.paragraph(_("核对：收回不多于发出；有效加无效等于收回；同意、反对、弃权三项之和等于有效。"), _RULES)
    flow.keep(5 * LEADING)
    flow.skip(LEADING / 2)
    result = (_("通过") if motion.passed else _("未通过")) if motion and motion.voted else _("□通过　□未通过")
    flow.paragraph([(HEI, _("结果：")), (FANG, result)], _TEXT)
    flow.skip(LEADING / 2)
    signatures(flow, (_("监票人签字："), _("计票人签字：")), _TEXT)
    flow.skip(LEADING / 2)
    signatures(flow, (_("唱票人签字："), _("日期：")), _TEXT)


def _ballots(flow: Flow, motion: MotionLine | None) -> None:
    """Set 发出、收回、有效、无效 in boxes."""
    known = motion is not None and motion.voted and motion.returned is not None
    figures = ["", "", "", ""]
    if known and motion is not None:
        valid = motion.votes_for + motion.votes_against + motion.abstain
        figures = ["" if n is None else str(n) for n in (motion.issued, motion.returned, valid, motion.invalid)]
    wide = _SHEET.measure / 8
    table = Table(flow, [Column("", wide, _LABEL), Column("", wide, _FIGURE)] * 4, _LABEL, height=13 * MM)
    words = (_("发出"), _("收回"), _("有效"), _("无效"))
    table.row([cell for pair in zip(words, figures, strict=True) for cell in pair])


def _votes(flow: Flow, motion: MotionLine | None) -> None:
    """Set the three choices with room to count by strokes."""
    voted = motion if motion is not None and motion.voted else None
    columns = (Column(_("选项"), 26 * MM, _LABEL), Column(_("唱票画“正”"), _SHEET.measure - 56 * MM, _FIGURE),
               Column(_("票数"), 30 * MM, _FIGURE))  # fmt: skip
    table = Table(flow, columns, _LABEL, height=15 * MM)
    for word, count in ((_("同意"), voted and voted.votes_for), (_("反对"), voted and voted.votes_against),
                        (_("弃权"), voted and voted.abstain)):  # fmt: skip
        table.row((word, "", "" if count is None else str(count)))
