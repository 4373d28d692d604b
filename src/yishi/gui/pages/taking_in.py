"""Files and pictures that come into the live room: dropped on it, pasted into the speech box, or chosen with F6."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from yishi.errors import Refusal, shown
from yishi.gui.feedback import soon
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.store.attachments import Picture

MOST_AT_ONCE = 20  # files of one drop


def files_of(data: QMimeData) -> list[Path]:
    """Return the files of this PC that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class TakingIn(QObject):
    """Puts what comes in beside the book and names it in the meeting; what cannot be used is said in words, all of it.

    Signals:
        attached(int): so many were attached.
    """

    attached = Signal(int)

    def __init__(self, workspace: Workspace, holder: QWidget) -> None:
        super().__init__(holder)
        self.workspace, self.holder = workspace, holder
        self.meeting, self.agenda_item, self.open = "", "", False
        self.known: frozenset[str] = frozenset()
        holder.setAcceptDrops(True)
        holder.installEventFilter(self)

    def show_item(self, meeting: str, agenda_item: str, is_open: bool, known: frozenset[str]) -> None:
        """What comes in from now on belongs to this item; `known` are the hashes of what is attached already."""
        self.meeting, self.agenda_item, self.open, self.known = meeting, agenda_item, is_open, known

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            data = event.mimeData()
            if not self.open or not (files_of(data) or data.hasImage()):
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take(data)
            return True
        return False

    def choose(self) -> None:
        """F6: choose files."""
        if self.open:
            kinds = _("照片和录音 (*.jpg *.jpeg *.png *.m4a *.mp3 *.amr *.wav *.aac)")
            chosen, _kind = QFileDialog.getOpenFileNames(self.holder, _("选照片或录音，可以选几个"), "", kinds)
            self.take_files([Path(file) for file in chosen])

    def take(self, data: QMimeData) -> bool:
        """Take in files or a picture, once the key or the drop is done with; False when there is neither."""
        files, image = files_of(data), data.imageData() if data.hasImage() else None
        if files:
            soon(self, lambda: self.take_files(files))
        elif image is not None:
            soon(self, lambda: self.take_image(image))
        return bool(files) or image is not None

    def take_image(self, image: object) -> None:
        """Attach a picture that was pasted."""
        if not isinstance(image, QImage) or image.isNull() or not self.open:
            return
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        self._attach([self.workspace.drawn_from(bytes(held.data()), _("粘贴的图"))], ())

    def take_files(self, files: Sequence[Path]) -> None:
        """Attach these files, photos and recordings; those that are neither are named afterwards, the others are kept."""
        if not files or not self.open:
            return
        taken: list[Picture] = []
        refused: list[tuple[Path, Refusal]] = []
        for file in files[:MOST_AT_ONCE]:
            try:
                taken.append(self.workspace.taken_in(file))
            except Refusal as refusal:
                refused.append((file, refusal))
        self._attach(taken, refused)

    def _attach(self, taken: "Sequence[Picture]", refused: Iterable[tuple[Path, Refusal]]) -> None:
        from yishi.services import attachments_of_meeting

        wrong = list(refused)
        found = {picture.digest: picture for picture in taken}
        new = [picture for digest, picture in found.items() if digest not in self.known] or list(found.values())[:1]
        if new:
            words = _("附上{n}个文件").format(n=len(new))
            with self.workspace.write("attachment", words=words) as session:
                self.workspace.keep(new)
                for picture in new:
                    attachments_of_meeting.attach(
                        session, self.meeting, picture.digest, "recording" if picture.is_recording else "photo",
                        self.agenda_item or None, f"{self.workspace.now():%H:%M}",
                    )  # fmt: skip
            self.attached.emit(len(new))
        if len(wrong) == 1:
            raise wrong[0][1]
        if wrong:
            names = "、".join(shown(file.name, 20) for file, _refusal in wrong[:4])
            message = _("这{n}个文件没有附上：{names}。").format(n=len(wrong), names=names)
            raise Refusal("YS-A01", message, next_step=wrong[0][1].next_step)
