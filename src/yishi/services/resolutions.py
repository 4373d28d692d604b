"""Reading resolutions: the list, what needs attention today, and everything about one."""

from datetime import date
from typing import Any

from sqlalchemy import Row, or_
from sqlalchemy.orm import Session

from yishi.domain import evaluation, lights, loop, terms
from yishi.domain.records import Resolution
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle
from yishi.services.answers import (
    EvaluationLine,
    EventLine,
    FundSheet,
    MilestoneLine,
    PostingLine,
    ResolutionLine,
    ResolutionSheet,
)
from yishi.services.bundle import Bundle
from yishi.services.dossier import Dossier, counts_of, gather, owners_tally
from yishi.services.lines import motion_line, posting_line
from yishi.services.living import living
from yishi.services.signs import signs_of

_URGENCY = {"red": 0, "yellow": 1, "green": 2, "gray": 3}
_FINISHED = (loop.State.ARCHIVED, loop.State.TERMINATED)


def find(session: Session, ref: str) -> str:
    """Return the id of the resolution that `ref` names: its number as printed, or an id."""
    query = living(Resolution, or_(Resolution.id == ref, Resolution.number == ref))
    found = list(session.execute(query))
    if not found:
        raise Refusal("YS-R02", _("没有编号是“{ref}”的决议。").format(ref=shown(ref)),
                      next_step=_("编号要照印出来的写，例如 桃议〔2026〕3-1。"))
    if len(found) > 1:
        raise Refusal("YS-R03", _("“{ref}”不止一条：{ids}。").format(ref=shown(ref), ids="、".join(r.id for r in found)),
                      next_step=_("请写其中一条的编号。"))
    return str(found[0].id)


def lines(session: Session, today: date) -> tuple[ResolutionLine, ...]:
    """Return the resolutions as of `today`, worst first."""
    met = [d for d in gather(bundle.of_book(session), today) if d.meeting_day <= today]
    return tuple(sorted(map(line_of, met), key=worst_first))


def attention(session: Session, today: date) -> tuple[ResolutionLine, ...]:
    """Return what still needs doing, worst first: everything not finished; what is closed only until its outcome is out."""
    met = [d for d in gather(bundle.of_open(session, today, today), today) if d.meeting_day <= today]
    return tuple(line for line in sorted(map(line_of, met), key=worst_first) if needs_doing(line))


def needs_doing(line: ResolutionLine) -> bool:
    """Return whether something is left to do: suspended ones wait, finished ones are done."""
    if line.state == loop.State.CLOSED:
        return line.next in ("publish_outcome", "answer_objection") or bool(line.missing)
    return line.state not in (*_FINISHED, loop.State.SUSPENDED)


def worst_first(line: ResolutionLine) -> tuple[Any, ...]:
    """Return by what lines are sorted."""
    due = line.days_left if line.days_left is not None else 10_000
    return _URGENCY[line.light], due, line.number


def line_of(d: Dossier) -> ResolutionLine:
    """Return one resolution as a line of the list."""
    state, light, latest = d.standing.state, d.light, _latest(d)
    next_step = lights.next_step(d.terms, d.standing)
    last = next(reversed(d.evaluated), None)
    return ResolutionLine(
        id=d.row.id, number=d.row.number, text=d.row.text or "", meeting=d.meeting.number, meeting_id=d.meeting.id,
        state=state.name, state_words=_(terms.STATE_WORDS[state]), stage=loop.STAGE_OF[state].value, light=light.colour,
        light_words=light.word, days_left=light.days_left, due=light.due,
        unannounced=light.due is not None and not d.calendar.announced(light.due.year),
        owner_unit=d.row.owner_unit, owner=d.owner, supervisor=d.row.supervisor or "", round=d.standing.round,
        legal_status=d.legal_status, awaits_confirmation=d.awaits_confirmation, closed_on=d.standing.closed_on,
        next=next_step, next_words=_(terms.EVENT_WORDS[next_step]) if next_step else "",
        latest_on=latest.happened_on if latest else d.meeting_day,
        latest=(latest.text or _(terms.EVENT_WORDS[latest.event])) if latest else _("会议通过"),
        assist=d.assist, milestones=(sum(m.done is not None for m in d.milestones), len(d.milestones)),
        missing=d.missing, satisfaction=evaluation.satisfaction(counts_of(last)) if last else None,
        signs=signs_of(d, next_step),
    )


def _latest(d: Dossier) -> Row[Any] | None:
    return next(reversed(d.counted), None)


def sheet(session: Session, resolution_id: str, today: date) -> ResolutionSheet:
    """Return everything about one resolution as of `today`."""
    found = gather(bundle.of_resolution(session, resolution_id), today)
    if not found:
        raise Refusal("YS-R02", _("这条决议已经不在了。"), next_step=_("请回到落实页再看一眼。"))
    return sheet_of(found[0])


