"""评价 as it is used: papers at speed, calls by digits, one conclusion, and asking again ninety days later."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from tests.gui.keyboard import focus, press
from yishi.gui import feedback
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.evaluate import EvaluatePage
from yishi.services import calls, loop_events, people, resolutions, survey, topics

BINS = "增设宠物便袋箱8处"
DOOR = "修复6幢单元门禁并加语音提示"
MATTERS = (BINS, DOOR)


@pytest.fixture
def ids(window: MainWindow) -> dict[str, str]:
    """Two matters that were inspected, in a community of forty more residents."""
    workspace = window.workspace
    with workspace.write("person") as session:
        for n in range(40):
            name = f"{'赵钱孙李周'[n % 5]}{'春夏秋冬'[n // 5 % 4]}{'一二'[n // 20]}"
            people.add(session, name, unit=f"{n % 4 + 1}幢", phone=f"1990000{n:04d}")
        found = {line.text: line for line in resolutions.lines(session, workspace.today) if line.text in MATTERS}
    for line in found.values():
        for event, by in (("report_done", line.owner), ("inspect_pass", line.supervisor)):
            with workspace.write(event) as session:
                loop_events.happen(session, line.id, event, by=by, on=workspace.today, today=workspace.today, actor="杜鹃", text="好")
    return {text: line.id for text, line in found.items()}


@pytest.fixture
def page(window: MainWindow, ids: dict[str, str]) -> EvaluatePage:
    window.go("evaluate", ids[BINS])
    feedback.install(window.complain)
    found = window.page
    assert isinstance(found, EvaluatePage)
    return found


@pytest.fixture
def called(page: EvaluatePage) -> Callable[[], Any]:
    """A list of ten drawn by keys; returns the kept list."""
    page.method_choice.buttons["call"].click()
    press("Enter")

    def listed() -> Any:
        assert page.calls is not None
        with page.workspace.read() as session:
            return calls.sheet(session, page.calls.draw_id)

    return listed


def words(window: MainWindow) -> str:
    return "".join(strip.label.text() for strip in window.notices.shown)


def told(page: EvaluatePage) -> str:
    return "".join(strip.accessibleName() for strip in page.told_place.findChildren(QWidget) if strip.accessibleName())


def shown(page: EvaluatePage, column: int) -> list[str]:
    return [row.cells[column].text for row in page.work_table.rows.rows]


def state(page: EvaluatePage, id_: str) -> str:
    with page.workspace.read() as session:
        return resolutions.sheet(session, id_, page.workspace.today).line.state


def test_what_awaits_evaluation_is_listed_and_the_wanted_one_is_chosen(page: EvaluatePage) -> None:
    assert {row.cells[1].text for row in page.waiting_table.rows.rows} == set(MATTERS)
    assert page.crumb == f"评价回访 · {BINS}"
    assert focus() is page.work_table


def test_a_paper_is_two_digits_and_enter(page: EvaluatePage) -> None:
    press("4", "1", "Enter", "2", "3", "1", "Enter", "5", "Enter", "0", "Enter")
    assert shown(page, 2) == ["没表态", "5　非常满意", "2　不满意", "4　满意"]
    assert shown(page, 3) == ["—", "—", "未解决", "已解决"]
    assert page.entry.who_label.text() == "第5份"
    assert page.card.under_label.text() == "满意率　2/3"


def test_a_sentence_is_written_with_f2_and_its_digits_are_text(page: EvaluatePage) -> None:
    press("3", "F2", "第2幢没有箱子", "Enter")
    assert shown(page, 4) == ["第2幢没有箱子"]
    assert focus() is page.work_table


def test_backspace_takes_the_last_answer_back(page: EvaluatePage) -> None:
    press("5", "1")
    page.entry.form.back()
    assert page.entry.form.grade and not page.entry.form.solved_choice.value
    page.entry.form.back()
    press("2", "Enter")
    assert shown(page, 2) == ["2　不满意"]


def test_enter_without_a_grade_stores_nothing_and_says_what_to_press(window: MainWindow, page: EvaluatePage) -> None:
    press("Enter")
    assert shown(page, 2) == [] and "先按1到5打分" in words(window)
    assert all(strip.isVisible() for strip in window.notices.shown)


def test_more_papers_than_went_out_are_refused_beside_the_list_and_stay_typed(window: MainWindow, page: EvaluatePage) -> None:
    page.out_box.setFocus()
    press("2", "Enter", "5", "1", "Enter", "5", "1", "Enter", "4", "2", "Enter")
    assert len(shown(page, 2)) == 2 and "发出2份，已经录满2份" in words(window)
    assert page.entry.form.grade == "satisfied"
    page.out_box.setFocus()
    page.out_box.selectAll()
    press("3", "Enter", "Enter")
    assert shown(page, 2)[0] == "4　满意"


def test_a_paper_entered_twice_goes_with_del_and_comes_back_with_undo(page: EvaluatePage) -> None:
    press("5", "Enter", "4", "Enter", "Del")
    assert shown(page, 2) == ["5　非常满意"]
    press("Ctrl+Z")
    assert len(shown(page, 2)) == 2


def test_until_enough_answered_there_is_no_conclusion_and_the_rule_says_why(page: EvaluatePage) -> None:
    press("5", "Enter")
    assert not page.card.conclude_button.isEnabled()
    assert page.card.missing_label.text() == "有效评价1份，不到5份"
    assert "满意率到80%" in page.card.rule_label.text()


def test_f7_too_early_is_refused_with_the_rule(window: MainWindow, page: EvaluatePage, ids: dict[str, str]) -> None:
    press("5", "Enter", "F7")
    assert "还不能下结论：有效评价1份，不到5份" in words(window)
    assert state(page, ids[BINS]) == "EVALUATING"


def test_good_papers_close_the_matter_and_the_next_step_is_the_posting(window: MainWindow, page: EvaluatePage, ids: dict[str, str]) -> None:
    for _n in range(5):
        press("5", "1", "Enter")
    assert page.card.conclude_button.text() == "评价通过"
    press("F7")
    assert state(page, ids[BINS]) == "CLOSED"
    assert page.verdict is not None and page.verdict.text == DOOR
    button = next(b for b in page.told_place.findChildren(Button) if b.text() == "去公开结果")
    button.click()
    assert window.here == "follow"


def test_bad_papers_offer_only_the_redo_and_it_names_its_reason(page: EvaluatePage, ids: dict[str, str]) -> None:
    for _n in range(5):
        press("2", "3", "Enter")
    assert page.card.conclude_button.text() == "重新办理"
    press("F7")
    assert state(page, ids[BINS]) == "IN_PROGRESS"
    assert "满意率0.0%，低于80%" in told(page)


def test_a_raiser_who_is_not_content_turns_it_round(page: EvaluatePage) -> None:
    for _n in range(5):
        press("5", "Enter")
    page.raiser_choice.buttons["dissatisfied"].click()
    assert page.card.conclude_button.text() == "重新办理"
    assert page.card.missing_label.text() == "提出人自己不满意"
    page.raiser_choice.buttons["satisfied"].click()
    assert page.card.conclude_button.text() == "评价通过"


def test_the_draw_says_its_seed_and_the_list_is_masked(page: EvaluatePage, called: Callable[[], Any]) -> None:
    assert "种子20260518" in page.sample_label.text() and "随机抽10户" in page.sample_label.text()
    assert len(page.work_table.rows.rows) == 10
    assert all("*" in row.cells[1].text and "*" in (row.cells[1].sub or "*") for row in page.work_table.rows.rows)


def test_a_seed_that_is_no_number_is_refused_and_nothing_is_drawn(window: MainWindow, page: EvaluatePage) -> None:
    page.method_choice.buttons["call"].click()
    page.seed_box.setFocus()
    page.seed_box.selectAll()
    press("今天", "Enter")
    assert "“种子”要写整数" in words(window)
    assert page.calls is None


def test_a_call_is_rated_by_a_digit_and_enter_goes_on_to_the_next(page: EvaluatePage, called: Callable[[], Any]) -> None:
    press("5", "1", "1", "F2", "热乎", "Enter", "4", "Enter")
    assert [(line.grade, line.words) for line in called().lines[:2]] == [("very_satisfied", "热乎"), ("satisfied", "")]
    assert page.call is not None and page.call.number == 3
    assert shown(page, 2)[:3] == ["接通", "接通", "正在打"]


def test_n_notes_a_call_in_vain_and_r_a_refusal(page: EvaluatePage, called: Callable[[], Any]) -> None:
    press("N", "R", "0", "Enter")
    assert [line.state for line in called().lines[:3]] == ["no_answer", "refused", "unaware"]
    assert shown(page, 2)[0] == "未接1次"
    assert called().lines[0].phone == "" or "*" in called().lines[0].phone


def test_the_second_try_at_the_same_time_of_day_is_refused(window: MainWindow, page: EvaluatePage, called: Callable[[], Any]) -> None:
    first = called().lines[0].id
    press("N")
    page.work_table.choose(first)
    page.work_table.setFocus()
    press("N")
    assert "三次要在不同的时段打" in words(window)
    assert len(called().lines[0].tries) == 1


def test_a_wrong_number_brings_the_next_lot_by_itself(page: EvaluatePage, called: Callable[[], Any]) -> None:
    page.entry.wrong_button.click()
    assert len(page.work_table.rows.rows) == 11
    assert page.work_table.rows.rows[-1].cells[0].text == "11 补"


def test_the_eye_shows_the_whole_number_until_the_next_call(page: EvaluatePage, called: Callable[[], Any]) -> None:
    page.work_table.choose(next(line.id for line in called().lines if line.phone))
    page.entry.eye_button.click()
    assert "*" not in page.entry.phone_label.text() and "*" not in page.entry.who_label.text()
    press("5", "Enter")
    assert "*" in page.entry.who_label.text()


@pytest.mark.parametrize(("way", "title"), [("paper", "满意度测评表"), ("call", "回访记录表")])
def test_the_paper_of_the_way_is_printed(page: EvaluatePage, way: str, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    page.method_choice.buttons[way].click()
    press("Ctrl+P")
    assert f"{title}做好了" in told(page)
    assert list(tmp_path.glob(f"打印/*{title}.pdf"))


def test_one_more_is_drawn_with_the_button(page: EvaluatePage, called: Callable[[], Any]) -> None:
    page.more_button.click()
    assert "随机抽11户" in page.sample_label.text() and len(page.work_table.rows.rows) == 11


def test_the_script_says_who_calls_and_that_one_may_refuse(page: EvaluatePage, called: Callable[[], Any]) -> None:
    said = page.entry.script_label.text()
    assert "我是翠屏社区的杜鹃" in said and BINS in said and "不方便可以不答" in said


def test_after_a_redo_those_who_were_not_content_are_asked_again_apart_from_the_rate(
    window: MainWindow, page: EvaluatePage, called: Callable[[], Any], ids: dict[str, str]
) -> None:
    for _n in range(3):
        press("2", "3", "Enter")
    for _n in range(7):
        press("4", "1", "Enter")
    press("F7")
    with page.workspace.read() as session:
        line = resolutions.sheet(session, ids[BINS], page.workspace.today).line
    for event, by in (("report_done", line.owner), ("inspect_pass", line.supervisor)):
        with page.workspace.write(event) as session:
            loop_events.happen(session, line.id, event, by=by, on=page.workspace.today, today=page.workspace.today, actor="杜鹃", text="好")
    window.go("evaluate", ids[BINS])
    assert page.crumb.endswith("第2轮")
    page.method_choice.buttons["again"].click()
    assert len(page.work_table.rows.rows) == 3
    press("4", "1", "Enter")
    assert page.verdict is not None and page.verdict.counts.valid == 0
    assert page.calls is not None and page.calls.answered == 1


def test_what_was_begun_for_one_matter_is_not_stored_for_another(page: EvaluatePage, ids: dict[str, str]) -> None:
    press("5", "1")
    page.waiting_table.choose(ids[DOOR])
    assert not page.entry.form.said_something
    with page.workspace.read() as session:
        assert survey.sheets(session, ids[DOOR], 1) == ()


def test_ninety_days_later_it_is_asked_whether_all_is_well(window: MainWindow, page: EvaluatePage, ids: dict[str, str]) -> None:
    for _n in range(5):
        press("5", "1", "Enter")
    press("F7")
    window.workspace._given = date(2026, 8, 17)
    window.go("today")
    window.go("evaluate", ("aftercare", ids[BINS]))
    assert page.aftercare.text_label.text() == BINS
    press("2")
    assert "写一句是什么问题" in words(window)
    press("F2", "箱子又空了", "Esc", "2")
    assert "又出问题，记下了。办结已过30天" in told(page)
    next(b for b in page.told_place.findChildren(Button) if b.text() == "放进议题池").click()
    assert window.here == "topics"
    with window.workspace.read() as session:
        assert any(line.title == f"{BINS}：又出了问题" for line in topics.lines(session, window.workspace.today))


def test_nothing_to_evaluate_says_so(window: MainWindow) -> None:
    window.workspace._given = date(2026, 4, 1)
    window.go("evaluate")
    assert isinstance(window.page, EvaluatePage)
    assert window.page.empty_card.isVisible() and not window.page.board.isVisible()


# ---- what each building said, what people mostly said, and who does not judge


def papers(page: EvaluatePage, id_: str, units: str, grade: str = "satisfied") -> None:
    with page.workspace.write("survey_sheet") as session:
        for unit in units:
            survey.add_sheet(session, id_, page.workspace.today, grade, unit=f"{unit}幢")


def test_each_building_is_shown_only_where_five_spoke(page: EvaluatePage, ids: dict[str, str]) -> None:
    papers(page, ids[BINS], "1111")
    assert not page.card.groups_label.isVisible()
    papers(page, ids[BINS], "1" + "2" * 6 + "3" * 5)
    papers(page, ids[BINS], "3", "dissatisfied")
    words = page.card.groups_label.text()
    assert page.card.groups_label.isVisible() and "1幢 100.0%（5份）" in words and "3幢 83.3%（6份）" in words
    papers(page, ids[BINS], "4")
    assert "4幢" not in page.card.groups_label.text() and "不单独显示" in page.card.groups_label.text()


def test_what_people_mostly_said_goes_into_the_conclusion(page: EvaluatePage, ids: dict[str, str]) -> None:
    papers(page, ids[BINS], "1" * 12)
    press("F6", "袋子常常是空的，要每天补")
    assert focus() is page.card.note_box
    press("Enter")
    assert page.work_table.hasFocus() and page.card.note_box.text()
    press("F7")
    with page.workspace.read() as session:
        sheet = resolutions.sheet(session, ids[BINS], page.workspace.today)
    assert sheet.evaluations[-1].note == "袋子常常是空的，要每天补" and "主要意见：袋子" in sheet.events[-1].text


def test_an_opinion_begun_for_one_matter_is_not_stored_for_another(page: EvaluatePage, ids: dict[str, str]) -> None:
    press("F6", "只说便袋箱")
    page.waiting_table.choose(ids[DOOR])
    assert not page.card.note_box.text()


def test_a_raiser_who_is_the_owners_relative_is_not_asked(page: EvaluatePage, ids: dict[str, str]) -> None:
    from yishi.services import kinship

    with page.workspace.write("kinship") as session:
        line = resolutions.sheet(session, ids[BINS], page.workspace.today).line
        raiser = survey.verdict(session, ids[BINS], page.workspace.today).raiser_name
        known = {name: people.known(session, name) or people.add(session, name) for name in (line.owner, raiser)}
        kinship.note(session, *known.values(), "夫妻")
    assert not page.raiser_choice.isEnabled() and "近亲属" in page.raiser_choice.toolTip()
    papers(page, ids[BINS], "1" * 12)
    assert "近亲属" in page.card.missing_label.text()
