"""What follows the loop more closely, as the record has it: whistles, claims, lots and calls, survey sheets, postings on the wall."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.records import (
    Aftercare,
    Callback,
    Claim,
    Draw,
    LoopEvent,
    Posting,
    PostingMark,
    Record,
    Resolution,
    SurveySheet,
    Whistle,
)
from yishi.services.bundle import Bundle
from yishi.services.living import rows, unlist
from yishi.services.records_out_given import Json, day_text, filled
from yishi.services.records_out_people import Seats

Rows = list[Row[Any]]
_OF_WHISTLE = ("matter", "asked_unit", "measures", "obstacle", "request", "reviewed_by", "speed", "quality", "solved")


class Watched:
    """All of it that belongs to one meeting, read kind by kind once."""

    def __init__(self, session: Session, found: Bundle) -> None:
        agreed = [r.id for r in found.of(Resolution)]
        posted = [p.id for p in found.of(Posting)]
        self._whistles = {w.event_id: w for w in _rows(session, Whistle, "event_id", [e.id for e in found.of(LoopEvent)])}
        self._claims = _by(_rows(session, Claim, "resolution_id", agreed), "resolution_id", "happened_on", "position")
        self._asked = _by(_rows(session, Aftercare, "resolution_id", agreed), "resolution_id", "happened_on")
        self._sheets = _by(_rows(session, SurveySheet, "resolution_id", agreed), "resolution_id", "round", "position")
        self._draws = _by(_rows(session, Draw, "subject_id", agreed), "subject_id", "round", "kind", "seed")
        drawn = [d.id for draws in self._draws.values() for d in draws]
        self.called = _rows(session, Callback, "draw_id", drawn)
        self._calls = _by(self.called, "draw_id", "position", "id")
        self._marks = _by(_rows(session, PostingMark, "posting_id", posted), "posting_id", "happened_on", "position")

    def whistle(self, event_id: str) -> Json | None:
        """Return what an escalation order says; None where the event has none."""
        w = self._whistles.get(event_id)
        return None if w is None else {"matter": w.matter, **filled(urgent=w.urgent or None, **{k: getattr(w, k) for k in _OF_WHISTLE[1:]})}

    def marks(self, posting_id: str) -> list[Json]:
        """Return what happened to a posting on the wall."""
        return [{"date": day_text(m.happened_on), "kind": m.kind, **filled(place=m.place, by=m.doer, sha256=m.sha256)}
                for m in self._marks[posting_id]]

    def of_resolution(self, r: Row[Any], seats: Seats) -> Json:
        """Return the keys that a resolution has besides its loop."""
        return filled(
            micro_project=r.micro_project or None, closed_account_on=day_text(r.closed_account_on), ledger_kind=r.ledger_kind,
            together=r.together, beneficiaries=r.beneficiaries,
            claims=[{"date": day_text(c.happened_on), "who": c.who or "", **filled(role=c.role, note=c.note)} for c in self._claims[r.id]],
            survey=[{"round": s.round, **filled(asked=s.asked, knows=s.knows, grade=s.grade, solved=s.solved, on_time=s.on_time,
                                                unit=s.unit, words=s.words)} for s in self._sheets[r.id]],
            draws=[self._draw(d, seats) for d in self._draws[r.id]],
            aftercare=[{"date": day_text(a.happened_on), "fine": a.fine, **filled(words=a.words, caller=a.caller)}
                       for a in self._asked[r.id]],
        )

    def _draw(self, d: Row[Any], seats: Seats) -> Json:
        called = [{**seats.who(c.person_id), "position": c.position,
                   **filled(tries=[list(each) for each in unlist(c.tries)], grade=c.grade, solved=c.solved, on_time=c.on_time,
                            words=c.words, wants_answer=c.wants_answer, caller=c.caller)} for c in self._calls[d.id]]
        return {"kind": d.kind, "date": day_text(d.happened_on), "seed": d.seed, "round": d.round, "size": d.size, "total": d.total,
                "called": [c for c in called if "seq" in c or "name" in c]}


def _rows(session: Session, kind: type[Record], name: str, ids: list[str]) -> Rows:
    return rows(session, kind, kind.__table__.c[name].in_(ids)) if ids else []


def _by(found: Rows, name: str, *order: str) -> defaultdict[str, Rows]:
    groups: defaultdict[str, Rows] = defaultdict(list)
    for row in sorted(found, key=lambda r: tuple(getattr(r, each) for each in order)):
        groups[getattr(row, name)].append(row)
    return groups
