"""The life of a resolution as moments of a timeline: the meeting, the postings with their objections, every event."""

from datetime import date

from yishi.domain.evaluation import rate_text
from yishi.domain.marker import N_
from yishi.domain.terms import LEVEL_WORDS, POSTING_WORDS
from yishi.gui.timeline import Moment
from yishi.i18n import _
from yishi.services.answers import EventLine, ObjectionLine, PostingLine, ResolutionSheet

_SHAPES = {
    "extend": "yellow", "suspend": "suspended", "escalate": "yellow", "report_done": "inspect", "inspect_fail": "red",
    "inspect_pass": "passed", "eval_pass": "passed", "eval_fail": "red", "archive": "closed", "terminate": "ended",
    "urge": "yellow", "reject_assign": "yellow", "reopen": "red", "object": "yellow", "publish_decision": "note",
    "publish_outcome": "note", "assign": "note",
}  # fmt: skip
_EVENT_OF = {"decision": "publish_decision", "outcome": "publish_outcome"}
_TERMS = {"inspect_pass": N_("评价到{day}"), "inspect_fail": N_("整改到{day}"), "escalate": N_("{day}前来")}


def moments(sheet: ResolutionSheet) -> list[Moment]:
    """Return everything that happened, oldest first."""
    told = {(event.event, event.on) for event in sheet.events}
    posted = {(_EVENT_OF.get(p.kind, ""), p.start): p for p in sheet.postings}
    found = [(sheet.meeting_day, _meeting(sheet))]
    found += [(p.start, _posting(p)) for key, p in posted.items() if key not in told]
    rounds, photos = iter(sheet.evaluations), 0
    for event in sheet.events:
        rates = ""
        if event.event in ("eval_pass", "eval_fail") and (evaluated := next(rounds, None)) is not None:
            rates = _("满意率 {satisfied}　有效{valid}份").format(
                satisfied=rate_text(evaluated.satisfaction_rate), valid=evaluated.valid)  # fmt: skip
        posting = posted.get((event.event, event.on))
        found.append((event.on, _posting(posting) if posting is not None else _event(event, rates, photos + 1)))
        photos += len(event.photos)
    found += [each for p in sheet.postings for objection in p.objections for each in _objection(objection)]
    return [moment for _day, moment in sorted(found, key=lambda each: each[0])]


def _short(day: date) -> str:
    return f"{day:%m-%d}"


def _said(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _meeting(sheet: ResolutionSheet) -> Moment:
    word, motion = _("决议"), sheet.motion
    if motion is not None and motion.voted:
        word = _("决议　{method} 同意 {votes_for}　反对 {against}　弃权 {abstain}").format(
            method=_(motion.method), votes_for=motion.votes_for, against=motion.votes_against, abstain=motion.abstain)
    return Moment(_short(sheet.meeting_day), "passed", word, _said(sheet.meeting_title, sheet.agenda_title))


def _posting(posting: PostingLine) -> Moment:
    word = _("{kind}　贴到{month}月{day}日").format(
        kind=_(POSTING_WORDS[posting.kind]), month=posting.end.month, day=posting.end.day)
    return Moment(_short(posting.start), "note", word, "、".join(posting.places))


def _objection(objection: ObjectionLine) -> list[tuple[date, Moment]]:
    raised = Moment(_short(objection.raised_on), "yellow", _said(_("异议"), objection.raised_by), objection.text)
    found = [(objection.raised_on, raised)]
    if objection.replied_on is not None:
        found.append((objection.replied_on, Moment(_short(objection.replied_on), "note", _("答复异议"), objection.reply)))
    return found


def _event(event: EventLine, rates: str, first_photo: int) -> Moment:
    day = _("{month}月{day}日").format(month=event.due.month, day=event.due.day) if event.due else ""
    due = _(_TERMS.get(event.event, N_("期限到{day}"))).format(day=day) if day else ""
    approved = _("{name}批准").format(name=event.approved_by) if event.approved_by else ""
    level = _("向{level}").format(level=_(LEVEL_WORDS.get(event.level, event.level))) if event.level else ""
    ignored = _("对不上前后，没有算进去，请核对") if event.ignored else ""
    text = "" if event.text == event.words else event.text
    papers = ["" if event.event == "progress" else event.document]
    papers += [_("图{n}").format(n=first_photo + n) for n in range(len(event.photos))]
    return Moment(_short(event.on), _SHAPES.get(event.event, "green"), _said(event.words, event.by),
                  _said(text, level, due, approved, rates, ignored), "、".join(paper for paper in papers if paper),
                  faint=event.ignored)  # fmt: skip
