"""督查: who awaits a visit, what a visit leaves behind, and draws that anybody can draw again."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR
from yishi.domain.records import LoopEvent, Photo
from yishi.domain.standing import SPOT_VISIT
from yishi.errors import Refusal
from yishi.services import bulk_progress, loop_events, milestones, resolutions, room, visits
from yishi.services.living import rows
from yishi.services.visits import Seen
from yishi.store.undo import undo_last

DAY = date(2026, 6, 8)
FIRST, SECOND = "翠议〔2026〕1-1", "翠议〔2026〕1-2"


@pytest.fixture
def book(new_book):
    """A book with two resolutions that are being done since 8 June."""
    book = new_book("urban")
    with book.write(ACTOR, "meeting") as s:
        meeting = room.open_meeting(s, "bench", "堆物和路灯", "楼下", "2026-06-08T09:00", host="孟繁星（书记）", recorder=ACTOR)
        for n, (topic, text) in enumerate((("楼道堆物", "清理楼道，贴好告示"), ("路灯", "换路灯6盏")), 1):
            room.add_agenda(s, meeting, topic)
            s.flush()
            room.resolve(s, meeting, n, text, "绿安物业", "孙伟", "诸葛平", workdays=20)
        room.close_meeting(s, meeting, "2026-06-08T10:00")
    for number in (FIRST, SECOND):
        step(book, "assign", number=number)
        step(book, "accept", by="孙伟", number=number)
    return book


def step(book, event, by=ACTOR, on=DAY, number=FIRST, **more):
    with book.write(ACTOR, event) as s:
        loop_events.happen(s, resolutions.find(s, number), event, by=by, on=on, today=on, actor=ACTOR, **more)


def sheet(book, number=FIRST, day=DAY):
    with book.read() as s:
        return resolutions.sheet(s, resolutions.find(s, number), day)


def awaiting(book, day=DAY):
    with book.read() as s:
        return [(visit.line.number, visit.kind) for visit in visits.awaiting(s, day)]


def look(book, seen, by="诸葛平", number=FIRST, on=DAY, **more):
    with book.write(ACTOR, "visit") as s:
        visits.note(s, resolutions.find(s, number), seen, by=by, on=on, today=on, actor=ACTOR, **more)


def draw(book, size, seed, day=DAY):
    with book.write(ACTOR, "spot_check") as s:
        return visits.spot_check(s, size, seed, day)


def test_what_was_reported_as_done_awaits_a_visit(book):
    assert awaiting(book) == []
    step(book, "report_done", by="孙伟")
    assert awaiting(book) == [(FIRST, "inspect")]


def test_a_pass_moves_on_to_the_evaluation_and_keeps_what_was_ticked(book):
    step(book, "report_done", by="孙伟")
    look(book, Seen("pass", "七点到场，楼道干净", checks=(("清理楼道", True), ("贴好告示", False))))
    found = sheet(book)
    assert found.line.state == "EVALUATING"
    assert found.events[-1].text == "七点到场，楼道干净\n现场看：清理楼道（√）；贴好告示（×）"


def test_a_rectification_names_its_lines_and_its_day_and_comes_back_when_it_is_due(book):
    step(book, "report_done", by="孙伟")
    look(book, Seen("rectify", "三楼还有纸箱", ("搬走纸箱", "  ", "补一张告示")), workdays=5)
    found = sheet(book)
    assert (found.line.state, found.line.due) == ("RECTIFYING", date(2026, 6, 15))
    assert found.events[-1].text == "三楼还有纸箱\n1. 搬走纸箱\n2. 补一张告示"
    assert awaiting(book) == []
    assert awaiting(book, date(2026, 6, 15)) == [(FIRST, "rectify")]
    step(book, "report_done", by="孙伟", on=date(2026, 6, 12))
    assert awaiting(book, date(2026, 6, 12)) == [(FIRST, "again")]


@pytest.mark.parametrize(("seen", "by", "code"), [
    (Seen("pass", "都好"), "孙伟", "YS-L12"),
    (Seen("pass", "都好"), "朱玉梅", "YS-L15"),
    (Seen("pass", "  "), "诸葛平", "YS-S33"),
    (Seen("rectify", "三楼还有纸箱", (" ",)), "诸葛平", "YS-S34"),
    (Seen("", "都好"), "诸葛平", "YS-S35"),
])  # fmt: skip
def test_a_visit_that_breaks_a_rule_changes_nothing(book, seen, by, code):
    step(book, "report_done", by="孙伟")
    before = sheet(book)
    with pytest.raises(Refusal, match=code):
        look(book, seen, by)
    assert sheet(book) == before


def test_pictures_of_a_visit_know_whether_they_show_before_or_after(book):
    step(book, "report_done", by="孙伟")
    look(book, Seen("pass", "都好"), photos={"before": ["a" * 64], "after": ["b" * 64, "c" * 64]})
    with book.read() as s:
        assert [(p.sha256[0], p.phase) for p in rows(s, Photo, by=Photo.position)] == [("a", "before"), ("b", "after"), ("c", "after")]
    assert sheet(book).events[-1].phases == ("before", "after", "after")


def test_the_same_seed_draws_the_same_from_the_same_list(book):
    first = draw(book, 1, 7)
    with book.write(ACTOR, "undo") as s:
        undo_last(s, ACTOR)
    again = draw(book, 1, 7)
    assert (again.seed, again.size, again.total) == (7, 1, 2)
    assert [line.number for line in again.lines] == [line.number for line in first.lines]
    with book.read() as s:
        assert [d.seed for d in visits.draws(s, DAY)] == [7]


def test_what_was_drawn_awaits_a_visit_until_somebody_looked(book):
    number = draw(book, 1, 7).lines[0].number
    assert awaiting(book) == [(number, "spot")]
    look(book, Seen("seen", "材料到了，还没动工"), number=number)
    assert awaiting(book) == []
    event = sheet(book, number).events[-1]
    assert (event.event, event.document, event.by) == ("progress", SPOT_VISIT, "诸葛平")


def test_that_somebody_looked_does_not_count_as_followed_up(book):
    draw(book, 2, 7)
    look(book, Seen("seen", "还没动工"))
    assert sheet(book).line.next == "progress"
    with pytest.raises(Refusal, match="YS-L23"):
        step(book, "escalate", by="孙伟", text="本级办不了")
    late = date(2026, 6, 29)  # 14 of 20 working days
    assert sheet(book, day=late).line.light_words == "久无跟进"


def test_the_owner_is_not_sent_to_look_at_their_own_work(book):
    draw(book, 2, 7)
    with pytest.raises(Refusal, match="YS-L12"):
        look(book, Seen("seen", "都好"), by="孙伟")


@pytest.mark.parametrize(("size", "seed", "code"), [(0, 1, "YS-S31"), (51, 1, "YS-S31"), (2, 7, "YS-S32")])
def test_a_draw_that_cannot_be_is_refused(book, size, seed, code):
    draw(book, 1, 7)
    with pytest.raises(Refusal, match=code):
        draw(book, size, seed)


def test_nothing_under_way_cannot_be_drawn_from(new_book):
    with pytest.raises(Refusal, match="YS-S30"):
        draw(new_book("urban"), 3, 7)


def test_the_next_seed_is_the_day_and_then_another_one(book):
    with book.read() as s:
        assert visits.next_seed(s, DAY) == 20260608
    draw(book, 1, 20260608)
    with book.read() as s:
        assert visits.next_seed(s, DAY) == 2026060802


def test_what_to_look_at_are_the_milestones_else_the_parts_of_the_resolution(book):
    assert visits.checklist(sheet(book)) == ("清理楼道", "贴好告示")
    with book.write(ACTOR, "milestone") as s:
        milestones.add(s, resolutions.find(s, FIRST), "搬走杂物", date(2026, 6, 12), DAY)
    assert visits.checklist(sheet(book)) == ("搬走杂物",)


def test_progress_is_how_many_steps_are_done(book):
    with book.write(ACTOR, "milestone") as s:
        id_ = milestones.add(s, resolutions.find(s, FIRST), "搬走杂物", date(2026, 6, 12), DAY)
        milestones.add(s, resolutions.find(s, FIRST), "贴告示", date(2026, 6, 15), DAY)
    assert sheet(book).line.milestones == (0, 2)
    with book.write(ACTOR, "milestone") as s:
        milestones.finish(s, id_, DAY, DAY)
    assert sheet(book).line.milestones == (1, 2)
    assert sheet(book, day=date(2026, 6, 16)).line.light_words == "节点滞后"


@pytest.mark.parametrize(("on", "code"), [(date(2026, 6, 9), "YS-L73"), (date(2026, 6, 7), "YS-L73")])
def test_a_step_is_not_done_on_a_day_to_come_or_before_the_meeting(book, on, code):
    with book.write(ACTOR, "milestone") as s:
        id_ = milestones.add(s, resolutions.find(s, FIRST), "搬走杂物", date(2026, 6, 12), DAY)
    with pytest.raises(Refusal, match=code), book.write(ACTOR, "milestone") as s:
        milestones.finish(s, id_, on, DAY)


def test_a_step_has_words_and_is_there_once(book):
    with book.write(ACTOR, "milestone") as s:
        milestones.add(s, resolutions.find(s, FIRST), "搬走杂物", date(2026, 6, 12), DAY)
    for text in ("", "搬走杂物"):
        with pytest.raises(Refusal), book.write(ACTOR, "milestone") as s:
            milestones.add(s, resolutions.find(s, FIRST), text, date(2026, 6, 12), DAY)
    assert sheet(book).line.milestones == (0, 1)


def test_many_follow_ups_are_one_action_and_events_of_their_own(book):
    with book.read() as s:
        ids = [resolutions.find(s, number) for number in (FIRST, SECOND)]
    told = [bulk_progress.Noted(id_, "x", DAY, "孙伟", text) for id_, text in zip(ids, ("搬了一半", "灯到货"), strict=True)]
    with book.write(ACTOR, "progress_all") as s:
        assert len(bulk_progress.note_all(s, told, DAY, ACTOR)) == 2
    assert [sheet(book, number).events[-1].text for number in (FIRST, SECOND)] == ["搬了一半", "灯到货"]
    with book.write(ACTOR, "undo") as s:
        undo_last(s, ACTOR)
    with book.read() as s:
        assert not [e for e in rows(s, LoopEvent) if e.event == "progress"]


def test_one_line_that_is_refused_stops_all_of_them_and_is_named(book):
    step(book, "report_done", by="孙伟", number=SECOND)
    with book.read() as s:
        ids = [resolutions.find(s, number) for number in (FIRST, SECOND)]
    told = [bulk_progress.Noted(id_, head, DAY, "孙伟", "办了") for id_, head in zip(ids, ("1-1 清理楼道", "1-2 换路灯"), strict=True)]
    with pytest.raises(Refusal, match="1-2 换路灯"), book.write(ACTOR, "progress_all") as s:
        bulk_progress.note_all(s, told, DAY, ACTOR)
    assert sheet(book).events[-1].event == "accept"
    with pytest.raises(Refusal, match="YS-L74"), book.write(ACTOR, "progress_all") as s:
        bulk_progress.note_all(s, [bulk_progress.Noted(ids[0], "x", DAY, "孙伟", " ")], DAY, ACTOR)