def sheet_of(d: Dossier) -> ResolutionSheet:
    """Return the full sheet of a gathered resolution."""
    events = events_of(d)
    line = line_of(d)
    allowed = offered(d)
    order = [line.next, *allowed] if line.next in allowed else list(allowed)
    motion = next((m for m in d.motions if m.id == d.row.motion_id), None)
    return ResolutionSheet(
        line=line, agenda=d.agenda.position, agenda_title=d.agenda.title,
        motion=motion_line(motion, d.agenda.position) if motion is not None else None,
        meeting_title=d.meeting.title, meeting_day=d.meeting_day, owner_title=d.row.owner_title, assist=d.assist,
        workdays=d.row.workdays, agreed_due=d.row.due or d.standing.first_due, fund=fund_of(d), events=events,
        evaluations=tuple(evaluation_line(d, e) for e in d.evaluated), postings=postings_of(d),
        milestones=tuple(MilestoneLine(m.text, m.due, m.done, m.id) for m in d.milestones),
        allowed=tuple(dict.fromkeys(order)), stage_dates=_stage_dates(d), together=d.row.together,
        owners=owners_tally(d.owners) if d.owners is not None else None, ledger_kind=d.row.ledger_kind,
        by_post=d.by_post, first_owner=d.row.owner or "",
    )


def offered(d: Dossier) -> tuple[str, ...]:
    """Return the events that the table allows now, without those that have nothing to act on today.

    No objection without something posted, no answer without an objection, no urging under a green light, no second
    posting of one decision. What a guard may still refuse for its content is offered: the refusal then says why.
    """
    today, kinds = d.today or date.max, {p.kind for p in d.postings}
    idle = {
        "object": not any(p.starts_on <= today <= p.ends_on for p in d.postings),
        "answer_objection": not d.unanswered,
        "urge": d.light.colour not in ("yellow", "red"),
        "publish_decision": "decision" in kinds,
    }
    return tuple(event for event in loop.allowed(d.standing.state) if not idle.get(event))


def events_of(d: Dossier) -> tuple[EventLine, ...]:
    """Return the events up to the day asked for, each with the state after it."""
    found = []
    for n, (row, after) in enumerate(zip(d.counted, d.steps, strict=True)):
        photos = d.photos.get(row.id, ())
        found.append(EventLine(
            id=row.id, on=row.happened_on, event=row.event, words=_(terms.EVENT_WORDS[row.event]), by=row.doer or "", text=row.text or "",
            document=row.document, state_after=after.state.name, due=row.due, workdays=row.workdays,
            approved_by=row.approved_by or "", level=row.level, ignored=n in after.ignored,
            photos=tuple(p.sha256 for p in photos) if photos else (), phases=tuple(p.phase for p in photos) if photos else (),
            work_due=after.due,
        ))
    return tuple(found)


def start_of(d: Dossier) -> str:
    """Return the state before any event: ADOPTED where the meeting carried it, else DRAFT."""
    return (loop.State.ADOPTED if d.terms.adopted_on else loop.State.DRAFT).name


def evaluation_line(d: Dossier, row: Any) -> EvaluationLine:
    """Return one evaluation with its computed rates; whether it passed is what was written down then, whatever the rule is now."""
    counts = counts_of(row)
    return EvaluationLine(
        round=row.round, method=row.method, sample=row.sample, valid=row.valid, very_satisfied=row.very_satisfied,
        satisfied=row.satisfied, basically_satisfied=row.basically_satisfied, dissatisfied=row.dissatisfied,
        very_dissatisfied=row.very_dissatisfied, solved=row.solved, partially_solved=row.partially_solved,
        unsolved=row.unsolved, raiser=row.raiser, note=row.note or "", satisfaction_rate=evaluation.satisfaction(counts),
        resolve_rate=evaluation.resolve(counts), passed=d.passed_in(row.round),
    )


def fund_of(d: Dossier) -> FundSheet | None:
    """Return the money, or None where none is involved."""
    if d.row.fund_source is None:
        return None
    spent = sum(e.amount for e in d.expenses)
    return FundSheet(d.row.fund_source, d.row.budget or 0, tuple((e.what, e.amount) for e in d.expenses), spent,
                     (d.row.budget or 0) - spent)


def postings_of(d: Dossier) -> tuple[PostingLine, ...]:
    """Return what was posted for this resolution, the meeting's decision posting included."""
    return tuple(posting_line(p, d.objections.get(p.id, []), d.calendar)
                 for p in d.postings if d.today is None or p.starts_on <= d.today)


def _stage_dates(d: Dossier) -> tuple[date | None, ...]:
    """When each station 议题—决议—跟进—督查—评价—办结 was reached in the present round."""
    def last(*names: str) -> date | None:
        return next((e.happened_on for e in reversed(d.counted) if e.event in names), None)

    return (d.meeting_day, d.meeting_day if d.adopted else None, last("assign"), last("report_done"), last("inspect_pass"),
            d.standing.closed_on)


def sheets(found: Bundle, today: date | None) -> tuple[ResolutionSheet, ...]:
    """Return the sheets of the resolutions in a bundle in the order of their numbers."""
    return tuple(sheet_of(d) for d in sorted(gather(found, today), key=lambda d: (d.row.position, d.row.id)))
