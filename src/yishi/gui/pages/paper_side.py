"""The right side of 打印中心: printer, copies, paper, type, profile, order of names; below, the three ways out and what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from yishi.gui import printers, theme
from yishi.gui.controls import Button, Segments, Tick
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import Choice, NumberBox, press_by_enter
from yishi.gui.pages.told_strip import Told
from yishi.gui.widgets import Label, Rule
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.paper_making import Wish

HALVED = "halved"  # A3, on two sheets of A4
PRINT, PDF, WORD = "print", "pdf", "word"
_LONGEST = 15  # characters of a printer's name


class PaperSide(QWidget):
    """What is chosen stays chosen from paper to paper.

    Signals:
        changed(): the papers have to be made anew.
        wanted(str): print, pdf or word.
    """

    changed = Signal()
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.printer_button, self.order_button = Button(), Button()
        self.printer_choice = Choice(self.printer_button)
        self.copies_box = NumberBox(_("份数"))
        self.copies_box.setProperty("small", True)
        self.copies_box.setText("1")
        self.both_sides = Tick(_("双面"))
        self.paper_choice = Segments((("A4", "A4"), ("A3", "A3"), (HALVED, _("拼A3"))))
        self.paper_choice.buttons[HALVED].setToolTip(_("印成两张A4，裁开粘成一张A3"))
        self.size_choice = Segments((("", _("公文")), ("large", _("大字"))))
        self.profile_choice = Segments((("archive", _("存档")), ("posting", _("公示")), ("report", _("上报"))))
        self.order_choice = Choice(self.order_button)
        self.print_button = Button(_("打印"), kind="primary", key="Ctrl+P", glyph="print")
        self.pdf_button = Button(_("存PDF"), glyph="save_in")
        self.word_button = Button(_("导出Word"), key="F12")
        self.leak_button = Button(_("稿件检查"), key="F7", small=True)  # filled and shown by 稿件检查 and 改字句
        self.edit_button = Button(_("改字句"), key="F4", small=True)
        for button, name in ((self.print_button, "print_button"), (self.pdf_button, "pdf_button"), (self.word_button, "word_button"),
                             (self.leak_button, "leak_button"), (self.edit_button, "edit_button")):
            button.setObjectName(name)
        self.told = Told("told_strip", "stop_button", below=True)  # above the buttons
        self._words: list[Label] = []
        self._lay_out()
        self._connect()
        self.offer_orders()
        self._offer_printers(())  # looking for them may take a moment: when the page is shown
        self.dress()

    def _lay_out(self) -> None:
        def line(word: str, *parts: QWidget) -> object:
            label = Label(word, "muted")
            self._words.append(label)
            return row(label, *parts, None)

        lines = (
            line(_("打印机"), self.printer_button), line(_("份数"), self.copies_box, self.both_sides), line(_("纸张"), self.paper_choice),
            line(_("字号"), self.size_choice), line(_("用途"), self.profile_choice), line(_("名单"), self.order_button),
            self.leak_button, self.edit_button,
        )  # fmt: skip
        self.setLayout(column(Label(_("打印设置"), step=1, bold=True), *lines, None, self.told, Rule(), self.print_button,  # type: ignore[arg-type]
                              row((self.pdf_button, 1), (self.word_button, 1)), gap=8, margin=(14, 10, 14, 12)))  # fmt: skip

    def _connect(self) -> None:
        self.order_choice.picked.connect(lambda _value: self.changed.emit())
        self.printer_choice.picked.connect(lambda _value: self.told.hush())
        for choice in (self.paper_choice, self.size_choice, self.profile_choice):
            choice.picked.connect(lambda _value: self.changed.emit())
        self.paper_choice.picked.connect(self._explain)
        for button, way in ((self.print_button, PRINT), (self.pdf_button, PDF), (self.word_button, WORD)):
            button.clicked.connect(lambda _on=False, way=way: self.wanted.emit(way))
        self.copies_box.entered.connect(lambda: self.wanted.emit(PRINT))
        press_by_enter(self.print_button, self.pdf_button, self.word_button)

    # ---- what is chosen

    def offer_orders(self) -> None:
        """Offer the orders of names."""
        from yishi.services.name_lists import OFFERED

        self.order_choice.offer([(how, _(word)) for how, word in OFFERED.items()], self.order_choice.value)

    def find_printers(self) -> None:
        """Offer the printers that there are by now; the one that was chosen stays chosen."""
        self._offer_printers(printers.names())

    def _offer_printers(self, found: tuple[str, ...]) -> None:
        kept = self.printer_choice.value
        offered = [(name, name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…") for name in found]
        self.printer_choice.offer(offered or [("", _("没有找到"))], kept if kept in found else "")
        self.printer_button.setToolTip(self.printer_choice.value)
        self.printer_button.setAccessibleName(_("打印机：{name}").format(name=self.printer_choice.value or _("没有找到")))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.find_printers()

    def wish(self) -> "Wish":
        """Return how the papers are to be made."""
        from yishi.documents.manner import Manner
        from yishi.gui.paper_making import Wish

        paper = self.paper_choice.value
        manner = Manner(self.profile_choice.value, "A4" if paper == "A4" else "A3", self.size_choice.value == "large")
        return Wish(manner, self.order_choice.value, paper == HALVED)

    def setting(self) -> printers.Setting:
        """Return how to print; copies that are no number count as one."""
        copies = self.copies_box.number() or 1
        return printers.Setting(self.printer_choice.value, min(copies, printers.MOST_COPIES), self.both_sides.isChecked())

    # ---- what is told

    def _explain(self, paper: str) -> None:
        if paper == HALVED:
            self.told.tell("blue", _("一张A3印成两张A4，沿线裁开，抹胶水拼成一张。"))

    def show_busy(self, busy: bool) -> None:
        """While papers are made the ways out are shut."""
        for button in (self.print_button, self.pdf_button, self.word_button):
            button.setEnabled(not busy)

    def dress(self) -> None:
        for label in getattr(self, "_words", ()):
            label.setFixedWidth(theme.px(46))
        if hasattr(self, "copies_box"):
            self.copies_box.setFixedWidth(theme.px(64))
        for button in (self.print_button, self.pdf_button, self.word_button):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Expanding)
            button.setSizePolicy(policy)
