"""设置: what the place changes is for what comes; a mistake is said where it is, nothing typed is lost, nothing is a dialog."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.keyboard import focus, press
from yishi.domain import transitions
from yishi.domain.terms import FORM_WORDS
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.pages.settings import SettingsPage
from yishi.services import communities, form_texts, forms, holidays, meetings, place_rules, room

LINES = "2027-01-01 至 2027-01-03 休 元旦\n2027-02-14 班 春节"


@pytest.fixture
def page(window):
    window.go("settings", "forms:bench")
    made = window.pages["settings"]
    assert isinstance(made, SettingsPage)
    return made


def told(section):
    return {key: label.text() for key, label in section.fields.told.items() if label.text()}


def form(workspace, code):
    with workspace.read() as session:
        return forms.of(session, code)


def rule(workspace, code):
    with workspace.read() as session:
        return forms.rules(session)[code]


def begin(workspace, start):
    with workspace.write("open_meeting") as session:
        return room.open_meeting(session, "bench", "会", "村部", start)


def held(workspace, meeting_id):
    with workspace.read() as session:
        return forms.held(meetings.sheet(session, meeting_id))


# ---- 会议形式


@pytest.mark.parametrize("code", FORM_WORDS)
def test_every_form_stands_in_the_fields_and_is_stored_as_it_stands(code, page, window, workspace):
    window.go("settings", f"forms:{code}")
    shipped = form(workspace, code)
    assert page.section.fields.name_field.text() == FORM_WORDS[code] and not page.section.unsaved()
    page.section.fields.remark_lines.setPlainText("本地")
    page.section.save_button.click()
    assert form(workspace, code) == replace(shipped, remark="本地") and not page.section.unsaved()
    assert page.section.own_chip.isVisible() and "已经开过的不变" in page.section.saved_label.text()


def test_an_edit_changes_the_next_meeting_and_not_a_past_one(page, workspace, qtbot):
    past = begin(workspace, "2026-05-18T09:00")
    fields = page.section.fields
    fields.stages_lines.setPlainText("摆谈\n\n  商定 ")
    fields.posting_field.setText("15")
    fields.papers.ticks["ballot"].setChecked(True)
    qtbot.keyClick(fields.posting_field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    following = begin(workspace, "2026-05-18T15:00")
    assert held(workspace, following).stages == ("摆谈", "商定") and held(workspace, following).posting_days == 15
    assert "ballot" in held(workspace, following).papers
    assert held(workspace, past) == forms.shipped("bench")


def test_a_mistake_is_said_below_its_field_and_what_was_typed_stays(page, workspace):
    fields = page.section.fields
    fields.name_field.setText("夜话")
    fields.posting_field.setText("七天")
    fields.stages_lines.setPlainText("摆谈\n摆谈")
    fields.allowed.ticks[form(workspace, "bench").vote_rule].setChecked(False)
    page.section.save_button.click()
    assert told(page.section).keys() == {"posting_days", "stages", "vote_rule"}
    assert "步骤第2项" in told(page.section)["stages"] and "七天" in told(page.section)["posting_days"]
    assert fields.name_field.text() == "夜话" and form(workspace, "bench").name == "流动小板凳会商"
    fields.stages_lines.setPlainText("摆谈")
    fields.posting_field.setText("10")
    fields.rule.choose(fields.allowed.chosen()[0])
    page.section.save_button.click()
    assert form(workspace, "bench").name == "夜话" and not told(page.section)


def test_what_is_typed_stays_while_another_form_and_another_section_are_looked_at(page, window, workspace):
    page.section.fields.name_field.setText("夜话")
    page.section.table.choose("teahouse")
    assert page.section.fields.name_field.text() == FORM_WORDS["teahouse"]
    marks = {row.ref: row.cells[1].text for row in page.section.table.rows.rows}
    assert marks["bench"] == "没存" and marks["teahouse"] == ""
    page.list_table.choose("look")
    window.go("today")
    window.go("settings", "forms:bench")
    assert page.section.fields.name_field.text() == "夜话"
    page.section.save_button.click()
    assert form(workspace, "bench").name == "夜话" and not page.section.unsaved()


def test_unsaved_words_are_told_once_when_the_window_is_closed(page):
    assert page.may_leave()
    page.section.fields.name_field.setText("夜话")
    assert not page.may_leave() and page.unsaved_strip.isVisible() and "还没有存" in page.unsaved_strip.label.text()
    assert page.may_leave()


def test_a_form_goes_back_to_the_factory_and_ctrl_z_brings_the_change_again(page, window, workspace):
    page.section.fields.name_field.setText("夜话")
    page.section.save_button.click()
    page.section.restore_button.click()
    assert form(workspace, "bench") == forms.shipped("bench")
    assert page.section.fields.name_field.text() == FORM_WORDS["bench"] and not page.section.restore_button.isEnabled()
    window.undo()
    assert form(workspace, "bench").name == "夜话" and page.section.fields.name_field.text() == "夜话"


def test_a_form_that_is_pasted_is_looked_at_first_and_a_mistake_names_its_line(page, workspace):
    section = page.section
    section.import_button.click()
    text = form_texts.write("hearing", replace(forms.shipped("hearing"), name="听证夜会", stages=("陈述", "商定")))
    section.panel.box.setPlainText(text.replace('name = "', "name = "))
    section.panel.take_button.click()
    assert "行" in section.panel.told.text() and section.panel.box.toPlainText()
    section.panel.box.setPlainText(text.replace('["陈述", "商定"]', '["陈述", "陈述"]'))
    section.panel.take_button.click()
    assert "行，步骤第2项" in section.panel.told.text()
    section.panel.box.setPlainText(text.replace('"hearing"', '"night"'))
    section.panel.take_button.click()
    assert "没有“night”这种会议形式" in section.panel.told.text()
    section.panel.box.setPlainText(text)
    section.panel.take_button.click()
    assert section.code == "hearing" and section.fields.stages_lines.items() == ["陈述", "商定"]
    assert form(workspace, "hearing") == forms.shipped("hearing") and section.unsaved()
    section.save_button.click()
    assert form(workspace, "hearing").name == "听证夜会" and not section.unsaved()


def test_a_form_is_copied_as_a_text_that_can_be_read_in_again(page):
    page.section.copy_button.click()
    read, faults = form_texts.look(QApplication.clipboard().text())
    assert read == forms.shipped("bench") and faults == ()


# ---- 法定规则


def test_a_rule_is_confirmed_with_name_and_day_and_the_mark_goes(page, window, workspace):
    window.go("settings", "rules:CN-RC-2026")
    section = page.section
    assert section.state_chip.accessibleName() and section.confirm_button.isVisible() and not section.who_place.isVisible()
    section.confirm_button.click()
    assert section.who_field.text() == "杜鹃" and focus() is section.who_field
    section.who_field.setText(" ")
    section.note_button.click()
    assert "还空着" in section.who.told["confirmed_by"].text() and rule(workspace, "CN-RC-2026").unchecked
    section.who_field.setText("王建国")
    section.note_button.click()
    found = rule(workspace, "CN-RC-2026")
    assert (found.confirmed_by, found.confirmed_on, found.unchecked) == ("王建国", workspace.today, False)
    assert not section.confirm_button.isVisible() and not section.who_place.isVisible()
    section.restore_button.click()
    assert rule(workspace, "CN-RC-2026").unchecked and section.confirm_button.isVisible()


def test_a_number_of_a_rule_is_changed_and_a_mistake_is_said_below_it(page, window, workspace):
    window.go("settings", "rules:CN-VC-2018")
    section = page.section
    fields = section.fields.fields
    fields["quorum 1 0"].setText("很多")
    fields["notice_days 0"].setText("十天")
    section.save_button.click()
    assert told(section).keys() == {"quorum 1 0", "notice_days 0"} and "看不懂" in told(section)["quorum 1 0"]
    assert fields["quorum 1 0"].text() == "很多" and str(rule(workspace, "CN-VC-2018").of("statutory_reps").quorum[0].part) == "2/3"
    fields["quorum 1 0"].setText("3/4")
    fields["notice_days 0"].setText("15")
    section.save_button.click()
    found = rule(workspace, "CN-VC-2018")
    assert str(found.of("statutory_reps").quorum[0].part) == "3/4" and found.of("statutory_assembly").notice_days == 15
    assert any("四分之三以上" in label.text() for label in section.fields.findChildren(type(section.source_label)))


def test_a_number_nobody_knew_is_filled_in_by_the_place(page, window, workspace):
    window.go("settings", "rules:CN-RC-2026")
    places = [rule.form for rule in rule(workspace, "CN-RC-2026").forms]
    page.section.fields.fields[f"quorum {places.index('residents_reps')} 0"].setText("2/3")
    page.section.save_button.click()
    (alternative,) = rule(workspace, "CN-RC-2026").of("residents_reps").quorum
    assert str(alternative.part) == "2/3"


@pytest.mark.parametrize("code", ["CN-42", "CN-CC-278", "CN-RC-2018", "CN-RC-2026", "CN-VC-2018", "CN-VC-2026"])
def test_every_rule_is_stored_as_it_stands(code, page, window, workspace):
    window.go("settings", f"rules:{code}")
    before = rule(workspace, code)
    assert not page.section.unsaved()
    page.section.save_button.click()
    assert rule(workspace, code) == before


# ---- numbers


def test_a_deadline_is_changed_by_keyboard_after_a_refusal(page, window, workspace):
    window.go("settings", "deadlines")
    press("Enter")
    focus().selectAll()
    press("三", "Ctrl+Enter")
    assert "整数" in told(page.section)["deadlines notice"]
    with workspace.read() as session:
        assert place_rules.deadlines(session) == transitions.FACTORY
    assert focus().text() == "三"
    focus().selectAll()
    press("4", "Ctrl+Enter")
    with workspace.read() as session:
        assert place_rules.deadlines(session) == replace(transitions.FACTORY, notice=4)
    assert "已存" in page.section.saved_label.text() and not page.section.unsaved()
    press("Esc")
    assert focus() is page.list_table


def test_weights_that_do_not_make_a_hundred_are_told_and_several_kinds_are_one_action(page, window, workspace):
    window.go("settings", "lights")
    section, saves = page.section, workspace.saves["place_rules"]
    boxes = section.fields.fields
    boxes["weights on_time"].setText("40")
    boxes["lights soon"].setText("5")
    section.save_button.click()
    assert "110分" in told(section)["weights satisfied"] and workspace.saves["place_rules"] == saves
    boxes["weights solved"].setText("15")
    boxes["thresholds raiser_veto"].setChecked(False)
    section.save_button.click()
    with workspace.read() as session:
        assert (place_rules.weights(session).on_time, place_rules.deadlines(session).soon) == (40, 5)
        assert not place_rules.thresholds(session).raiser_veto and place_rules.funds(session).most == 15_000
    assert workspace.saves["place_rules"] == saves + 1
    section.restore_button.click()
    assert boxes["weights on_time"].text() == "30" and boxes["thresholds raiser_veto"].isChecked()


# ---- 节假日


def test_a_year_without_a_table_says_so_and_is_read_in(page, window, workspace):
    window.go("settings", "holidays:2027")
    section = page.section
    assert section.unknown.isVisible() and "未含法定节假日安排" in section.unknown.label.text() and section.empty.isVisible()
    section.import_button.click()
    section.panel.box.setPlainText(LINES + "\n2027-05-01 元旦")
    section.panel.take_button.click()
    assert section.panel.told.text().startswith("第3行") and section.panel.box.toPlainText().endswith("元旦")
    section.panel.box.setPlainText(LINES)
    section.panel.take_button.click()
    assert not section.unknown.isVisible() and len(section.days_table.rows.rows) == 4
    with workspace.read() as session:
        assert holidays.calendar(session).announced(2027)
    section.restore_button.click()
    assert section.unknown.isVisible() and section.empty.isVisible()


def test_a_day_is_put_right_and_taken_back(page, window, workspace):
    window.go("settings", "holidays:2026")
    section = page.section
    section.day_field.setText("五一")
    section.set_button.click()
    assert "看不出是哪天" in section.day_told.text() and section.day_field.text() == "五一"
    section.day_field.setText("2026-07-06")
    section.name_field.setText("防汛停工")
    section.set_button.click()
    with workspace.read() as session:
        assert not holidays.calendar(session).is_workday(date(2026, 7, 6))
    assert not section.day_told.text() and section.unset_button.isEnabled()
    section.unset_button.click()
    with workspace.read() as session:
        assert holidays.calendar(session).is_workday(date(2026, 7, 6))
    assert not section.unset_button.isEnabled()


# ---- the place, the screen, the keys


def test_the_place_is_renamed_and_an_empty_name_is_told(page, window, workspace):
    window.go("settings", "place")
    boxes = page.section.boxes
    boxes["name"].setText("")
    boxes["town"].setText("梧桐街道")
    page.section.save_button.click()
    assert "还空着" in page.section.rows.told["name"].text() and boxes["town"].text() == "梧桐街道"
    boxes["name"].setText("翠湖社区")
    boxes["org"].setText("")
    boxes["actor"].setText("许晓芸")
    page.section.save_button.click()
    with workspace.read() as session:
        mine = communities.mine(session)
    assert (mine.name, mine.town, mine.org, workspace.actor) == ("翠湖社区", "梧桐街道", "翠湖社区居民委员会", "许晓芸")
    assert boxes["org"].text() == "翠湖社区居民委员会" and not page.section.unsaved()


def test_text_size_and_theme_change_at_once(page, window):
    window.go("settings", "look")
    page.section.sizes.buttons["14.0"].click()
    page.section.themes.buttons["dark"].click()
    assert theme.points == 14 and theme.now is theme.DARK
    window.smaller()
    assert page.section.sizes.value == "12.0"


def test_the_keys_of_every_page_are_in_the_table_and_on_paper(page, window, tmp_path):
    window.go("settings", "keys")
    places = [place for place, _lines in page.section.groups]
    assert {"每一页", "今日", "设置"} <= set(places)
    page.section.print_button.click()
    assert page.section.paper_place.isVisible()


def test_the_list_is_walked_by_keys_and_every_section_has_one_primary_button_at_most(page, window):
    page.list_table.setFocus()
    page.list_table.choose("forms")
    seen = []
    for _turn in range(10):
        seen.append(page.here)
        primary = [b for b in page.section.findChildren(Button) if b.property("kind") == "primary" and b.isVisible()]
        assert len(primary) <= 1
        press("Down")
    assert seen == ["forms", "rules", "deadlines", "lights", "holidays", "place", "people", "backup", "look", "keys"]


def test_everything_that_tab_reaches_has_a_name(page, window):
    for key in ("forms", "rules", "deadlines", "lights", "holidays", "place", "backup", "look", "keys"):
        window.go("settings", key)
        for widget in page.section.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
                text = getattr(widget, "text", lambda: "")
                named = widget.accessibleName() or (text() if isinstance(widget, Button) or "Tick" in type(widget).__name__ else "")
                assert named, f"{key}: {type(widget).__name__}"


def test_a_book_that_can_only_be_looked_at_offers_no_storing(window, workspace):
    workspace.busy = "别的地方开着"
    for key in ("forms", "rules", "deadlines", "place"):
        window.go("settings", key)
        assert not window.pages["settings"].section.save_button.isEnabled()


def test_the_forms_are_reached_from_the_menu_of_the_meetings(window):
    window.go("meetings")
    _word, _key, act = next(entry for entry in window.pages["meetings"].menu_entries() if entry[0] == "会议形式和规则")
    act()
    assert window.here == "settings" and window.pages["settings"].here == "forms"


def test_what_is_typed_stays_while_something_else_is_stored(page, workspace):
    page.section.fields.name_field.setText("夜话")
    with workspace.write("rule") as session:
        forms.confirm_rule(session, "CN-RC-2026", "杜鹃", workspace.today)
    assert page.section.fields.name_field.text() == "夜话"
