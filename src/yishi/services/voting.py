"""Votes of a meeting: the sums are checked against who may vote, the result follows from the rule that was shown.

Who may vote is frozen with the vote, seat by seat: whoever leaves, comes late or is recused afterwards changes nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from yishi.domain import voting as rules
from yishi.domain.records import AgendaItem, Attendance, Meeting, Motion, Recusal, Resolution, Vote, VoteSeat
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import forms
from yishi.services.checks import LONGEST_NAME, checked_name, short, text_of
from yishi.services.living import as_list, living, one, rows
from yishi.services.meetings import EXPECTED, PRESENT
from yishi.services.room import agenda_id
from yishi.services.seat_lines import SeatLine, may_vote
from yishi.store.writing import add_many, put


def usual_rule(meeting: Meeting) -> str:
    """Return the counted rule that this meeting usually votes by: its form's, or the first of its rules that counts votes."""
    form = forms.held_by(meeting)
    counted = [rule for rule in (form.vote_rule, *form.vote_rules) if rule not in rules.WITHOUT_VOTE | {"OWNERS_DOUBLE"}]
    return counted[0] if counted else "MAJORITY_PRESENT" if form.statutory else "FOR_GT_AGAINST"


def put_motion(session: Session, meeting_id: str, agenda_no: int, text: str, rule: str = "") -> str:
    """Write down a motion that is to be voted on later and return its id; the rule is settled by the vote.

    A rule that needs no vote would make it adopted as it stands, so until the vote it waits under the usual one.
    """
    meeting = _open(session, meeting_id)
    rule = usual_rule(meeting) if not rule or rule in rules.WITHOUT_VOTE else _rule(rule)
    return _motion(session, meeting_id, agenda_id(session, meeting_id, agenda_no), text, rule, "", "").id


def record(session: Session, meeting_id: str, agenda_no: int, motion: str, rule: str, method: str, votes_for: int = 0,
           votes_against: int = 0, abstain: int = 0, invalid: int = 0, note: str = "", *, issued: int | None = None,
           returned: int | None = None, tellers: Sequence[tuple[str, str]] = (), choices: Mapping[str, str] | None = None,
           motion_id: str = "") -> str:
    """Write down a vote and return its motion's id; who is entitled is frozen with it.

    Entitled are those present in person or by proxy who have not left and are not recused on this item; where the rule
    counts everybody (TWO_THIRDS_OF_ALL), `eligible` is all who belong to the meeting. Those who did not vote are the rest.
    `issued` and `returned` make it a vote on paper, with `tellers` (duty, name). `choices` (person id: for, against,
    abstain, not_voted) make it a vote by name, whose totals are counted. `motion_id` is a motion that was put before.
    Raises Refusal when sums do not fit, for a choice by somebody who may not vote, or a rule that a meeting cannot vote by.
    """
    meeting = _open(session, meeting_id)
    if _rule(rule) == "OWNERS_DOUBLE":
        raise Refusal("YS-V08", _("业主共同决定要按面积和人数统计，不能在会上举手表决。"), next_step=_("请表决后另行登记业主表决结果。"))
    item, method = agenda_id(session, meeting_id, agenda_no), short(method, _("方式"))
    seats_now = entitled(session, meeting_id, item)
    present = len(seats_now)
    told = rules.Tally(votes_for, votes_against, abstain, invalid)
    if choices is not None:
        tally = _by_name(session, meeting_id, item, choices, told, present)
    elif issued is not None or returned is not None:
        tally = _on_paper(issued, returned, told, present)
    else:
        tally = rules.Tally(votes_for, votes_against, abstain, invalid, max(0, present - told.total))
    rules.check_tally(tally, present)
    if method == "无异议" and tally.votes_against:
        raise Refusal("YS-V12", _("有{n}人反对，就不是无异议。").format(n=tally.votes_against),
                      next_step=_("请改用举手、投票或记名，照实记票数。"))
    put_before = _waiting(session, motion_id, item) if motion_id else None
    made = _motion(session, meeting_id, item, motion, rule, method, note, put_before)
    everybody = max(meeting.members or _count(session, meeting_id, EXPECTED), present)
    put(session, Vote, Vote.id_for(made.id), dict(
        motion_id=made.id, eligible=everybody if rule == "TWO_THIRDS_OF_ALL" else present, present=present, votes_for=tally.votes_for,
        votes_against=tally.votes_against, abstain=tally.abstain, invalid=tally.invalid, not_voted=tally.not_voted, issued=issued,
        returned=returned, tellers=_tellers(tellers)))
    by_name = {seat.person_id: (choices.get(seat.person_id) or "not_voted") if choices is not None else None for seat in seats_now}
    add_many(session, VoteSeat, [{"id": VoteSeat.id_for(made.id, person), "motion_id": made.id, "person_id": person, "choice": choice}
                                 for person, choice in by_name.items()])
    return str(made.id)


