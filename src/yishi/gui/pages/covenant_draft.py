"""The articles of a covenant: read one below the other, or written one a line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Label
from yishi.i18n import _


class Articles(QWidget):
    """第一条 … with what it says beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)

    def show_articles(self, articles: Sequence[str]) -> None:
        """Show these, in their order."""
        from yishi.documents.page import chinese

        if self.shown == tuple(articles):
            return
        self.shown = tuple(articles)
        clear(self._grid)
        for n, article in enumerate(self.shown):
            number = Label(_("第{n}条").format(n=chinese(n + 1)), "muted")
            self._grid.addWidget(number, n, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(article, wrap=True), n, 1)
        self._grid.setRowStretch(len(self.shown), 1)


class ArticlesBox(TextBox):
    """One article a line: Enter begins the next line, the box is as high as there is room."""

    def dress(self) -> None:
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not self._preedit:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)


class CovenantDraft(QWidget):
    """A version in the making.

    Signals:
        stored(): the user asks to store what is typed.
        left(): never mind.
    """

    stored = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rewording = ""  # the version whose words are changed, "" = a new one
        self.heading_label = Label("", step=1, bold=True)
        self.title_box = NameBox(hint=_("名称，例如居民公约"), name=_("公约名称"))
        self.articles_box = ArticlesBox(hint=_("一行写一条，不用写“第几条”，回车写下一条"), name=_("条文，一行一条"))
        self.store_button = Button(_("存好"), kind="primary", key="Ctrl+Enter")
        self.leave_button = Button(_("不写了"), kind="quiet")
        names = {"covenant_title_box": self.title_box, "articles_box": self.articles_box, "store_covenant_button": self.store_button,
                 "leave_covenant_button": self.leave_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self.setLayout(column(self.heading_label, self.title_box, (self.articles_box, 1),
                              row(None, self.leave_button, self.store_button)))  # fmt: skip
        self.title_box.chosen.connect(lambda: self.articles_box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.store_button.clicked.connect(self.stored)
        self.leave_button.clicked.connect(self.left)
        press_by_enter(self.store_button, self.leave_button)

    def begin(self, heading: str, title: str, articles: Sequence[str], rewording: str = "") -> None:
        """Begin with these words; `rewording` is the id of the version that is changed."""
        self.rewording = rewording
        self.heading_label.setText(heading)
        self.title_box.set_name(title)
        self.title_box.setReadOnly(bool(rewording))
        self.articles_box.setPlainText("\n".join(articles))
        commit_composition()
        (self.articles_box if title else self.title_box).setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> tuple[str, list[str]]:
        """Return title and articles."""
        commit_composition()
        return self.title_box.text().strip(), self.articles_box.toPlainText().splitlines()

    def done(self) -> None:
        """Be empty after it was saved."""
        self.title_box.set_name("")
        self.articles_box.done()
