"""One passage of a paper for the wall: the sentence with the passage marked, and whether it is masked or kept.

Keys while the row has the focus: 1 masks, 2 asks why it may be kept, 3 takes the decision back, ↑ ↓ go to the next row.
"""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.domain.leaks import NEVER_SHOWN, SORTS, Hit
from yishi.gui import theme
from yishi.gui.controls import Button, Field
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import ElidedLabel, Label
from yishi.i18n import _

AROUND = 60  # characters shown on each side of the passage
_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Marked(QWidget):
    """A sentence in as many lines as it takes, with one passage of it marked; the text is never markup."""

    def __init__(self, before: str, passage: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.at, self.long = before + passage + after, len(before), len(passage)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), self._laid(theme.px(300))[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(20))

    def _laid(self, width: int) -> tuple[QTextLayout, int]:
        laid = QTextLayout(self.text, theme.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        laid.setTextOption(option)
        marked = QTextLayout.FormatRange()
        marked.start, marked.length = self.at, self.long  # type: ignore[attr-defined]
        look = QTextCharFormat()
        look.setBackground(theme.ground("yellow"))
        look.setForeground(theme.color("yellow"))
        look.setFontWeight(QFont.Weight.Bold)
        look.setFontUnderline(True)
        marked.format = look  # type: ignore[attr-defined]
        laid.setFormats([marked])
        laid.beginLayout()
        high = 0.0
        while (line := laid.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, high))
            high += line.height() * 1.15
        laid.endLayout()
        return laid, round(high) + 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.color("text"))
        self._laid(self.width())[0].draw(painter, QPointF(0, 0))


class LeakRow(QFrame):
    """Signals: masked(key), kept(key, reason), taken_back(key) as the user decides; walked(-1 or 1) by ↑ ↓."""

    masked, taken_back = Signal(str), Signal(str)
    kept = Signal(str, str)
    walked = Signal(int)

    def __init__(self, hit: Hit, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "well")
        self.setObjectName("leak_row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hit = hit
        self.sort_label = Label(_(SORTS[hit.sort]), "yellow", bold=True)
        self.shown_label = ElidedLabel("", "muted")
        self.sentence = Marked(*_around(hit))
        self.state_label = Label("", wrap=True)
        self.mask_button = Button(_("打码"), key="1", small=True)
        self.keep_button = Button(_("保留（写理由）"), kind="quiet", key="2", small=True)
        self.back_button = Button(_("撤回"), kind="quiet", key="3", small=True)
        self.reason_box = Field(hint=_("为什么可以公开，回车记下"), name=_("为什么可以公开"))
        for name, widget in (("mask_button", self.mask_button), ("keep_button", self.keep_button), ("back_button", self.back_button),
                             ("reason_box", self.reason_box)):  # fmt: skip
            widget.setObjectName(f"leak_{name}")
        self.mask_button.clicked.connect(lambda: self.masked.emit(self.hit.key))
        self.keep_button.clicked.connect(self.ask)
        self.back_button.clicked.connect(lambda: self.taken_back.emit(self.hit.key))
        self.reason_box.returnPressed.connect(lambda: self.kept.emit(self.hit.key, self.reason_box.text().strip()))
        press_by_enter(self.mask_button, self.keep_button, self.back_button)
        self.reason_box.hide()
        self.setLayout(column(
            row(self.sort_label, (self.shown_label, 1)), self.sentence,
            self.state_label, row(self.mask_button, self.keep_button, self.back_button, None),
            self.reason_box, gap=6, margin=(10, 8, 10, 8),
        ))  # fmt: skip
        self.show_hit(hit, reason)

    def show_hit(self, hit: Hit, reason: str) -> None:
        """Show what was decided about the passage; what is typed as a reason stays while nothing was."""
        self.hit = hit
        self.shown_label.setText(_("原样印出") if hit.decision == "keep" else _("印成：{shown}").format(shown=hit.shown))
        self.sort_label.tint("" if hit.decision else "yellow")
        said = {"mask": _("已看过，打码"), "keep": _("保留：{reason}").format(reason=reason)}
        self.state_label.setText(said.get(hit.decision, _("还没有看，先打码")))
        self.state_label.tint("green" if hit.decision else "muted")
        self.mask_button.setVisible(hit.decision != "mask")
        self.keep_button.setVisible(hit.decision != "keep" and hit.sort not in NEVER_SHOWN)
        self.back_button.setVisible(bool(hit.decision))
        if hit.decision:
            self.reason_box.clear()
            self.reason_box.hide()
        self.setAccessibleName(f"{self.sort_label.text()}：{hit.passage}，{self.state_label.text()}")

    def ask(self) -> None:
        """Ask why the passage may stand."""
        if self.hit.sort in NEVER_SHOWN or self.hit.decision == "keep":
            return
        self.reason_box.show()
        self.reason_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of this row from the page's own shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape and self.reason_box.isVisible():
            self.reason_box.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_1 and self.hit.decision != "mask":
            self.masked.emit(self.hit.key)
        elif key == Qt.Key.Key_2:
            self.ask()
        elif key == Qt.Key.Key_3 and self.hit.decision:
            self.taken_back.emit(self.hit.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def _around(hit: Hit) -> tuple[str, str, str]:
    """Return what stands before the passage, the passage, and what stands after it, each not too long."""
    end = hit.at + len(hit.passage)
    before, after = hit.sentence[: hit.at], hit.sentence[end:]
    passage = hit.passage if len(hit.passage) <= 2 * AROUND else hit.passage[: 2 * AROUND] + "…"
    return ("…" + before[-AROUND:] if len(before) > AROUND else before), passage, (after[:AROUND] + "…" if len(after) > AROUND else after)
