"""The groups at the left of 人员: everybody, bodies, places, tags, the bin, and who may stand on the roster twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.layout import column
from yishi.gui.pages import roster
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.person_lines import GroupOfPeople

DOUBLES = ("doubles", "")
ALL = ("all", "")
REMOVED = ("removed", "")


class PeopleGroups(Card):
    """A list of groups with their counts.

    Signals:
        picked(): another group was chosen; `key` says which: (kind, name), the name "" for the kinds there is one of.
    """

    picked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        self.workspace = workspace
        self.key: tuple[str, str] = ALL
        self._filling = False
        self.groups: dict[tuple[str, str], GroupOfPeople] = {}
        self.table = Table()
        self.table.setObjectName("groups_table")
        self.table.setAccessibleName(_("人员分组"))
        self.table.set_columns((Column(""), Column("", 44, "right")), height=36, header=False)
        super().__init__(column(self.table, margin=(2, 6, 2, 6)), parent)
        self.table.chosen.connect(self._pick)
        self.dress()

    def dress(self) -> None:
        self.setFixedWidth(min(theme.px(184), 224))

    def reload(self) -> None:
        """Read groups and doubles anew; a group that is gone gives way to everybody."""
        from yishi.services import doubles, people_groups

        with self.workspace.read() as session:
            found = people_groups.groups(session, self.workspace.today)
            pairs = len(doubles.found(session, roster.people(self.workspace)))
        self.groups = {(g.kind, "" if g.kind in ("all", "head", "removed") else g.name): g for g in found}
        rows = [Row(key, (Cell(g.name, bold=g.kind in ("all", "removed")), Cell(str(len(g.people)), kind="muted")))
                for key, g in self.groups.items()]  # fmt: skip
        if pairs:
            rows.insert(1, Row(DOUBLES, (Cell(_("可能重复"), kind="yellow", bold=True), Cell(str(pairs), kind="yellow"))))
        if self.key not in self.groups and not (self.key == DOUBLES and pairs):
            self.key = ALL
        self._filling = True  # where a group went, the table chooses a neighbour of its own
        self.table.show_rows(rows)
        self.table.choose(self.key)
        self._filling = False

    def choose(self, key: tuple[str, str]) -> None:
        """Go to a group."""
        self.table.choose(key)
        if self.key != key:
            self.key = key
            self.picked.emit()

    @property
    def people(self) -> frozenset[str] | None:
        """Return who is in the chosen group, None for everybody."""
        return None if self.key in (ALL, DOUBLES) else self.groups[self.key].people if self.key in self.groups else None

    def _pick(self, ref: object) -> None:
        if isinstance(ref, tuple) and ref != self.key and not self._filling:
            self.key = ref
            self.picked.emit()
