"""What every section of 设置 has: its word in the list, a card with its title, and one row with 存 at the foot."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from yishi.gui.layout import Item, column, row
from yishi.gui.widgets import Button, Card, ElidedLabel, Label, Scroll
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page
    from yishi.gui.workspace import Workspace


class Section(QWidget):
    """One section; it is made when first shown, and keeps what is typed in it until it is stored or left for good."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page
        self.workspace: Workspace = page.workspace
        self.saved_label = ElidedLabel("", "green")
        self.save_button = Button(_("存"), kind="primary", key=_("Ctrl+回车"))
        self.save_button.setObjectName("save_settings_button")
        self.restore_button = Button(_("恢复出厂"))
        self.restore_button.setObjectName("restore_settings_button")
        self.save_button.clicked.connect(self.save)
        self.restore_button.clicked.connect(self.restore)

    def hasHeightForWidth(self) -> bool:
        return False  # words that wrap here take their room inside the section: the page does not grow with them

    def framed(self, title: Item, inside: Item, *foot: Item, name: str) -> Card:
        """Return the card: title, what scrolls, and the foot with what was said, 恢复出厂 and 存."""
        scrolled = Scroll(column(inside, None, margin=(0, 2, 10, 8)), name=name)
        return Card(column(title, (scrolled, 1), row((self.saved_label, 1), *foot, self.restore_button, self.save_button),
                           gap=8, margin=(16, 12, 16, 12)))  # fmt: skip

    def show_ref(self, ref: str) -> None:
        """Show something particular of this section."""

    def reload(self) -> None:
        """Show what the book says now; what is half typed stays."""

    def save(self) -> None:
        """Store what is typed; mistakes are said below their fields and nothing is stored."""

    def restore(self) -> None:
        """Give up what the place has changed."""

    def unsaved(self) -> bool:
        """Return whether something is typed that is not stored yet."""
        return False

    def escape(self) -> bool:
        """Close what is open in the section; return whether there was something."""
        return False

    def home(self) -> QWidget | None:
        """Return what has the focus when the section is gone to."""
        return None

    def say_saved(self, words: str) -> None:
        """Say in green that it is done."""
        self.saved_label.setText(words)

    def enable(self, *buttons: Button) -> None:
        """Only a book that can be written is changed."""
        for button in (self.save_button, self.restore_button, *buttons):
            button.setEnabled(not self.workspace.busy)


def heading(words: str) -> Label:
    """Return the title of a card."""
    return Label(words, step=1, bold=True)
