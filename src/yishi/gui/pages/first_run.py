"""初次使用: whose book this is, who keeps it, can it be read; then three ways in. No account, no tour.

Keys: type the name, Enter; the abbreviation is filled in; type your own name, Enter; Enter on the way wanted
(Tab and Shift+Tab go from one to the next).
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from yishi import paths
from yishi.errors import Refusal
from yishi.gui import look, theme
from yishi.gui.actor import keep_actor
from yishi.gui.ime import commit_composition
from yishi.gui.layout import row
from yishi.gui.page import Page
from yishi.gui.pages.ways import Way
from yishi.gui.rail import Seal
from yishi.gui.widgets import Button, Field, Glyph, Label, Segments
from yishi.gui.workspace import Workspace
from yishi.i18n import _

SAMPLE = "sample.yishi"
_RECORDERS = {"village": "许晓芸", "urban": "杜鹃"}  # who keeps the sample when nobody gave a name
_URBAN = ("社区", "居委会", "小区")


class FirstRunPage(Page):
    """Three questions on one page; what is answered is changed later in 设置."""

    form = "first_run"
    whole_window = True
    ink: QWidget
    seal_holder: QWidget
    name_box: Field
    kind_choice: Segments
    ime_glyph: Glyph
    ime_label: Label
    abbr_box: Field
    abbr_hint: Label
    actor_box: Field
    size_choice: Segments
    ways_frame: QFrame
    open_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("初次使用")
        self._own = workspace.location  # where the user's own book will be
        self._kind_chosen = self._abbr_typed = False
        self.strips = self.findChild(QVBoxLayout, "strips_box")
        self.seal_holder.setLayout(row(Seal(96), None))
        self.kind_choice.offer([("village", _("村")), ("urban", _("社区"))])
        sizes = ((theme.POINTS[0], _("清楚")), (theme.POINTS[1], _("有点小")), (theme.POINTS[2], _("再大些")))
        self.size_choice.offer([(str(points), word) for points, word in sizes])
        if str(theme.points) in self.size_choice.buttons:
            self.size_choice.choose(str(theme.points))
        self.sample_way = Way("eye", _("看样例"), _("几场会商，红灯黄灯绿灯都有，点着看一遍。和您的数据不混。"), _("5分钟"))
        self.people_way = Way("people", _("粘贴名册开始"),
                              _("在 WPS 里复制名单，按 Ctrl+V 就进来。开会时打首字母就出来。"), _("推荐"), likely=True)
        self.meeting_way = Way("play", _("直接开会"), _("今晚就有会？名单、议题边开边记。"), _("马上"))
        for name in ("sample_way", "people_way", "meeting_way"):
            getattr(self, name).setObjectName(name)
        self.ways_frame.setLayout(row((self.sample_way, 1), (self.people_way, 1), (self.meeting_way, 1), gap=12))
        self.abbr_box.setMaxLength(4)
        self._connect()
        self._tell()
        self.dress()

    def _connect(self) -> None:
        self.name_box.textChanged.connect(lambda _text: self._tell())
        self.abbr_box.textEdited.connect(self._own_abbr)
        self.abbr_box.textChanged.connect(lambda _text: self._tell_number())
        self.kind_choice.picked.connect(self._own_kind)
        self.size_choice.picked.connect(lambda points: look.wear(points=float(points)))
        self.name_box.returnPressed.connect(lambda: self._go_to(self.actor_box))
        self.abbr_box.returnPressed.connect(lambda: self._go_to(self.actor_box))
        self.actor_box.returnPressed.connect(lambda: self._go_to(self.people_way))
        self.sample_way.clicked.connect(self._see_sample)
        self.people_way.clicked.connect(lambda: self._begin("people"))
        self.meeting_way.clicked.connect(lambda: self._begin("meetings"))
        self.open_button.clicked.connect(self._open_file)

    def _go_to(self, widget: QWidget) -> None:
        commit_composition()
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def home(self) -> QWidget | None:
        return self.name_box

    def show_ref(self, ref: Any) -> None:
        """`ref` is where the user's own book will be, when another one (the sample) is open."""
        self._own = str(ref)

    def keys(self) -> list[tuple[str, str]]:
        return [(_("回车"), _("到下一格；在大按钮上就是选它")), ("Tab", _("到下一处"))]

    # ---- the answers

    def _own_kind(self, _kind: str) -> None:
        self._kind_chosen = True
        self._tell()

    def _own_abbr(self, text: str) -> None:
        self._abbr_typed = bool(text.strip())

    def _tell(self) -> None:
        """Fill in what the name tells: the kind and the abbreviation; and whether Chinese can be typed."""
        name = self.name_box.text().strip()
        if name and not self._kind_chosen:
            self.kind_choice.choose("urban" if name.endswith(_URBAN) else "village")
        if not self._abbr_typed:
            self.abbr_box.fill(name[:1])
        chinese = any("\u4e00" <= sign <= "\u9fff" for sign in name)
        self.ime_glyph.setVisible(bool(name))
        self.ime_label.setVisible(bool(name))
        if chinese:
            self.ime_glyph.show_icon("check", "green")
            self.ime_label.setText(_("中文输入法没问题"))
        else:
            self.ime_glyph.show_icon("info", "yellow")
            self.ime_label.setText(_("打不出汉字？先切到中文输入法，或者在 WPS 里打好再粘贴。"))
        self.ime_label.tint("green" if chinese else "yellow")
        self._tell_number()

    def _tell_number(self) -> None:
        abbr = self.abbr_box.text().strip() or _("桃")
        year = self.workspace.today.year
        self.abbr_hint.setText(_("用在决议编号里：{abbr}议〔{year}〕1-1").format(abbr=abbr, year=year))

    # ---- the ways in

    def _begin(self, place: str) -> None:
        """Make the book, write down whose it is, and go on; refused in words when an answer is missing."""
        from yishi.services import communities

        commit_composition()
        name, actor = self.name_box.text().strip(), self.actor_box.text().strip()
        if not name:
            self._go_to(self.name_box)
            raise Refusal("YS-M01", _("还没有写村或社区的名称。"), next_step=_("请写上名称，例如 桃湾村。"))
        if not actor:
            self._go_to(self.actor_box)
            raise Refusal("YS-J04", _("还不知道是谁在记。"), next_step=_("请写上您的姓名。"))
        kind, abbr = self.kind_choice.value, self.abbr_box.text().strip()
        workspace = self.workspace
        workspace.actor = actor
        keep_actor(actor)
        if "://" not in self._own and not Path(self._own).exists():
            workspace.found(self._own, lambda session: communities.found(session, kind, name, abbr))
        else:
            if workspace.book is None or workspace.location != self._own:
                workspace.open(self._own)
            with workspace.write("init", words=_("建簿")) as session:
                communities.found(session, kind, name, abbr)
        self.wants.emit(place, None)

    def _see_sample(self) -> None:
        """Open the sample in a file of its own, made when it is not there yet."""
        from yishi.services import sample

        workspace, kind = self.workspace, self.kind_choice.value
        file = paths.home() / SAMPLE
        workspace.actor = self.actor_box.text().strip() or _RECORDERS[kind]
        workspace.setProperty("own_location", self._own)
        if file.exists():
            workspace.open(str(file))
        else:
            workspace.found(str(file), lambda session: sample.fill(session, kind, workspace.today, workspace.actor))
        self.wants.emit("today", None)

    def _open_file(self) -> None:
        """Open a book that was copied from another PC."""
        start = str(Path(self._own).parent) if "://" not in self._own else ""
        file, _filter = QFileDialog.getOpenFileName(self, _("打开以前的议事簿"), start, _("议事簿 (*.yishi)"))
        if file:
            if self.actor_box.text().strip():
                self.workspace.actor = self.actor_box.text().strip()
                keep_actor(self.workspace.actor)
            self.workspace.open(file)
            self.wants.emit("today", None)

    # ---- how it looks

    def dress(self) -> None:
        if hasattr(self, "meeting_way"):
            self.name_box.setFixedWidth(theme.px(300))
            self.abbr_box.setFixedWidth(theme.px(64))
            self.actor_box.setFixedWidth(theme.px(300))
            self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def _share_width(self) -> None:
        whole = self.width()
        self.ink.setVisible(whole >= theme.px(980))
        self.ink.setFixedWidth(min(theme.px(432), round(whole * 0.32)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The left third is quiet ink; three benches wait at its foot."""
        if not self.ink.isVisible():
            return
        painter, wide = QPainter(self), self.ink.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, wide, self.height(), theme.color("nav"))
        ink = theme.color("paper")
        ink.setAlpha(46)
        pen = QPen(ink, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        top, gap = self.height() - 84.0, (wide - 3 * 88 - 48) / 2
        for place in range(3):
            x = 24 + place * (88 + gap)
            painter.drawRect(QRectF(x, top, 88, 9))
            painter.drawLine(QPointF(x + 12, top + 9), QPointF(x + 4, top + 44))
            painter.drawLine(QPointF(x + 76, top + 9), QPointF(x + 84, top + 44))
            painter.drawLine(QPointF(x + 9, top + 26), QPointF(x + 79, top + 26))
        painter.drawLine(QPointF(16, top + 44), QPointF(wide - 16, top + 44))
