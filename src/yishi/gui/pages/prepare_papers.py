"""The papers of a meeting that is prepared, one click away: 通知, 签到表, 空白记录纸; and whether the notice hangs."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.marker import N_
from yishi.gui.controls import Button
from yishi.gui.layout import row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label
from yishi.i18n import _
from yishi.services.prepared import Preparation


class _Paper(NamedTuple):
    name: str  # in the catalogue of documents
    word: str
    button: Button
    state: Label


PAPERS = (("notice", N_("会议通知")), ("sign-in", N_("签到表")), ("blank-pack", N_("空白记录纸")))


class PreparePapers(QWidget):
    """A button for each paper that there is, and what is known of it.

    Signals:
        wanted(name): make this paper.
        posted(): the notice was put up today.
    """

    wanted = Signal(str)
    posted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        from yishi.documents.catalogue import documents

        super().__init__(parent)
        there = documents()
        self.papers = [_Paper(name, word, Button(_(word), glyph="print"), Label("", "muted")) for name, word in PAPERS if name in there]
        self.posted_button = Button(_("今天贴出了"), kind="quiet", glyph="check")
        self.posted_button.setObjectName("posted_button")
        self.posted_button.clicked.connect(self.posted)
        parts: list[QWidget | int | None] = []
        for paper in self.papers:
            paper.button.setObjectName(f"{paper.name}_button")
            paper.button.setAccessibleName(_("打印{paper}").format(paper=_(paper.word)))
            paper.button.clicked.connect(lambda _on=False, name=paper.name: self.wanted.emit(name))
            press_by_enter(paper.button)
            parts += [paper.button, paper.state]
            parts += [self.posted_button] if paper.name == "notice" else []
            parts.append(None)
        press_by_enter(self.posted_button)
        self.setLayout(row(*parts[:-1]))

    def show_papers(self, told: Preparation) -> None:
        """Show what is known of each paper."""
        posted = told.notice.posted_on
        words = {
            "notice": _("{m}-{d} 已贴").format(m=posted.month, d=posted.day) if posted else "",
            "sign-in": _("{n}人").format(n=len(told.expected)) if told.expected else _("空白行"), "blank-pack": _("没电时用"),
        }  # fmt: skip
        for paper in self.papers:
            paper.state.setText(words[paper.name])
        self.posted_button.setVisible(posted is None and any(paper.name == "notice" for paper in self.papers))
