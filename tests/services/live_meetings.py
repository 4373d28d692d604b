"""Random meetings as they come about: lines that people enter, and what hands do beside them in the window."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Area, Attendance, Meeting, Person
from yishi.services import attachments_of_meeting, finalising, meetings, pool, room, voting
from yishi.services.living import one, rows

NAMES = ("周德厚", "吴秀兰", "孙伟", "欧阳春燕", "王䶮", "买买提·艾力", "陈立群")
HOST = "孟繁星"
DAY = "2026-06-08"
Line = dict[str, Any]


def lines(r: Random, text: str, marks: list[str], votes: tuple[int, int]) -> Iterator[Line]:
    """Yield the lines of one meeting; `marks` say how each of NAMES came, "" = not listed."""
    yield _opening(r, text)
    for name, mark in zip(NAMES, marks, strict=True):
        if mark:
            yield _signed(r, name, mark)
    yield {"do": "agenda", "title": title_of(text), "category": "difficulties", "source": "grid", "proposer": NAMES[0],
           "planned_minutes": r.choice([0, 15]) or None, "party_precheck_date": r.choice(["", "2026-06-01"]),
           "party_precheck_doc": r.choice(["", "支委会记录"])}
    yield {"do": "agenda", "title": "第二件" + text}
    yield {"do": "speech", "agenda": 1, "speaker": HOST, "text": text, "at": "19:03", "handling": r.choice(["", "on_spot", "upward"]),
           "reply": r.choice(["", text])}
    here = [n for n, m in zip(NAMES, marks, strict=True) if m in ("present", "proxy")]
    out = here[0] if here and r.random() < 0.5 else ""
    if out:
        yield {"do": "recuse", "agenda": 1, "name": out, "reason": "是自己家的事"}
    yield _vote(r, text, [n for n in here if n != out], votes)
    yield {"do": "resolve", "agenda": 1, "motion": 1, "text": text, "owner_unit": "绿安物业", "owner": "孙伟", "supervisor": "诸葛平",
           "workdays": 10}
    yield {"do": "resolve", "agenda": 1, "text": text, "owner_unit": "居委会", "owner": "卢思远", "supervisor": "诸葛平",
           "due": "2026-07-31"}
    yield r.choice([{"do": "dissent", "who": NAMES[1], "explain": r.choice(["", text])}, {"do": "no_dissent"}])
    for matter in r.sample(["quorum", "precheck 1", "notice"], r.randrange(3)):
        yield {"do": "waiver", "matter": matter, "reason": "雨天，大家等着"}
    yield {"do": "outcome", "agenda": 2, "outcome": r.choice(["next_time", "settled"]), "conclusion": r.choice(["", text])}


def _opening(r: Random, text: str) -> Line:
    return {"do": "open_meeting", "form": r.choice(["bench", "teahouse", "four_two"]), "title": text, "place": "院子",
            "start": f"{DAY}T19:00", "host": f"{HOST}（书记）", "members": r.choice([None, 9, 40]), "planned_minutes": r.choice([None, 90]),
            "entered_on": r.choice(["", "2026-06-12"])}


def _signed(r: Random, name: str, mark: str) -> Line:
    return {"do": "sign_in", "name": name, "mark": mark, "role": "居民" if mark != "absent" else "", "unit": r.choice(["", "3幢"]),
            "reason": "出差" if mark == "absent" else "", "proxy": "儿子" if mark == "proxy" else "",
            "proxy_paper": r.choice([True, False]) if mark == "proxy" else None, "arrived_at": r.choice(["", "19:20"])}


def _vote(r: Random, text: str, may: list[str], votes: tuple[int, int]) -> Line:
    line: Line = {"do": "vote", "agenda": 1, "motion": text, "rule": r.choice(["FOR_GT_AGAINST", "TWO_THIRDS_OF_ALL"]), "method": "举手"}
    votes_for = min(votes[0], len(may))
    against = min(votes[1], len(may) - votes_for)
    rest = len(may) - votes_for - against
    tellers = [["监票人", "诸葛平"], ["计票人", "秦守业"]]
    if may and votes[0] % 3 == 1:
        choices = {name: r.choice(["for", "against", "abstain", "not_voted"]) for name in may}
        return line | {"method": "记名", "choices": choices, "tellers": tellers}
    if votes[0] % 3 == 2:
        return line | {"method": "投票", "for": votes_for, "against": against, "abstain": 0, "invalid": rest, "issued": len(may),
                       "returned": len(may), "tellers": tellers}
    return line | {"for": votes_for, "against": against, "abstain": rest}


def title_of(text: str) -> str:
    """Return a title in these words: the pool has one line for each."""
    return " ".join(text.split())


def said_of(line: Line) -> str:
    """Return a line as it is sent, without what it does not say."""
    return json.dumps({k: v for k, v in line.items() if v not in ("", None)})


def raise_before(session: Session, r: Random, text: str) -> None:
    """Put the matter into the pool before anybody meets, and let it be raised again."""
    topic = pool.capture(session, title_of(text), source="hotline", who=NAMES[2], unit="3幢", on=date(2026, 5, 1), wish="早点办",
                         situation=r.choice(["", text]), phone="13800000000", level="grid", duty_list="primary", ledger_kind="livelihood")
    for n in range(r.randrange(3)):
        pool.again(session, topic, on=date(2026, 5, 2 + n), source="patrol", who=NAMES[n], text=text)
    if r.random() < 0.5:
        pool.reply(session, topic, date(2026, 5, 20), "当面", text)


def by_hand(session: Session, r: Random, number: str) -> None:
    """Do what hands do in an open meeting after it was voted: reword, reorder, strike, recuse, attach, count households."""
    meeting = meetings.find(session, number)
    items = rows(session, AgendaItem, AgendaItem.meeting_id == meeting, by=AgendaItem.position)
    if r.random() < 0.5:
        room.move_agenda(session, items[0].id, 1)
    if r.random() < 0.5:
        room.reword_agenda(session, items[1].id, "换个说法")
    room.describe_agenda(session, items[0].id, category=r.choice(["policy", ""]), statutory_flag=r.choice(["", "组织法第二十四条"]))
    _people(session, r, meeting)
    _stated(session, r, meeting, items[0].id)


def _people(session: Session, r: Random, meeting: str) -> None:
    seated = {seat.person_id for motion in meetings.sheet(session, meeting).motions for seat in voting.seats(session, motion.id)}
    for here in rows(session, Attendance, Attendance.meeting_id == meeting, by=Attendance.position):
        chance = r.random()
        if here.person_id in seated and chance < 0.2:
            room.strike(session, here.id)
        elif chance < 0.3:
            items = rows(session, AgendaItem, AgendaItem.meeting_id == meeting)
            voting.recuse(session, items[0].id, here.person_id, "想起来也有关系")
        elif chance < 0.4:
            one(session, Person, here.person_id).role = r.choice(["楼长", ""])
        elif chance < 0.5 and here.mark == "present":
            room.sign_in(session, meeting, here.name, mark="absent", reason="后来说没来", unit=here.unit)


def _stated(session: Session, r: Random, meeting: str, item: str) -> None:
    record = one(session, Meeting, meeting)
    record.households_total, record.households_present = r.choice([(None, None), (120, 81)])
    record.steps = r.choice([None, '[["提议", "2026-06-01"], ["审议", "2026-06-03", {"expected": 30, "present": 25, "votes_for": 20, '
                             '"opinion": "同意"}]]'])
    if r.random() < 0.5:
        area = Area.id_for(record.community_id, "grid", "第2网格")
        session.add(Area(id=area, community_id=record.community_id, unit_type="grid", name="第2网格"))
        record.area_id = area
    for n in range(r.randrange(3)):
        sha = f"{n}" * 64
        made = attachments_of_meeting.attach(session, meeting, sha, r.choice(["photo", "note", "recording"]), r.choice([None, item]),
                                             at=r.choice(["", "19:30"]), caption=r.choice(["", "合影"]))
        attachments_of_meeting.set_consent(session, made, r.choice([None, True, False]))


def put_right(session: Session, r: Random, number: str) -> None:
    """Make the record of a closed meeting final, and correct it."""
    meeting = meetings.find(session, number)
    finalising.finalise(session, meeting)
    sheet = meetings.sheet(session, meeting)
    wanted = [("speech", sheet.speeches[0].id, "text", "说的是北边那盏"), ("speech", sheet.speeches[0].id, "speaker", "某居民"),
              ("meeting", meeting, "title", "改过的名称"), ("agenda_item", sheet.agenda[1].id, "conclusion", "再议"),
              ("meeting", meeting, "host", "秦守业（组长）")]
    if sheet.attendees:
        wanted.append(("attendance", sheet.attendees[0].id, "name", "周得厚"))
    for kind, id_, field, text in r.sample(wanted, r.randrange(len(wanted) + 1)):
        finalising.correct(session, meeting, kind, id_, field, text, "记错了", date(2026, 6, 20))
