"""Words that the papers of the loop share: who does it until when, with what money, how it stands, what residents said."""

from datetime import date

from yishi.documents import wording
from yishi.documents.text import one_line, printable
from yishi.domain.evaluation import rate_text
from yishi.domain.money import yuan
from yishi.domain.numbering import document_kind
from yishi.domain.terms import GRADE_WORDS, LEGAL_WORDS
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import EvaluationLine, EventLine, FundSheet
from yishi.services.printed_loop import PrintedResolution

_WORKING = ("ASSIGNED", "IN_PROGRESS", "RECTIFYING", "ESCALATED")


def numbered(event: EventLine | None, kind: str) -> str:
    """Return 编号：交办〔2026〕12号 of an event whose paper of this kind (domain/numbering) has a number; else a place for it."""
    number = one_line(event.document) if event is not None and document_kind(event.document) == kind else ""
    return _("编号：{number}").format(number=number or wording.BLANK * 2)


def dated(label: str, day: date | None) -> str:
    """Return 交办日期：2026年5月7日."""
    return label + wording.day(day)


def day(value: date | None) -> str:
    """Return a day for a box of its own: nothing where there is none."""
    return wording.day(value) if value else ""


def owner(p: PrintedResolution) -> str:
    """Return who does it, with the post."""
    return wording.owner(p.sheet, one_line(p.line.owner))


def unit_and_owner(p: PrintedResolution) -> str:
    """Return the unit and who does it."""
    return "　".join(filter(None, (one_line(p.line.owner_unit), owner(p))))


def assist(p: PrintedResolution) -> str:
    """Return who helps."""
    return "、".join(map(one_line, p.sheet.assist))


def matter(p: PrintedResolution) -> str:
    """Return what was decided, as it was decided."""
    return wording.sentence(p.line.text)


def limit(p: PrintedResolution, due: date | None) -> str:
    """Return 10个工作日，截止2026年5月20日; a place to write where neither is known."""
    days = _("{n}个工作日").format(n=p.sheet.workdays) if p.sheet.workdays is not None else ""
    last = _("截止{day}").format(day=wording.day(due)) if due else ""
    return "，".join(filter(None, (days, last))) or _("＿＿＿个工作日，截止　　　　年　　月　　日")


def fund(found: FundSheet | None) -> str:
    """Return where the money comes from and how much may be spent."""
    if found is None:
        return ""
    return _("来源：{source}　　预算：{budget}元").format(source=one_line(found.source) or wording.BLANK, budget=yuan(found.budget))


def late(p: PrintedResolution) -> str:
    """Return 已逾期3个工作日, which later step is late, how much time is left, or that it is not late."""
    if p.overdue:
        return _("已逾期{n}个工作日").format(n=p.overdue)
    if p.line.state not in _WORKING and p.line.light in ("yellow", "red"):
        return _("{state}，{light}").format(state=one_line(p.line.state_words), light=one_line(p.line.light_words))
    left = p.days_left if p.line.state in _WORKING else None
    return _("还有{n}个工作日").format(n=left) if left is not None else _("未逾期")


def told(event: EventLine | None) -> str:
    """Return what was written with an event."""
    return printable(event.text) if event is not None else ""


def who(event: EventLine | None) -> str:
    """Return who did it."""
    return one_line(event.by) if event is not None else ""


def latest(p: PrintedResolution, *events: str) -> str:
    """Return the newest of these events as a sentence with its day."""
    found = p.last(*events)
    return f"{wording.day(found.on)}，{wording.sentence(found.text) or found.words}" if found else ""


def grades(e: EvaluationLine) -> str:
    """Return the five grades with their numbers."""
    return "，".join(f"{_(GRADE_WORDS[name])}{getattr(e, name)}" for name in
                    ("very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"))  # fmt: skip


def rates(e: EvaluationLine) -> str:
    """Return 满意率 and 解决率."""
    return _("满意率{good}，解决率{solved}").format(good=rate_text(e.satisfaction_rate), solved=rate_text(e.resolve_rate))


def status(p: PrintedResolution) -> str:
    """Return what the resolution is by law: an opinion, one confirmed, a decision."""
    return _(LEGAL_WORDS[p.line.legal_status]) if p.line.legal_status in LEGAL_WORDS else ""


def branch(p: PrintedResolution) -> str:
    """Return what oversees in this place: 村务监督委员会 or 居务监督委员会."""
    return oversight(p.meeting.community_kind)


def oversight(kind: str) -> str:
    """Return 村务监督委员会 of a village, 居务监督委员会 of an urban community."""
    return _("村务监督委员会") if kind == "village" else _("居务监督委员会")


def refuse_draft(p: PrintedResolution, paper: str) -> None:
    """Refuse (YS-P22) a paper about carrying out something that was never agreed."""
    if p.line.state == "DRAFT":
        what = _("{number}没有通过，不是决议，不能出{paper}。").format(number=one_line(p.line.number), paper=paper)
        raise Refusal("YS-P22", what, next_step=_("请换一条通过了的决议；如果表决记错了，先到会议里改好。"))
