"""接单: residents order, the community offers, party members and volunteers take a matter on of their own accord.

Offering changes nothing yet: when the secretary agrees, whoever offered becomes the owner on assignment.
"""

from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.guards import bare, same_person
from yishi.domain.loop import State
from yishi.domain.records import Claim
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bundle, kinship, loop_events
from yishi.services.checks import checked_name, short, text_of
from yishi.services.dossier import Dossier, gather
from yishi.services.living import one, rows
from yishi.services.loop_signs import ClaimLine, OfferLine

ROLES = ("cpc_member", "volunteer", "social_worker", "social_org", "resident_org")  # who is offered matters first


def claim(session: Session, resolution_id: str, who: str, role: str, on: date, note: str = "", today: date | None = None) -> str:
    """Note that somebody offers to take a matter on, and return the id of the claim.

    Refused: YS-L53 once it is assigned, YS-L54 twice by one, YS-L12 by its supervisor, YS-L03 and YS-L04 out of its time.
    """
    d = _found(session, resolution_id, today)
    name = checked_name(who)
    if d.standing.state is not State.ADOPTED:
        words = _("{no}现在是“{state}”，还没有交办的事才能接单。").format(no=d.row.number, state=_(terms.STATE_WORDS[d.standing.state]))
        raise Refusal("YS-L53", words, next_step=_("可以登记为协办。"))
    if same_person(name, d.row.supervisor or ""):
        raise Refusal("YS-L12", _("督查人和责任人不能是同一个人（{name}）。").format(name=bare(name)), next_step=_("请另一位来接。"))
    kinship.check_supervisor(session, d.row.supervisor or "", name)
    if any(same_person(name, c.who or "") for c in _of(session, resolution_id)):
        raise Refusal("YS-L54", _("{name}已经接过这一单了。").format(name=bare(name)), next_step=_("不用再接一次。"))
    if on < (d.terms.adopted_on or d.meeting_day):
        raise Refusal("YS-L03", _("{on}这件事还没有议定。").format(on=on), next_step=_("请改日期。"))
    if today is not None and on > today:
        raise Refusal("YS-L04", _("{on}还没有到，今天是{today}。").format(on=on, today=today), next_step=_("请改日期。"))
    row = Claim(resolution_id=resolution_id, position=max((c.position for c in _of(session, resolution_id)), default=0) + 1,
                happened_on=on, who=name, role=short(role, _("身份")), note=text_of(note, _("备注"), required=False) or None)
    session.add(row)
    session.flush()
    return row.id


def withdraw(session: Session, claim_id: str) -> None:
    """Take back an offer, as long as the matter was not assigned on it (YS-L53)."""
    record = one(session, Claim, claim_id)
    d = _found(session, record.resolution_id)
    if d.standing.state is not State.ADOPTED and same_person(record.who or "", d.owner):
        raise Refusal("YS-L53", _("{name}已经是{no}的责任人了。").format(name=record.who, no=d.row.number),
                      next_step=_("办不了的，请在签收期限内提派单异议。"))
    record.deleted = True


def agree(session: Session, claim_id: str, by: str, on: date, today: date, actor: str, text: str = "", owner_unit: str = "",
          due: date | None = None, workdays: int | None = None) -> str:
    """Assign the matter to whoever offered; the table and the guards decide. Return the id of the event."""
    record = one(session, Claim, claim_id)
    duty = {"owner": record.who or ""} | ({"owner_unit": owner_unit} if owner_unit else {})
    return loop_events.happen(session, record.resolution_id, "assign", by, on, today, actor, text=text, due=due, workdays=workdays,
                              duty=duty)


def open_for_claim(session: Session, today: date) -> tuple[OfferLine, ...]:
    """Return what was agreed and nobody is charged with yet, the oldest first; what was rejected is among them again."""
    claimed: dict[str, list[ClaimLine]] = {}
    for c in rows(session, Claim, by=(Claim.happened_on, Claim.position)):
        claimed.setdefault(c.resolution_id, []).append(ClaimLine(c.id, c.happened_on, c.who or "", c.role, c.note or ""))
    every = gather(bundle.of_open(session, today, today), today)
    waiting = [d for d in every if d.standing.state is State.ADOPTED and d.meeting_day <= today]
    lines = (OfferLine(d.row.id, d.row.number, d.row.text or "", d.row.owner_unit, d.owner, d.row.supervisor or "",
                       d.terms.adopted_on or d.meeting_day, tuple(claimed.get(d.row.id, ()))) for d in waiting)
    return tuple(sorted(lines, key=lambda line: (line.adopted_on, line.number)))


def of_resolution(session: Session, resolution_id: str) -> tuple[ClaimLine, ...]:
    """Return who offered to take a matter on, in order."""
    return tuple(ClaimLine(c.id, c.happened_on, c.who or "", c.role, c.note or "") for c in _of(session, resolution_id))


def _of(session: Session, resolution_id: str) -> list[Row[Any]]:
    return rows(session, Claim, Claim.resolution_id == resolution_id, by=(Claim.happened_on, Claim.position))


def _found(session: Session, resolution_id: str, today: date | None = None) -> Dossier:
    found = gather(bundle.of_resolution(session, resolution_id), today)
    if not found:
        raise Refusal("YS-R02", _("这条决议已经不在了。"), next_step=_("请回到落实页再看一眼。"))
    return found[0]
