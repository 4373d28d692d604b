"""What became of what was agreed, in a record: resolutions with their loop, postings, and who confirmed them."""

from datetime import date
from typing import Any

from yishi.domain.owners import read_area
from yishi.domain.records import (
    Evaluation,
    Expense,
    LoopEvent,
    Milestone,
    Objection,
    OwnersVote,
    Photo,
    Posting,
    Resolution,
    StatutoryFollowup,
)
from yishi.domain.records.record import natural_id
from yishi.i18n import _
from yishi.services import confirmation, place_rules, record_rows_watched
from yishi.services.dossier import COUNTS, calendar
from yishi.services.living import as_list, name_of, role_of
from yishi.services.loop_events import POSTED
from yishi.services.record_rows_found import Found, Json, day, fen, wrong
from yishi.services.record_rows_people import Roster


def loop(found: Found, roster: Roster) -> None:
    """Read the resolutions, the posting of what was decided, and the confirmations by those who may decide."""
    r = found.record
    for n, resolution in enumerate(r["resolutions"], 1):
        _resolution(found, roster, n, resolution)
    if found.record.get("posting_decision"):
        _posting(found, "decision", found.record["posting_decision"])
    for followup in _each(r.get("statutory_followup")):
        _followup(found, followup)
    for owners in _each(r.get("owners_vote")):
        _owners(found, owners)


def _resolution(found: Found, roster: Roster, n: int, r: Json) -> None:
    number, vote = r["no"], r.get("vote")
    if number in found.resolutions:
        raise wrong(_("{id}：决议编号{no}有重复。").format(id=found.number, no=number))
    if vote is not None and vote > len(found.motions):
        raise wrong(_("{no}：没有第{n}项表决。").format(no=number, n=vote))
    if vote is not None and found.record["votes"][vote - 1]["agenda"] != r["agenda"]:
        raise wrong(_("{no}：第{n}项表决是另一项议题的。").format(no=number, n=vote))
    rounds = [e["round"] for e in r.get("evaluations", [])]
    if len(set(rounds)) != len(rounds):
        raise wrong(_("{no}：同一轮评价写了两次。").format(no=number))
    fund = r.get("fund") or None
    assigned = any(e["event"] == "assign" for e in r["events"])
    id_ = found.resolutions[number] = Resolution.id_for(found.meeting, n)
    found.put(
        Resolution, id_, meeting_id=found.meeting, agenda_item_id=found.item(r["agenda"], number), number=number, position=n,
        motion_id=found.motions[vote - 1] if vote else None, text=r["text"], owner_unit=r["owner_unit"], owner=r["owner"],
        owner_title=r.get("owner_title", ""), assist=as_list(r.get("assist")), supervisor=r["supervisor"], workdays=r["workdays"],
        due=None if assigned and r["workdays"] is not None else day(r["due"]),
        micro_project=r.get("micro_project", False), closed_account_on=day(r.get("closed_account_on")),
        ledger_kind=r.get("ledger_kind", ""), together=r.get("together", ""), beneficiaries=r.get("beneficiaries"),
        fund_source=(fund["source"] or None) if fund else None, budget=fen(fund["budget"]) if fund and fund["budget"] is not None else None,
    )
    for name in (r["owner"], r["supervisor"]):
        roster.mention(name_of(name), role_of(name))
    for k, item in enumerate(fund["items"] if fund else [], 1):
        more = item[2] if len(item) > 2 else {}
        found.child(Expense, id_, k, resolution_id=id_, what=item[0], amount=fen(item[1]), spent_on=day(more.get("date")),
                    **{key: more.get(key, "") for key in ("sort", "voucher", "sha256")})
    for k, step in enumerate(r.get("milestones", []), 1):
        found.child(Milestone, id_, k, resolution_id=id_, text=step["text"], due=day(step["due"]), done=day(step.get("done")))
    for k, event in enumerate(r["events"], 1):
        _event(found, id_, k, event)
    for e in r.get("evaluations", []):
        counts = {key: e.get(key) for key in COUNTS}
        counts["raiser"] = counts["raiser"] or None
        found.put(Evaluation, Evaluation.id_for(id_, e["round"]), resolution_id=id_, round=e["round"], method=e["method"],
                  note=e.get("note") or None, **counts)
    record_rows_watched.of_resolution(found, roster, id_, r)


