"""The bar of 落实: how to look at it, which resolutions, in whose name, and what to do with many or with one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.ime import NameBox
from yishi.gui.layout import column, row
from yishi.gui.pages import follow_filters
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.places import places
from yishi.gui.widgets import Button, Rule, Segments
from yishi.i18n import _
from yishi.services.answers import ResolutionLine

ROOM_OF_A_BOARD = 1000  # px of the page at 10.5 pt that four columns and the card need
Person = tuple[str, str, tuple[str, ...]]


class FollowBar(QWidget):
    """One row, or two where one has no room for everything.

    Signals:
        looked(view): list or board.
        went(place): to 督查 or 评价, the other views of 落实.
        filtered(): another chip or another name.
    """

    looked = Signal(str)
    went = Signal(str)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known = {place.key for place in places() if place.exists()}
        views = [("list", _("列表")), ("board", _("看板")), ("inspect", _("督查")), ("evaluate", _("评价"))]
        self.view_choice = Segments([view for view in views if view[0] in ("list", "board") or view[0] in self.known])
        self.filter_choice = Segments([(chip, _(word)) for chip, word in follow_filters.CHIPS.items()],
                                      shapes=[follow_filters.SHAPES.get(chip, "") for chip in follow_filters.CHIPS])  # fmt: skip
        self.person_box = NameBox(hint=_("在谁名下"), name=_("只看在谁名下的，留空看所有人的"))
        self.next_red_button = Button(_("下一条红"), kind="quiet", key="F3")
        self.bulk_button = Button(_("批量记"), glyph="edit")
        self.progress_button = Button(_("记跟进"), kind="primary", key="F2", glyph="edit")
        names = {"view_choice": self.view_choice, "filter_choice": self.filter_choice, "person_box": self.person_box,
                 "bulk_button": self.bulk_button, "next_red_button": self.next_red_button,
                 "progress_button": self.progress_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self.person = ""
        self.keys_of: Callable[[], Mapping[str, tuple[str, ...]]] = dict  # by what the roster knows people besides their names
        self._offered: list[Person] = []
        self._chips = QWidget()
        self._rule = Rule(upright=True)
        self._chips.setLayout(row(self._rule, self.filter_choice, self.person_box, gap=6))
        self._first = row(self.view_choice, self._chips, None, self.next_red_button, self.bulk_button, self.progress_button, gap=6)
        self._second = row(gap=6)
        self._wide = True
        self.setLayout(column(self._first, self._second, gap=6))
        self.view_choice.picked.connect(self._look)
        self.filter_choice.picked.connect(lambda _chip: self.filtered.emit())
        self.person_box.query.connect(lambda _query: self._know_people())
        self.person_box.picked.connect(self.show_person)
        self.person_box.textEdited.connect(lambda text: None if text.strip() else self.show_person(""))
        self.person_box.chosen.connect(lambda: None if self.person_box.text().strip() else self.show_person(""))
        press_by_enter(self.next_red_button, self.bulk_button, self.progress_button)
        self.dress()

    def dress(self) -> None:
        self.person_box.setFixedWidth(theme.px(104))

    @property
    def chip(self) -> str:
        """Which resolutions are shown, a key of follow_filters.CHIPS."""
        return self.filter_choice.value or "all"

    @property
    def view(self) -> str:
        """list or board."""
        return "board" if self.view_choice.value == "board" else "list"

    def _look(self, view: str) -> None:
        if view in ("list", "board"):
            self.looked.emit(view)
        else:
            self.view_choice.choose("list")
            self.went.emit(view)

    def show_person(self, name: str) -> None:
        """Show what stands in this name only, "" for everybody."""
        self.person = name.strip()
        self.person_box.set_name(self.person)
        self.filtered.emit()

    def show_all(self) -> None:
        """No filter."""
        self.person = ""
        self.person_box.set_name("")
        self.filter_choice.choose("all")

    def show_counts(self, lines: Sequence[ResolutionLine], actor: str, today: date) -> None:
        """Say behind each chip how many it shows; offer those in whose name there is anything."""
        counts = follow_filters.counts(lines, actor, today)
        for chip, word in follow_filters.CHIPS.items():
            self.filter_choice.label(chip, f"{_(word)} {counts[chip]}")
        self._offered = self._people(lines)
        self.person_box.set_people(self._offered)

    def _know_people(self) -> None:
        """With the first letter the roster is asked too: a telephone, a household, what people call somebody."""
        if self._offered:
            known = self.keys_of()
            self.person_box.set_people([(name, hint, known.get(name, ())) for name, hint, _keys in self._offered])
            self._offered = []

    @staticmethod
    def _people(lines: Sequence[ResolutionLine]) -> list[Person]:
        """Return the names with how many matters each has; they are found by their pinyin too."""
        names = follow_filters.names(lines)
        return [(name, _("{n}条").format(n=sum(follow_filters.in_name_of(line, name) for line in lines)), ()) for name in names]

    def share(self, whole: int) -> None:
        """One row where everything has room in `whole` pixels, else the chips go into a second one, and what is spare away."""
        fixed = self.view_choice.sizeHint().width() + self.bulk_button.sizeHint().width() + self.progress_button.sizeHint().width() + 48
        chips = sum(button.sizeHint().width() + 6 for button in self.filter_choice.buttons.values()) + 24
        name, red = self.person_box.width() + 6, self.next_red_button.sizeHint().width() + 6
        wide = fixed + chips + name <= whole
        if wide != self._wide:
            self._wide = wide
            self._rule.setVisible(wide)
            into = self._first if wide else self._second
            if wide:
                into.insertWidget(1, self._chips)
            else:
                into.addWidget(self._chips)
                into.addStretch(1)
        self.next_red_button.setVisible(fixed + red + (chips + name if wide else 0) <= whole)
        room = whole if not wide else whole - fixed
        spare = chips + name - room
        self.person_box.setVisible(spare <= 0)
        for chip in ("yellow", "mine", "inspect"):
            button = self.filter_choice.buttons[chip]
            gone = spare > name and not button.isChecked()
            button.setVisible(not gone)
            spare -= button.sizeHint().width() + 4 if gone else 0
        if "board" in self.view_choice.buttons:
            self.view_choice.buttons["board"].setVisible(whole >= theme.px(ROOM_OF_A_BOARD))
