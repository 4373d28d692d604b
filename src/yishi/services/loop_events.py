"""One event of the loop: let in by the pure rules, written down with what belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import loop
from yishi.domain.evaluation import BAD_GRADES, GRADES, Counts, passes, read_counts, resolve, satisfaction
from yishi.domain.guards import same_person
from yishi.domain.records import Claim, Evaluation, LoopEvent, Objection, Photo, Posting, Resolution
from yishi.domain.records.record import natural_id
from yishi.domain.transitions import BY_EVENT
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bundle, document_numbers, hands, kinship, offices, watching, whistle_facts
from yishi.services.checks import checked_name, short, text_of
from yishi.services.dossier import COUNTS, Dossier, gather
from yishi.services.living import as_list, one, rows
from yishi.store.writing import put

EVALUATED = ("eval_pass", "eval_fail")
POSTED = {"publish_decision": "decision", "publish_outcome": "outcome"}
DUTY = ("owner_unit", "owner", "supervisor")
LONGEST_POSTING = 366
AGAIN = frozenset({"eval_fail", "reopen"})  # what sends a matter back puts it on the next agenda too
_TERM = frozenset({"due"})
WATCHED = ("assign", "inspect_pass", "inspect_fail")  # where a close relative of the owner may not be the one who watches
TAKES: dict[str, frozenset[str]] = {  # what an event may carry besides words; anything else given with it is not kept
    "assign": _TERM, "extend": _TERM | {"approved_by"}, "inspect_fail": _TERM, "inspect_pass": _TERM, "eval_fail": _TERM,
    "reopen": _TERM, "suspend": _TERM, "escalate": _TERM | {"level"},
}


def happen(session: Session, resolution_id: str, event: str, by: str, on: date, today: date, actor: str, text: str = "",
           due: date | None = None, workdays: int | None = None, approved_by: str = "", level: str = "", document: str = "",
           posting: Mapping[str, Any] | None = None, evaluation: Mapping[str, Any] | None = None, reply: str = "",
           photos: Sequence[str] = (), duty: Mapping[str, str] | None = None, whistle: Mapping[str, Any] | None = None) -> str:
    """Write down one event and return its id; the table and the guards decide (Refusal YS-L..), nothing else changes.

    `posting` may hold natural_days and place; `evaluation` the keys of an evaluation, of which what follows from the
    counts may be missing; `duty` names owner_unit, owner or supervisor anew after a rejected assignment, or who claimed
    the matter as owner; `photos` are hashes of pictures already kept beside the book; `whistle` is what an escalation
    order says (whistle_facts.KEYS). An objection and its answer go into the posting; they are no events. Assigning,
    urging and escalating draw the number of their order unless `document` names one.
    """
    d = _dossier(session, resolution_id, on)
    blown = whistle_facts.checked(whistle) if event == "escalate" and whistle is not None else None
    if blown is not None and blown["urgent"]:
        workdays = d.terms.deadlines.respond_urgent  # the same day unless the place says otherwise
    told = text_of(reply or text, _("说明"), required=False)
    takes = TAKES.get(event, frozenset())
    new = loop.Event(on=on, event=event, by=short(by, _("经办人")), text=told, document=document or _paper(event),
                     due=due if "due" in takes else None, workdays=workdays if "due" in takes else None,
                     approved_by=short(approved_by, _("批准人")) if "approved_by" in takes else "", level=level if "level" in takes else "",
                     counts=read_counts(evaluation) if evaluation is not None else None,
                     posting=_period(d, event, on, posting))
    _check_claims(evaluation, new.counts, d)
    if new.counts is not None and new.counts.raiser in GRADES and (why := watching.raiser_barred(session, d)):
        raise Refusal("YS-S66", why, next_step=_("请只问受益的居民和代表；提出人这一项留空。"))
    _ask_again(d, new)
    terms = replace(d.terms, clerks=d.terms.clerks | {actor})
    fresh = _duty(session, d, event, duty or {}, on)
    terms = replace(terms, owner_unit=fresh.get("owner_unit", terms.owner_unit), owner=fresh.get("owner", terms.owner),
                    supervisor=fresh.get("supervisor", terms.supervisor))
    if event in WATCHED:
        terms = replace(terms, kin=kinship.names_of_kin(session, terms.owner))
    late = d.late_milestone(on)
    admitted = loop.admit(terms, d.history, new, d.calendar, today, live=True, milestone_overdue=late)
    if event == "object":
        return _object(session, d, admitted)
    if event == "answer_objection":
        return _answer(session, d, admitted)
    number = "" if document else document_numbers.draw(session, d, terms, admitted)
    id_ = _write(session, d, replace(admitted, document=number or admitted.document), posting or {}, evaluation or {})
    if blown is not None:
        whistle_facts.keep(session, id_, d.row.id, blown)
    for n, digest in enumerate(photos, 1):
        session.add(Photo(id=natural_id("photo", id_, str(n)), event_id=id_, resolution_id=d.row.id, position=n, sha256=digest))
    if event in AGAIN:
        from yishi.services import carry_over

        session.flush()
        carry_over.onto_next_agenda(session, d.row.id, today)
    return id_


def cautions(session: Session, resolution_id: str, event: str, on: date, due: date | None = None, owner: str = "") -> tuple[str, ...]:
    """Return what should be said before an event is written down; it stops nothing. `owner` = who is to do it, where it changes."""
    d = _dossier(session, resolution_id, on)
    new = loop.Event(on=on, event=event, by="", due=due)
    said = loop.cautions_at(d.terms, d.standing, new, d.calendar)
    if event == "assign":
        said += filter(None, [hands.owner_caution(session, owner or d.terms.owner, d.row.owner_title)])
    return tuple(said)


def _dossier(session: Session, resolution_id: str, on: date) -> Dossier:
    """Return all of a resolution, and what a post was charged with in the hands of who holds it on a day."""
    found = gather(bundle.of_resolution(session, resolution_id))
    if not found:
        raise Refusal("YS-R02", _("这条决议已经不在了。"), next_step=_("请回到落实页再看一眼。"))
    found[0].owner = found[0].owner_on(on)
    return found[0]


def _duty(session: Session, d: Dossier, event: str, told: Mapping[str, str], on: date) -> dict[str, str]:
    """Return who does it from the day `on`, where an assignment was rejected and is made anew (重新确定责任单位, 3.2); else nothing."""
    fresh = {key: checked_name(told[key]) for key in DUTY if told.get(key)}
    if not fresh:
        return {}
    if event != "assign" or (d.standing.rejected_on is None and not _claimed(session, d, fresh)):
        raise Refusal("YS-L44", _("责任单位、责任人和督查人只能在派单异议以后重新交办时改。"), next_step=_("要改，请由会议作出新的决定。"))
    record = one(session, Resolution, d.row.id)
    for key, value in fresh.items():
        setattr(record, key, value)
    if "owner" in fresh:
        offices.charge(session, record, fresh["owner"], on)
        fresh["owner"] = record.owner or ""
    return fresh


def _claimed(session: Session, d: Dossier, fresh: Mapping[str, str]) -> bool:
    """Whether the new owner is somebody who offered to take it on (党员接单), and the supervisor stays."""
    offered = [c.who or "" for c in rows(session, Claim, Claim.resolution_id == d.row.id)]
    return "supervisor" not in fresh and any(same_person(fresh.get("owner", ""), who) for who in offered)


def _ask_again(d: Dossier, new: loop.Event) -> None:
    """Who raised the matter and was not satisfied is asked again; after three calls in vain one says so (3.8)."""
    before = d.evaluations.get(d.standing.round - 1)
    silent = new.event == "eval_pass" and new.counts is not None and new.counts.raiser is None
    if silent and before is not None and before.raiser in BAD_GRADES:
        raise Refusal("YS-L45", _("提出人上一轮不满意，这一轮还没有问他。"), next_step=_("请问过再记；三次联系不上就选“联系不上”。"))


def _check_claims(told: Mapping[str, Any] | None, counts: Counts | None, d: Dossier) -> None:
    """What follows from the counts may be given too, but then it must be what follows from them."""
    if told is None or counts is None:
        return
    round_, reasons = d.standing.round, passes(counts, d.terms.beneficiaries, d.terms.thresholds)
    known = {"round": round_, "passed": not reasons, "satisfaction_rate": satisfaction(counts) / 1000,
             "resolve_rate": resolve(counts) / 1000}
    for key, value in known.items():
        if key in told and told[key] != value:
            raise Refusal("YS-L43", _("评价里的“{key}”和份数算出来的不一样。").format(key=key), next_step=_("可以不写，由程序来算。"))


def _paper(event: str) -> str:
    row = BY_EVENT.get(event)
    return row.document if row else ""


def _period(d: Dossier, event: str, on: date, posting: Mapping[str, Any] | None) -> Any:
    if event not in POSTED:
        return None
    if event == "publish_decision" and any(p.kind == "decision" for p in d.postings):
        raise Refusal("YS-L40", _("这场会议的决议已经公示过了。"), next_step=_("撕毁补贴请登记在原来的公示里。"))
    usual = d.terms.deadlines.posting_natural if event == "publish_decision" else d.terms.deadlines.outcome_natural
    days = (posting or {}).get("natural_days", usual)
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST_POSTING:
        raise Refusal("YS-T03", _("公示天数“{days}”不对。").format(days=days), next_step=_("请写1到366之间的整数。"))
    return d.calendar.posting_period(on, days)


def _write(session: Session, d: Dossier, new: loop.Event, posting: Mapping[str, Any], evaluation: Mapping[str, Any]) -> str:
    position = max((e.position for e in d.events), default=0) + 1
    row = LoopEvent(resolution_id=d.row.id, position=position, happened_on=new.on, event=new.event, doer=new.by or None,
                    text=new.text or None, document=new.document, due=new.due, workdays=new.workdays,
                    approved_by=new.approved_by or None, level=new.level)
    session.add(row)
    session.flush()
    if new.event in POSTED:
        assert new.posting is not None
        outcome = new.event == "publish_outcome"
        session.add(Posting(meeting_id=d.row.meeting_id, resolution_id=d.row.id if outcome else None,
                            event_id=row.id if outcome else None, kind=POSTED[new.event], starts_on=new.posting.start,
                            natural_days=new.posting.days, ends_on=new.posting.end, places=as_list(_places(posting))))
    if new.event in EVALUATED:
        assert new.counts is not None
        counts = {name: getattr(new.counts, name) for name in COUNTS}
        put(session, Evaluation, Evaluation.id_for(d.row.id, d.standing.round), {
            "resolution_id": d.row.id, "round": d.standing.round, "method": short(evaluation.get("method") or "", _("方式")),
            "note": text_of(evaluation.get("note") or "", _("说明"), required=False) or None, **counts})
    return row.id


def _places(posting: Mapping[str, Any]) -> list[str]:
    places = posting.get("place", ())
    return [short(p, _("地点")) for p in ([places] if isinstance(places, str) else places)]


def _object(session: Session, d: Dossier, new: loop.Event) -> str:
    shown = _posted_on(d, new.on)
    position = len(d.objections.get(shown.id, [])) + 1
    row = Objection(posting_id=shown.id, position=position, raised_on=new.on, raised_by=new.by or None, text=new.text)
    session.add(row)
    session.flush()
    return row.id


def _posted_on(d: Dossier, on: date) -> Row[Any]:
    shown = [p for p in d.postings if p.starts_on <= on <= p.ends_on]
    if not shown:
        raise Refusal("YS-L28", _("{on}不在公示期内。").format(on=on), next_step=_("请核对公示的起止日期。"))
    return shown[-1]


def _answer(session: Session, d: Dossier, new: loop.Event) -> str:
    waiting = next((o for o in d.unanswered if o.raised_on <= new.on), None)
    if waiting is None:
        raise Refusal("YS-L29", _("没有等着答复的异议。"), next_step=_("请先登记异议。"))
    record = one(session, Objection, waiting.id)
    record.reply, record.replied_on = new.text, new.on
    return record.id
