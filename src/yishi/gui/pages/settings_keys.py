"""快捷键表: what every page can be told by a key, on screen and on paper."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from yishi.gui.help_page import everywhere
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_section import Section, heading
from yishi.gui.places import places
from yishi.gui.printing import Printed, file_name, folder, offer
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Button, Card, Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page

Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class KeysSection(Section):
    """The keys come from the pages themselves, so that the table never says another thing than they do."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.groups: Groups = ()
        self.table = Table(height=34)
        self.table.setAccessibleName(_("快捷键"))
        where, key, what = Column(_("在哪里"), 110, sorts=False), Column(_("按键"), 200, sorts=False), Column(_("做什么"), sorts=False)
        self.table.set_columns((where, key, what), grows=True)
        self.print_button = Button(_("打印快捷键表"), glyph="print")
        self.print_button.setObjectName("print_keys_button")
        self.print_button.clicked.connect(self.print)
        press_by_enter(self.print_button)
        self.paper_place = QWidget()
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        words = Label(_("能用鼠标点的，多数也能按键。印一张贴在电脑旁边。"), "muted", wrap=True)
        self.setLayout(row(Card(column(row(heading(_("快捷键表")), None, self.print_button), words, self.paper_place, (self.table, 1),
                                       margin=(16, 12, 16, 12)))))  # fmt: skip
        self.save_button.hide()
        self.restore_button.hide()

    def home(self) -> QWidget | None:
        return self.table

    def reload(self) -> None:
        if not self.groups:
            self.groups = self._gathered()
            self.table.show_rows([Row((place, n), (Cell(place if not n else "", bold=True), Cell(key), Cell(what, wrap=True)))
                                  for place, lines in self.groups for n, (key, what) in enumerate(lines)])  # fmt: skip

    def _gathered(self) -> Groups:
        """Ask every page for its keys; one that nobody has visited yet is made for the question and let go."""
        made = getattr(self.window(), "pages", {})
        found = [(_("每一页"), tuple(everywhere()))]
        for place in places():
            if not place.exists() or place.key in ("help", "first_run", "rescue"):
                continue
            page = made.get(place.key)
            asked = page or place.page_class()(self.workspace)
            lines = tuple(asked.keys())
            if lines:
                found.append((place.word or asked.title, lines))
            if page is None:
                asked.deleteLater()
        return tuple(found)

    def print(self) -> None:
        """Make the paper and offer it."""
        from yishi.documents import key_table, paint

        title = _("快捷键表")
        target = folder() / f"{file_name(title)}.pdf"
        paint.write(key_table.compose(key_table.KeyTable(self.groups)), target)
        offer(self.paper_place, Printed(title, target))
