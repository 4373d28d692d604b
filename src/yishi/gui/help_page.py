"""F1: what the page before it is for, and its keys. The words come from resources/help/<place>.md."""

import re
from typing import Any

from PySide6.QtWidgets import QWidget

from yishi import paths
from yishi.gui.layout import clear, column, row
from yishi.gui.page import Page
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.places import NUMBERED, places
from yishi.gui.printing import FOLDER, Printed, file_name, offer
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Button, Card, Label, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_BEGINS = re.compile(r"#|- |\d+\. ")  # a paragraph of its own, with or without an empty line before it


def everywhere() -> list[tuple[str, str]]:
    """Return the keys that work on every page."""
    there = {place.key: place.word for place in places() if place.exists()}
    return [
        *((f"Ctrl+{number}", there[key]) for key, number in NUMBERED.items() if key in there),
        ("Ctrl+Z　Ctrl+Y", _("撤销，重做")),
        ("Ctrl+S", _("看一眼：已经存好了")),
        ("Ctrl++　Ctrl+-　Ctrl+0", _("字大一点，小一点，还原")),
        ("Esc", _("回到要打字的地方")),
        ("Ctrl+F", _("在本页的单子里找，再按一次在全部里找")),
        ("F3", _("去找到的下一条，本页的 F3 没有别的用处时")),
        ("F1", _("本页帮助")),
        ("F11", _("全屏")),
    ]


class HelpPage(Page):
    """Text at the left, keys at the right; 返回 or Esc goes back."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("帮助")
        self._back = self._name = "today"
        self._title, self._own = "", list[tuple[str, str]]()
        self._text = column(gap=8, margin=16)
        scroll = Scroll(self._text, name=_("帮助"))
        self._keys = Table(height=34)
        self._keys.set_columns((Column(_("按键"), 190, sorts=False), Column(_("做什么"), sorts=False)), grows=True)
        back = Button(_("返回"), key="Esc", glyph="back", kind="primary")
        back.clicked.connect(self._leave)
        self.print_button = Button(_("打印这一页"), key="Ctrl+P", glyph="print")
        self.print_button.setObjectName("print_help_button")
        self.print_button.clicked.connect(self.print)
        press_by_enter(back, self.print_button)
        self.key("Ctrl+P", self.print)
        self.paper_place = QWidget()
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        left = Card(column(self.paper_place, (scroll, 1), row(back, self.print_button, None, margin=(16, 8, 16, 12)), gap=0, margin=2))
        self.setLayout(row((left, 1), (Card(column(self._keys, margin=2)), 1), margin=12))

    def home(self) -> QWidget | None:
        return self._keys

    def escape(self) -> None:
        self._leave()

    def show_ref(self, ref: Any) -> None:
        """`ref` is (key of the place, its title, its keys, name of the help)."""
        self._back, self._title, self._own, self._name = ref
        title, keys = self._title, self._own
        self.paper_place.hide()
        self.say_title(_("帮助"), title)
        clear(self._text)
        for line in told(self._name, title):
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

    def print(self) -> None:
        """Ctrl+P: the help with the keys of the page on a sheet, to hang beside the screen."""
        from yishi.documents import help_sheet, paint

        head, *lines = told(self._name, self._title)
        title = head.lstrip("# ")
        sheet = help_sheet.HelpSheet(title, tuple(lines), tuple(self._own))
        name = _("帮助 {title}").format(title=title)
        folder = paths.home() / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{file_name(name)}.pdf"
        paint.write(help_sheet.compose(sheet), target)
        offer(self.paper_place, Printed(name, target))

    def _leave(self) -> None:
        self.wants.emit(self._back, None)


def name_at(widget: QWidget | None, place: str) -> str:
    """Return the name of the help for where the cursor is: that of the innermost part with a help of its own, else the place's."""
    while widget is not None and not isinstance(widget, Page):
        if found := getattr(widget, "help_name", ""):
            return str(found)
        widget = widget.parentWidget()
    return place


def told(name: str, title: str) -> list[str]:
    """Return the help of this name, a paragraph each; where there is none, what holds on every page, below the title."""
    file = paths.resource("help", f"{name}.md")
    if not file.exists():
        return ["# " + title, _("右边是这一页能用的按键。打字、点按钮，做完一步就存好一步；做错了按 Ctrl+Z。")]
    found = [""]
    for line in map(str.strip, file.read_text(encoding="utf-8").splitlines()):
        if not line or _BEGINS.match(line) or found[-1].startswith("#"):
            found.append(line)
        else:
            found[-1] += line
    return [line for line in found if line]
