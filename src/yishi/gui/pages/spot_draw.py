"""随机抽查: how many, by which seed; what was drawn last and from how many, so that anybody can draw it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.evaluation_grid import whole
from yishi.gui.widgets import Button, ElidedLabel, Field, Label
from yishi.i18n import _

USUAL = "3"


class SpotDraw(QWidget):
    """A line to draw with, a line that says what was drawn.

    Signals:
        wanted(size, seed): draw.
    """

    wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.size_box, self.seed_box = Field(USUAL, name=_("抽几项")), Field(name=_("种子，谁用它都抽出同样的结果"))
        self.draw_button = Button(_("随机抽查"), small=True)
        self.told_label = ElidedLabel("", "muted", step=-1)
        self.size_box.setObjectName("spot_size_box")
        self.seed_box.setObjectName("spot_seed_box")
        self.draw_button.setObjectName("spot_check_button")
        line = row(self.draw_button, self.size_box, Label(_("项，种子"), "muted"), (self.seed_box, 1), gap=6)
        self.setLayout(column(line, self.told_label, gap=4, margin=(12, 6, 12, 0)))
        self.draw_button.clicked.connect(self._draw)
        self.size_box.returnPressed.connect(self._draw)
        self.seed_box.returnPressed.connect(self._draw)
        press_by_enter(self.draw_button)
        self.dress()

    def dress(self) -> None:
        self.size_box.setFixedWidth(theme.px(36))
        for box in (self.size_box, self.seed_box):
            box.setFixedHeight(theme.px(28))

    def offer(self, seed: int, told: str) -> None:
        """Fill in the next seed; `told` says what was drawn last, "" for nothing yet."""
        if self.seed_box.property("kind") == "auto" or not self.seed_box.text():
            self.seed_box.fill(str(seed))
        self.told_label.setText(told)
        self.told_label.setToolTip(told)
        self.told_label.setVisible(bool(told))

    def again(self) -> None:
        """Let the next seed be filled in anew."""
        self.seed_box.clear()

    def _draw(self) -> None:
        size = whole(self.size_box.text(), self.size_box.accessibleName())
        seed = whole(self.seed_box.text(), _("种子"))
        self.wanted.emit(size or 0, seed or 0)
