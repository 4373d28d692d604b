"""打印中心: the papers of a meeting, resolution or topic at the left, the chosen one as it will come out, and the way out at the right.

Keys: Ctrl+P prints what is ticked (else what is shown), F12 exports it for WPS and Word, Ctrl+E is the box of what papers are of,
Space ticks, Enter goes into the preview (← → turn the page, + − 0 its size), Esc back to the list.
"""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from yishi.domain.rare_names import visible
from yishi.errors import Refusal
from yishi.gui import forms, paper_making, theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.page import Page
from yishi.gui.pages import paper_rows
from yishi.gui.pages.entry import fill_empty, press_by_enter
from yishi.gui.pages.paper_edit import PaperEdit
from yishi.gui.pages.paper_leaks import PaperLeaks
from yishi.gui.pages.paper_side import PRINT, PaperSide
from yishi.gui.pages.paper_ways_out import WaysOut
from yishi.gui.paper_making import Made, Piece
from yishi.gui.paper_view import PaperView
from yishi.gui.pdf_pages import PdfPages
from yishi.gui.table import Column, Table
from yishi.gui.widgets import ElidedLabel, Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.paper_shelf import Paper
from yishi.services.paper_subjects import About

forms.OURS |= {"PaperView": PaperView, "PaperSide": PaperSide}
_SOON = 30  # ms: walking down the list makes only the paper where one stays


