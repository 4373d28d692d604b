"""The pool of topics, driven by keys on a real book."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.gui.conftest import TODAY
from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.topics import TopicsPage
from yishi.gui.workspace import Workspace
from yishi.services import duty_lists, meetings, pool, room, topics
from yishi.services.pool_lines import TopicEntry


@pytest.fixture
def page(window: MainWindow) -> TopicsPage:
    """The pool of the sample, shown."""
    press("Ctrl+2")
    shown = window.page
    assert isinstance(shown, TopicsPage)
    return shown


def entries(page: TopicsPage) -> dict[str, TopicEntry]:
    with page.workspace.read() as session:
        return {entry.title: entry for entry in topics.entries(session, TODAY)}


def shown(page: TopicsPage) -> list[str]:
    return [row.cells[4].text for row in page.topics_table.rows.rows]


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def click(page: TopicsPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None and button.isVisible(), name
    button.click()
    QApplication.processEvents()


def a_meeting(workspace: Workspace, place: str = "院子") -> str:
    with workspace.write("open_meeting") as session:
        return room.open_meeting(session, "bench", "“流动小板凳”会商", place, "2026-05-20T19:00")


def test_one_line_and_enter_is_a_topic_and_the_cursor_stays(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "快递柜挡了盲道", "Enter")
    found = entries(page)
    assert found["楼道灯坏了"].status == "new" and found["快递柜挡了盲道"].source == "resident"
    assert focus() is page.text_box and page.text_box.toPlainText() == "" and shown(page)[:2] == ["快递柜挡了盲道", "楼道灯坏了"]


def test_who_and_where_may_be_said_by_tab(page: TopicsPage) -> None:
    press("楼道灯坏了", "Tab", "clq", "Enter", "5幢", "Enter")
    found = entries(page)["楼道灯坏了"]
    assert (found.proposer, found.unit) == ("陈立群", "5幢") and focus() is page.text_box


def test_enter_while_composing_stores_nothing_and_loses_nothing(page: TopicsPage) -> None:
    before = len(entries(page))
    press("楼道")
    compose(page.text_box, "deng huai le")
    press("Enter")
    assert len(entries(page)) == before and page.text_box.toPlainText() == "楼道"
    compose(page.text_box, "", "灯坏了")
    press("Enter")
    assert "楼道灯坏了" in entries(page) and len(entries(page)) == before + 1


def test_what_is_composed_survives_a_save_elsewhere(page: TopicsPage) -> None:
    press("楼道")
    compose(page.text_box, "deng")
    with page.workspace.write("topic") as session:
        pool.capture(session, "快递柜挡了盲道", on=TODAY)
    QApplication.processEvents()
    compose(page.text_box, "", "灯坏了")
    press("Enter")
    assert {"楼道灯坏了", "快递柜挡了盲道"} <= entries(page).keys()


def test_lines_after_the_first_are_the_situation(page: TopicsPage) -> None:
    press("楼道灯坏了", "Shift+Enter", "坏了3盏", "Enter")
    assert entries(page)["楼道灯坏了"].situation == "坏了3盏"


def test_what_was_raised_before_is_pointed_out_and_f3_counts_it(page: TopicsPage) -> None:
    press("3幢楼道路灯不亮", "Enter", "三幢楼道的路灯又不亮")
    assert [hint.title for hint in page.line.hinted] == ["3幢楼道路灯不亮"]
    press("F3")
    found = entries(page)
    assert found["3幢楼道路灯不亮"].mentions == 1 and "三幢楼道的路灯又不亮" not in found
    assert page.text_box.toPlainText() == "" and not page.line.similar_place.isVisible()


def test_the_hint_can_merge_the_words_as_they_are_and_one_undo_takes_it_back(page: TopicsPage) -> None:
    press("3幢楼道路灯不亮", "Enter", "三幢楼道的路灯又不亮")
    click(page, "join_button")
    found = entries(page)
    assert found["三幢楼道的路灯又不亮"].merged_into == "3幢楼道路灯不亮" and found["3幢楼道路灯不亮"].mentions == 1
    press("Ctrl+Z")
    assert "三幢楼道的路灯又不亮" not in entries(page) and entries(page)["3幢楼道路灯不亮"].mentions == 0


def test_ctrl_enter_puts_the_topic_on_the_only_meeting_ahead(page: TopicsPage) -> None:
    meeting = a_meeting(page.workspace)
    press("楼道灯坏了", "Enter", "Ctrl+Enter")
    with page.workspace.read() as session:
        assert [item.title for item in meetings.sheet(session, meeting).agenda] == ["楼道灯坏了"]
    assert entries(page)["楼道灯坏了"].status == "listed" and "楼道灯坏了" not in shown(page)


def test_space_ticks_and_all_ticked_topics_go_on_the_agenda_in_one_action(page: TopicsPage) -> None:
    meeting = a_meeting(page.workspace)
    press("楼道灯坏了", "Enter", "快递柜挡了盲道", "Enter", "Down", "Space", "Down", "Space", "Ctrl+Enter")
    with page.workspace.read() as session:
        assert {item.title for item in meetings.sheet(session, meeting).agenda} == {"楼道灯坏了", "快递柜挡了盲道"}
    press("Ctrl+Z")
    with page.workspace.read() as session:
        assert meetings.sheet(session, meeting).agenda == ()


def test_of_several_meetings_ahead_one_is_asked_for(page: TopicsPage) -> None:
    first, second = a_meeting(page.workspace), a_meeting(page.workspace, "亭子")
    press("楼道灯坏了", "Enter", "Ctrl+Enter", "Tab", "Enter")
    with page.workspace.read() as session:
        counts = [len(meetings.sheet(session, each).agenda) for each in (first, second)]
    assert sorted(counts) == [0, 1]


def test_without_a_meeting_ahead_the_page_says_where_to_go(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "Ctrl+Enter")
    assert page.strip_place.isVisible() and entries(page)["楼道灯坏了"].status == "new"


def test_not_taking_up_asks_for_the_reason_and_keeps_what_is_typed(page: TopicsPage, window: MainWindow) -> None:
    press("给我家开证明", "Enter")
    click(page, "decline_button")
    with pytest.raises(Refusal, match="理由"):
        page._decided()
    press("请到派出所办理", "Enter")
    found = entries(page)["给我家开证明"]
    assert (found.status, found.reason, found.awaits_reply) == ("declined", "请到派出所办理", True)


def test_what_waits_for_a_reply_is_listed_until_it_was_given(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter")
    click(page, "direct_button")
    press("当天换了灯泡", "Enter")
    page.filter_choice.buttons["reply"].click()
    assert shown(page) == ["楼道灯坏了"]
    click(page, "reply_button")
    press("电话", "Enter", "灯已换好", "Enter")
    found = entries(page)["楼道灯坏了"]
    assert (found.replied_on, found.reply_channel, found.reply) == (TODAY, "电话", "灯已换好") and shown(page) == []


def test_a_matter_of_the_negative_list_offers_to_pass_it_up_to_the_unit_named_there(page: TopicsPage) -> None:
    with page.workspace.write("duties") as session:
        duty_lists.take_in(session, "negative", "拆除违法建筑 → 柳桥街道城管办")
    press("5幢顶楼的违法建筑要拆除", "Enter")
    click(page, "duty_pass_up_button")
    assert page.detail.decision.first_box.text() == "柳桥街道城管办"
    press("Enter")
    assert entries(page)["5幢顶楼的违法建筑要拆除"].passed_to == "柳桥街道城管办"


def test_f2_changes_facts_and_words(page: TopicsPage) -> None:
    press("楼道登坏了", "Enter", "F2")
    form = page.detail.form
    assert focus() is form.texts["situation"]
    press("坏了3盏")
    form.boxes["title"].set_name("楼道灯坏了")
    form.boxes["external_no"].set_name("12345-0077")
    form.choices["level"].choose("community")
    press("Ctrl+Enter")
    found = entries(page)["楼道灯坏了"]
    assert (found.situation, found.external_no, found.level) == ("坏了3盏", "12345-0077", "community")
    assert "楼道登坏了" not in entries(page) and page.chosen is not None and page.chosen.title == "楼道灯坏了"


def test_who_sees_to_it_is_found_by_sound_and_stands_on_the_card(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "F2")
    box = page.detail.form.boxes["handler"]
    box.setFocus()
    press("gh", "Enter", "Ctrl+Enter")
    assert entries(page)["楼道灯坏了"].handler == "葛慧"
    assert ("经办人", "葛慧") in page.detail._told(entries(page)["楼道灯坏了"], page.workspace.today)


def test_a_day_that_cannot_be_read_leaves_the_form_as_it_was_typed(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "F2", "坏了3盏")
    page.detail.form.boxes["raised_on"].set_name("13-40")
    with pytest.raises(Refusal, match="看不出是哪天"):
        page._store_facts()
    assert page.detail.form.isVisible() and page.detail.form.texts["situation"].toPlainText() == "坏了3盏"


def test_what_is_half_typed_stays_when_another_topic_is_clicked(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "快递柜挡了盲道", "Enter", "Down", "F2", "挡了一周")
    other = next(entry for entry in page.entries if entry.title == "楼道灯坏了")
    page.topics_table.choose(other.id)
    form = page.detail.form
    assert form.isVisible() and form.texts["situation"].toPlainText() == "挡了一周" and page.detail.pinned_label.isVisible()
    press("Ctrl+Enter")
    found = entries(page)
    assert (found["快递柜挡了盲道"].situation, found["楼道灯坏了"].situation) == ("挡了一周", "")


def test_further_lines_are_kept_when_the_topic_was_raised_before(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "楼道灯坏了", "Shift+Enter", "坏了3盏", "Enter", "楼道的灯坏了", "Shift+Enter", "老人摔了", "F3")
    found = entries(page)["楼道灯坏了"]
    with page.workspace.read() as session:
        told = [mention.text for mention in topics.mentions(session, found.id)]
    assert found.situation == "坏了3盏" and found.mentions == 2 and "楼道的灯坏了\n老人摔了" in told


def test_esc_leaves_the_form_and_then_goes_to_the_entry_row(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "F2", "Esc")
    assert not page.detail.form.isVisible() and focus() is page.topics_table
    press("Esc")
    assert focus() is page.text_box


def test_ticked_topics_are_merged_into_the_chosen_one(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "过道太黑", "Enter", "Down", "Space", "Down", "Space")
    assert page.chosen is not None
    into = page.chosen.title
    click(page, "merge_button")
    found = entries(page)
    other = next(title for title in ("楼道灯坏了", "过道太黑") if title != into)
    assert found[other].merged_into == into and found[into].mentions == 1


def test_del_takes_out_what_was_noted_by_mistake_and_undo_brings_it_back(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "Down", "Del")
    assert "楼道灯坏了" not in entries(page)
    press("Ctrl+Z")
    assert "楼道灯坏了" in entries(page)


def test_lists_are_pasted_and_counted(page: TopicsPage) -> None:
    page.lists_button.click()
    page.duties.paste_box.setPlainText("【负面清单】\n拆除违法建筑 → 城管办\n【主体责任清单】\n楼道照明")
    press("Ctrl+Enter")
    assert "新增2条" in page.duties.told_label.text() and "负面清单1条" in page.duties.known_label.text()
    press("Esc")
    assert not page.duties.isVisible()


def test_a_paste_without_a_line_stays_and_is_refused(page: TopicsPage) -> None:
    page.lists_button.click()
    with pytest.raises(Refusal, match="没有找到"):
        page.duties.take()
    assert page.duties.isVisible()


def test_the_reply_slip_and_the_blank_form_are_printed(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter")
    click(page, "slip_button")
    assert page.strip_place.findChild(QWidget, "printed_strip") is not None
    page.blank_button.click()
    QApplication.processEvents()
    assert "议题征集表" in page.strip_place.findChildren(QWidget, "printed_strip")[-1].accessibleName()


def test_an_empty_pool_says_how_to_begin(page: TopicsPage) -> None:
    page.filter_choice.buttons["new"].click()
    page.entries = ()
    page._fill()
    assert page.no_topics.label.text() == "还没有议题。把居民说的一句话打进来就行。" and page.first_button.isVisible()


def test_single_keys_reach_the_list_although_an_input_method_is_on(page: TopicsPage) -> None:
    press("楼道灯坏了", "Enter", "Down")
    assert not page.topics_table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    press("Space")
    assert len(page.ticked) == 1 and page.count_label.text() == "勾了1项"
