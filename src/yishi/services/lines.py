"""Rows of the book turned into lines of a sheet, each kind in one place."""

from typing import Any

from sqlalchemy import Row

from yishi.domain import voting
from yishi.domain.workdays import WorkCalendar
from yishi.i18n import _
from yishi.services.answers import AgendaLine, AttendeeLine, MotionLine, ObjectionLine, PostingLine
from yishi.services.bundle import NUMBERS
from yishi.services.dossier import tally_of, vote_carried
from yishi.services.living import unlist


def agenda_line(item: Row[Any], no: int, speeches: int, motions: int, recused: list[Row[Any]]) -> AgendaLine:
    """Return an agenda item with how much was said and moved about it, and who is recused."""
    return AgendaLine(item.id, no, item.title, item.category, item.source, item.proposer or "", item.external_no,
                      item.statutory_flag, speeches, motions, topic_id=item.topic_id or "", planned_minutes=item.planned_minutes,
                      about_resolution_id=item.about_resolution_id or "", party_precheck_on=item.party_precheck_on,
                      party_precheck_document=item.party_precheck_document, outcome=item.outcome, conclusion=item.conclusion,
                      recused=tuple((r.person_id, r.reason or "") for r in recused))


def attendees(found: list[Row[Any]]) -> tuple[AttendeeLine, ...]:
    """Return the sign-in sheet of attendance rows: those who came first, then observers, then the absent, each in order."""
    rank = {"present": 0, "proxy": 0, "expected": 0, "observer": 1, "absent": 2}
    return tuple(
        AttendeeLine(
            id=a.id, person_id=a.person_id, position=a.position, mark=a.mark, name=a.name or _("（已删除）"), gender=a.gender, age=a.age,
            role=a.role, party=a.party, phone=a.phone or "", unit=a.unit, photo_consent=a.photo_consent, reason=a.reason or "",
            proxy=a.proxy or "", arrived_at=a.arrived_at or "", left_at=a.left_at or "", proxy_paper=a.proxy_paper,
        )
        for a in sorted(found, key=lambda a: rank[a.mark])
    )


def motion_line(m: Any, agenda: int, no: int | None = None) -> MotionLine:
    """Return a motion with, where a vote was taken, its numbers and what the rule makes of them."""
    words = voting.RULE_WORDS[m.rule]
    if m.vote_id is None:
        return MotionLine(m.id, no or m.position, agenda, m.text, m.rule, words, m.method, m.note, voted=False)
    numbers = {name: getattr(m, name) for name in NUMBERS}
    return MotionLine(m.id, no or m.position, agenda, m.text, m.rule, words, m.method, m.note, voted=True, **numbers,
                      tellers=tuple((t[0], t[1]) for t in unlist(m.tellers)), passed=vote_carried(m),
                      outcome=voting.explain(m.rule, tally_of(m), m.present, m.eligible) if m.rule != "OWNERS_DOUBLE" else "")


def posting_line(p: Row[Any], objections: list[Row[Any]], days: WorkCalendar) -> PostingLine:
    """Return a posting with its objections."""
    return PostingLine(
        p.id, p.kind, p.starts_on, p.ends_on, p.natural_days, days.posting_period(p.starts_on, p.natural_days).nominal_end,
        unlist(p.places),
        tuple(ObjectionLine(o.id, o.raised_on, o.raised_by or "", o.text or "", o.reply or "", o.replied_on) for o in objections),
    )
