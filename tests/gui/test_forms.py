"""Forms and the classes that wear them agree, and text is never markup."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from yishi import i18n, paths
from yishi.gui import forms
from yishi.gui.controls import Button
from yishi.gui.table import Table
from yishi.gui.widgets import Label

FORM = """<ui version="4.0"><class>Try</class><widget class="QWidget" name="Try"><layout class="QVBoxLayout">
<item><widget class="QLabel" name="title_label"><property name="text"><string>议题</string></property>
<property name="step" stdset="0"><double>2.5</double></property></widget></item>
<item><widget class="QPushButton" name="save_button"><property name="text"><string>记下</string></property>
<property name="kind" stdset="0"><string>primary</string></property></widget></item>
<item><widget class="Table" name="list_table"/></item></layout></widget></ui>"""


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "try.ui").write_text(FORM, encoding="utf-8")
    real = paths.form
    monkeypatch.setattr(paths, "form", lambda stem: tmp_path / "try.ui" if stem == "try" else real(stem))


class Wearer(QWidget):
    title_label: Label
    save_button: Button
    list_table: Table


class Mistaken(QWidget):
    title_label: Button


class Missing(QWidget):
    undo_button: Button


def test_the_children_that_a_class_names_are_bound(form: None, qtbot: QtBot) -> None:
    wearer = Wearer()
    qtbot.addWidget(wearer)
    forms.wear(wearer, "try")
    assert wearer.title_label.text() == "议题"
    assert wearer.title_label.font().pointSizeF() == 13
    assert wearer.save_button.property("kind") == "primary"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Mistaken, "try.ui: title_label should be a Button, found Label"),
        (Missing, "undo_button should be a Button, found nothing"),
    ],
)
def test_a_form_that_differs_from_its_class_says_where(
    form: None, kind: type[QWidget], words: str, qtbot: QtBot
) -> None:
    wearer = kind()
    qtbot.addWidget(wearer)
    with pytest.raises(TypeError, match=words):
        forms.wear(wearer, "try")


def test_the_words_of_a_form_are_translated(form: None, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setitem(i18n._catalogue, "记下", "Note down")
    wearer = Wearer()
    qtbot.addWidget(wearer)
    forms.wear(wearer, "try")
    assert wearer.save_button.text() == "Note down"


def test_every_form_can_be_opened(qtbot: QtBot) -> None:
    stems = sorted(file.stem for file in paths.form("main_window").parent.glob("*.ui"))
    assert "main_window" in stems
    for stem in stems:
        widget = QWidget()
        qtbot.addWidget(widget)
        forms.wear(widget, stem)
        assert [child.isWidgetType() for child in widget.children() if child.isWidgetType()] == [True], stem


def test_every_label_of_a_form_takes_its_text_as_it_is(form: None, qtbot: QtBot) -> None:
    wearer = Wearer()
    qtbot.addWidget(wearer)
    forms.wear(wearer, "try")
    wearer.title_label.setText("<img src='/etc/passwd'>a<b")
    for label in wearer.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
