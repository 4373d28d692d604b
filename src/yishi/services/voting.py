"""Votes of a meeting: the sums are checked against who is there, the result follows from the rule that was shown."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from yishi.domain import voting as rules
from yishi.domain.records import Attendance, Meeting, Motion, Vote
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.checks import short, text_of
from yishi.services.dossier import STATUTORY_FORMS
from yishi.services.living import one
from yishi.services.meetings import EXPECTED, PRESENT
from yishi.services.room import agenda_id


def usual_rule(form: str) -> str:
    """Return the rule that a meeting of this form usually votes by: statutory ones by the majority of those present."""
    return "MAJORITY_PRESENT" if form in STATUTORY_FORMS else "FOR_GT_AGAINST"


def record(session: Session, meeting_id: str, agenda_no: int, motion: str, rule: str, method: str, votes_for: int, votes_against: int,
           abstain: int, invalid: int = 0, note: str = "") -> str:
    """Write down a motion and its vote, return the motion's id; who is entitled is frozen with it.

    Entitled are those present or, where the rule counts everybody (TWO_THIRDS_OF_ALL), all who were expected. Those who
    did not vote are the rest. Raises Refusal when the sum does not fit those present, or for a rule that a meeting
    cannot vote by.
    """
    if one(session, Meeting, meeting_id).state != "open":
        raise Refusal("YS-M11", _("这场会议已经结束了。"), next_step=_("要补记，请先点“继续开会”。"))
    if rule not in rules.RULES:
        raise Refusal("YS-V01", _("没有“{rule}”这种表决规则。").format(rule=rule), next_step=_("请从表决规则里选一种。"))
    if rule == "OWNERS_DOUBLE":
        raise Refusal("YS-V08", _("业主共同决定要按面积和人数统计，不能在会上举手表决。"), next_step=_("请表决后另行登记业主表决结果。"))
    present = present_count(session, meeting_id)
    rest = max(0, present - votes_for - votes_against - abstain - invalid)
    rules.check_tally(rules.Tally(votes_for, votes_against, abstain, invalid, rest), present)
    last = session.scalar(select(func.max(Motion.position)).where(Motion.meeting_id == meeting_id)) or 0
    put = Motion(meeting_id=meeting_id, agenda_item_id=agenda_id(session, meeting_id, agenda_no), position=last + 1,
                 text=text_of(motion, _("动议")), rule=rule, method=short(method, _("方式")), note=text_of(note, _("说明"), required=False))
    session.add(put)
    session.flush()
    eligible = _count(session, meeting_id, EXPECTED) if rule == "TWO_THIRDS_OF_ALL" else present
    session.add(Vote(id=Vote.id_for(put.id), motion_id=put.id, eligible=eligible, present=present, votes_for=votes_for,
                     votes_against=votes_against, abstain=abstain, invalid=invalid, not_voted=rest))
    return put.id


def present_count(session: Session, meeting_id: str) -> int:
    """Return how many are there who may vote (observers may not)."""
    return _count(session, meeting_id, PRESENT, Attendance.left_at.is_(None))


def _count(session: Session, meeting_id: str, marks: tuple[str, ...], *where: ColumnElement[bool]) -> int:
    query = select(func.count()).where(Attendance.meeting_id == meeting_id, Attendance.deleted.is_(False), Attendance.mark.in_(marks))
    return session.scalar(query.where(*where)) or 0