def _by_name(session: Session, meeting_id: str, item: str, choices: Mapping[str, str], told: rules.Tally, present: int) -> rules.Tally:
    """Return what the choices come to; refuse one by somebody without a vote, and totals that say something else."""
    _refuse_strangers(session, meeting_id, item, choices)
    counted = rules.count_choices(choices.values(), present)
    said, found = (told.votes_for, told.votes_against, told.abstain), (counted.votes_for, counted.votes_against, counted.abstain)
    if (any(said) and said != found) or told.invalid:
        words = _("记名数出来是同意{f}、反对{a}、弃权{b}，和写的{said}对不上。")
        raise Refusal("YS-V02", words.format(f=found[0], a=found[1], b=found[2], said="、".join(map(str, (*said, told.invalid)))),
                      next_step=_("记名表决不用写票数，数出来是多少就是多少。"))
    return counted


def _refuse_strangers(session: Session, meeting_id: str, item: str, choices: Mapping[str, str]) -> None:
    may = {seat.person_id for seat in entitled(session, meeting_id, item)}
    wrong = [person for person in choices if person not in may]
    if not wrong:
        return
    out = {r.person_id for r in rows(session, Recusal, Recusal.agenda_item_id == item)}
    names = {a.person_id: a.name or "" for a in rows(session, Attendance, Attendance.meeting_id == meeting_id)}
    name = names.get(wrong[0]) or shown(wrong[0])
    why = _("{name}在这项议题上回避，不能投票。") if wrong[0] in out else _("{name}不在可以表决的人里。")
    raise Refusal("YS-V11", why.format(name=name), next_step=_("请看看签到和回避记得对不对，再记这一票。"))


def _on_paper(issued: int | None, returned: int | None, told: rules.Tally, present: int) -> rules.Tally:
    if issued is None or returned is None:
        raise Refusal("YS-V10", _("发出和收回的票数要一起写。"), next_step=_("请把发出、收回都写上。"))
    rules.check_ballot(rules.Ballot(issued, returned, told.invalid, told.votes_for, told.votes_against, told.abstain), present)
    return rules.Tally(told.votes_for, told.votes_against, told.abstain, told.invalid, present - returned)


def _tellers(given: Sequence[tuple[str, str]]) -> str | None:
    return as_list([[text_of(duty, _("监票计票"), longest=LONGEST_NAME), checked_name(name)] for duty, name in given if name.strip()])


def _rule(rule: str) -> str:
    if rule not in rules.RULES:
        raise Refusal("YS-V01", _("没有“{rule}”这种表决规则。").format(rule=shown(rule)), next_step=_("请从表决规则里选一种。"))
    return rule


def _motion(session: Session, meeting_id: str, item: str, text: str, rule: str, method: str, note: str,
            motion: Motion | None = None) -> Motion:
    """Return the motion in these words: a new one, or the one that was put before."""
    if motion is None:
        last = session.scalar(select(func.max(Motion.position)).where(Motion.meeting_id == meeting_id)) or 0
        motion = Motion(meeting_id=meeting_id, agenda_item_id=item, position=last + 1)
        session.add(motion)
    motion.text, motion.rule, motion.method = text_of(text, _("动议")), rule, method
    motion.note = text_of(note, _("说明"), required=False)
    session.flush()
    return motion


def _waiting(session: Session, motion_id: str, item: str) -> Motion:
    """Return a motion of this item that was put and not voted on yet."""
    motion, vote = one(session, Motion, motion_id), session.get(Vote, Vote.id_for(motion_id))
    if motion.agenda_item_id != item:
        raise Refusal("YS-V16", _("这条动议是另一项议题的。"), next_step=_("请回到那项议题再表决。"))
    if vote is not None and not vote.deleted:
        raise Refusal("YS-V16", _("这条动议已经表决过了。"), next_step=_("要重新表决，请先撤回上一次的结果，或另提一条动议。"))
    return motion


def strike_vote(session: Session, motion_id: str) -> None:
    """Take back a motion, with its vote where one was taken; refuse while a resolution rests on it."""
    motion = one(session, Motion, motion_id)
    _open(session, motion.meeting_id)
    resting = rows(session, Resolution, Resolution.motion_id == motion_id, by=Resolution.position)
    if resting:
        raise Refusal("YS-V14", _("决议{numbers}是按这次表决形成的，不能撤回表决。").format(numbers="、".join(r.number for r in resting)),
                      next_step=_("请先撤销那条决议，再撤回表决。"))
    seats_then = session.scalars(select(VoteSeat).where(VoteSeat.motion_id == motion_id, VoteSeat.deleted.is_(False)))
    vote = session.get(Vote, Vote.id_for(motion_id))
    for record_ in (motion, *([vote] if vote is not None and not vote.deleted else []), *seats_then):
        record_.deleted = True


