"""The hall reads what was released, redacted, and nothing else."""

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.domain.hidden_names import Known
from yishi.services import leaks, meetings, people, projection, room, voting
from yishi.services.answers import MeetingSheet
from yishi.services.projection import Released
from yishi.store.book import Book

NOBODY = Known()
SECRET = "打13812345678找马骁，3幢2单元502室，320124198001011234"


@pytest.fixture
def sheet(new_book: Callable[..., Book]) -> MeetingSheet:
    """A meeting in which everything that must not be shown was said and decided."""
    book = new_book("urban")
    with book.write("许晓芸", "open_meeting") as s:
        made = room.open_meeting(s, "bench", "停车会商", "东区", "2026-05-18T19:00", "诸葛平（居务监督委员会主任）", "许晓芸")
        for title in (f"违停：{SECRET}", "飞线充电"):
            room.add_agenda(s, made, title)
        for name, role in (("陈立群", "业委会主任"), ("马骁", "有车业主"), ("秦守业", "退休居民")):
            room.sign_in(s, made, name, role)
        room.speak(s, made, 1, "秦守业", f"我说的悄悄话，{SECRET}")
        voting.record(s, made, 1, f"先划线（{SECRET}）", "FOR_GT_AGAINST", "举手", 2, 1, 0)
        room.resolve(s, made, 1, f"通道划线，{SECRET}", "业委会", "陈立群", "秦守业", due=date(2026, 6, 3))
        room.speak(s, made, 2, "马骁", "第二项的话")
    with book.read() as s:
        return meetings.sheet(s, made, date(2026, 5, 18))


def everything(view: projection.ProjectorView) -> str:
    """Return all that stands in a view, as one text."""
    return repr(asdict(view))


def full(sheet: MeetingSheet) -> Released:
    return Released(sheet.agenda[0].id, (f"要点：{SECRET}",), sheet.motions[0].id, sheet.resolutions[0].line.id)


def test_nothing_of_an_item_is_shown_before_it_is_released(sheet: MeetingSheet) -> None:
    view = projection.view(sheet, Released(), "19:47", roster=NOBODY)
    assert (view.heading, view.attendance, view.clock) == ("停车会商", "到会 3/3", "19:47")
    assert view.words() == () and "划线" not in everything(view) and "违停" not in everything(view)


def test_figures_wait_for_the_result_to_be_published(sheet: MeetingSheet) -> None:
    first = sheet.agenda[0]
    released = Released(first.id)
    assert projection.view(sheet, released, roster=NOBODY).vote is None
    waiting = projection.to_announce(sheet, first, released)
    assert waiting is not None
    vote = projection.view(sheet, Released(first.id, motion_id=waiting.id), roster=NOBODY).vote
    assert vote is not None and (vote.votes_for, vote.votes_against, vote.abstain, vote.passed) == (2, 1, 0, True)


def test_all_that_is_released_is_redacted(sheet: MeetingSheet) -> None:
    view = projection.view(sheet, full(sheet), roster=NOBODY)
    assert view.words() == ("议题", "要点", "表决", "决议")
    for secret in ("13812345678", "320124198001011234", "502", "马骁", "秦守业", "悄悄话"):
        assert secret not in everything(view)
    assert "138****5678" in view.points[0] and "马*" in view.points[0]


def test_a_holder_of_a_post_is_named_in_full_and_a_resident_is_masked(sheet: MeetingSheet) -> None:
    resolution = projection.view(sheet, full(sheet), roster=NOBODY).resolution
    assert resolution is not None and resolution.facts == ("陈立群负责", "6月3日前完成", "秦*业督查")


def test_what_was_released_of_one_item_never_shows_under_another(sheet: MeetingSheet) -> None:
    mixed = Released(sheet.agenda[1].id, (), sheet.motions[0].id, sheet.resolutions[0].line.id)
    view = projection.view(sheet, mixed, roster=NOBODY)
    assert view.title == "飞线充电" and view.vote is None and view.resolution is None


def test_a_vote_that_was_undone_is_gone_from_the_hall(sheet: MeetingSheet) -> None:
    assert projection.view(sheet, Released(sheet.agenda[0].id, motion_id="no longer there"), roster=NOBODY).vote is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text(alphabet="甲乙丙路灯，。1 3", min_size=1, max_size=12), max_size=4),
    vote=st.booleans(),
    decided=st.booleans(),
)
def test_nothing_but_the_released_words_can_appear(sheet: MeetingSheet, words: list[str], vote: bool, decided: bool) -> None:
    released = Released(sheet.agenda[0].id)
    for text in words:
        released = projection.with_point(released, text)
    whole = full(sheet)
    released = Released(released.agenda_id, released.points, whole.motion_id if vote else "", whole.resolution_id if decided else "")
    view = projection.view(sheet, released, roster=NOBODY)
    assert len(view.points) == len({" ".join(text.split()) for text in words} - {""})
    assert (view.vote is not None, view.resolution is not None) == (vote, decided)
    assert not any(speech.text[:4] in everything(view) for speech in sheet.speeches)
    assert {field.name for field in fields(view)} == {
        "heading", "attendance", "clock", "item", "title", "points", "vote", "resolution", "remark"
    }  # fmt: skip


def test_a_point_is_released_once_and_can_be_taken_back() -> None:
    released = projection.with_point(projection.with_point(Released(), "先划线 "), "先划线")
    assert released.points == ("先划线",)
    assert projection.without_point(released, "先划线").points == ()


def test_who_is_on_the_roster_only_is_not_named_and_who_holds_a_post_is(new_book: Callable[..., Book], sheet: MeetingSheet) -> None:
    book = new_book("urban")
    with book.write("许晓芸", "person") as s:
        people.add(s, "周德厚", unit="12幢3单元501室", alias="老周头")
        people.add(s, "买买提·艾力")
        people.add(s, "江一舟", role="社区居委会主任")
    with book.read() as s:
        roster = leaks.everybody(s, date(2026, 5, 18))
    said = ("周德厚家占了车位，老周头不让", "买买提・艾力反对，马骁也是", "江一舟、陈立群答复")
    view = projection.view(sheet, Released(sheet.agenda[0].id, said), roster=roster)
    assert view.points == ("周*厚家占了车位，周*厚不让", "买**·艾*反对，马*也是", "江一舟、陈立群答复")
