"""回避: who does not vote on the item in hand, and why; asked for and taken back in the vote card."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.pages import roster
from yishi.gui.pages.room_lists import candidate
from yishi.gui.pages.vote_figures import into
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet
from yishi.services.seat_lines import RecusedLine, recused_in


class Recusals(QWidget):
    """A line for each who is recused, and, when asked for, a row of two boxes: who, and why. Enter stores.

    Signals:
        done(): the cursor may go back to the vote.
        grown(): it needs more or less room than before.
    """

    done = Signal()
    grown = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.item: AgendaLine | None = None
        self.recused: tuple[RecusedLine, ...] = ()
        self._lines = column(gap=2)
        self.who_box, self.why_box = NameBox(hint=_("谁回避"), name=_("谁回避")), NameBox(hint=_("为什么，回车"), name=_("回避的原因"))
        self.who_box.setObjectName("recused_box")
        self.why_box.setObjectName("recusal_reason_box")
        self.told_label = Label("", "yellow", wrap=True)
        self.asking = QWidget()
        self.asking.setLayout(column(row((self.who_box, 2), (self.why_box, 3), gap=6), self.told_label, gap=2))
        self.setLayout(column(self._lines, self.asking, gap=2))
        self.who_box.strict = True
        self.who_box.picked.connect(lambda _name: into(self.why_box))
        self.why_box.chosen.connect(self.store)
        self.asking.hide()
        self._tell("")

    def show_item(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Show who is recused on this item."""
        if self.item is None or item is None or item.id != self.item.id:
            self.leave()
        self.item, before, self.recused = item, self.recused, recused_in(sheet, item)
        here = [line for line in sheet.attendees if line.mark in ("present", "proxy")]
        self._people = [(line.name, line.unit, line.person_id) for line in here]
        if before != self.recused:
            self._show_lines()
            self.grown.emit()
        self.setVisible(bool(self.recused) or not self.asking.isHidden())

    def _show_lines(self) -> None:
        clear(self._lines)
        for line in self.recused:
            back = Button(_("取消"), kind="quiet", small=True)
            back.setAccessibleName(_("取消{name}的回避").format(name=line.name))
            back.clicked.connect(lambda _on=False, line=line: self.take_back(line))
            words = ElidedLabel(_("回避：{name}（{reason}）").format(name=line.name, reason=line.reason), "muted")
            words.setToolTip(line.reason)
            self._lines.addLayout(row((words, 1), back, gap=4))

    def begin(self, person_id: str = "") -> None:
        """Ask who is recused and why; of somebody who is chosen already only why. One who is recused votes again."""
        again = next((line for line in self.recused if line.person_id == person_id), None)
        if again is not None:
            self.take_back(again)
            return
        commit_composition()
        known = roster.keys_by_name(self.workspace)
        self.who_box.set_people([candidate(name, unit, ref, known.get(name, ())) for name, unit, ref in self._people])
        self.who_box.set_name(next((name for name, _unit, ref in self._people if ref == person_id), ""), person_id or None)
        self._tell("")
        self.show()
        self.asking.show()
        self.grown.emit()
        into(self.why_box if self.who_box.ref else self.who_box)

    def store(self) -> None:
        """Write the recusal down; what is missing is said below the boxes."""
        from yishi.services import voting

        person, name = self.who_box.ref, self.who_box.text().strip()
        if self.item is None or not person:
            self._tell(_("从到会的人里选一位回避的人。"))
            into(self.who_box)
            return
        if not self.why_box.text().strip():
            self._tell(_("为什么回避，写几个字，会印在记录上。"))
            into(self.why_box)
            return
        with self.workspace.write("recuse", words=_("{name}回避").format(name=name)) as session:
            voting.recuse(session, self.item.id, str(person), self.why_box.text())
        self.leave()
        self.done.emit()

    def take_back(self, line: RecusedLine) -> None:
        """Let somebody vote again."""
        from yishi.services import voting

        if self.item is not None:
            with self.workspace.write("recuse", words=_("取消{name}的回避").format(name=line.name)) as session:
                voting.unrecuse(session, self.item.id, line.person_id)
            self.done.emit()

    def leave(self) -> None:
        """Close the row."""
        for box in (self.who_box, self.why_box):
            box.set_name("")
        self.asking.hide()
        self.setVisible(bool(self.recused))
        self.grown.emit()

    def _tell(self, words: str) -> None:
        self.told_label.setText(words)
        self.told_label.setVisible(bool(words))
