"""投屏上: the little picture of what the hall sees, always in the operator's sight, with 黑屏 beside it."""

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QWidget

from yishi.gui import forms, icons, theme
from yishi.gui.controls import Button
from yishi.gui.pages.projection import Projection
from yishi.gui.projector_paint import paint
from yishi.gui.widgets import ElidedLabel, Label
from yishi.i18n import _


class HallPreview(QWidget):
    """The very picture of the hall, small; dark with a screen on it while the projector is off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.projection: Projection | None = None
        self.setAccessibleName(_("大家看到的画面"))
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(92), theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        projector = self.projection.projector if self.projection is not None else None
        if projector is None or not projector.on_air:
            painter.fillRect(self.rect(), theme.color("hair"))
            side = theme.px(22)
            image = icons.pixmap("screen", theme.color("muted").name(), side)
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, image)
            return
        painter.fillRect(self.rect(), QColor("black"))
        if projector.blank or self.projection is None:
            return
        size = QSizeF(projector.hall_size())
        scale = min(self.width() / size.width(), self.height() / size.height())
        painter.translate((self.width() - size.width() * scale) / 2, (self.height() - size.height() * scale) / 2)
        painter.scale(scale, scale)
        painter.setClipRect(0, 0, int(size.width()), int(size.height()))
        paint(painter, size, self.projection.view, projector.colours)


forms.OURS["HallPreview"] = HallPreview


class ProjectorCard(QWidget):
    """What is on air, black screen, 公布结果, and the way to what can be released.

    Signals:
        panel_asked(): the operator wants to see what can be released.
    """

    panel_asked = Signal()

    preview: HallPreview
    projector_title: Label
    projector_told: ElidedLabel
    release_button: Button
    blank_button: Button

    def __init__(self, projection: Projection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.projection = projection
        forms.wear(self, "projector_card")
        self.preview.projection = projection
        projection.changed.connect(self.show_state)
        self.blank_button.clicked.connect(self.press)
        self.release_button.clicked.connect(self.release)
        shortcut = QShortcut(QKeySequence("B"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(projection.projector.toggle_blank)
        for button in (self.blank_button, self.release_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor in the speech box
        self.show_state()

    def show_state(self) -> None:
        """Show what the hall sees now."""
        projector = self.projection.projector
        on = projector.on_air
        self.projector_title.setText(_("投屏上") if on else _("投屏"))
        self.projector_title.tint("red" if on and not projector.blank else "")
        self.projector_told.setText(self.projection.told())
        if on:
            self.blank_button.set_word(_("恢复") if projector.blank else _("黑屏"), "B")
        else:
            self.blank_button.set_word(_("投屏"), "F5")
        publish = on and self.projection.vote is not None
        self.release_button.set_kind("tonal" if publish else "quiet")
        self.release_button.set_word(_("公布结果") if publish else _("放要点"))
        self.preview.update()

    def release(self) -> None:
        """公布结果 while a counted vote waits for it, else the way to what can be released."""
        if self.projection.on_air and self.projection.vote is not None:
            self.projection.announce()
        else:
            self.panel_asked.emit()

    def press(self) -> None:
        """On, while it is off; black and back, while it is on."""
        if self.projection.on_air:
            self.projection.projector.toggle_blank()
        else:
            self.projection.toggle()
