"""The book cannot be opened: what is wrong with it, and its backups, from which it is put right."""

from typing import Any

from PySide6.QtWidgets import QWidget

from yishi.errors import Refusal
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages.backup_list import BackupList
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Card, Label, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _


class RescuePage(Page):
    """Shown in place of the first page; `show_ref`: the Refusal."""

    whole_window = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("议事簿打不开")
        self.why = Strip("red", "")
        self.list = BackupList(workspace)
        self.again_button = Button(_("再试一次"))
        self.again_button.setObjectName("open_again_button")
        told = Label(_("下面是这本议事簿的备份，新的在前。恢复以前，坏了的这一本会照原样另放一份，什么也不会丢。"), wrap=True)
        head = row(Label(_("议事簿打不开"), step=2.5, bold=True), None, self.again_button)
        self.setLayout(column((Card(column(head, self.why, told, (self.list, 1), gap=12, margin=(20, 16, 20, 16))), 1), margin=24))
        self.again_button.clicked.connect(self.again)
        self.list.restored.connect(lambda _words: self.wants.emit("today", None))
        press_by_enter(self.again_button)

    def home(self) -> QWidget | None:
        return self.list.table if self.list.lines else self.again_button

    def escape(self) -> None:
        if self.list.asked:
            self.list.leave()
        else:
            super().escape()

    def show_ref(self, ref: Any) -> None:
        if isinstance(ref, Refusal):
            self.why.label.setText(" ".join(part for part in (ref.message, ref.safe, ref.code) if part))

    def reload(self) -> None:
        self.list.reload()

    def again(self) -> None:
        """Perhaps the stick is in again."""
        self.workspace.open()
        self.wants.emit("today", None)
