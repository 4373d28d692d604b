"""落实 as it is used: keys in, one visible result out, on a real book."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.domain.records import Posting
from yishi.gui import feedback
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage
from yishi.gui.widgets import Strip
from yishi.services import holidays, kinship, micro_projects, people, place_rules, posting_marks

BINS = "增设宠物便袋箱8处"  # being done, followed up, green
LATE = "清理3幢架空层，设非机动车停放区"


@pytest.fixture
def page(window: MainWindow) -> FollowPage:
    """The page, with messages shown as the program shows them."""
    window.go("follow")
    feedback.install(window.complain)
    found = window.page
    assert isinstance(found, FollowPage)
    return found


@pytest.fixture
def chosen(page: FollowPage) -> Callable[[str], FollowPage]:
    """Choose a resolution by its text."""

    def choose(text: str) -> FollowPage:
        page.resolution_table.choose(next(line.id for line in page.lines if line.text == text))
        return page

    return choose


def state(page: FollowPage) -> str:
    assert page.detail.sheet is not None
    return page.detail.sheet.line.state


def words(window: MainWindow) -> str:
    return "".join(strip.label.text() for strip in window.notices.shown)


def digit(page: FollowPage, event: str) -> str:
    """The key that its button shows."""
    return str(page.entry.event_choice.buttons[event].property("key"))


def test_the_worst_comes_first_and_is_chosen(page: FollowPage) -> None:
    shown = [row.cells[1].text for row in page.resolution_table.rows.rows]
    assert shown[0] == LATE
    assert page.detail.text_label.text() == LATE
    assert page.detail.chip.word == "逾期 4天"


def test_f2_a_sentence_and_enter_is_a_follow_up(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("F2", "又装好两处", "Enter")
    assert page.detail.timeline.moments[-1].text == "又装好两处"
    assert page.detail.timeline.moments[-1].word == "记跟进　卢思远"
    assert focus() is page.resolution_table


def test_enter_while_composing_stores_nothing(chosen: Callable[[str], FollowPage]) -> None:
    from PySide6.QtGui import QInputMethodEvent

    page = chosen(BINS)
    before = len(page.detail.timeline.moments)
    press("F2")
    QApplication.sendEvent(focus(), QInputMethodEvent("you'zhuang", []))
    press("Enter")
    assert len(page.detail.timeline.moments) == before


def test_the_whole_loop_goes_by_keys_alone(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("1", "八处都装好", "Enter")
    assert state(page) == "INSPECTING"
    press("2", "两处没固定好", "Enter")
    assert state(page) == "RECTIFYING"
    press("1", "都固定好了", "Enter", "F8", "现场看了", "Enter")
    assert state(page) == "EVALUATING"
    press("F7", *(key for n in ("1", "1", "1", "1", "3", "0", "2", "5") for key in (n, "Enter")), "Enter", "Enter", "Enter")
    assert state(page) == "IN_PROGRESS"
    assert page.detail.sheet is not None and page.detail.sheet.line.round == 2
    press("F2", "换了位置", "Enter", "1", "Enter", "F8", "Enter")
    press("F7", *(key for n in ("6", "5", "2", "1", "0", "12", "2", "0") for key in (n, "Enter")), "Enter", "Enter", "Enter")
    assert state(page) == "CLOSED"
    press("1", "Enter")
    assert page.detail.sheet.postings[-1].kind == "outcome"
    assert page.detail.chip.word == "办结"


def test_a_new_resolution_is_assigned_and_accepted_by_keys(window: MainWindow, page: FollowPage) -> None:
    from yishi.services import room

    day = f"{window.workspace.today}T09:00"
    with window.workspace.write("meeting") as session:
        meeting = room.open_meeting(session, "bench", "会商", "3幢楼下", day)
        session.flush()
        room.add_agenda(session, meeting, "路灯")
        session.flush()
        room.resolve(session, meeting, 1, "换路灯6盏", "物业", "孙伟", "诸葛平", workdays=10)
    page.resolution_table.choose(next(line.id for line in page.lines if line.text == "换路灯6盏"))
    assert page.detail.facts["due"].value.text() == "交办后10个工作日\n这一步：5月20日前交办"
    press(digit(page, "assign"), "Enter")
    assert state(page) == "ASSIGNED"
    press("1", "Enter")
    assert state(page) == "IN_PROGRESS"
    assert page.detail.facts["due"].value.text() == "6月1日　周一"


def test_numbers_choose_whether_the_evaluation_passes_and_say_the_rule(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("1", "Enter", "F8", "Enter", "F7", "1", "Enter", "1", "Enter", "1", "Enter", "1", "Enter", "3")
    assert page.entry.chosen_event == "eval_fail"
    assert "42.9%，低于80%" in page.entry.evaluation.result_label.text()


def test_no_verdict_before_five_papers_are_in(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("1", "Enter", "F8", "Enter", "F7", "1", "Enter", "1", "Enter", "1", "Enter", "1")
    assert page.entry.chosen_event == "eval_pass"
    assert "现在4份" in page.entry.evaluation.result_label.text()
    press("Enter", "1")
    assert "解决率 没填" in page.entry.evaluation.result_label.text()


def test_few_papers_fail_once_there_are_no_more(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("1", "Enter", "F8", "Enter", "F7", "3", *("Enter",) * 10)
    assert page.entry.chosen_event == "eval_fail"
    assert "不到5份" in page.entry.evaluation.result_label.text()


def test_a_refusal_quotes_the_rule_and_keeps_what_was_typed(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(LATE)
    press(digit(page, "extend"), "5", "Enter", "Enter", "等材料", "Enter")
    assert "延期要在到期前提出" in words(window) and "YS-L19" in words(window)
    assert page.entry.text_box.toPlainText() == "等材料"
    assert page.entry.term.workdays_box.text() == "5"


def test_the_next_attempt_that_is_stored_takes_the_message_away(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    chosen(BINS)
    press("F8")
    assert "不能“督查合格”" in words(window)
    press("F2", "又装好一处", "Enter")
    assert words(window) == ""


def test_an_extension_moves_the_deadline(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press(digit(page, "extend"), "5", "Enter", "Enter", "连续下雨", "Enter")
    assert page.detail.facts["due"].value.text() == "6月17日　周三"
    assert "诸葛平批准" in page.detail.timeline.moments[-1].text


def test_a_day_that_cannot_be_read_is_told(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("F2")
    page.entry.date_box.setText("13.40")
    press("又装好两处", "Enter")
    assert "“13.40”看不出是哪天" in words(window)


def test_yesterday_is_a_day(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("F2", "装好两处")
    page.entry.date_box.setText("5-17")
    press("Ctrl+Enter".replace("Enter", "Return"))
    assert page.detail.timeline.moments[-1].date == "05-17"


def test_ctrl_z_takes_the_event_back(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    press("1", "Enter")
    assert state(page) == "INSPECTING"
    press("Ctrl+Z")
    assert state(page) == "IN_PROGRESS"


def test_only_red_shows_only_red_and_f3_goes_to_the_next(page: FollowPage, qtbot: QtBot) -> None:
    press("Down", "Down", "F3")
    assert page.detail.chip.state == "red"
    page.bar.filter_choice.buttons["red"].click()
    assert [row.cells[0].chip for row in page.resolution_table.rows.rows] == ["red"]


def test_a_consultative_resolution_that_needs_a_statutory_meeting_says_so(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen("消防通道划线并设可倒伏隔离桩6根")
    assert page.detail.legal_strip.isVisible()
    assert "协商意见" in page.detail.legal_strip.label.text()
    assert not chosen(BINS).detail.legal_strip.isVisible()


def test_half_a_sentence_stays_when_something_else_is_saved(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    from yishi.services import people

    page = chosen(BINS)
    press("F2", "又装")
    with window.workspace.write("person") as session:
        people.add(session, "新来的")
    assert page.entry.text_box.toPlainText() == "又装"
    assert page.entry.chosen_event == "progress"


def test_an_empty_book_says_what_to_do(tmp_path: object, qtbot: QtBot) -> None:

    from yishi.gui.workspace import Workspace
    from yishi.services import communities

    workspace = Workspace(str(Path(str(tmp_path)) / "new.yishi"), actor="杜鹃")
    workspace.open(create=True)
    with workspace.write("init") as session:
        communities.found(session, "village", "桃湾村")
    page = FollowPage(workspace)
    qtbot.addWidget(page)
    page.reload()
    assert not page.empty_card.isHidden() and page.board.isHidden()
    workspace.close()


def test_photos_go_with_the_event_and_lie_beside_the_book(chosen: Callable[[str], FollowPage], tmp_path: Path) -> None:
    from PIL import Image

    from yishi.store.attachments import folder_of

    page, files = chosen(BINS), [tmp_path / "便袋箱一.png", tmp_path / "便袋箱二.jpg"]
    for shade, file in enumerate(files):
        Image.new("RGB", (320, 240), (40, 90 + shade, 60)).save(file)
    press("F2", "又装好两处")
    page.entry.take_photos(files)
    assert page.entry.photo_button.text() == "附图 2"
    press("Enter")
    assert page.detail.timeline.moments[-1].fact == "又装好两处　〔图1、图2〕"
    assert page.entry.photos == []
    assert len(list(folder_of(Path(page.workspace.location)).glob("*.jpg"))) == 2


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_lost(
    window: MainWindow, chosen: Callable[[str], FollowPage], tmp_path: Path
) -> None:
    page, file = chosen(BINS), tmp_path / "照片.jpg"
    file.write_bytes(b"no picture")
    before = len(page.detail.timeline.moments)
    press("F2", "又装好两处")
    page.entry.take_photos([file])
    press("Enter")
    assert "照片.jpg不是能用的照片" in words(window)
    assert page.entry.text_box.toPlainText() == "又装好两处" and page.entry.photos == [file]
    assert len(page.detail.timeline.moments) == before


def test_an_event_that_does_not_count_is_listed_and_says_so() -> None:
    """Two copies were merged: one event fits no longer; it is listed and said not to count."""
    from datetime import date

    from yishi.gui.pages import life
    from yishi.services.answers import EventLine

    line = EventLine("e", date(2026, 5, 9), "accept", "签收", "孙伟", "", "任务交办单", "IN_PROGRESS", None, None, "", "", ignored=True)
    moment = life._event(line, "", 1)
    assert moment.faint and "没有算进去" in moment.text


def test_the_verdict_goes_by_the_numbers_of_the_place(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    with window.workspace.write("rules") as session:
        place_rules.change(session, "thresholds", {"least_valid": 8})
        place_rules.change(session, "deadlines", {"rework": 12})
    page = chosen(BINS)
    press("1", "Enter", "F8", "Enter", "F7", "6")
    assert "现在6份，够8份" in page.entry.evaluation.result_label.text() and "够8份" in page.entry.evaluation.rule_label.text()
    press("Enter", "0", "Enter", "0", "Enter", "0", "Enter", "4")
    assert page.entry.chosen_event == "eval_fail" and page.entry.term.workdays_box.text() == "12"


def test_a_term_is_counted_by_the_days_that_the_place_has_entered(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    page.entry.begin("extend")
    page.entry.term.workdays_box.setText("5")
    before = page.entry.term.told_below.text()
    with window.workspace.write("holidays") as session:
        for day in range(1, 29):
            holidays.set_day(session, date(2026, 6, day), False, "汛期")
    page.entry.term.workdays_box.setText("6")
    page.entry.term.workdays_box.setText("5")
    assert before and page.entry.term.told_below.text() != before


def test_households_and_the_five_together_are_kept_below_the_resolution(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    page.detail.parts.turn("filed")
    page.detail.parts.filed.households_box.setFocus()
    press("412", "Enter")
    page.detail.parts.filed.together_choice.buttons["build"].click()
    sheet = page.detail.sheet
    assert sheet is not None and sheet.line.signs.beneficiaries == 412 and sheet.together == "build"
    assert page.detail.parts.choice.buttons["filed"].text().startswith("受益412户") and "够42份" in page.entry.evaluation.rule_label.text()


def test_the_ledger_of_a_resolution_is_picked_beside_its_households_and_undone(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(BINS)
    page.detail.parts.turn("filed")
    choice = page.detail.parts.filed.ledger_choice
    assert choice.value == ""
    choice.buttons["livelihood"].setFocus()
    press("Space")
    assert page.detail.sheet is not None and page.detail.sheet.ledger_kind == "livelihood" and choice.value == "livelihood"
    press("Ctrl+Z")
    assert page.detail.sheet.ledger_kind == "" and choice.value == ""


def test_a_supervisor_who_turns_out_to_be_a_relative_is_told_and_another_one_named(
    window: MainWindow, chosen: Callable[[str], FollowPage],
) -> None:
    page = chosen(BINS)
    assert page.detail.sheet is not None
    line = page.detail.sheet.line
    with window.workspace.write("kinship") as session:
        ids = [people.known(session, name) or people.add(session, name) for name in (line.owner, line.supervisor)]
        kinship.note(session, *ids, "姐妹")
    assert "近亲属" in page.detail.missing_label.text() and "换督查人" in page.detail.missing_label.text()
    page.detail.parts.choice.buttons["hands"].click()
    hands = page.detail.parts.hands
    hands.name_box.setFocus()
    press("卢思远", "Enter", "Enter")  # the owner, and no reason
    assert "YS-L12" in words(window) or "不能是同一个人" in words(window)
    assert page.detail.sheet.line.supervisor == line.supervisor and hands.name_box.text() == "卢思远"
    hands.name_box.setText("申屠敏")
    hands.reason_box.setFocus()
    press("是责任人的姐妹，要回避", "Enter")
    assert page.detail.sheet.line.supervisor == "申屠敏" and "近亲属" not in page.detail.missing_label.text()
    press("Ctrl+Z")
    assert page.detail.sheet.line.supervisor == line.supervisor


def test_money_overspent_and_a_posting_that_ran_short_stand_with_the_resolution_and_lead_to_their_places(
    window: MainWindow, chosen: Callable[[str], FollowPage],
) -> None:
    page = chosen(BINS)
    assert page.detail.sheet is not None and not page.detail.amiss_strip.isVisible()
    today, id_ = window.workspace.today, page.detail.sheet.line.id
    with window.workspace.write("spend") as session:
        micro_projects.set_up(session, id_, 100_000, "慈善")
        micro_projects.spend(session, id_, "箱子", 120_000, today, today, voucher="1")
        posted = Posting(meeting_id=page.detail.sheet.line.meeting_id, kind="decision", starts_on=date(2026, 5, 11), natural_days=7,
                         ends_on=date(2026, 5, 18), places='["公告栏"]')  # fmt: skip
        session.add(posted)
        session.flush()
        posting = posted.id
        for kind in ("up", "down"):
            posting_marks.mark(session, posting, kind, date(2026, 5, 11), today, "公告栏")
    said = next(row.cells[1].sub for row in page.resolution_table.rows.rows if row.ref == id_)
    assert "微项目超支200元" in said and "要重新公布" in said
    strip = page.detail.amiss_strip
    assert strip.isVisible() and [each.code for each in strip.found] == ["overspent", "posting_short"]
    strip.findChild(QWidget, "amiss_posting_short_button").setFocus()
    press("Enter")
    assert type(window.page).__name__ == "PostingsPage" and window.page.posting_table.chosen_ref() == posting
    window.go("follow", id_)
    page.detail.amiss_strip.findChild(QWidget, "amiss_overspent_button").click()
    assert type(window.page).__name__ == "MicroProjectPage" and window.page.project_table.chosen_ref() == id_
    window.go("today")
    assert {"overspent", "posting_short"} <= {r.code for r in window.page.sheet.reminders}
    assert any("超支" in row.cells[1].sub for row in window.page.todo_table.rows.rows)


def test_what_a_statutory_meeting_decided_is_posted_from_here_and_its_paper_printed(
    window: MainWindow, page: FollowPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    from yishi.services import confirmation

    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    line = next(each for each in page.lines if each.awaits_confirmation)
    with window.workspace.write("statutory_followup") as session:
        confirmation.by_meeting(session, line.id, "residents_assembly", date(2026, 5, 16), 30, 26, True, "MAJORITY_PRESENT", 20, 4, 2)
    page.resolution_table.choose(line.id)
    button = page.detail.notice_button
    assert button.isVisible()
    button.setFocus()
    press("Enter")
    postings = window.page
    assert type(postings).__name__ == "PostingsPage"
    shown = postings.found[postings.posting_table.chosen_ref()]
    assert (shown.kind, shown.start, shown.resolution_id) == ("statutory", date(2026, 5, 18), line.id)
    postings.print_paper("A4")
    assert postings.paper_place.isVisible() and any(strip.isVisible() for strip in postings.paper_place.findChildren(Strip))
    assert not words(window)
    window.go("follow", line.id)
    assert not page.detail.notice_button.isVisible()
