"""What became of what a meeting agreed, as the record has it: resolutions with their loop, postings, confirmations."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from yishi.domain import voting
from yishi.domain.evaluation import GRADES
from yishi.domain.money import in_yuan
from yishi.domain.owners import area_text
from yishi.domain.records import Objection, Posting
from yishi.services import resolutions
from yishi.services.bundle import Bundle
from yishi.services.dossier import Dossier, followup_passed, owners_tally
from yishi.services.living import unlist
from yishi.services.records_out_given import Json, day_text, filled
from yishi.services.records_out_watched import Watched


def posting(row: Row[Any], objections: list[Row[Any]], watched: Watched) -> Json:
    """Return a posting; its last day is the one that stood on the paper."""
    nominal = row.starts_on + timedelta(days=row.natural_days - 1)
    return {
        "start": day_text(row.starts_on), "natural_days": row.natural_days, "nominal_end": day_text(nominal),
        "end": day_text(row.ends_on), "place": list(unlist(row.places)),
        "objections": [{"date": day_text(o.raised_on), "by": o.raised_by or "", "text": o.text or "",
                        **filled(reply=o.reply, reply_date=day_text(o.replied_on))} for o in objections],
        **filled(marks=watched.marks(row.id)),
    }


def decision_posting(found: Bundle, watched: Watched) -> Json | None:
    """Return the one posting of what the meeting decided, None where nothing was posted."""
    posted = next((p for p in found.of(Posting) if p.kind == "decision"), None)
    return posting(posted, found.grouped(Objection, "posting_id").get(posted.id, []), watched) if posted is not None else None


def followup(d: Dossier, watched: Watched) -> Json:
    """Return the statutory meeting that confirmed a resolution."""
    f = d.followup
    assert f is not None
    put = {
        "resolution": d.row.number, "type": f.form, "date": day_text(f.held_on), "members": f.members, "present": f.present,
        "quorum_met": f.quorum_met, "rule": f.rule, "votes_for": f.votes_for, "votes_against": f.votes_against,
        "abstain": f.abstain, "passed": followup_passed(f),
        **filled(party_precheck_date=day_text(f.party_precheck_on), party_precheck_doc=f.party_precheck_document),
    }
    mine = [p for p in d.postings if p.kind == "statutory"]
    return put | ({"posting": posting(mine[0], d.objections.get(mine[0].id, []), watched)} if mine else {})


def owners_vote(d: Dossier) -> Json:
    """Return the owners' vote that confirmed a resolution."""
    o = d.owners
    assert o is not None
    return {
        "resolution": d.row.number, "rule": o.rule, "civil_code_278": o.civil_code_278, "start": day_text(o.starts_on),
        "end": day_text(o.ends_on), "matter": o.matter, "total_owners": o.total_owners, "total_area": area_text(o.total_area),
        "participating_owners": o.participating_owners, "participating_area": area_text(o.participating_area),
        "agree_owners": o.agree_owners, "agree_area": area_text(o.agree_area),
        "passed": voting.owners_carried(owners_tally(o)), **filled(households=list(unlist(o.households))),
    }


def resolution(d: Dossier, agenda: int, vote: int | None, watched: Watched) -> Json:
    """Return a resolution with its loop; `agenda` and `vote` are the numbers of its item and of its motion."""
    r, events = d.row, resolutions.events_of(d)
    put: Json = {
        "no": r.number, "agenda": agenda, "text": r.text or "", "owner_unit": r.owner_unit, "owner": r.owner or "",
        "owner_title": r.owner_title, "assist": list(d.assist_told), "supervisor": r.supervisor or "", "workdays": r.workdays,
        "due": day_text(_first_due(d)), "final_state": d.standing.state.name, "round": d.standing.round,
        "events": [], "evaluations": [_evaluation(d, e) for e in d.evaluations.values()],
    }
    before = resolutions.start_of(d)
    opened = {p.event_id: p for p in d.postings if p.event_id}
    for event in events:
        outcome = opened.get(event.id)
        put["events"].append({
            "date": day_text(event.on), "event": event.event, "actor": event.by, "text": event.text, "document": event.document,
            "state_after": event.state_after if event.state_after != before else "",
            **filled(due=day_text(event.due), workdays=event.workdays, approved_by=event.approved_by, level=event.level,
                      photos=[_photo(p) for p in d.photos.get(event.id, [])], whistle=watched.whistle(event.id),
                      posting=posting(outcome, d.objections.get(outcome.id, []), watched) if outcome else None),
        })
        before = event.state_after
    if r.fund_source is not None or r.budget is not None or d.expenses:
        spent = sum(e.amount for e in d.expenses)
        put["fund"] = {"source": r.fund_source or "", "budget": in_yuan(r.budget) if r.budget is not None else None,
                       "items": [_expense(e) for e in d.expenses], "spent": in_yuan(spent), "balance": in_yuan((r.budget or 0) - spent)}
    if d.milestones:
        put["milestones"] = [{"text": s.text, "due": day_text(s.due), "done": day_text(s.done)} for s in d.milestones]
    return put | ({"vote": vote} if vote else {})


def _first_due(d: Dossier) -> date | None:
    """Return the first deadline: as agreed, or what the working days give from the day of assignment."""
    assigned = next((e for e in d.events if e.event == "assign"), None)
    if d.row.workdays is not None and assigned is not None:
        return d.calendar.add(assigned.happened_on, d.row.workdays)
    return d.row.due or (assigned.due if assigned is not None else None)


def _evaluation(d: Dossier, e: Row[Any]) -> Json:
    line = resolutions.evaluation_line(d, e)
    counts = {name: getattr(e, name) for name in ("sample", "valid", *GRADES, "solved", "partially_solved", "unsolved")}
    return {
        "round": e.round, "method": e.method, **counts, "satisfaction_rate": line.satisfaction_rate / 1000,
        "resolve_rate": line.resolve_rate / 1000, "passed": line.passed, "note": e.note or "", **filled(raiser=e.raiser),
    }


def _expense(e: Row[Any]) -> list[Any]:
    more = filled(date=day_text(e.spent_on), sort=e.sort, voucher=e.voucher, sha256=e.sha256)
    return [e.what, in_yuan(e.amount), *([more] if more else [])]


def _photo(p: Row[Any]) -> str | Json:
    return {"sha256": p.sha256, "phase": p.phase} if p.phase else p.sha256


