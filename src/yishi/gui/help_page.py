"""F1: what the page before it is for, and its keys. The words come from resources/help/<place>.md."""

from typing import Any

from PySide6.QtWidgets import QWidget

from yishi import paths
from yishi.gui.layout import clear, column, row
from yishi.gui.page import Page
from yishi.gui.places import NUMBERED, places
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Button, Card, Label, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _


def everywhere() -> list[tuple[str, str]]:
    """Return the keys that work on every page."""
    there = {place.key: place.word for place in places() if place.exists()}
    return [
        *((f"Ctrl+{number}", there[key]) for key, number in NUMBERED.items() if key in there),
        ("Ctrl+Z　Ctrl+Y", _("撤销，重做")),
        ("Ctrl+S", _("看一眼：已经存好了")),
        ("Ctrl++　Ctrl+-　Ctrl+0", _("字大一点，小一点，还原")),
        ("Esc", _("回到要打字的地方")),
        ("Ctrl+F", _("查找")),
        ("F1", _("本页帮助")),
        ("F11", _("全屏")),
    ]


class HelpPage(Page):
    """Text at the left, keys at the right; 返回 or Esc goes back."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("帮助")
        self._back = "today"
        self._text = column(gap=8, margin=16)
        scroll = Scroll(self._text, name=_("帮助"))
        self._keys = Table(height=34)
        self._keys.set_columns((Column(_("按键"), 190, sorts=False), Column(_("做什么"), sorts=False)), grows=True)
        back = Button(_("返回"), key="Esc", glyph="back", kind="primary")
        back.clicked.connect(self._leave)
        left = Card(column((scroll, 1), row(back, None, margin=(16, 8, 16, 12)), gap=0, margin=2))
        self.setLayout(row((left, 1), (Card(column(self._keys, margin=2)), 1), margin=12))

    def home(self) -> QWidget | None:
        return self._keys

    def escape(self) -> None:
        self._leave()

    def show_ref(self, ref: Any) -> None:
        """`ref` is (key of the place, its title, its keys)."""
        self._back, title, keys = ref
        self.say_title(_("帮助"), title)
        clear(self._text)
        for line in _help(self._back, title):
            heading = line.startswith("#")
            self._text.addWidget(
                Label(
                    line.lstrip("#- ").strip(),
                    step=(2.5 if line.startswith("# ") else 1) if heading else 0,
                    bold=heading,
                    wrap=True,
                )
            )
        self._text.addStretch(1)
        self._keys.show_rows(
            [Row(None, (Cell(key, bold=True), Cell(what, wrap=True))) for key, what in keys]
            + [Row(None, (Cell(key, kind="muted"), Cell(what, wrap=True))) for key, what in everywhere()]
        )

    def _leave(self) -> None:
        self.wants.emit(self._back, None)


def _help(place: str, title: str) -> list[str]:
    file = paths.resource("help", f"{place}.md")
    if not file.exists():
        return ["# " + title, _("右边是这一页能用的按键。打字、点按钮，做完一步就存好一步；做错了按 Ctrl+Z。")]
    return [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