class PapersPage(Page):
    """What can be printed of one thing, seen before it is printed."""

    form = "papers"
    narrows = ("shelf_table",)

    board: QWidget
    shelf_card: QFrame
    about_box: NameBox
    about_label: Label
    shelf_table: Table
    count_label: Label
    missing_button: Button
    title_label: ElidedLabel
    whole_button: Button
    smaller_button: Button
    bigger_button: Button
    back_button: Button
    page_label: Label
    next_button: Button
    view: PaperView
    refused_empty: Empty
    side_card: QFrame
    side: PaperSide
    empty_card: QFrame
    nothing_empty: Empty

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("打印中心")
        self.abouts: tuple[About, ...] = ()
        self.about: About | None = None
        self.papers: dict[str, Paper] = {}
        self.ticked: set[str] = set()
        self.piece = 0  # which of the papers of the chosen row is shown
        self.made: dict[tuple[Piece, Any], Made] = {}
        self._wanted = self._wanted_paper = ""
        self._title = ""
        self._known = -1  # how often the book was saved when `made` was made
        self._shown: tuple[Piece, Any] | None = None
        self.shelf_table.set_columns((Column(_("打印件"), sorts=False), Column("", 116, sorts=False)), height=46, header=False)
        self.leaks = PaperLeaks(workspace, self.side.leak_button)
        beside = self.board.layout()
        assert isinstance(beside, QBoxLayout)
        beside.insertWidget(1, self.leaks)
        self.edit = PaperEdit(workspace, self.side.edit_button)
        beside.insertWidget(2, self.edit)
        holder = self.view.parentWidget()
        above = holder.layout() if holder is not None else None
        assert isinstance(above, QBoxLayout)
        above.insertWidget(1, self.edit.stale_strip)
        self.ways = WaysOut(self)
        go = Button(_("去开一场会"), kind="primary")
        go.clicked.connect(lambda: self.wants.emit("meetings", "new"))
        press_by_enter(go)
        fill_empty(self.nothing_empty, _("还没有会议，也没有议题，所以没有可印的。开了会，纪要、签到表、交办单都在这里。"), go)
        self.about_box.strict = True
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.show_paper)
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count)
        self._connect()
        self.dress()

    def _connect(self) -> None:
        self.about_box.picked.connect(self._pick)
        self.shelf_table.chosen.connect(lambda _ref: self._turn_to(0))
        self.shelf_table.ticked.connect(self._tick)
        self.shelf_table.opened.connect(lambda _ref: self.view.setFocus(Qt.FocusReason.TabFocusReason))
        self.missing_button.clicked.connect(lambda: self.wants.emit("missing_papers", None))
        self.whole_button.clicked.connect(self.view.fit)
        self.smaller_button.clicked.connect(lambda: self.view.step_zoom(-1))
        self.bigger_button.clicked.connect(lambda: self.view.step_zoom(1))
        self.back_button.clicked.connect(lambda: self.turn(-1))
        self.next_button.clicked.connect(lambda: self.turn(1))
        self.view.turned.connect(self.turn)
        self.view.zoomed.connect(self._say_place)
        for panel, other in ((self.leaks, self.edit), (self.edit, self.leaks)):
            panel.turned.connect(lambda on, other=other: self._make_room(on, other))
        self.side.changed.connect(self._changed)
        self.side.wanted.connect(self.ways.go)
        self.side.told.stopped.connect(self.ways.stop)
        press_by_enter(self.missing_button, self.whole_button, self.smaller_button, self.bigger_button, self.back_button, self.next_button)
        self.key("Ctrl+P", lambda: self.ways.go(PRINT))
        self.key("F12", lambda: self.ways.go("word"))
        self.key("Ctrl+E", self._to_box)
        self.key("F7", self.leaks.toggle)
        self.key("F4", self.edit.toggle)

    def _make_room(self, on: bool, other: PaperLeaks | PaperEdit) -> None:
        """One of the two stands in the place of the list of papers."""
        if on:
            other.open(False)
        self.shelf_card.setVisible(not on)

    def home(self) -> QWidget:
        return self.shelf_table if self.papers else self.about_box

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+P", _("打印勾好的；没有勾，就打印正看着的")), ("F12", _("导出成Word、WPS能改的稿子")),
                ("Ctrl+E", _("换一场会、一条决议")), (_("空格"), _("勾上，去掉勾")),
                ("F4", _("改纸上的字句，改了的不会被冲掉")), (_("回车"), _("到预览里：← → 翻页，＋ － 放大缩小，0 整页或适合宽度"))]

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印"), "Ctrl+P", lambda: self.ways.go(PRINT)), (_("导出Word"), "F12", lambda: self.ways.go("word")),
                (_("这本还差哪张纸，全年存成PDF"), "", lambda: self.wants.emit("missing_papers", None))] if self.papers else []

    def show_ref(self, ref: Any) -> None:
        """`ref` is an id or a printed number, or (that, name of the paper)."""
        self._wanted, self._wanted_paper = ref if isinstance(ref, tuple) else (str(ref), "")
        self.ticked.clear()

    def may_leave(self) -> bool:
        if self.edit.unsaved and not self.edit.isHidden():
            self.side.told.tell("yellow", _("改的字句还没有存。按 Ctrl+Enter 存下，按 Esc 不要了。"))
            self.edit.to_box()
            return False
        return self.ways.may_leave()

    def escape(self) -> None:
        commit_composition()
        self.leaks.open(False)
        self.edit.open(False)
        super().escape()

    # ---- what there is

    def reload(self) -> None:
        from yishi.services import paper_subjects

        with self.workspace.read() as session:
            self.abouts = paper_subjects.every(session)
        subject = self._subject()
        self.board.setVisible(subject is not None)
        self.empty_card.setVisible(subject is None)
        self.about_box.set_people([paper_rows.candidate(each) for each in self.abouts])
        self.say_title(_("打印中心"), "")
        if subject is not None:
            self.show_about(subject)

    def _subject(self) -> About | None:
        """Return what was asked for, else what is shown, else the newest meeting or what there is; None in an empty book."""
        wanted, self._wanted = self._wanted, ""
        found = {name: each for each in self.abouts for name in (each.number, each.id) if name}
        if wanted and wanted not in found:
            raise Refusal("YS-P30", _("要印的这一项已经不在了。"), next_step=_("请在左上的框里另选一场会、一条决议或一个议题。"))
        if len(self.abouts) < 2:  # the book itself is always there
            return None
        held = next((each for each in self.abouts if each.on and each.on <= self.workspace.today.isoformat()), self.abouts[0])
        return found.get(wanted) or found.get(self.about.id if self.about else "") or held

    def show_about(self, subject: About) -> None:
        """Show the papers of something."""
        from yishi.documents.catalogue import documents, papers_of
        from yishi.services import paper_shelf

        if self.about is not None and self.about.id != subject.id:
            self.ticked.clear()
            self.side.told.hush()
        with self.workspace.read() as session:
            found = paper_shelf.shelf(session, subject.id, self.workspace.today, tuple(documents().values()), papers_of)
        self.about, self.papers = subject, {paper.name: paper for paper in found}
        self.ticked &= self.papers.keys()
        self.about_box.set_name(subject.title, subject.id)
        self.about_box.setCursorPosition(0)
        self.about_label.setText(paper_rows.told(subject))
        self.say_title(_("打印中心"), paper_rows.told(subject))
        saved = sum(self.workspace.saves.values())
        if saved != self._known:
            self.made.clear()
            self._known, self._shown = saved, None
        self._fill()
        if self._wanted_paper:
            self.shelf_table.choose(self._wanted_paper)
            self._wanted_paper = ""
        self._soon.start()

    def _fill(self) -> None:
        self.shelf_table.show_rows([paper_rows.row(paper, paper.name in self.ticked) for paper in self.papers.values()])
        self._say_count()

    def _pick(self, _title: str) -> None:
        subject = next((each for each in self.abouts if each.id == self.about_box.ref), None)
        if subject is not None:
            self.show_about(subject)
            self.shelf_table.selectRow(0)
            self.shelf_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_box(self) -> None:
        self.about_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.about_box.selectAll()

    def _tick(self, name: str, on: bool) -> None:
        (self.ticked.add if on else self.ticked.discard)(name)
        self.side.told.hush()
        self._fill()

    def wanted_papers(self) -> list[Paper]:
        """Return what would be printed: the ticked papers, else the chosen one."""
        chosen = self.papers.get(str(self.shelf_table.chosen_ref()))
        return [paper for paper in self.papers.values() if paper.name in self.ticked] or ([chosen] if chosen else [])

    # ---- the preview

    def chosen_pieces(self) -> tuple[Piece, ...]:
        """Return the single papers of the chosen row."""
        chosen = self.papers.get(str(self.shelf_table.chosen_ref()))
        return paper_making.pieces([chosen]) if chosen else ()

    def _changed(self) -> None:
        self.side.told.hush()
        self._soon.start()

    def _turn_to(self, piece: int) -> None:
        self.piece = piece
        self._soon.start()

    def turn(self, way: int) -> None:
        """One page on or back; from the last page of a paper to the next one of its kind."""
        pages, many = self.view.pages, len(self.chosen_pieces())
        if pages is not None and 0 <= self.view.place + way < pages.count:
            self.view.show_page(pages, self.view.place + way)
            self._say_place()
        elif 0 <= self.piece + way < many:
            self.piece += way
            self.show_paper(last=way < 0)

    def made_of(self, piece: Piece) -> Made:
        """Return a paper as it comes out now; made once for each wish, until the book changes."""
        key = (piece, self.side.wish())
        if key not in self.made:
            self.made[key] = paper_making.make(self.workspace, piece, key[1])
        return self.made[key]

    def show_paper(self, last: bool = False) -> None:
        """Make the chosen paper and show it; one that cannot be made says why in its place."""
        found = self.chosen_pieces()
        if not found or self.workspace.book is None:
            return
        self.piece = min(self.piece, len(found) - 1)
        piece, wish = found[self.piece], self.side.wish()
        refusal = None
        try:
            made = self.made_of(piece)
        except Refusal as why:
            refusal = why
        self.view.setHidden(refusal is not None)
        self.refused_empty.setVisible(refusal is not None)
        self._title = piece.title
        if refusal is not None:
            self._shown = None
            self.view.show_page(None)
            self.refused_empty.label.setText(refusal.message + refusal.next_step)
        elif self._shown != (piece, wish):
            kept = self.view.place if self._shown and self._shown[0] == piece else 0
            pages = PdfPages(made.content)
            self.view.show_page(pages, pages.count - 1 if last else min(kept, pages.count - 1))
            self._shown = (piece, wish)
            if made.unknown:
                signs = "、".join(map(visible, made.unknown))
                self.side.told.tell("yellow", _("不知道“{signs}”有几画，排在最后，请核对。").format(signs=signs))
            elif made.unplaced:
                names = "、".join(made.unplaced[:6]) + ("…" if len(made.unplaced) > 6 else "")
                self.side.told.tell("yellow", _("手工的次序里没有这{n}位，排在最后：{names}。").format(n=len(made.unplaced), names=names))
        self.leaks.follow(None if refusal is not None else piece, wish.manner)
        self.edit.follow(None if refusal is not None else piece)
        self._say_place()
        self._counting.start()

    def _say_place(self) -> None:
        pages, many = self.view.pages, len(self.chosen_pieces())
        words = ""
        if pages is not None:
            words = _("第{n}/{all}页").format(n=self.view.place + 1, all=pages.count)
        if pages is not None and many > 1:
            words = _("第{n}/{all}份 {page}/{pages}页").format(n=self.piece + 1, all=many, page=self.view.place + 1, pages=pages.count)
        self.page_label.setText(words)
        self.title_label.setText(self._title + ("" if pages is None or not self.view.zoom else f"　{self.view.words()}"))
        self.whole_button.set_word(_("整页") if self.view.zoom else _("适宽"))
        self.whole_button.setAccessibleName(_("显示整页") if self.view.zoom else _("适合宽度"))
        first = self.view.place == 0 and self.piece == 0
        end = pages is None or (self.view.place == pages.count - 1 and self.piece >= many - 1)
        self.back_button.setDisabled(first)
        self.next_button.setDisabled(end)

    def _count(self) -> None:
        """Make one more of the papers that are wanted, so that it can be said how many sheets they come to."""
        wish = self.side.wish()
        left = [piece for piece in paper_making.pieces(self.wanted_papers()) if (piece, wish) not in self.made]
        try:
            if left:
                self.made_of(left[0])
        except Refusal:
            pass  # the preview or the button will say why; how many sheets they are is not said then
        self._say_count(more=len(left) > 1)

    def _say_count(self, more: bool = True) -> None:
        wish, asked = self.side.wish(), paper_making.pieces(self.wanted_papers())
        pages = [self.made[piece, wish].pages for piece in asked if (piece, wish) in self.made]
        ticked = len(asked) if self.ticked else 0
        words = _("勾了{n}份").format(n=ticked) if ticked else _("没有勾")
        whole = len(pages) == len(asked) and bool(pages)
        self.count_label.setText(words + (_("，共{n}页").format(n=sum(pages)) if whole and ticked else ""))
        self.side.print_button.set_word(_("打印{n}页").format(n=sum(pages)) if whole else _("打印"))
        if more and not whole and self.isVisible():
            self._counting.start()

    # ---- sizes

    def dress(self) -> None:
        if hasattr(self, "ways"):
            self.shelf_card.setFixedWidth(theme.px(304))
            self.leaks.setFixedWidth(theme.px(304))
            self.edit.setFixedWidth(theme.px(304))
            self.side_card.setFixedWidth(theme.px(270))


