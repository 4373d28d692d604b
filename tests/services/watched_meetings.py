"""What follows the loop of a meeting more closely, at random: whistles, claims, lots and calls, sheets, marks, money."""

from contextlib import suppress
from datetime import date
from random import Random

from sqlalchemy.orm import Session

from tests.services.live_meetings import HOST, NAMES
from yishi.domain.records import (
    Aftercare,
    Callback,
    Claim,
    Draw,
    Expense,
    LoopEvent,
    Person,
    Photo,
    Posting,
    PostingMark,
    Resolution,
    SurveySheet,
    Whistle,
)
from yishi.errors import Refusal
from yishi.services import communities, resolution_facts
from yishi.services.living import one, rows

DAY = date(2026, 6, 8)


def watch(session: Session, r: Random, meeting: str, text: str) -> None:
    """Let everything that can hang on a resolution hang on those of a meeting, or not."""
    for row in rows(session, Resolution, Resolution.meeting_id == meeting):
        record = one(session, Resolution, row.id)
        record.micro_project, record.closed_account_on = r.choice([(False, None), (True, None), (True, DAY)])
        record.ledger_kind, record.together = r.choice(["", "livelihood"]), r.choice(["", "judge"])
        with suppress(Refusal):  # a round that passed with fewer forms than 120 households ask for
            resolution_facts.describe(session, row.id, beneficiaries=r.choice([None, 0, 120]))
        record.fund_source, record.budget = r.choice([(None, None), ("自筹", 800000), (None, 5000)])
        _offered(session, r, row.id, text)
        _asked(session, r, row.id, text)
        _steps(session, r, row.id, text)
    for posting in rows(session, Posting, Posting.meeting_id == meeting):
        for n, kind in enumerate(r.sample(["up", "torn", "again", "down"], r.randrange(4)), 1):
            session.add(PostingMark(posting_id=posting.id, position=n, happened_on=DAY, kind=kind, place=r.choice(["", "公告栏"]),
                                    doer=r.choice([None, HOST]), sha256=r.choice(["", "a" * 64])))
    session.flush()


def _offered(session: Session, r: Random, id_: str, text: str) -> None:
    for n in range(1, r.randrange(3) + 1):
        session.add(Claim(resolution_id=id_, position=n, happened_on=DAY, who=NAMES[n], role=r.choice(["", "volunteer"]),
                          note=r.choice([None, text])))
        session.add(Expense(resolution_id=id_, position=n, what=text, amount=n * 1050, spent_on=r.choice([None, DAY]),
                            sort=r.choice(["", "activity"]), voucher=r.choice(["", "记-12"]), sha256=r.choice(["", "b" * 64])))


def _asked(session: Session, r: Random, id_: str, text: str) -> None:
    for n in range(1, r.randrange(4) + 1):
        session.add(SurveySheet(resolution_id=id_, round=1, position=n, asked=r.choice(["", "raiser"]), knows=r.choice([None, True, False]),
                                grade=r.choice(["", "satisfied"]), solved=r.choice(["", "unsolved"]), on_time=r.choice(["", "no"]),
                                unit=r.choice(["", "3幢"]), words=r.choice([None, text])))
    if r.random() < 0.5:
        session.add(Aftercare(id=Aftercare.id_for(id_, DAY), resolution_id=id_, happened_on=DAY, fine=r.choice([True, False]),
                              words=r.choice([None, text]), caller=r.choice([None, HOST])))
    if r.random() < 0.5:
        mine = communities.mine(session).id
        draw = Draw.id_for(mine, "callback", id_, 20260608, 1)
        people = rows(session, Person, by=Person.id)
        session.add(Draw(id=draw, community_id=mine, kind="callback", subject_id=id_, seed=20260608, round=1, size=2, total=len(people),
                         happened_on=DAY))
        for n, person in enumerate(r.sample(people, r.randrange(len(people) + 1)), 1):
            tries = r.choice([None, '[["2026-06-09", "09:00", "no_answer"], ["2026-06-10", "15:00", "reached"]]'])
            session.add(Callback(id=Callback.id_for(draw, person.id), draw_id=draw, person_id=person.id, position=n, tries=tries,
                                 grade=r.choice(["", "satisfied"]), solved="", on_time=r.choice(["", "yes"]), words=r.choice([None, text]),
                                 wants_answer=r.choice([None, True, False]), caller=r.choice([None, HOST])))


def _steps(session: Session, r: Random, id_: str, text: str) -> None:
    for event in rows(session, LoopEvent, LoopEvent.resolution_id == id_):
        for n in range(1, r.randrange(3) + 1):
            session.add(Photo(event_id=event.id, resolution_id=id_, position=n, sha256=str(n) * 64,
                              phase=r.choice(["", "before", "after"])))
        if event.event == "escalate" and not rows(session, Whistle, Whistle.event_id == event.id):
            session.add(Whistle(id=Whistle.id_for(event.id), event_id=event.id, resolution_id=id_, matter=r.choice(["", "emergency"]),
                                urgent=r.choice([True, False]), asked_unit=r.choice(["", "街道"]), measures=r.choice([None, text]),
                                obstacle=r.choice([None, text]), request=text, reviewed_by=r.choice([None, HOST]),
                                speed=r.choice(["", "fair"]), quality=r.choice([None, 3]), solved=r.choice(["", "solved"])))
