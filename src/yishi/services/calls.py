"""回访 by telephone: a list drawn once and kept, three tries each, whoever cannot be reached replaced by the next lot.

The list is a snapshot: people who come onto the roster later are not on it. A refusal is respected and not replaced;
three tries in vain and a wrong number are (domain rule 3.8).
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import masking, sampling
from yishi.domain.records import Callback, Draw, Person, Resolution
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import callbacks, communities, survey
from yishi.services.checks import checked_hour, short, text_of
from yishi.services.evaluating import CallLine, CallSheet, Progress, Tried
from yishi.services.living import one, rows, unlist
from yishi.store.writing import put

RESULTS = ("reached", "no_answer", "refused", "wrong_number")
TRIES = 3
QUIET_BUT = (("09:00", "11:30"), ("14:30", "17:30"))  # when people are called; outside one should not (domain rule 2.10)
_GONE = ("unreached", "wrong_number")
_SPARE = 50
_KEPT_WHOLE = 500  # of a roster up to this size every lot is kept, of a longer one twice the sample and some


def begin(session: Session, resolution_id: str, size: int | None, seed: int, today: date) -> str:
    """Draw the list of this round and keep it; return the draw's id. The same seed gives the list of `callbacks.draw`.

    One list a round: a second one is refused as soon as anybody of the first was called (YS-S70), before that it replaces it.
    """
    d = survey.in_evaluation(session, resolution_id, today)
    for old in rows(session, Draw, Draw.kind == "callback", Draw.subject_id == resolution_id, Draw.round == d.standing.round):
        _give_up(session, old.id)
    drawn = callbacks.draw(session, resolution_id, size, seed)
    people = (*drawn.sample, *drawn.replacements)
    kept = people if drawn.total <= _KEPT_WHOLE else people[: 2 * len(drawn.sample) + _SPARE]
    return keep(session, "callback", resolution_id, seed, d.standing.round, len(drawn.sample), drawn.total, today,
                [p.person_id for p in kept])


def keep(session: Session, kind: str, resolution_id: str, seed: int, round_: int, size: int, total: int, today: date,
         people: Sequence[str]) -> str:
    """Keep a list of people in their order; return the draw's id."""
    community = communities.mine(session).id
    id_ = Draw.id_for(community, kind, resolution_id, seed, round_)
    put(session, Draw, id_, {"community_id": community, "kind": kind, "subject_id": resolution_id, "seed": seed, "round": round_,
                             "size": size, "total": total, "happened_on": today})
    for n, person in enumerate(people, 1):
        put(session, Callback, Callback.id_for(id_, person), {"draw_id": id_, "person_id": person, "position": n})
    session.flush()
    return id_


def _give_up(session: Session, draw_id: str) -> None:
    """Take back a list that nobody of was called."""
    called = rows(session, Callback, Callback.draw_id == draw_id)
    if any(c.tries or c.grade for c in called):
        raise Refusal("YS-S70", _("这一轮的名单已经开始打了，不能重抽。"), next_step=_("人不够的话，点“再抽一户”。"))
    for c in called:
        one(session, Callback, c.id).deleted = True
    one(session, Draw, draw_id).deleted = True
    session.flush()


def latest(session: Session, resolution_id: str, round_: int, kind: str = "callback") -> str:
    """Return the id of the round's draw, "" where none was made."""
    found = rows(session, Draw, Draw.kind == kind, Draw.subject_id == resolution_id, Draw.round == round_, by=Draw.id)
    return str(found[-1].id) if found else ""


def sheet(session: Session, draw_id: str) -> CallSheet:
    """Return the list: the drawn ones, and as many of the next lots as could not be reached."""
    d = one(session, Draw, draw_id)
    called = rows(session, Callback, Callback.draw_id == draw_id, by=Callback.position)
    people = {p.id: p for p in rows(session, Person, Person.id.in_([c.person_id for c in called]))}
    listed: list[CallLine] = []
    wanted = d.size
    for row in called:
        if len(listed) >= wanted:
            break
        line = _line(row, people.get(row.person_id), replaces=row.position > d.size)
        wanted += line.state in _GONE
        listed.append(line)
    return CallSheet(draw_id, d.kind, d.seed, d.round, d.size, d.total, d.happened_on, tuple(listed), len(called) - len(listed))


def progress(session: Session, draw_id: str, today: date) -> Progress:
    """Return the list with the running verdict of its round: rate, rule, what is missing to pass, margin."""
    resolution_id = one(session, Draw, draw_id).subject_id or ""
    return Progress(sheet(session, draw_id), survey.verdict(session, resolution_id, today))


def one_more(session: Session, draw_id: str, today: date) -> None:
    """再抽一户: one lot more; refused when the list has no more (YS-S71)."""
    d = _open(session, draw_id, today)
    if not sheet(session, draw_id).spare:
        raise Refusal("YS-S71", _("名单上的人都抽到了，没有可补的。"), next_step=_("还不够的话，加发纸面测评表。"))
    d.size += 1


def try_(session: Session, callback_id: str, on: date, at: str, result: str, today: date | None = None) -> Tried:
    """Note a call at `at` (HH:MM) that brought no answers: no_answer, refused or wrong_number; "reached" alone is a start.

    Three tries in vain make 未接通. They must lie in different parts of different days, morning or afternoon (YS-S73).
    """
    call = one(session, Callback, callback_id)
    draw = _open(session, call.draw_id, today or on)
    _check(call, draw, on, at, result, today)
    before = sheet(session, call.draw_id)
    same = [h for d, h, r in unlist(call.tries) if (d, r, _part(h)) == (on.isoformat(), "no_answer", _part(at))]
    if result == "no_answer" and same:
        part = _("这个上午") if _part(at) == "am" else _("这个下午")
        raise Refusal("YS-S73", _("{part}{hour}已经打过一次没接；三次要在不同的时段打。").format(part=part, hour=same[0]),
                      next_step=_("请换个时段再打，先打下一户。"))
    call.tries = json.dumps([*unlist(call.tries), [on.isoformat(), at, result]])
    session.flush()
    after = sheet(session, call.draw_id)
    return Tried(_state(call), len(after.lines) > len(before.lines), quiet_word(at))


