"""Where the three columns of the live room go: side by side, or behind tabs where there is not room for three."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from yishi.gui import theme
from yishi.gui.controls import Segments
from yishi.gui.layout import ANY_WIDTH
from yishi.gui.widgets import Scroll

COMPACT = 1050  # pixels; narrower than this, or at the biggest text, the side columns become tabs


class Columns(QObject):
    """Left, middle and right of the room, and the two cards in the right one.

    `left`, `middle` and `right` are shown together, or one at a time as `tabs` says ("people", "speech", "decide").
    """

    def __init__(self, left: QWidget, middle: QWidget, right: Scroll, tabs: Segments, side: QBoxLayout) -> None:
        super().__init__(middle)
        self.left, self.middle, self.right, self.tabs, self.side = left, middle, right, tabs, side
        self.compact = False
        self.cards: dict[QWidget, QWidget] = {}
        self.active: QWidget | None = None
        self.extra: QWidget | None = None  # at the very bottom, where there is room for it

    def hold(self, cards: Sequence[tuple[QWidget, QWidget]]) -> None:
        """Put the cards (each with its body) into the right column; the first is open when only one can be."""
        self.cards = dict(cards)
        for card in self.cards:
            self.side.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        self.side.addStretch(1)
        self.active = cards[0][0]

    def hold_extra(self, card: QWidget) -> None:
        """Put a card at the bottom of the right column that gives way first; with big letters it is never shown."""
        self.extra = card
        self.side.addWidget(card)
        card.hide()

    def arrange(self, width: int) -> None:
        """Take on the width of the page and the chosen text size."""
        self.compact = width < COMPACT or theme.points >= theme.POINTS[-1]
        for part in (self.left, self.right):
            part.setMinimumWidth(0)
            part.setMaximumWidth(ANY_WIDTH)
        if not self.compact:
            self.left.setFixedWidth(min(theme.px(240), 256))
            self.right.setFixedWidth(min(theme.px(336), 364))
        across = self.compact and width > theme.px(620)
        self.side.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
        for place in range(len(self.cards)):
            self.side.setStretch(place, 1 if across else 0)
        self.side.setStretch(len(self.cards), 0 if across else 1)
        self.show_view(self.tabs.value or "speech")

    def show_view(self, view: str) -> None:
        """Show one of the three where they are tabs."""
        if view in self.tabs.buttons:
            self.tabs.choose(view)
        self.middle.setVisible(not self.compact or view == "speech")
        self.right.setVisible(not self.compact or view == "decide")
        self.left.setVisible(not self.compact or view == "people")

    def fold(self) -> None:
        """Where both cards do not fit below each other, only the active one is open."""
        for body in self.cards.values():
            body.show()
        below = self.side.direction() == QBoxLayout.Direction.TopToBottom
        need = sum(card.sizeHint().height() for card in self.cards) + self.side.spacing()
        if below and need > self.right.viewport().height() > 0:
            for card, body in self.cards.items():
                body.setVisible(card is self.active)
        self._place_extra(below)

    def _place_extra(self, below: bool) -> None:
        if self.extra is None:
            return
        width = self.right.viewport().width()
        taken = max(self.side.sizeHint().height(), self.side.heightForWidth(width) if self.side.hasHeightForWidth() else 0)
        if self.extra.isHidden():
            taken += self.side.spacing() + self.extra.sizeHint().height()
        fits = taken <= self.right.viewport().height()
        self.extra.setVisible(below and not self.compact and theme.points < theme.POINTS[2] and fits)

    def open_card(self, card: QWidget) -> None:
        """Make a card the active one and bring it into sight."""
        self.active = card
        self.show_view("decide")
        self.fold()
        self.right.ensureWidgetVisible(card)


def as_small_as_shown(stack: QStackedWidget) -> None:
    """Let only the page that is shown say how small the stack may be: a hidden panel must not push the entry row off the screen."""

    def give_way() -> None:
        for place in range(stack.count()):
            shown = place == stack.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            stack.widget(place).setSizePolicy(policy, policy)

    stack.currentChanged.connect(lambda _place: give_way())
    give_way()
