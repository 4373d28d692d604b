"""The groups of the roster as the list at the left has them: everybody, heads, bodies, groups and buildings, tags, the bin."""

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Meeting, Membership, Person, Recusal
from yishi.i18n import _
from yishi.services import people
from yishi.services.living import rows
from yishi.services.person_lines import GroupOfPeople, RecusalLine


def groups(session: Session, on: date) -> tuple[GroupOfPeople, ...]:
    """Return everybody first, then bodies (who belongs on the day `on`), parties, places, tags, heads of households; the bin last.

    Bodies by size, the others by name; a group without anybody is left out.
    """
    roster = [p for p in rows(session, Person) if not p.erased]
    known = {p.id for p in roster}
    bodies, units, tags, parties = (defaultdict[str, set[str]](set) for _n in range(4))
    for m in rows(session, Membership):
        if m.person_id in known and (m.starts_on is None or m.starts_on <= on) and (m.ends_on is None or on <= m.ends_on):
            bodies[m.body].add(m.person_id)
    for p in roster:
        for tag in filter(None, (p.tags or "").split("、")):
            tags[tag].add(p.id)
        if p.unit:
            units[p.unit].add(p.id)
        if p.party and p.party not in bodies:  # 居务监督委员会 is a body and a party; once is enough
            parties[p.party].add(p.id)
    found = [GroupOfPeople("all", _("全部"), frozenset(known))]
    found += [GroupOfPeople("body", name, frozenset(ids)) for name, ids in sorted(bodies.items(), key=lambda b: (-len(b[1]), b[0]))]
    for kind, named in (("party", parties), ("unit", units), ("tag", tags)):
        found += [GroupOfPeople(kind, name, frozenset(ids)) for name, ids in sorted(named.items())]
    heads = frozenset(p.id for p in roster if p.household_head)
    gone = frozenset(p.id for p in people.removed(session))
    found += [GroupOfPeople("head", _("户主"), heads)] if heads else []
    return (*found, GroupOfPeople("removed", _("回收站"), gone)) if gone else tuple(found)


def recusals(session: Session, person_id: str) -> tuple[RecusalLine, ...]:
    """Return the matters somebody stayed out of (回避), the latest first."""
    found = []
    for r in rows(session, Recusal, Recusal.person_id == person_id):
        item, meeting = session.get(AgendaItem, r.agenda_item_id), session.get(Meeting, r.meeting_id)
        if item is not None and meeting is not None and not item.deleted and not meeting.deleted:
            found.append(RecusalLine(meeting.number, date.fromisoformat(meeting.starts[:10]), item.title, r.reason or ""))
    return tuple(sorted(found, key=lambda line: (line.on, line.number), reverse=True))