def answer(session: Session, callback_id: str, on: date, at: str, grade: str, solved: str = "", on_time: str = "", words: str = "",
           wants_answer: bool | None = None, knows: bool | None = None, caller: str = "", today: date | None = None) -> str:
    """Note what somebody said on the phone; return a word about the hour, "" where it is fine.

    Nothing but "does not know of it" needs no grade; anything else without one is refused (YS-S64).
    """
    call = one(session, Callback, callback_id)
    draw = _open(session, call.draw_id, today or on)
    survey.check_answers(grade, solved, on_time)
    if not grade and knows is not False:
        raise Refusal("YS-S64", _("还没有选满意程度。"), next_step=_("先按1到5打分；不知道这件事的选“不知道”，不愿答的点“不愿答”。"))
    again = _state(call) in ("answered", "unaware")
    if not again:
        _check(call, draw, on, at, "reached", today)
        call.tries = json.dumps([*unlist(call.tries), [on.isoformat(), at, "reached"]])
    call.grade, call.solved, call.on_time, call.knows, call.wants_answer = grade, solved, on_time, knows, wants_answer
    call.words = text_of(words, _("一句话"), required=False) or None
    call.caller = short(caller, _("回访人")) or None
    return "" if again else quiet_word(at)


def phone(session: Session, callback_id: str) -> tuple[str, str]:
    """Return the full name and telephone number, for the one who calls."""
    person = one(session, Person, one(session, Callback, callback_id).person_id)
    return person.name or "", person.phone or ""


def script(session: Session, resolution_id: str, caller: str) -> str:
    """Return what to say first: who calls, what for, what becomes of the answer, and that one may refuse."""
    what, place = one(session, Resolution, resolution_id).text or "", communities.mine(session).name
    me = _("您好，我是{place}的{caller}。").format(place=place, caller=caller) if caller else _("您好，我是{place}的。").format(place=place)
    return me + _("想问“{what}”办得怎么样，两分钟，只做统计，不方便可以不答。").format(what=what.rstrip("。"))


def quiet_word(at: str) -> str:
    """Return a warning for an hour at which people should not be called, "" for a good one."""
    if any(start <= at <= end for start, end in QUIET_BUT):
        return ""
    return _("现在{at}，不是打电话的时段（9:00–11:30、14:30–17:30）。").format(at=at)


def _open(session: Session, draw_id: str, today: date) -> Draw:
    draw = one(session, Draw, draw_id)
    d = survey.in_evaluation(session, draw.subject_id or "", today)
    if d.standing.round != draw.round:
        raise Refusal("YS-S72", _("这份名单是第{n}轮的，那一轮已经结束。").format(n=draw.round), next_step=_("请用这一轮的名单。"))
    return draw


def _check(call: Callback, draw: Draw, on: date, at: str, result: str, today: date | None) -> None:
    if result not in RESULTS:
        raise Refusal("YS-S74", _("没有“{result}”这种结果。").format(result=shown(result)),
                      next_step=_("可以写：{known}。").format(known="、".join(RESULTS)))
    if not checked_hour(at):
        raise Refusal("YS-S74", _("还没有写几点打的。"), next_step=_("请写成 09:30 这样。"))
    if today is not None and on > today:
        raise Refusal("YS-S74", _("{on}还没有到，今天是{today}。").format(on=on, today=today), next_step=_("请改日期，或到那天再打。"))
    if on < draw.happened_on:
        raise Refusal("YS-S74", _("{on}比抽签的{drawn}还早。").format(on=on, drawn=draw.happened_on), next_step=_("请改日期。"))
    if _state(call) not in ("waiting", "no_answer"):
        raise Refusal("YS-S75", _("这一户已经有结果了。"), next_step=_("请打下一户；记错了按 Ctrl+Z 撤销。"))


def _part(at: str) -> str:
    return "am" if at < "12:00" else "pm"


def _state(call: Any) -> str:
    """Return how far this one is; the last word counts."""
    tries = unlist(call.tries)
    results = [result for _day, _hour, result in tries]
    if call.grade:
        return "answered"
    if "reached" in results:
        return "unaware" if call.knows is False else "no_answer"
    for final in ("refused", "wrong_number"):
        if final in results:
            return final
    if len(results) >= TRIES:
        return "unreached"
    return "no_answer" if results else "waiting"


def _line(row: Row[Any], person: Row[Any] | None, *, replaces: bool) -> CallLine:
    name = masking.mask_name(person.name) if person is not None and person.name else _("（已抹去）")
    number = masking.mask_phone(person.phone) if person is not None and person.phone else ""
    tries = tuple((str(d), str(h), str(r)) for d, h, r in unlist(row.tries))
    unit = re.sub(r"\s+", "", masking.mask_address(person.unit)) if person is not None and person.unit else ""
    return CallLine(row.id, row.position, name, unit, number, _state(row), tries, row.grade, row.solved, row.on_time, row.knows,
                    row.words or "", row.wants_answer, replaces)


def size_for(session: Session, resolution_id: str, total: int, least: int) -> int:
    """Return how many to draw unless somebody says otherwise: half as many again as must answer, at most all, at most 250."""
    return min(sampling.usual_size(total), max(10, least + -(-least // 2)))
