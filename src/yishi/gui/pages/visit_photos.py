"""Before and after: the newest picture of each on 督查, and new ones from a file or pasted."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from yishi.errors import Refusal
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.photo_shelf import PhotoView, Shot, shots_of
from yishi.gui.pages.taking_in import files_of
from yishi.gui.widgets import Button, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

if TYPE_CHECKING:
    from yishi.store.attachments import Picture

MOST = 6  # pictures of one visit


class VisitPhotos(QWidget):
    """`new` holds the pictures that will go with the visit, by phase (before, after)."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.new: dict[str, list[Picture]] = {"before": [], "after": []}
        self._old: dict[str, Shot | None] = {"before": None, "after": None}
        self.views = {"before": PhotoView(_("办理前的照片，没有")), "after": PhotoView(_("现场照片，还没有"))}
        self.after_button = Button(_("加现场照"), glyph="photo", key="F6", small=True)
        self.before_button = Button(_("加办前照"), kind="quiet", small=True)
        self.paste_button = Button(_("粘贴截图"), kind="quiet", key="Ctrl+V", small=True)
        self.drop_button = Button(_("去掉新加的"), kind="quiet", small=True)
        names = {"add_after_button": self.after_button, "add_before_button": self.before_button,
                 "paste_photo_button": self.paste_button, "drop_photos_button": self.drop_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self.hint_label = Label(_("照片里有人脸时，公示前会提醒遮挡"), "muted", step=-0.5)
        pictures = row((self.views["before"], 1), (self.views["after"], 1))
        acts = row(self.after_button, self.before_button, self.paste_button, self.drop_button, None, gap=2)
        self.setLayout(column((pictures, 1), acts, self.hint_label, gap=4))
        self.after_button.clicked.connect(lambda: self.choose("after"))
        self.before_button.clicked.connect(lambda: self.choose("before"))
        self.paste_button.clicked.connect(self.paste)
        self.drop_button.clicked.connect(self.forget)
        press_by_enter(self.after_button, self.before_button, self.paste_button, self.drop_button)

    def show_sheet(self, sheet: ResolutionSheet, kept: dict[str, list["Picture"]]) -> None:
        """Show what there is of this matter, and what was added and not stored."""
        shots = shots_of(self.workspace, sheet)
        told = [shot for shot in shots if shot.phase != "before"]
        before = next((shot for shot in shots if shot.phase == "before"), None)
        self._old = {"before": before, "after": told[-1] if told else None}
        self.new = {"before": list(kept.get("before", ())), "after": list(kept.get("after", ()))}
        self._show()

    def forget(self) -> None:
        """Take out what was added and not stored."""
        self.new = {"before": [], "after": []}
        self._show()

    def _show(self) -> None:
        for phase, view in self.views.items():
            held = self.new[phase]
            if not held:
                view.show_shot(self._old[phase])
                continue
            pixmap = QPixmap()
            pixmap.loadFromData(held[-1].content)
            word = _("办理前") if phase == "before" else _("现场")
            caption = _("{word}　新加{n}张").format(word=word, n=len(held))
            view.show_shot(Shot(None, caption, phase), pixmap)
        self.drop_button.setVisible(any(self.new.values()))

    def choose(self, phase: str) -> None:
        """F6: choose pictures of this PC."""
        kinds = _("照片 (*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)")
        files, _filter = QFileDialog.getOpenFileNames(self, _("选照片，可以选几张"), "", kinds)
        self.add([Path(file) for file in files], phase)

    def add(self, files: Sequence[Path], phase: str = "after") -> None:
        """Add these files; Refusal YS-A02 for one that is no photo, and none is added then."""
        self._hold(list(self.workspace.drawn(files)), phase)

    def paste(self) -> None:
        """Ctrl+V: the picture that was copied, or files."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data):
            raise Refusal("YS-S36", _("没有复制到图片。"), next_step=_("先截图或复制照片，再粘贴。"))

    def take(self, data: QMimeData) -> bool:
        """Take in copied or dropped pictures as pictures of the spot; False where there are none."""
        files, image = files_of(data), data.imageData() if data.hasImage() else None
        if files:
            self.add(files)
            return True
        if not isinstance(image, QImage) or image.isNull():
            return False
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        self._hold([self.workspace.drawn_from(bytes(held.data()), _("粘贴的图"))], "after")
        return True

    def _hold(self, held: list["Picture"], phase: str) -> None:
        if len(self.new[phase]) + len(held) > MOST:
            raise Refusal("YS-S37", _("一次最多附{n}张照片。").format(n=MOST), next_step=_("请挑最能说明问题的几张。"))
        self.new[phase] = [*self.new[phase], *held]
        self._show()