def _event(found: Found, resolution: str, k: int, e: Json) -> None:
    id_ = found.child(LoopEvent, resolution, k, resolution_id=resolution, happened_on=day(e["date"]), event=e["event"],
                     doer=e["actor"] or None, text=e["text"] or None, document=e.get("document", ""), due=day(e.get("due")),
                     workdays=e.get("workdays"), approved_by=e.get("approved_by") or None, level=e.get("level", ""))
    for n, photo in enumerate(e.get("photos", []), 1):
        told = photo if isinstance(photo, dict) else {"sha256": photo, "phase": ""}
        found.child(Photo, id_, n, event_id=id_, resolution_id=resolution, sha256=told["sha256"], phase=told["phase"])
    if e.get("whistle"):
        if e["event"] != "escalate":
            raise wrong(_("{id}：{date}的吹哨单不在吹哨那一步里。").format(id=found.number, date=e["date"]))
        record_rows_watched.whistle(found, resolution, id_, e["whistle"])
    posting = e.get("posting")
    if not posting:
        if e["event"] not in POSTED:
            return
        terms = place_rules.deadlines(found.session)
        days = terms.posting_natural if e["event"] == "publish_decision" else terms.outcome_natural
        posting = {"start": e["date"], "natural_days": days}
    if posting["start"] < e["date"]:
        raise wrong(_("{id}：{date}的公示写成从{start}开始。").format(id=found.number, date=e["date"], start=posting["start"]))
    if e["event"] == "publish_outcome":
        _posting(found, "outcome", posting, resolution, id_)
    elif e["event"] == "publish_decision" and not found.record.get("posting_decision"):
        found.record = {**found.record, "posting_decision": posting}


def _posting(found: Found, kind: str, p: Json, resolution: str | None = None, event: str | None = None) -> None:
    start, days = date.fromisoformat(p["start"]), p["natural_days"]
    id_ = natural_id("posting", found.meeting, kind, event or resolution or "")
    found.put(Posting, id_, meeting_id=found.meeting, resolution_id=resolution, event_id=event, kind=kind, starts_on=start,
              natural_days=days, ends_on=calendar(found.session).posting_period(start, days).end, places=as_list(p.get("place")))
    last = calendar(found.session).posting_period(start, days).end
    record_rows_watched.marks(found, id_, p.get("marks", []))
    for n, o in enumerate(p.get("objections", []), 1):
        raised = date.fromisoformat(o["date"])
        if not start <= raised <= last or (o.get("reply_date") and o["reply_date"] < o["date"]):
            raise wrong(_("{id}：{date}的异议不在公示期里，或者答复在异议之前。").format(id=found.number, date=o["date"]))
        found.child(Objection, id_, n, posting_id=id_, raised_on=day(o["date"]), raised_by=o["by"] or None, text=o["text"] or None,
                    reply=o.get("reply") or None, replied_on=day(o.get("reply_date")))


def _followup(found: Found, f: Json) -> None:
    id_ = found.resolution(f["resolution"])
    confirmation.check_meeting(found.session, f["type"], f["members"], f["present"], f["rule"], f["votes_for"],
                               f["votes_against"], f["abstain"])
    found.put(StatutoryFollowup, StatutoryFollowup.id_for(id_), resolution_id=id_, form=f["type"], held_on=day(f["date"]),
              members=f["members"], present=f["present"], quorum_met=f["quorum_met"], rule=f["rule"], votes_for=f["votes_for"],
              votes_against=f["votes_against"], abstain=f["abstain"], party_precheck_on=day(f.get("party_precheck_date")),
              party_precheck_document=f.get("party_precheck_doc", ""))
    if f.get("posting"):
        _posting(found, "statutory", f["posting"], id_)


def _owners(found: Found, o: Json) -> None:
    id_ = found.resolution(o["resolution"])
    areas = {key: read_area(o[key]) for key in ("total_area", "participating_area", "agree_area")}
    heads = {key: o[key] for key in ("total_owners", "participating_owners", "agree_owners")}
    found.put(OwnersVote, OwnersVote.id_for(id_), resolution_id=id_, rule=o["rule"], civil_code_278=o["civil_code_278"],
              starts_on=day(o["start"]), ends_on=day(o["end"]), matter=o["matter"], households=as_list(o.get("households")),
              **heads, **areas)


def _each(told: Any) -> list[Json]:
    return told if isinstance(told, list) else [told] if told else []
