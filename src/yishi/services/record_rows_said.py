"""What was said and voted on in a record: speeches, motions with their votes and seats, differing opinions."""

from yishi.domain import voting
from yishi.domain.records import Dissent, Motion, Speech, Vote, VoteSeat
from yishi.domain.terms import ANYBODY
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.living import as_list, name_of
from yishi.services.record_rows_found import Found, Json, wrong
from yishi.services.record_rows_people import Roster

COUNTS = ("eligible", "present", "votes_for", "votes_against", "abstain")


def speeches(found: Found) -> None:
    """Read the speeches; a speaker is somebody who was there."""
    r = found.record
    heard = {p["name"] for p in r["participants"] if p.get("mark") != "absent"} | {name_of(o) for o in r.get("observers", [])}
    heard |= {name_of(r.get("host")), name_of(r.get("recorder")), ANYBODY}
    heard |= {name_of(c[key]) for c in r.get("corrections", []) for key in ("old", "new")}  # a host or a speaker put right
    for n, s in enumerate(r["speeches"], 1):
        if s["speaker"] not in heard:
            raise wrong(_("{id} 的 speeches[{n}]：{name}不在到会人员里。").format(id=found.number, n=n, name=s["speaker"]))
        found.child(Speech, found.meeting, n, meeting_id=found.meeting, agenda_item_id=found.item(s["agenda"], f"speeches[{n}]"),
                    at=s.get("at") or None, speaker=s["speaker"], stance=s.get("stance", ""), text=s["text"],
                    handling=s.get("handling", ""), reply=s.get("reply") or None)


def votes(found: Found, roster: Roster) -> None:
    """Read motions, in the order in which resolutions number them, with their votes."""
    for n, v in enumerate(found.record["votes"], 1):
        motion = found.child(Motion, found.meeting, n, meeting_id=found.meeting, agenda_item_id=found.item(v["agenda"], f"votes[{n}]"),
                             text=v["motion"], rule=v["rule"], method=v["method"], note=v.get("note", ""))
        found.motions.append(motion)
        for k, seat in enumerate(v.get("seats", []), 1):
            person, name = roster.meant(seat, f"votes[{n}].seats[{k}]")
            found.put_once(VoteSeat, VoteSeat.id_for(motion, person), name, motion_id=motion, person_id=person,
                           choice=seat.get("choice") or None)
        if any(key in v for key in COUNTS):
            _vote(found, n, v, motion)


def _vote(found: Found, n: int, v: Json, motion: str) -> None:
    where = f"votes[{n}]"
    missing = [key for key in COUNTS if key not in v]
    if missing:
        raise wrong(_("{id} 的 votes[{n}]：缺少{names}。").format(id=found.number, n=n, names="、".join(missing)))
    if v["rule"] == "OWNERS_DOUBLE":
        raise wrong(_("{id} 的 {where}：业主共同决定要按面积和人数统计，不能在会上举手表决。").format(id=found.number, where=where))
    seats = v.get("seats", [])
    here = len(seats) or sum(p.get("mark", "present") in ("present", "proxy") for p in found.record["participants"])
    if v["present"] > here or v["eligible"] < v["present"] or (seats and v["present"] != here):
        raise wrong(_("{id} 的 votes[{n}]：应到{e}、实到{p}和到会的{here}人对不上。").format(
            id=found.number, n=n, e=v["eligible"], p=v["present"], here=here))
    tally = voting.Tally(*(v.get(key, 0) for key in (*COUNTS[2:], "invalid", "not_voted")))
    try:
        _check_sums(v, tally)
    except Refusal as refusal:
        raise Refusal(refusal.code, f"{found.number} {where} {refusal.message}", wrong("").safe, refusal.next_step) from None
    found.put(Vote, Vote.id_for(motion), motion_id=motion, **{key: v[key] for key in COUNTS}, invalid=tally.invalid,
              not_voted=tally.not_voted, issued=v.get("issued"), returned=v.get("returned"), tellers=as_list(v.get("tellers")))


def _check_sums(v: Json, tally: voting.Tally) -> None:
    """Refuse a tally sheet whose sums do not agree, and a vote by name whose names say something else."""
    voting.check_tally(tally, v["present"])
    issued, returned = v.get("issued"), v.get("returned")
    if (issued is None) != (returned is None):
        raise Refusal("YS-V10", _("发出和收回的票数要一起写。"), next_step=_("请把发出、收回都写上。"))
    if issued is not None and returned is not None:
        ballot = voting.Ballot(issued, returned, tally.invalid, tally.votes_for, tally.votes_against, tally.abstain)
        voting.check_ballot(ballot, v["present"])
    choices = [seat["choice"] for seat in v.get("seats", []) if seat.get("choice")]
    if choices:
        counted = voting.count_choices(choices, v["present"])
        if counted != tally:
            raise Refusal("YS-V02", _("记名数出来是同意{f}、反对{a}、弃权{b}，和写的票数对不上。").format(
                f=counted.votes_for, a=counted.votes_against, b=counted.abstain), next_step=_("请核对每个人是怎么投的。"))


def dissent(found: Found) -> None:
    """Read the differing opinions."""
    for n, d in enumerate(found.record.get("dissent", []), 1):
        found.child(Dissent, found.meeting, n, meeting_id=found.meeting, who=d["who"], explanation=d["explain"])
