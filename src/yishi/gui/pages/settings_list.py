"""A section of 设置 with a list at the left: what is typed and not stored stays with its line, also while another is looked at."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.ime import commit_composition
from yishi.gui.pages.settings_section import Section
from yishi.gui.table import Cell, Column, Row, Table
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page
    from yishi.services.form_lines import FormLine, RuleLine


class Typed(Protocol):
    """Fields that say what stands in them."""

    def typed(self) -> dict[str, Any]: ...


class ListSection(Section):
    """The chosen line's `code`, what is typed for each line, and what the fields said when they were filled from the book."""

    side: QWidget
    fields: Typed

    def __init__(self, page: "Page", name: str, code: str) -> None:
        super().__init__(page)
        self.code = code
        self.drafts: dict[str, dict[str, Any]] = {}
        self._filling = False  # the table chooses a row of its own
        self._book: dict[str, Any] = {}
        self._clean: dict[str, Any] = {}
        self._filled = ""  # which line stands in the fields
        self.table = Table()
        self.table.setAccessibleName(name)
        self.table.set_columns((Column(_("名称")), Column(_("状态"), 62, "right")), height=45, header=False)

    def dress(self) -> None:
        if hasattr(self, "side"):
            self.side.setFixedWidth(min(theme.px(256), 340))

    def home(self) -> QWidget | None:
        return self.table

    def unsaved(self) -> bool:
        self._keep_draft()
        return bool(self.drafts)

    def _list(self, rows: Iterable[Row]) -> None:
        """Show the lines, the chosen one chosen."""
        self._filling = True
        self.table.show_rows(list(rows))
        self.table.choose(self.code)
        self._filling = False

    def _choose(self, ref: str) -> None:
        """Turn to another line; what is typed stays with the one before."""
        if ref and not self._filling and ref != self.code:
            commit_composition()
            self._keep_draft()
            self.code = ref
            self.say_saved("")
            self.turned()

    def turned(self) -> None:
        """Show the line that was chosen now."""
        self.reload()

    def _mark(self, line: "FormLine | RuleLine") -> Cell:
        if line.code in self.drafts:
            return Cell(_("没存"), kind="yellow")
        return Cell(_("已改") if line.changed else "", kind="blue")

    def _keep_draft(self) -> None:
        """Note what stands in the fields for the line they were filled with, where it is another thing than the book says."""
        if not self._filled:
            return
        typed = self.fields.typed()
        if typed != self._clean:
            self.drafts[self._filled] = typed
        else:
            self.drafts.pop(self._filled, None)

    def _give_up(self) -> None:
        """Forget what is typed for the chosen line; the fields are filled anew."""
        self.drafts.pop(self.code, None)
        self._filled = ""
