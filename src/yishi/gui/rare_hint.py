"""Under a name that is being typed: whether screen and paper have its rare characters, and what a drawn one (造字) stands for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from yishi.domain import rare_names
from yishi.gui import theme
from yishi.gui.controls import Button, Field
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _


def told(text: str) -> tuple[str, str]:
    """Return (kind, words) about the rare characters of a name; ("", "") where there is none."""
    from yishi.documents.text import missing

    rare = rare_names.rare_in(text)
    if not rare:
        return "", ""
    metrics, no_paper = QFontMetrics(theme.font()), set(missing("".join(rare)))
    no_screen = {sign for sign in rare if not metrics.inFontUcs4(ord(sign))}

    def named(signs: list[str]) -> str:
        return "".join(f"“{sign}”" if sign not in no_screen else f"{rare_names.code(sign)} " for sign in signs).strip()

    parts = []
    for words, signs in (
        (_("{signs}屏幕和纸上都有。"), [s for s in rare if s not in no_screen and s not in no_paper]),
        (_("{signs}纸上能印，屏幕上显示不出来。"), [s for s in rare if s in no_screen and s not in no_paper]),
        (_("纸上没有{signs}，印的时候会停下来；请在“身份证写法”里写替代的字。"), [s for s in rare if s in no_paper]),
    ):
        if signs:
            parts.append(words.format(signs=named(signs)))
    return ("yellow" if no_paper or no_screen else "green"), "".join(parts)


class RareHint(QWidget):
    """Watches a name box; hidden while nothing is to be said.

    Signals:
        mapped(): a drawn character was given its meaning and put right in the box.
    """

    mapped = Signal()

    def __init__(self, workspace: Workspace, box: NameBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.box, self.sign = workspace, box, ""
        self.table: dict[str, str] = {}
        self.label = Label("", wrap=True, step=-1)
        self.meant_box = Field(hint=_("写出它是哪个字"), name=_("造字是哪个字"))
        self.meant_box.setObjectName("private_use_box")
        self.note_button = Button(_("记住"), small=True, kind="tonal")
        self.note_button.setObjectName("private_use_button")
        self.wrong_button = Button(_("对照错了"), small=True, kind="quiet")
        self.wrong_button.setObjectName("private_use_wrong_button")
        self.entry = QWidget()
        self.entry.setLayout(row((self.meant_box, 1), self.note_button, self.wrong_button, None, gap=6))
        self.setLayout(column(self.label, self.entry, gap=4))
        box.query.connect(lambda _text: self.look())
        self.meant_box.returnPressed.connect(self.note)
        self.note_button.clicked.connect(self.note)
        self.wrong_button.clicked.connect(self.strike)
        press_by_enter(self.note_button, self.wrong_button)
        self.hide()

    def begin(self) -> None:
        """Read the place's table anew and look at what stands in the box."""
        from yishi.services import private_use

        with self.workspace.read() as session:
            self.table = private_use.table(session)
        self.look()

    def look(self) -> None:
        """Say what is to be said of the name in the box."""
        text = self.box.text()
        private = rare_names.private_in(text)
        kind, words = told(text)
        self.sign = private[0] if private else ""
        if self.sign:
            known = self.table.get(self.sign, "")
            lead = _("{code}是造字，只有画它的电脑认得。").format(code=rare_names.code(self.sign))
            meant = _("本地对照表里它是“{sign}”。").format(sign=known) if known else _("它是哪个字？记一次，以后都认得。")
            words = lead + meant + words
            kind = "yellow"
            self.note_button.set_word(_("改成“{sign}”").format(sign=known) if known else _("记住"))
            self.meant_box.setVisible(not known)
            self.wrong_button.setVisible(bool(known))
        self.entry.setVisible(bool(self.sign))
        self.label.setText(words)
        self.label.tint(kind)
        self.setVisible(bool(words))

    def strike(self) -> None:
        """Take a wrong line out of the table, so that the right character can be written."""
        from yishi.services import private_use

        if self.sign in self.table:
            with self.workspace.write("private_use", words=_("去掉造字{code}的对照").format(code=rare_names.code(self.sign))) as session:
                private_use.strike(session, self.sign)
            del self.table[self.sign]
            self.look()
            self.meant_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self) -> None:
        """Keep what the drawn character stands for (where that is not known yet), and put it right in the box."""
        from yishi.services import private_use

        commit_composition()
        if not self.sign:
            return
        if self.sign not in self.table:
            meant = self.meant_box.text().strip()
            if not meant:
                self.meant_box.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            with self.workspace.write("private_use", words=_("记造字{code}").format(code=rare_names.code(self.sign))) as session:
                private_use.note(session, self.sign, meant)
            self.table[self.sign] = meant
            self.meant_box.clear()
        self.box.set_name(rare_names.spelled(self.box.text(), {self.sign: self.table[self.sign]}))
        self.look()
        self.mapped.emit()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
