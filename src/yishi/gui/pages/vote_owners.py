"""业主共同决定: the figures of all, of those who took part and of those who agreed, by heads and by area, instead of hands."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.confirmation_fields import OwnersFields
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet, ResolutionSheet

FORM = "owners_vote"


class OwnersPart(QWidget):
    """What the vote card shows in a meeting of the owners; the figures belong to the resolution of the item.

    Half typed figures wait with their item of the agenda while another one is discussed.

    Signals:
        stored(): the owners' vote is in the book.
        grown(): more or less room is needed than before.
    """

    stored = Signal()
    grown = Signal()

    def __init__(self, workspace: Workspace, instead_of: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.is_asked = False  # whether this meeting decides by owners
        self.resolution: ResolutionSheet | None = None
        self._instead_of = instead_of
        self._item = ""
        self._usual: tuple[str, ...] = ()
        self._waiting: dict[str, tuple[str, ...]] = {}  # by the id of the item
        self.about_label, self.fields = Label("", "muted", wrap=True), OwnersFields(narrow=True)
        self.store_button = Button(_("登记业主表决"), kind="tonal", key=_("Ctrl+回车"))
        self.store_button.setObjectName("store_owners_button")
        self.boxes = (self.fields.matter_box, self.fields.start_box, self.fields.end_box, *self.fields.boxes.values())
        self.setLayout(column(self.about_label, self.fields, row(None, self.store_button), gap=4))
        self.fields.passed_on.connect(lambda: self.store_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.store_button.clicked.connect(self.store)
        self.dress()
        self.hide()

    def dress(self) -> None:
        # With its sentences at two lines each: squeezed into less, its boxes would lie on each other; so the other card folds.
        self.setMinimumHeight(theme.px(335))

    def show_item(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Stand for this item where the owners decide; elsewhere the hands are shown as ever."""
        asked = sheet.line.form == FORM
        if asked != self.is_asked or asked is self.isHidden():
            self.is_asked = asked
            self.setVisible(asked)
            for part in self._instead_of:
                part.setVisible(not asked)
            self.grown.emit()
        if asked:
            self._show(sheet, item)

    def _show(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        found = [each for each in sheet.resolutions if item is not None and each.agenda == item.no]
        self.resolution = found[-1] if found else None
        new = item.id if item is not None else ""
        if new != self._item:
            if self._item and self.is_begun:
                self._waiting[self._item] = self._typed()
            self._item = new
            self._usual = ("", sheet.line.start[:10], sheet.line.start[:10], *[""] * 6)
            self._fill(self._waiting.pop(new, self._usual))
        self._tell()

    def _tell(self) -> None:
        from yishi.domain import owners

        about = self.resolution
        self.about_label.setText(
            _("登记在决议{number}上").format(number=about.line.number) if about is not None
            else _("按面积和人数两项算。先存为决议（F9），再记业主表决"))  # fmt: skip
        if not self.is_begun and about is not None and about.owners is not None:
            carried = owners.owners_carried(about.owners)
            self.say(_("已登记：{words}").format(words=owners.explain_owners(about.owners)), "green" if carried else "red")

    @property
    def is_begun(self) -> bool:
        """Whether figures stand here that are not in the book."""
        return self._typed() != self._usual

    def _typed(self) -> tuple[str, ...]:
        return tuple(box.text() for box in self.boxes)

    def _fill(self, texts: Sequence[str]) -> None:
        self.fields.offer(self.workspace.today or date.max)
        for box, text in zip(self.boxes, texts, strict=True):
            box.setText(text)
        self.fields.tell()

    def say(self, words: str, kind: str) -> None:
        """Say it below the figures."""
        self.fields.result_label.setText(words)
        self.fields.result_label.tint(kind)

    def begin(self) -> None:
        """F8: the cursor goes to the first box, or to the first that is still empty."""
        empty = next((box for box in self.boxes if not box.text().strip()), self.boxes[0])
        empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def store(self) -> None:
        """Put the owners' vote into the book, as one action; what does not fit is said here and nothing is stored."""
        from yishi.services import confirmation

        commit_composition()
        about = self.resolution
        if about is None:
            self.say(_("先存为决议（F9），再记业主表决"), "yellow")
            return
        try:
            typed = self.fields.typed()
            with self.workspace.write(FORM, words=_("登记业主表决")) as session:
                confirmation.by_owners(session, about.line.id, matter=about.line.text, **typed)
        except Refusal as refusal:
            self.say(refusal.message + refusal.next_step, "yellow")
            return
        self._fill(self._usual)
        self._tell()
        self.stored.emit()
