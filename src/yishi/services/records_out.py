"""A meeting as a record `yishi-meeting/1`: what the book holds, and everything that follows from it computed afresh.

The importer compares a file with this very output, so that one piece of code knows both the keys and the truth.
"""

from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import voting
from yishi.domain.evaluation import GRADES
from yishi.domain.owners import area_text
from yishi.domain.records import (
    AgendaItem,
    Attendance,
    Dissent,
    Meeting,
    Objection,
    Posting,
    Speech,
)
from yishi.services import bundle, resolutions
from yishi.services.bundle import Bundle
from yishi.services.dossier import (
    Dossier,
    calendar,
    followup_passed,
    gather,
    owners_tally,
    vote_carried,
)
from yishi.services.living import unlist, with_role
from yishi.services.record_format import FORMAT

Json = dict[str, Any]


def document(session: Session, *meeting_ids: str) -> Json:
    """Return a whole record file with these meetings."""
    return {"format": FORMAT, "meetings": [meeting(session, id_) for id_ in meeting_ids]}


def meeting(session: Session, meeting_id: str) -> Json:
    """Return one meeting with everything that belongs to it."""
    found = bundle.of_meeting(session, meeting_id)
    m, people, agenda, speeches = found.of(Meeting)[0], found.of(Attendance), found.of(AgendaItem), found.of(Speech)
    no_of = {item.id: n for n, item in enumerate(agenda, 1)}
    motions = [row for row in found.motions() if row.agenda_item_id in no_of]
    motion_no = {row.id: n for n, row in enumerate(motions, 1)}
    files = sorted(gather(found), key=lambda d: (d.row.position, d.row.id))
    record: Json = {
        "id": m.number, "form": m.form, "title": m.title, "org": m.org, "place": m.place, "start": m.starts, "end": m.ends or "",
        "notice_date": _day(m.notice_date), "notice_channels": list(unlist(m.notice_channels)), "host": m.host or "",
        "recorder": m.recorder or "", "expected": sum(p.mark != "observer" for p in people),
        "present": sum(p.mark in ("present", "proxy") for p in people), "rule_profile": m.rule_profile,
        "participants": [_participant(p) for p in people if not _is_only_named(p)],
        "observers": [with_role(p.name or "", p.role) for p in people if p.mark == "observer" and _is_only_named(p)],
        "absent": [{"name": p.name or "", "reason": p.reason or ""} for p in people if p.mark == "absent" and _is_only_named(p)],
        "agenda": [_agenda(item, no_of[item.id]) for item in agenda],
        "speeches": [_speech(s, no_of[s.agenda_item_id]) for s in speeches if s.agenda_item_id in no_of],
        "votes": [_vote(v, no_of[v.agenda_item_id]) for v in motions],
        "dissent": [{"who": d.who or "", "explain": d.explanation or ""} for d in found.of(Dissent)],
        "parties": [list(pair) for pair in unlist(m.parties)], "steps": [list(pair) for pair in unlist(m.steps)],
        "statutory_followup": _one_or_all([_followup(d) for d in files if d.followup]),
        "owners_vote": _one_or_all([_owners_vote(d) for d in files if d.owners]),
        "posting_decision": _decision_posting(found),
        "resolutions": [_resolution(d, no_of[d.row.agenda_item_id], motion_no.get(d.row.motion_id)) for d in files],
        "state": m.state, "no_dissent": m.no_dissent,
    }
    _put_back(record, unlist(m.extras))
    return _without_defaults(record)


def _without_defaults(record: Json) -> Json:
    if record["state"] == "closed":
        del record["state"]
    if not record["no_dissent"]:
        del record["no_dissent"]
    return {key: value for key, value in record.items() if value not in (None, [], "") or key in _ALWAYS}


_ALWAYS = frozenset({"org", "place", "participants", "agenda", "speeches", "votes", "resolutions", "expected", "present"})


