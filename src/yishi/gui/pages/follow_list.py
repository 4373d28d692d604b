"""The parts of 落实 and what they show: bar, list or board or grid, the card at the right, and how they share the room."""


from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QFrame, QWidget

from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.ime import Candidate
from yishi.gui.layout import column
from yishi.gui.page import Page
from yishi.gui.pages import board_rows, follow_filters, roster
from yishi.gui.pages.follow_bar import FollowBar
from yishi.gui.pages.follow_board import FollowBoard
from yishi.gui.pages.follow_bulk import FollowBulk
from yishi.gui.pages.follow_foot import FollowFoot
from yishi.gui.pages.resolution_detail import ResolutionDetail
from yishi.gui.table import Table
from yishi.gui.widgets import Button, Empty
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine
from yishi.services.loop_signs import Amiss


class FollowList(Page):
    """What 落实 shows: list, board, grid and card, filtered and shared out; what is done there is FollowPage's."""

    form = "follow"
    bar_holder: QWidget
    paper_place: QWidget
    board: QFrame
    list_card: QFrame
    resolution_table: Table
    board_holder: QWidget
    nothing_holder: QWidget
    foot_holder: QWidget
    detail_holder: QFrame
    empty_card: QFrame

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("落实")
        self.lines: tuple[ResolutionLine, ...] = ()
        self.shown: list[ResolutionLine] = []
        self.amiss: tuple[Amiss, ...] = ()
        self._begin = ""  # what to begin when the page is shown, asked for by another page
        self._people_known = self._narrow = False
        self._people: list[Candidate] = []
        self.bar, self.cards, self.bulk, self.foot = FollowBar(), FollowBoard(), FollowBulk(workspace), FollowFoot(workspace)
        self.bar.keys_of = lambda: roster.keys_by_name(workspace)
        self.detail = ResolutionDetail(workspace)
        self.entry = self.detail.entry
        self.strips = self.detail.strips
        self._hang_up()
        self._set_columns(narrow=False)
        self.built()

    def _hang_up(self) -> None:
        self.bar_holder.setLayout(column(self.bar))
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        self.board_holder.setLayout(column((self.cards, 1)))
        self.all_button = Button(_("看全部"))
        self.all_button.setObjectName("show_all_button")
        self.nothing = Empty("", self.all_button, glyph="follow")
        self.nothing_holder.setLayout(column(self.nothing))
        self.foot_holder.setLayout(column(self.foot))
        layout = self.list_card.layout()
        assert layout is not None
        layout.addWidget(self.bulk)
        self.detail_holder.setLayout(column(self.detail))
        self._empty = Empty(_("还没有决议。开完会，决议会自动出现在这里。"), self._to("meetings", _("去开会")), glyph="follow")
        self.empty_card.setLayout(column(self._empty))
        self.bulk.hide()

    def _to(self, place: str, word: str) -> Button:
        button = Button(word, kind="primary")
        button.clicked.connect(lambda: self.wants.emit(place, None))
        return button

    # ---- the list

    def _read(self) -> None:
        from yishi.services import amiss, communities, resolutions

        with self.workspace.read() as session:
            self.lines = resolutions.lines(session, self.workspace.today)
            self.amiss = amiss.found(session, self.workspace.today)
            facts = communities.facts(session)
        if facts is not None:
            self.entry.term.kind = facts.kind
        self.counted.emit("follow", sum(line.light == "red" for line in self.lines))
        self.bar.show_counts(self.lines, self.workspace.actor, self.workspace.today)
        self.share_room()  # a chip with its number is wider
        self.say_title(_("落实"), _("决议跟踪 · {n}项").format(n=len(self.lines)) if self.lines else "")

    def _wanted(self, line: ResolutionLine) -> bool:
        told = follow_filters.shown(line, self.bar.chip, self.workspace.actor, self.workspace.today)
        return told and follow_filters.in_name_of(line, self.bar.person)

    def _fill(self) -> None:
        self.shown = [line for line in self.lines if self._wanted(line)]
        for part in (self.bar, self.board):
            part.setVisible(bool(self.lines))
        self.empty_card.setVisible(not self.lines)
        self._look()
        self.detail.setVisible(bool(self.shown))
        self.detail_holder.setVisible(bool(self.shown) and self.bulk.isHidden())
        if not self.shown:
            self.foot.urge_button.setEnabled(False)
        who = _("{name}名下").format(name=self.bar.person) if self.bar.person else ""
        chip = "" if self.bar.chip == "all" else _("“{chip}”").format(chip=_(follow_filters.CHIPS[self.bar.chip]))
        self.nothing.label.setText(_("{who}{chip}现在没有事项。").format(who=who, chip=chip))
        for button in (self.bar.progress_button, self.bar.bulk_button):
            button.setEnabled(bool(self.shown))

    def _look(self) -> None:
        """Fill what is looked at: list or board, the grid while it is open, a sentence where nothing is shown."""
        bulk, board, any_ = not self.bulk.isHidden(), self.bar.view == "board", bool(self.shown)
        self.resolution_table.setVisible(any_ and not board and not bulk)
        self.board_holder.setVisible(any_ and board and not bulk)
        self.nothing_holder.setVisible(bool(self.lines) and not any_ and not bulk)
        self.foot_holder.setVisible(not bulk)
        today, chosen = self.workspace.today, self.chosen_ref()
        rows = [board_rows.row(line, today, narrow=self._narrow, amiss=self._amiss_words(line)) for line in self.shown]
        if not board:
            self.resolution_table.show_rows(rows)
            return
        with QSignalBlocker(self.resolution_table):  # the board says which one is chosen
            self.resolution_table.show_rows(rows)
        self.cards.show_lines(self.shown, today, chosen)

    def _amiss_of(self, line: ResolutionLine) -> tuple[Amiss, ...]:
        from yishi.services import amiss

        return amiss.of_resolution(self.amiss, line.id, line.meeting_id)

    def _amiss_words(self, line: ResolutionLine) -> str:
        return "　".join(each.words for each in self._amiss_of(line)) if self.amiss else ""

    def _turn(self, view: str) -> None:
        kept = self.chosen_ref()
        self._look()
        if view == "list" and any(line.id == kept for line in self.shown):
            self.resolution_table.choose(kept)
        self.escape()

    def _set_columns(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.resolution_table.set_columns(board_rows.columns(narrow=narrow), height=45)

    def chosen_ref(self) -> str:
        """Return the id of the resolution that is chosen, "" for none."""
        return self.detail.sheet.line.id if self.detail.sheet is not None else ""

    def show_all(self) -> None:
        """No filter."""
        self.bar.show_all()
        self._fill()
        self.escape()

    def _go(self, place: str) -> None:
        sheet = self.detail.sheet
        fits = {"inspect": "INSPECTING", "evaluate": "EVALUATING"}
        self.wants.emit(place, sheet.line.id if sheet is not None and sheet.line.state == fits[place] else None)

    def _next_red(self) -> None:
        reds = [line.id for line in self.shown if line.light == "red"]
        if not reds:
            raise Refusal("YS-L50", _("这里没有红灯。"), next_step=_("点“全部”再看。"))
        order = [row.ref for row in self.resolution_table.rows.rows]
        here = order.index(self.chosen_ref()) if self.chosen_ref() in order else -1
        self._pick(next((ref for ref in reds if order.index(ref) > here), reds[0]))

    def _pick(self, ref: str) -> None:
        (self.cards.choose if self.bar.view == "board" else self.resolution_table.choose)(ref)
        self.escape()

    # ---- sizes

    def minimumSizeHint(self) -> QSize:
        """Narrower than its form asks for: what has no room in the bar is left away."""
        return QSize(theme.px(690), super().minimumSizeHint().height())

    def share_room(self) -> None:
        """The card takes its 408, but never more than its share; a list that is left narrow shows fewer columns."""
        whole = self.width() - 32
        card = min(theme.px(408), max(round(whole * 0.43), 300))
        self.detail_holder.setFixedWidth(card)
        narrow = whole - card < theme.px(640)
        if narrow != self._narrow:
            kept = self.resolution_table.chosen_ref()
            with QSignalBlocker(self.resolution_table):  # the same resolution stays chosen
                self._set_columns(narrow=narrow)
                self._fill()
                self.resolution_table.choose(kept)
        self.bar.share(whole)
