"""Pictures of a matter side by side: what was before and what is now, each with day and person under it."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.controls import Tick
from yishi.gui.layout import clear, column
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet


@dataclass(frozen=True)
class Shot:
    """A picture: its file (None: missing beside the book), what stands under it, when it was (before, after, "").

    `digest` names it in the book; `agreed`: those on it agreed that it hangs.
    """

    file: Path | None
    caption: str
    phase: str = ""
    digest: str = ""
    agreed: bool = False


def shots_of(workspace: Workspace, sheet: ResolutionSheet) -> list[Shot]:
    """Return the pictures of a resolution, oldest first."""
    if not any(event.photos for event in sheet.events):
        return []
    from yishi.services import photos

    with workspace.read() as session:
        agreed = photos.consents(session, sheet.line.id)
    found = []
    for event in sheet.events:
        for place, digest in enumerate(event.photos):
            phase = event.phases[place] if place < len(event.phases) else ""
            when = {"before": _("办理前"), "after": _("办理后")}.get(phase, event.words)
            caption = f"{when}　{event.on.month}-{event.on.day}　{event.by}".strip()
            found.append(Shot(workspace.kept_file(digest), caption, phase, digest, agreed.get(digest) is True))
    return found


class PhotoView(QWidget):
    """One picture, as large as there is room, with its caption on a dark strip; a sentence where there is none."""

    def __init__(self, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shot: Shot | None = None
        self.empty = empty
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_shot(None)

    def show_shot(self, shot: Shot | None, pixmap: QPixmap | None = None) -> None:
        """Show this picture; `pixmap` where it lies in memory only."""
        self.shot = shot
        self._pixmap = pixmap if pixmap is not None else QPixmap(str(shot.file)) if shot is not None and shot.file else QPixmap()
        self.setAccessibleName(shot.caption if shot is not None else self.empty)
        self.setToolTip(shot.caption if shot is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(100), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg"))
        painter.setFont(theme.font(-0.5))
        middle = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        if self._pixmap.isNull():
            painter.setPen(theme.color("muted"))
            words = _("图片不在这台电脑上\n{caption}").format(caption=self.shot.caption) if self.shot is not None else self.empty
            painter.drawText(self.rect().adjusted(8, 4, -8, -4), middle, words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawPixmap(QRect(left, top, size.width(), size.height()), self._pixmap)
        if self.shot is None:
            return
        strip = QRect(0, self.height() - theme.px(24), self.width(), theme.px(24))
        painter.fillRect(strip, theme.color("nav"))
        painter.setPen(theme.color("nav_text"))
        said = painter.fontMetrics().elidedText(self.shot.caption, Qt.TextElideMode.ElideRight, strip.width() - 16)
        painter.drawText(strip.adjusted(8, 0, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), said)


class PhotoShelf(QWidget):
    """The pictures of a resolution two by two; before and after stand beside each other as they come.

    Signals:
        consented(digest, agreed): the user says whether those on a picture agreed that it hangs.
    """

    consented = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: list[PhotoView] = []
        self.ticks: dict[str, Tick] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self.setLayout(self._grid)

    def show_shots(self, shots: list[Shot]) -> None:
        """Show these; where only a tick changed, the focus stays on it."""
        if [replace(view.shot, agreed=False) for view in self.views if view.shot] == [replace(shot, agreed=False) for shot in shots]:
            for view, shot in zip(self.views, shots, strict=True):
                view.shot = shot
                if shot.digest:
                    self.ticks[shot.digest].setChecked(shot.agreed)
            return
        clear(self._grid)
        self.views, self.ticks = [], {}
        for place, shot in enumerate(shots):
            view = PhotoView()
            view.show_shot(shot)
            view.setFixedHeight(theme.px(118))
            cell = QWidget()
            cell.setLayout(column(view, *([self._tick(shot)] if shot.digest else []), gap=2))
            self._grid.addWidget(cell, place // 2, place % 2)
            self.views.append(view)

    def _tick(self, shot: Shot) -> Tick:
        """Return the tick for the consent; only ticked pictures come on a notice for the wall."""
        tick = Tick(_("照片里的人同意公开"))
        tick.setToolTip(_("打了勾的照片才会印在结果公告上。没有人脸的照片也请打勾。"))
        tick.setAccessibleName(_("照片里的人同意公开：{caption}").format(caption=shot.caption))
        tick.setChecked(shot.agreed)
        tick.clicked.connect(lambda on: self.consented.emit(shot.digest, on))
        self.ticks[shot.digest] = tick
        return tick
