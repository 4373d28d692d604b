"""A meeting as a record `yishi-meeting/1`: what the book holds, and everything that follows from it computed afresh.

The importer compares a file with this very output, so that one piece of code knows both the keys and the truth. Here the
meeting itself is written; its people, its agenda and what became of it have modules of their own.
"""

import json
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.records import (
    AgendaItem,
    Area,
    Attachment,
    Attendance,
    Correction,
    Dissent,
    Meeting,
    Motion,
    Speech,
    VoteSeat,
    Waiver,
)
from yishi.services import bundle, communities, records_out_agenda, records_out_loop
from yishi.services.bundle import Bundle
from yishi.services.dossier import gather, vote_carried
from yishi.services.living import rows, unlist
from yishi.services.record_format import FORMAT
from yishi.services.records_out_given import Json, day_text, filled
from yishi.services.records_out_people import Seats
from yishi.services.records_out_watched import Watched

_ALWAYS = frozenset({"org", "place", "participants", "agenda", "speeches", "votes", "resolutions", "expected", "present"})
_COUNTED = ("eligible", "present", "votes_for", "votes_against", "abstain", "invalid", "not_voted")


def document(session: Session, *meeting_ids: str) -> Json:
    """Return a whole record file with these meetings."""
    return {"format": FORMAT, "meetings": [meeting(session, id_) for id_ in meeting_ids]}


def meeting(session: Session, meeting_id: str) -> Json:
    """Return one meeting with everything that belongs to it."""
    found = bundle.of_meeting(session, meeting_id)
    m, voted = found.of(Meeting)[0], _voted(session, found)
    watched = Watched(session, found)
    named = [*(seat for of_one in voted.values() for seat in of_one), *watched.called]
    seats = Seats(session, found, named, (m.host, m.recorder))
    record = _head(session, m, found.of(Attendance)) | seats.record()
    record["agenda"] = records_out_agenda.agenda(session, found, seats)
    no_of = {item.id: n for n, item in enumerate(found.of(AgendaItem), 1)}
    record |= _said(found, no_of, voted, seats) | _became(found, no_of, watched, seats) | _remarks(found, no_of)
    mine = communities.mine(session)
    if communities.renamed(mine) or not communities.is_of(mine, m.org, [r["no"] for r in record["resolutions"]]):
        record["community"] = {"id": mine.id, "name": mine.name}  # its papers keep the name of their day
    _put_back(record, unlist(m.extras))
    return {key: value for key, value in record.items() if value not in (None, [], "") or key in _ALWAYS}


def _voted(session: Session, found: Bundle) -> dict[str, list[Row[VoteSeat]]]:
    motions = {m.id: list[Row[VoteSeat]]() for m in found.of(Motion)}
    for seat in rows(session, VoteSeat, VoteSeat.motion_id.in_(motions)) if motions else []:
        motions[seat.motion_id].append(seat)
    return motions


def _head(session: Session, m: Row[Any], people: list[Row[Any]]) -> Json:
    """Return what is told of the meeting itself; 应到 is what was stated, else all who are on the sheet but observers."""
    expected = m.members if m.members is not None else sum(p.mark != "observer" for p in people)
    area = rows(session, Area, Area.id == m.area_id) if m.area_id else []
    return {
        "id": m.number, "form": m.form, "title": m.title, "org": m.org, "place": m.place, "start": m.starts, "end": m.ends or "",
        "notice_date": day_text(m.notice_date), "notice_channels": list(unlist(m.notice_channels)), "host": m.host or "",
        "recorder": m.recorder or "", "expected": expected, "present": sum(p.mark in ("present", "proxy") for p in people),
        "rule_profile": m.rule_profile, "parties": [list(pair) for pair in unlist(m.parties)],
        "steps": [list(step) for step in unlist(m.steps)], "state": m.state if m.state != "closed" else "",
        "no_dissent": m.no_dissent or None, "held_under": json.loads(m.held_under) if m.held_under else None,
        "entered_on": day_text(m.entered_on), "planned_minutes": m.planned_minutes, "members": m.members,
        "households_total": m.households_total, "households_present": m.households_present,
        "area": {"unit_type": area[0].unit_type, "name": area[0].name} if area else None,
    }


def _said(found: Bundle, no_of: dict[str, int], voted: dict[str, list[Row[VoteSeat]]], seats: Seats) -> Json:
    return {
        "speeches": [_speech(s, no_of[s.agenda_item_id]) for s in found.of(Speech) if s.agenda_item_id in no_of],
        "votes": [_vote(v, no_of[v.agenda_item_id]) | filled(seats=seats.list(voted[v.id], choice=lambda seat: seat.choice))
                  for v in found.motions() if v.agenda_item_id in no_of],
        "dissent": [{"who": d.who or "", "explain": d.explanation or ""} for d in found.of(Dissent)],
    }


def _speech(s: Row[Any], agenda: int) -> Json:
    return {"agenda": agenda, "speaker": s.speaker or "", "stance": s.stance, "text": s.text or "",
            **filled(at=s.at, handling=s.handling, reply=s.reply)}


def _vote(v: Any, agenda: int) -> Json:
    put = {"agenda": agenda, "motion": v.text, "rule": v.rule, "method": v.method}
    if v.vote_id is None:
        return put | {"note": v.note}
    numbers = {name: getattr(v, name) for name in _COUNTED}
    if not numbers["invalid"]:
        del numbers["invalid"]
    paper = filled(issued=v.issued, returned=v.returned, tellers=[list(pair) for pair in unlist(v.tellers)])
    return put | numbers | {"passed": vote_carried(v), "note": v.note} | paper


def _became(found: Bundle, no_of: dict[str, int], watched: Watched, seats: Seats) -> Json:
    """Return what was agreed and what became of it."""
    motion_no = {row.id: n for n, row in enumerate((m for m in found.motions() if m.agenda_item_id in no_of), 1)}
    files = sorted(gather(found), key=lambda d: (d.row.position, d.row.id))
    return {
        "statutory_followup": _one_or_all([records_out_loop.followup(d, watched) for d in files if d.followup]),
        "owners_vote": _one_or_all([records_out_loop.owners_vote(d) for d in files if d.owners]),
        "posting_decision": records_out_loop.decision_posting(found, watched),
        "resolutions": [records_out_loop.resolution(d, no_of[d.row.agenda_item_id], motion_no.get(d.row.motion_id), watched)
                        | watched.of_resolution(d.row, seats) for d in files],
    }


def _one_or_all(found: list[Json]) -> Json | list[Json] | None:
    return found if len(found) > 1 else next(iter(found), None)


def _remarks(found: Bundle, no_of: dict[str, int]) -> Json:
    """Return why the meeting went on all the same, what was put right later, and what lies beside the book."""
    return {
        "waivers": [{"matter": w.matter, "reason": w.reason or ""} for w in sorted(found.of(Waiver), key=lambda w: str(w.matter))],
        "corrections": [{"date": day_text(c.happened_on), "what": c.what, "old": c.old_text or "", "new": c.new_text or "",
                         "reason": c.reason or ""} for c in found.of(Correction)],
        "attachments": [{"kind": a.kind, "sha256": a.sha256,
                         **filled(at=a.at, caption=a.caption, photo_consent=a.photo_consent, agenda=no_of.get(a.agenda_item_id))}
                        for a in found.of(Attachment)],
    }


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
