"""One attachment of the meeting, large, in the middle of the room: what it is, whether it may be shown, what it shows."""

from PySide6.QtCore import QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.controls import Button, Segments, Tick
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AttachmentLine


class PictureView(QWidget):
    """A picture as large as there is room, never larger than it is; words where it cannot be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture, self.words = QPixmap(), ""

    def show_picture(self, picture: QPixmap, words: str) -> None:
        """Show this picture, or the words where it is none."""
        self.picture, self.words = picture, words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg"))
        if self.picture.isNull():
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font())
            middle = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), middle, self.words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.picture.size()
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawPixmap(QRect(left, top, size.width(), size.height()), self.picture)


class PicturePage(QWidget):
    """Looks at one attachment of a row of them.

    Signals:
        left(): back to the speeches.
    """

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.lines: tuple[AttachmentLine, ...] = ()
        self.names: dict[str, str] = {}
        self.shown_id = ""
        self.title_label = ElidedLabel(step=1, bold=True)
        self.previous_button = Button(_("上一张"), kind="quiet", small=True)
        self.next_button = Button(_("下一张"), kind="quiet", small=True)
        self.back_button = Button(_("回到发言"), kind="quiet", small=True, key="Esc")
        self.view = PictureView()
        self.kinds = Segments((("photo", _("照片")), ("note", _("手写稿")), ("paper", _("签字的纸"))))
        self.consent_tick = Tick(_("图上的人同意展示"))
        self.consent_tick.setObjectName("consent_tick")
        self.caption_box = NameBox(hint=_("说明，回车存好"), name=_("图片说明"))
        self.caption_box.setObjectName("caption_box")
        self.play_button = Button(_("用电脑上的播放器听"), glyph="play", kind="tonal")
        self.strike_button = Button(_("划掉"), kind="quiet", glyph="trash")
        self.strike_button.setObjectName("strike_attachment_button")
        self.kind_word = Label(_("这是"), "muted")
        head = row((self.title_label, 1), self.previous_button, self.next_button, self.back_button, gap=2)
        kinds = row(self.kind_word, self.kinds, None, self.consent_tick, self.play_button)
        self.setLayout(column(head, (self.view, 1), kinds, row((self.caption_box, 1), self.strike_button), gap=6, margin=(12, 6, 8, 8)))
        for button, step in ((self.previous_button, -1), (self.next_button, 1)):
            button.clicked.connect(lambda _on=False, step=step: self.step(step))
        self.back_button.clicked.connect(self.left)
        self.strike_button.clicked.connect(self.strike)
        self.play_button.clicked.connect(self._play)
        self.consent_tick.clicked.connect(self._agree)
        self.kinds.picked.connect(self._say_kind)
        self.caption_box.chosen.connect(self._say_caption)
        press_by_enter(self.previous_button, self.next_button, self.back_button, self.strike_button, self.play_button)

    @property
    def line(self) -> AttachmentLine | None:
        """The attachment that is looked at."""
        return next((line for line in self.lines if line.id == self.shown_id), None)

    def show_lines(self, lines: tuple[AttachmentLine, ...], names: dict[str, str], id_: str = "") -> None:
        """Show one of these; without an id the same as before, when it is still there."""
        self.lines, self.names, before = lines, names, self.line
        self.shown_id = id_ or self.shown_id
        if self.isVisible() or id_:
            self._show(before)

    def _show(self, before: AttachmentLine | None) -> None:
        line = self.line
        if line is None:
            self.shown_id = ""
            if self.isVisible():
                self.left.emit()
            return
        file = self.workspace.kept_file(line.sha256)
        heard = line.kind == "recording"
        missing = _("这个文件不在这台电脑上。带着整本议事簿来的那台电脑上有。")
        words = missing if file is None else _("录音已经附上，存在议事簿旁边。") if heard else _("这张图打不开。")
        self.view.show_picture(QPixmap() if heard or file is None else QPixmap(str(file)), words)
        self.title_label.setText("　".join(part for part in (self.names[line.id], line.at) if part))
        for part in (self.kinds, self.kind_word, self.consent_tick):
            part.setVisible(not heard)
        self.play_button.setVisible(heard and file is not None)
        if not heard:
            self.kinds.choose(line.kind)
        self.consent_tick.setChecked(bool(line.photo_consent))
        if before is None or before.id != line.id or before.caption != line.caption:
            self.caption_box.set_name(line.caption)
        place = self.lines.index(line)
        self.previous_button.setEnabled(place > 0)
        self.next_button.setEnabled(place < len(self.lines) - 1)

    def step(self, step: int) -> None:
        """Look at the next or the previous one."""
        line = self.line
        place = self.lines.index(line) + step if line is not None else -1
        if 0 <= place < len(self.lines):
            self.show_lines(self.lines, self.names, self.lines[place].id)

    def strike(self) -> None:
        """Take it out of the meeting; Ctrl+Z brings it back."""
        from yishi.services import attachments_of_meeting

        line, struck = self.line, self.shown_id
        if line is None:
            return
        with self.workspace.write("attachment", words=_("划掉{name}").format(name=self.names[struck])) as session:
            attachments_of_meeting.strike(session, struck)

    def _agree(self, agreed: bool) -> None:
        from yishi.services import attachments_of_meeting

        words = _("图上的人同意展示") if agreed else _("图上的人没有同意展示")
        with self.workspace.write("attachment", words=words) as session:
            attachments_of_meeting.set_consent(session, self.shown_id, agreed)

    def _say_kind(self, kind: str) -> None:
        from yishi.services import attachments_of_meeting

        with self.workspace.write("attachment", words=_("改附件的种类")) as session:
            attachments_of_meeting.set_kind(session, self.shown_id, kind)

    def _say_caption(self) -> None:
        from yishi.services import attachments_of_meeting

        commit_composition()
        line = self.line
        if line is not None and self.caption_box.text().strip() != line.caption:
            with self.workspace.write("attachment", words=_("写图片说明")) as session:
                attachments_of_meeting.set_caption(session, line.id, self.caption_box.text())

    def _play(self) -> None:
        line = self.line
        file = self.workspace.kept_file(line.sha256) if line is not None else None
        if file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