# ---- who may vote


def entitled(session: Session, meeting_id: str, agenda_item_id: str) -> tuple[SeatLine, ...]:
    """Return who may vote on this item now, in the order of the sign-in sheet: there or by proxy, not left, not recused."""
    out = select(Recusal.person_id).where(Recusal.agenda_item_id == agenda_item_id, Recusal.deleted.is_(False))
    here = rows(session, Attendance, Attendance.meeting_id == meeting_id, Attendance.mark.in_(PRESENT),
                Attendance.person_id.not_in(out), by=(Attendance.position, Attendance.id))
    return tuple(SeatLine(a.person_id, a.name or _("（已删除）"), a.unit, a.proxy or "") for a in here if may_vote(a.mark, a.left_at))


def seats(session: Session, motion_id: str) -> tuple[SeatLine, ...]:
    """Return who was entitled when the vote on this motion was taken, and in a vote by name how each voted."""
    motion = one(session, Motion, motion_id)
    seated = living(VoteSeat, VoteSeat.motion_id == motion_id).with_only_columns(VoteSeat.person_id, VoteSeat.choice)
    choices = {person: choice for person, choice in session.execute(seated)}
    return _seated(_sheet(session, motion.meeting_id), choices)


def votes_by_name(session: Session, meeting_id: str) -> dict[str, tuple[SeatLine, ...]]:
    """Return the motions of a meeting that were voted on by name, with how each voted: two statements for all of them."""
    motions = select(Motion.id).where(Motion.meeting_id == meeting_id, Motion.deleted.is_(False))
    by_name = select(VoteSeat.motion_id).where(VoteSeat.motion_id.in_(motions), VoteSeat.deleted.is_(False), VoteSeat.choice.is_not(None))
    choices: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for seat in rows(session, VoteSeat, VoteSeat.motion_id.in_(by_name)):
        choices[seat.motion_id][seat.person_id] = seat.choice
    sheet = _sheet(session, meeting_id) if choices else []
    return {motion: _seated(sheet, told) for motion, told in choices.items()}


def _sheet(session: Session, meeting_id: str) -> list[Row[Any]]:
    return rows(session, Attendance, Attendance.meeting_id == meeting_id, by=(Attendance.position, Attendance.id))


def _seated(sheet: list[Row[Any]], choices: Mapping[str, str | None]) -> tuple[SeatLine, ...]:
    found = [SeatLine(a.person_id, a.name or _("（已删除）"), a.unit, a.proxy or "", choices[a.person_id] or "")
             for a in sheet if a.person_id in choices]
    gone = choices.keys() - {line.person_id for line in found}  # struck off the sheet since
    return (*found, *(SeatLine(person, _("（已从签到表划掉）"), choice=choices[person] or "") for person in sorted(gone)))


def recuse(session: Session, agenda_item_id: str, person_id: str, reason: str) -> None:
    """Note that somebody does not vote on this item, and why; votes that were taken already stay as they are."""
    item = one(session, AgendaItem, agenda_item_id)
    _open(session, item.meeting_id)
    here = session.get(Attendance, Attendance.id_for(item.meeting_id, person_id))
    if here is None or here.deleted:
        raise Refusal("YS-V15", _("签到表上没有这个人，不用回避。"), next_step=_("请先签到，再记回避。"))
    values = {"meeting_id": item.meeting_id, "agenda_item_id": agenda_item_id, "person_id": person_id,
              "reason": text_of(reason, _("回避的原因"), longest=LONGEST_NAME)}
    put(session, Recusal, Recusal.id_for(agenda_item_id, person_id), values, over=True)


def unrecuse(session: Session, agenda_item_id: str, person_id: str) -> None:
    """Let somebody vote on this item again."""
    recusal = one(session, Recusal, Recusal.id_for(agenda_item_id, person_id))
    _open(session, recusal.meeting_id)
    recusal.deleted = True


def present_count(session: Session, meeting_id: str) -> int:
    """Return how many are there who may vote (observers may not)."""
    return _count(session, meeting_id, PRESENT, Attendance.left_at.is_(None))


def _count(session: Session, meeting_id: str, marks: tuple[str, ...], *where: ColumnElement[bool]) -> int:
    query = select(func.count()).where(Attendance.meeting_id == meeting_id, Attendance.deleted.is_(False), Attendance.mark.in_(marks))
    return session.scalar(query.where(*where)) or 0


def _open(session: Session, meeting_id: str) -> Meeting:
    meeting = one(session, Meeting, meeting_id)
    if meeting.state != "open":
        raise Refusal("YS-M11", _("这场会议已经结束了。"), next_step=_("要补记，请先点“继续开会”。"))
    return meeting