def _put_back(record: Json, extras: tuple[Any, ...]) -> None:
    """Set the x- keys of the imported file again, where their parent is still there."""
    for path, value in extras:
        node: Any = record
        try:
            for step in path[:-1]:
                node = node[step]
            if isinstance(node, dict):
                node[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue


def _one_or_all(found: list[Json]) -> Json | list[Json] | None:
    return found if len(found) > 1 else next(iter(found), None)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _filled(**pairs: Any) -> Json:
    return {key: value for key, value in pairs.items() if value not in (None, "", [])}


def _is_only_named(p: Row[Any]) -> bool:
    """Whether an observer or absent person fits the short form: a name and a role, or a name and a reason."""
    said = (p.gender, p.age, p.party, p.phone, p.unit, p.photo_consent, p.proxy, p.arrived_at, p.left_at)
    if p.mark not in ("observer", "absent") or any(value not in (None, "") for value in said):
        return False
    return not p.reason and "（" not in (p.name or "") + p.role if p.mark == "observer" else not p.role


def _participant(p: Row[Any]) -> Json:
    extra = _filled(mark=p.mark if p.mark != "present" else "", proxy=p.proxy, arrived=p.arrived_at, left=p.left_at, reason=p.reason)
    return {
        "seq": p.position, "name": p.name or "", "gender": p.gender, "age": p.age, "role": p.role, "party": p.party,
        "phone": p.phone or "", "building_or_group": p.unit, "photo_consent": p.photo_consent, **extra,
    }


def _agenda(item: Row[Any], no: int) -> Json:
    return {
        "no": no, "title": item.title, "category": item.category, "source": item.source, "proposer": item.proposer or "",
        "statutory_flag": item.statutory_flag, **_filled(external_no=item.external_no),
    }


def _speech(s: Row[Any], agenda: int) -> Json:
    return {"agenda": agenda, "speaker": s.speaker or "", "stance": s.stance, "text": s.text or "", **_filled(at=s.at)}


def _vote(v: Any, agenda: int) -> Json:
    put = {"agenda": agenda, "motion": v.text, "rule": v.rule, "method": v.method}
    if v.vote_id is None:
        return put | {"note": v.note}
    numbers = {name: getattr(v, name) for name in ("eligible", "present", "votes_for", "votes_against", "abstain", "invalid", "not_voted")}
    if not numbers["invalid"]:
        del numbers["invalid"]
    return put | numbers | {"passed": vote_carried(v), "note": v.note}


def posting(row: Row[Any], objections: list[Row[Any]]) -> Json:
    """Return a posting; its ends follow from the first day and the working days."""
    period = calendar().posting_period(row.starts_on, row.natural_days)
    return {
        "start": _day(row.starts_on), "natural_days": row.natural_days, "nominal_end": _day(period.nominal_end),
        "end": _day(period.end), "place": list(unlist(row.places)),
        "objections": [{"date": _day(o.raised_on), "by": o.raised_by or "", "text": o.text or "",
                        **_filled(reply=o.reply, reply_date=_day(o.replied_on))} for o in objections],
    }


def _decision_posting(found: Bundle) -> Json | None:
    posted = next((p for p in found.of(Posting) if p.kind == "decision"), None)
    return posting(posted, found.grouped(Objection, "posting_id").get(posted.id, [])) if posted is not None else None


def _followup(d: Dossier) -> Json:
    f = d.followup
    assert f is not None
    put = {
        "resolution": d.row.number, "type": f.form, "date": _day(f.held_on), "members": f.members, "present": f.present,
        "quorum_met": f.quorum_met, "rule": f.rule, "votes_for": f.votes_for, "votes_against": f.votes_against,
        "abstain": f.abstain, "passed": followup_passed(f),
        **_filled(party_precheck_date=_day(f.party_precheck_on), party_precheck_doc=f.party_precheck_document),
    }
    mine = [p for p in d.postings if p.kind == "statutory"]
    return put | ({"posting": posting(mine[0], d.objections.get(mine[0].id, []))} if mine else {})


def _owners_vote(d: Dossier) -> Json:
    o = d.owners
    assert o is not None
    return {
        "resolution": d.row.number, "rule": o.rule, "civil_code_278": o.civil_code_278, "start": _day(o.starts_on),
        "end": _day(o.ends_on), "matter": o.matter, "total_owners": o.total_owners, "total_area": area_text(o.total_area),
        "participating_owners": o.participating_owners, "participating_area": area_text(o.participating_area),
        "agree_owners": o.agree_owners, "agree_area": area_text(o.agree_area),
        "passed": voting.owners_carried(owners_tally(o)), **_filled(households=list(unlist(o.households))),
    }


def _resolution(d: Dossier, agenda: int, vote: int | None) -> Json:
    r, events = d.row, resolutions.events_of(d)
    put: Json = {
        "no": r.number, "agenda": agenda, "text": r.text or "", "owner_unit": r.owner_unit, "owner": r.owner or "",
        "owner_title": r.owner_title, "assist": list(unlist(r.assist)), "supervisor": r.supervisor or "", "workdays": r.workdays,
        "due": _day(first_due(d)), "final_state": d.standing.state.name, "round": d.standing.round,
        "events": [], "evaluations": [_evaluation(e) for e in d.evaluations.values()],
    }
    before = resolutions.start_of(d)
    opened = {p.event_id: p for p in d.postings if p.event_id}
    for event in events:
        outcome = opened.get(event.id)
        put["events"].append({
            "date": _day(event.on), "event": event.event, "actor": event.by, "text": event.text, "document": event.document,
            "state_after": event.state_after if event.state_after != before else "",
            **_filled(due=_day(event.due), workdays=event.workdays, approved_by=event.approved_by, level=event.level,
                      photos=list(event.photos),
                      posting=posting(outcome, d.objections.get(outcome.id, [])) if outcome else None),
        })
        before = event.state_after
    fund = resolutions.fund_of(d)
    if fund is not None:
        put["fund"] = {"source": fund.source, "budget": yuan(fund.budget), "items": [[what, yuan(fen)] for what, fen in fund.items],
                       "spent": yuan(fund.spent), "balance": yuan(fund.balance)}
    if d.milestones:
        put["milestones"] = [{"text": s.text, "due": _day(s.due), "done": _day(s.done)} for s in d.milestones]
    return put | ({"vote": vote} if vote else {})


def first_due(d: Dossier) -> date | None:
    """Return the first deadline: as agreed, or what the working days give from the day of assignment."""
    assigned = next((e for e in d.events if e.event == "assign"), None)
    if d.row.workdays is not None and assigned is not None:
        return d.calendar.add(assigned.happened_on, d.row.workdays)
    return d.row.due or (assigned.due if assigned is not None else None)


def _evaluation(e: Row[Any]) -> Json:
    line = resolutions.evaluation_line(e)
    counts = {name: getattr(e, name) for name in ("sample", "valid", *GRADES, "solved", "partially_solved", "unsolved")}
    return {
        "round": e.round, "method": e.method, **counts, "satisfaction_rate": line.satisfaction_rate / 1000,
        "resolve_rate": line.resolve_rate / 1000, "passed": line.passed, "note": e.note or "", **_filled(raiser=e.raiser),
    }


def yuan(fen: int) -> int | float:
    """Return an amount in yuan, whole where it is."""
    return fen // 100 if fen % 100 == 0 else fen / 100


