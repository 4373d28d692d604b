"""显示: text size and theme of this PC, at once on the whole window."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from yishi.gui import look, paper_faces, theme
from yishi.gui.chips import Chip
from yishi.gui.controls import Segments
from yishi.gui.layout import column, row
from yishi.gui.pages.settings_fields import Rows
from yishi.gui.pages.settings_section import Section, heading
from yishi.gui.widgets import Card, Label, Well
from yishi.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yishi.gui.page import Page


class LookSection(Section):
    """Nothing of it is in the book: everybody has the letters that their eyes need."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.sizes = Segments([(str(size), theme.size_word(size)) for size in theme.POINTS])
        self.themes = Segments((("light", _("浅色")), ("dark", _("深色")), ("outdoor", _("户外高对比"))))
        rows = Rows()
        rows.line("size", _("字号"), self.sizes)
        rows.note(_("随时按 Ctrl++ 大一点，Ctrl+- 小一点，Ctrl+0 还原。"))
        rows.line("theme", _("颜色"), self.themes)
        rows.note(_("太阳底下看不清，就用“户外高对比”。"))
        self.faces = Segments(((paper_faces.SHIPPED, _("随软件字体")), (paper_faces.OWN, _("本机公文字体"))))
        self.faces_label = Label("", "muted", wrap=True)
        rows.line("faces", _("打印字体"), self.faces)
        rows.note(_("只管这台电脑印出来、存成PDF的字。随软件带的字体哪台电脑印出来都一样。"))
        chips = row(Chip("red", _("逾期2天")), Chip("yellow", _("临期3天")), Chip("green", _("正常8天")), None)
        sample = Well(column(Label(_("样子"), "muted"), Label(_("第5期“流动小板凳”会商"), bold=True, step=1),
                             Label(_("3幢架空层清理，责任人孙伟，5月12日前办好。"), wrap=True), chips, margin=12))  # fmt: skip
        self.setLayout(row(Card(column(heading(_("显示")), rows, self.faces_label, sample, None, gap=12, margin=(16, 12, 16, 12)))))
        self.sizes.picked.connect(lambda size: look.wear(points=float(size)))
        self.themes.picked.connect(lambda name: look.wear(tokens=theme.THEMES[name]))
        self.faces.picked.connect(self._choose_faces)
        self.save_button.hide()
        self.restore_button.hide()

    def dress(self) -> None:
        """Text size and theme may have been changed elsewhere (Ctrl++, the menu)."""
        if hasattr(self, "themes"):
            self.sizes.choose(str(theme.points))
            self.themes.choose(theme.now.name)

    def reload(self) -> None:
        self.dress()
        self.faces.choose(paper_faces.chosen())
        self._say_faces(paper_faces.kept())

    def _choose_faces(self, what: str) -> None:
        """Look for the faces of this PC, or go back to those that the program brings."""
        self._say_faces(paper_faces.choose(what))

    def _say_faces(self, found: "Mapping[str, Path]") -> None:
        from yishi.documents.own_faces import WANTED, called

        own = self.faces.value == paper_faces.OWN
        here = [called(name) for name in WANTED if name in found and found[name].is_file()]
        lacking = [called(name) for name in WANTED if called(name) not in here]
        words = _("用本机的{names}。").format(names="、".join(here)) if here else ""
        if lacking:
            words += _("本机没有{names}，仍用随软件字体。").format(names="、".join(lacking))
        self.faces_label.setText(words if own else "")
        self.faces_label.setVisible(own)
        self.faces_label.tint("yellow" if lacking and not here else "muted")

    def home(self) -> QWidget | None:
        return self.sizes.buttons[str(theme.points)]
