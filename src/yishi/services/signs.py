"""What stands beside the light of a resolution: 待公开, 建议吹哨, what to heed before the next step, why it is done again."""

from datetime import date

from yishi.domain import evaluation, lights, loop
from yishi.services.dossier import Dossier, counts_of
from yishi.services.loop_signs import Signs

_REST = (loop.State.CLOSED, loop.State.ARCHIVED, loop.State.TERMINATED)


def signs_of(d: Dossier, next_step: str) -> Signs:
    """Return the signs of a resolution as of the day asked about."""
    day = d.today or date.max
    asked = loop.Event(on=day, event=next_step, by="")
    said = loop.cautions_at(d.terms, d.standing, asked, d.calendar) if d.today and next_step else []
    return Signs(
        outcome_awaited=d.today is not None and lights.outcome_awaited(d.terms, d.standing, d.calendar, day),
        escalation_advised="escalate" in loop.allowed(d.standing.state) and lights.escalation_advised(d.terms, d.light),
        cautions=tuple(said), reopened=why_again(d), archive_by=_archive_by(d),
        beneficiaries=d.row.beneficiaries, thresholds=d.terms.thresholds,
    )


def _archive_by(d: Dossier) -> date | None:
    closed = d.standing.closed_on if d.standing.state is loop.State.CLOSED else None
    return d.terms.deadlines.archive_by(closed) if closed else None


def why_again(d: Dossier) -> str:
    """Return why a matter is done again, while it is: the reasons of the last bad evaluation, else what was said on reopening."""
    if not d.standing.reopened or d.standing.state in _REST:
        return ""
    back = next((e for e in reversed(d.counted) if e.event in ("eval_fail", "reopen")), None)
    if back is None:
        return ""
    told = next(reversed(d.evaluated), None) if back.event == "eval_fail" else None
    reasons = evaluation.passes(counts_of(told), d.row.beneficiaries, d.terms.thresholds) if told is not None else []
    return "；".join(reasons) or back.text or ""
