"""改字句 in 打印中心: the parts of the shown paper that may be reworded, in the place of the list of papers.

What is written here stays when the paper is made again. Where the records have changed since, both wordings are shown, and somebody
chooses. Keys: ↑ ↓ choose a part, Enter goes to its words, Ctrl+Enter saves, Esc gives up what was typed, then goes back.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.controls import Button, PlainBox
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.told_strip import gives_way, tell
from yishi.gui.paper_making import Piece
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Label, Scroll, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.documents.parts import Part
    from yishi.services.hand_edits import Edited


class WordsBox(PlainBox):
    """The words of a part. Signals: submitted() by Ctrl+Enter, left() by Esc."""

    submitted, left = Signal(), Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page: it gives up what was typed before it leads back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PaperEdit(Card):
    """`button` stands with the settings of the paper and says how much of it was reworded; it opens and shuts this.

    `stale_strip`, which the page puts over the paper, says when records have changed beneath words that were changed by hand.

    Signals:
        turned(bool): it was opened, or shut.
    """

    turned = Signal(bool)

    def __init__(self, workspace: Workspace, button: Button, parent: QWidget | None = None) -> None:
        self.workspace, self.button = workspace, button
        self.document = self.about = self.part = ""
        self.parts: dict[str, Part] = {}
        self.edits: dict[str, Edited] = {}
        self.waiting: tuple[str, ...] = ()  # parts whose records have changed since they were reworded
        self._shown = ""  # what the box held before anybody typed
        self.list = Table()
        self.list.setAccessibleName(_("可以改的段落"))
        self.list.setObjectName("parts_table")
        self.list.set_columns((Column(_("段落"), sorts=False), Column("", 92, sorts=False)), height=32, header=False)
        gives_way(self.list)
        self.strip = Strip("yellow", _("这一段手工改过，之后记录又变了。"))
        see = Button(_("核对"), small=True)
        see.setObjectName("stale_button")
        see.clicked.connect(self._see)
        press_by_enter(see)
        self.stale_strip = Strip("yellow", "", see)  # stands over the paper, whether this is open or not
        self.stale_strip.hide()
        self.own_label = Label("", "muted", wrap=True)
        self.own_scroll = Scroll(column(self.own_label, None), name=_("程序写的"))
        gives_way(self.own_scroll)
        self.box = WordsBox()
        self.box.setTabChangesFocus(True)
        self.box.setObjectName("words_box")
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.save_button = Button(_("存下"), kind="tonal", key="Ctrl+Enter", small=True)
        self.restore_button = Button(_("改回程序写的"), small=True)
        self.mine_button, self.new_button = Button(_("用我改的"), small=True), Button(_("用新的"), small=True)
        self.back_button = Button(_("回到打印件"), key="Esc", glyph="back", small=True)
        for name, each in (("save", self.save_button), ("restore", self.restore_button), ("mine", self.mine_button),
                           ("new", self.new_button), ("back", self.back_button)):  # fmt: skip
            each.setObjectName(f"edit_{name}_button")
        head = row(Label(_("改字句"), bold=True), None)
        note = Label(_("票数和名单从记录里来，不在这里改。"), "muted", wrap=True)
        choice = row(self.mine_button, self.new_button, None, gap=6)
        ways = row(self.save_button, self.restore_button, None, gap=6)
        super().__init__(column(head, note, (self.list, 2), self.strip, choice, (self.own_scroll, 2), (self.box, 3), ways,
                                row(None, self.back_button), gap=6, margin=10), parent=parent)  # fmt: skip
        self._connect()
        self.hide()

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _ref: self.to_box())
        self.box.submitted.connect(self.save)
        self.box.left.connect(self._leave_box)
        self.save_button.clicked.connect(self.save)
        self.restore_button.clicked.connect(self.restore)
        self.mine_button.clicked.connect(self.keep)
        self.new_button.clicked.connect(self.restore)
        self.back_button.clicked.connect(lambda: self.open(False))
        self.button.clicked.connect(self.toggle)
        press_by_enter(self.save_button, self.restore_button, self.mine_button, self.new_button, self.back_button, self.button)

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.box.toPlainText() != self._shown

    # ---- what is shown

    def follow(self, piece: Piece | None) -> None:
        """Look at the paper that is shown now."""
        known = (self.document, self.about)
        self.document, self.about = (piece.name, piece.about[0]) if piece is not None and len(piece.about) == 1 else ("", "")
        self._read()
        if not self.parts and not self.isHidden():
            self.open(False)
        elif known != (self.document, self.about) or self.part not in self.parts:
            self.part = next(iter(self.waiting or self.parts), "")
            self._show(anew=True)
        else:
            self._show()
        self.button.setVisible(bool(self.parts))
        self.button.set_word(_("改字句：{n}段要核对").format(n=len(self.waiting)) if self.waiting else
                             _("改字句：改过{n}段").format(n=len(self.edits)) if self.edits else _("改字句"), "F4")  # fmt: skip
        self.button.set_kind("tonal" if self.waiting else "")
        waits = _("有{n}段手工改过，之后记录又变了，印的是手工改的。").format(n=len(self.waiting))
        tell(self.stale_strip, "yellow", waits if self.waiting else "")

    def _read(self) -> None:
        from yishi.documents.catalogue import documents
        from yishi.services import hand_edits, paper_for

        self.parts, self.edits, self.waiting = {}, {}, ()
        document = documents().get(self.document)
        if document is None or not document.rewordable:
            return
        with self.workspace.read() as session:
            answer = paper_for.answer(session, document.needs, self.about, self.workspace.today)
            self.parts = {part.name: part for part in document.parts(answer)}
            held = hand_edits.held(session, self.document, self.about)
        self.edits = {name: held[name] for name in self.parts if name in held}
        self.waiting = hand_edits.stale(self.edits, ((part.name, part.words) for part in self.parts.values()))

    def _show(self, anew: bool = False) -> None:
        rows = []
        for name, part in self.parts.items():
            state = (_("要核对"), "yellow") if name in self.waiting else (_("手工改过"), "green") if name in self.edits else ("", "muted")
            rows.append(Row(name, (Cell(part.label), Cell(state[0], kind=state[1]))))
        self.list.show_rows(rows)
        self.list.choose(self.part)
        self._show_part(anew)

    def _show_part(self, anew: bool) -> None:
        """Show the words of the chosen part; what is being typed stays, unless another part was chosen."""
        part, edited = self.parts.get(self.part), self.edits.get(self.part)
        waits = self.part in self.waiting
        own = part.words if part is not None else ""
        words = edited.text if edited is not None else own
        if anew or not self.unsaved:
            if self.box.toPlainText() != words:
                self.box.setPlainText(words)
            self.box.document().clearUndoRedoStacks()  # from here Ctrl+Z means what was saved
            self._shown = self.box.toPlainText()
        for each in (self.strip, self.mine_button, self.new_button):
            each.setVisible(waits)
        told = _("程序现在写的：{words}") if waits else _("程序写的：{words}")
        self.own_label.setText(told.format(words=own or _("（空着，留一条线手写）")))
        self.own_scroll.setVisible(edited is not None)
        self.restore_button.setVisible(edited is not None and not waits)
        self.box.setAccessibleName(_("{part}的字句").format(part=part.label if part is not None else ""))
        self.box.setPlaceholderText(_("空着。要印什么，写在这里。"))

    def _choose(self, name: str) -> None:
        if name and name != self.part and name in self.parts:
            try:
                if self.unsaved:
                    self.save()
            except Refusal:
                self.list.choose(self.part)  # what was refused stays before one's eyes
                raise
            self.part = name
            self._show_part(anew=True)

    # ---- what it does

    def save(self) -> None:
        """Save what was typed; what is refused (YS-P60, YS-P61) stays in the box."""
        from yishi.services import hand_edits

        commit_composition()
        part = self.parts.get(self.part)
        if part is None or not (self.unsaved or self.part in self.waiting):
            return
        with self.workspace.write("hand_edit", words=_("改写“{part}”").format(part=part.label)) as session:
            hand_edits.edit(session, self.document, self.about, self.part, self.box.toPlainText(), part.words)
            self._shown = self.box.toPlainText()  # saved: what comes back is shown

    def restore(self) -> None:
        """Let the program write the part again."""
        from yishi.services import hand_edits

        part = self.parts[self.part]
        with self.workspace.write("hand_edit_back", words=_("“{part}”改回程序写的").format(part=part.label)) as session:
            hand_edits.take_back(session, self.document, self.about, self.part)
            self._shown = self.box.toPlainText()
        self.to_box()

    def keep(self) -> None:
        """Let the words of the hand stand though the records have changed."""
        from yishi.services import hand_edits

        part = self.parts[self.part]
        with self.workspace.write("hand_edit", words=_("“{part}”用手工改的").format(part=part.label)) as session:
            hand_edits.keep(session, self.document, self.about, self.part, part.words)
        self.to_box()

    def to_box(self) -> None:
        """Go to the words of the chosen part."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_box(self) -> None:
        """Give up what was typed; with nothing typed, go back to the list of parts."""
        commit_composition()
        if self.unsaved:
            self._show_part(anew=True)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, on: bool) -> None:
        """Take the place of the list of papers, or give it back."""
        if on == self.isVisible():
            return
        self.setVisible(on)
        self.turned.emit(on)
        if on:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.button.isVisible():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _see(self) -> None:
        """Show the first part that waits."""
        if self.waiting:
            self.open(True)
            self.list.choose(self.waiting[0])

    def toggle(self) -> None:
        """Open it, or shut it."""
        if self.button.isVisible():
            self.open(self.isHidden())

    def dress(self) -> None:
        if hasattr(self, "list"):
            self.list.setMinimumHeight(theme.px(72))
            self.box.setMinimumHeight(theme.px(96))
