"""三张清单 and the other lists on 议题: what is known of each, and a place to paste or load the lines of one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from yishi.domain.terms import DUTY_WORDS
from yishi.gui import theme
from yishi.gui.controls import PlainBox
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.widgets import Button, Label, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _


class DutyPanel(QFrame):
    """Imports a list; nothing is stored before [导入].

    Signals:
        left(): the user is done here.
    """

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setProperty("kind", "card")
        self.kind = "txt"
        self.list_button = Button("", small=True)
        self.list_choice = Choice(self.list_button, [(name, _(word)) for name, word in DUTY_WORDS.items()])
        self.known_label = Label("", "muted", wrap=True)
        self.paste_box = PlainBox()
        self.paste_box.setTabChangesFocus(True)
        self.paste_box.setAccessibleName(_("清单内容，一行一条"))
        self.paste_box.setPlaceholderText(
            _("一行一条，可以写明转给谁：\n拆除违法建筑 → 镇综合执法队\n\n几张清单一起贴也行，前面写上【负面清单】这样的标题。"))
        self.told_label = Label("", "green", wrap=True)
        self.file_button = Button(_("从文件读入…"), small=True)
        self.forget_button = Button(_("清空这张"), kind="quiet", small=True)
        self.leave_button = Button(_("收起"), kind="quiet", key="Esc", small=True)
        self.take_button = Button(_("导入"), kind="tonal", key=_("Ctrl+回车"), small=True)
        self.take_button.setObjectName("take_duties_button")
        hint = Label(_("清单是本地的，软件里不带内容。导入以后，登记议题时会提示它像哪张清单上的事。"), "muted", wrap=True)
        inside = column(
            row(Label(_("事项清单"), step=1, bold=True), None, self.leave_button), hint, self.known_label,
            row(Label(_("导入到"), "muted"), self.list_button, None, self.forget_button), (self.paste_box, 1), self.told_label,
            row(self.file_button, None, self.take_button), gap=8, margin=(16, 12, 16, 12))  # fmt: skip
        self.setLayout(column(Scroll(inside, name=_("事项清单"))))
        self.take_button.clicked.connect(self.take)
        self.file_button.clicked.connect(self.choose_file)
        self.forget_button.clicked.connect(self.forget)
        self.leave_button.clicked.connect(self.left)
        self.list_choice.picked.connect(lambda _name: self.reload())
        self.paste_box.textChanged.connect(self._pasted)
        press_by_enter(self.take_button, self.file_button, self.forget_button, self.leave_button)
        self.told_label.hide()
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "paste_box"):
            self.paste_box.setMinimumHeight(theme.px(90))

    def begin(self) -> None:
        """Show the lists; the cursor waits for what is pasted."""
        commit_composition()
        self.told_label.hide()
        self.reload()
        self.paste_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Say how many lines each list has."""
        from yishi.services import duty_lists

        with self.workspace.read() as session:
            counts = duty_lists.counts(session)
        known = [_("{name}{n}条").format(name=_(DUTY_WORDS[count.duty_list]), n=count.lines) for count in counts if count.lines]
        self.known_label.setText(_("已有：{lists}").format(lists="，".join(known)) if known else _("还没有导入清单。"))
        self.forget_button.setVisible(any(c.lines for c in counts if c.duty_list == self.list_choice.value))

    def _pasted(self) -> None:
        if not self.paste_box.toPlainText():
            self.kind = "txt"

    def choose_file(self) -> None:
        """Ask for a file and put what it holds into the box, to be looked at first."""
        kinds = _("清单") + " (*.txt *.csv *.toml)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("从文件读入"), "", kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, file: Path) -> None:
        """Put what a file holds into the box."""
        from yishi.services import duty_lists

        text, kind = duty_lists.read_file(file)
        self.paste_box.setPlainText(text)
        self.kind = kind
        self.paste_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Ctrl+Enter: import what stands in the box; a Refusal leaves it there."""
        from yishi.services import duty_lists

        commit_composition()
        name, text = self.list_choice.value, self.paste_box.toPlainText()
        with self.workspace.write("duties", words=_("导入{name}").format(name=_(DUTY_WORDS[name]))) as session:
            taken = duty_lists.take_in(session, name, text, self.kind)
        self.paste_box.clear()
        self._tell(_("新增{added}条，改了{changed}条，原来就有{same}条。").format(
            added=taken.added, changed=taken.changed, same=taken.unchanged))  # fmt: skip

    def forget(self) -> None:
        """Empty the chosen list, for a newer one; Ctrl+Z brings it back."""
        from yishi.services import duty_lists

        name = self.list_choice.value
        with self.workspace.write("duties", words=_("清空{name}").format(name=_(DUTY_WORDS[name]))) as session:
            count = duty_lists.forget(session, name)
        self._tell(_("清空了{n}条，按 Ctrl+Z 能找回。").format(n=count))

    def _tell(self, words: str) -> None:
        self.told_label.setText(words)
        self.told_label.show()
        self.reload()
