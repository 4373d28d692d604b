"""可能重复: two lines of the roster side by side, what differs marked, and the two answers. Nothing is merged by itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from yishi.domain.masking import mask_door
from yishi.gui.controls import Button
from yishi.gui.layout import clear, column, row
from yishi.gui.masked import MaskedPhone
from yishi.gui.pages import roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Label, Rule, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.person_lines import PersonLine

if TYPE_CHECKING:
    from yishi.services.doubles import Double


class PeopleDoubles(QWidget):
    """A list of pairs and the chosen pair; M makes one of two, N says that they are two.

    Signals:
        done(str): a pair was decided; what to say in the status strip.
        left(): Esc.
    """

    done = Signal(str)
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.pairs: dict[tuple[str, str], Double] = {}
        self.swapped = False
        self.pairs_table = Table()
        self.pairs_table.setObjectName("pairs_table")
        self.pairs_table.setAccessibleName(_("可能重复的人"))
        self.pairs_table.set_columns((Column(_("姓名"), 128), Column(_("为什么像"))), height=36)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6)
        self.merge_button = Button(_("同一人，合并"), kind="primary", key="M", glyph="check")
        self.apart_button = Button(_("不是"), key="N")
        self.swap_button = Button(_("留另一条"), kind="quiet", glyph="exchange")
        for name, button in {"merge_button": self.merge_button, "apart_button": self.apart_button,
                             "swap_button": self.swap_button}.items():  # fmt: skip
            button.setObjectName(name)
        words = _("合并以后，右边的签到、组织、亲属、回访都归到左边，左边空着的由右边补上。合并错了，按 Ctrl+Z 全部还原。")
        self.told = Label(words, "muted", step=-1, wrap=True)
        pair = Card(column(Scroll(column(self.grid, None, margin=(0, 0, 8, 0)), name=_("两条对照")), Rule(), self.told,
                           row(self.merge_button, self.apart_button, None, self.swap_button), gap=10, margin=(16, 12, 16, 12)))  # fmt: skip
        self.setLayout(row((Card(column(self.pairs_table, margin=(2, 2, 2, 2))), 2), (pair, 3), gap=8))
        self.pairs_table.chosen.connect(lambda _ref: self._turn())
        for button, act in ((self.merge_button, self.merge), (self.apart_button, self.keep_apart), (self.swap_button, self.swap)):
            button.clicked.connect(act)
            press_by_enter(button)

    def reload(self) -> None:
        """Read the pairs anew; the same place in the list stays chosen."""
        from yishi.services import doubles

        with self.workspace.read() as session:
            found = doubles.found(session, roster.people(self.workspace))
        self.pairs = {(d.kept.id, d.other.id): d for d in found}
        before = self.pairs_table.chosen_ref()
        self.pairs_table.show_rows([
            Row(key, (Cell(roster.spaced(d.kept.name) if d.kept.name == d.other.name else f"{d.kept.name}、{d.other.name}", bold=True),
                      Cell(d.why, kind="muted"))) for key, d in zip(self.pairs, found, strict=True)
        ])  # fmt: skip
        if before not in self.pairs and self.pairs:
            self.pairs_table.choose(next(iter(self.pairs)))
        self._show()

    def home(self) -> QWidget:
        return self.pairs_table

    def _turn(self) -> None:
        self.swapped = False
        self._show()

    @property
    def _pair(self) -> tuple[PersonLine, PersonLine] | None:
        """The one who would stay and the other."""
        double = self.pairs.get(self.pairs_table.chosen_ref())
        if double is None:
            return None
        return (double.other, double.kept) if self.swapped else (double.kept, double.other)

    def _show(self) -> None:
        from yishi.services import doubles

        clear(self.grid)
        pair = self._pair
        for button in (self.merge_button, self.apart_button, self.swap_button):
            button.setEnabled(pair is not None)
        if pair is None:
            self.grid.addWidget(Label(_("没有像是重复的人了。"), "muted"), 0, 0)
            return
        differ = doubles.differences(*pair)
        self.grid.addWidget(Label(_("留下这一条"), "blue", bold=True), 0, 1)
        self.grid.addWidget(Label(_("并进来的一条"), "muted", bold=True), 0, 2)
        fields = {field: word for field, word in doubles.FIELDS.items() if field != "id_tail" or any(p.id_tail for p in pair)}
        for n, (field, word) in enumerate(fields.items(), 1):
            self.grid.addWidget(Label(_(word), "muted"), n, 0, Qt.AlignmentFlag.AlignTop)
            for side, person in enumerate(pair, 1):
                value = str(getattr(person, field) or "")
                if field == "id_tail" and value:
                    value = f"••••{value}"
                kind = "yellow" if field in differ and value else "" if value else "muted"
                shown: QWidget
                if field in ("phone", "door") and value:
                    shown = MaskedPhone() if field == "phone" else MaskedPhone(mask=mask_door, eye=_("看门牌30秒"))
                    shown.show_number(person.id, value)
                    shown.value.tint(kind)
                else:
                    shown = Label(value or "—", kind, bold=field == "name", wrap=True)
                self.grid.addWidget(shown, n, side)
        came = len(fields) + 1
        self.grid.addWidget(Label(_("到会"), "muted"), came, 0)
        for side, person in enumerate(pair, 1):
            self.grid.addWidget(Label(_("{n}次").format(n=person.meetings) if person.meetings else "—"), came, side)
        for side in (1, 2):
            self.grid.setColumnStretch(side, 1)

    def swap(self) -> None:
        """Let the other one of the two stay."""
        self.swapped = not self.swapped
        self._show()

    def merge(self) -> None:
        """M: they are one; Ctrl+Z makes them two again."""
        from yishi.services import doubles

        pair = self._pair
        if pair is not None:
            with self.workspace.write("merge_people", words=_("合并{name}").format(name=pair[0].name[:12])) as session:
                doubles.merge(session, pair[0].id, pair[1].id, self.workspace.today)
            self.done.emit(_("{name}的两条合成了一条。").format(name=pair[0].name[:12]))

    def keep_apart(self) -> None:
        """N: they are two people, and are not asked about again."""
        from yishi.services import doubles

        pair = self._pair
        if pair is not None:
            with self.workspace.write("distinct_people", words=_("记{name}不是同一人").format(name=pair[0].name[:12])) as session:
                doubles.keep_apart(session, pair[0].id, pair[1].id)
            self.done.emit(_("记下了，不再问。"))
