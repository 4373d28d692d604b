"""删除此人的资料: for good, so it says first what goes and what stays, and asks for the name once more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.errors import Refusal
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label, Well
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.person_lines import PersonLine


class PersonErase(QWidget):
    """A quiet button that opens the question; the name typed again and Enter does it.

    Signals:
        asked(): the question is open and wants to be seen.
        erased(str): the data are gone; what is left is this masked name.
    """

    asked = Signal()
    erased = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.person: PersonLine | None = None
        self.open_button = Button(_("删除此人的资料…"), kind="quiet", small=True)
        self.told = Label("", wrap=True)
        self.name_box = NameBox(hint=_("再敲一遍姓名"), name=_("再敲一遍姓名"))
        self.do_button = Button(_("彻底删除"), small=True)
        self.leave_button = Button(_("不删"), kind="quiet", key="Esc", small=True)
        for name, widget in {"open_erase_button": self.open_button, "erase_name_box": self.name_box, "erase_button": self.do_button,
                             "leave_erase_button": self.leave_button}.items():  # fmt: skip
            widget.setObjectName(name)
        self.question = Well(column(Label(_("彻底删除，不能撤销"), "red", bold=True), self.told, self.name_box,
                                    row(self.do_button, self.leave_button, None), gap=8, margin=12))  # fmt: skip
        self.setLayout(column(row(self.open_button, None), self.question, gap=6))
        self.open_button.clicked.connect(self.ask)
        self.leave_button.clicked.connect(self.leave)
        self.name_box.chosen.connect(self.do)
        self.do_button.clicked.connect(self.do)
        press_by_enter(self.open_button, self.do_button, self.leave_button)
        self.question.hide()

    @property
    def asking(self) -> bool:
        return not self.question.isHidden()

    def show_person(self, person: PersonLine) -> None:
        """Be about another person: the question is closed."""
        if self.person is None or person.id != self.person.id:
            self.leave()
        self.person = person

    def ask(self) -> None:
        """Say what would go and what would stay."""
        from yishi.services import erasing

        assert self.person is not None
        with self.workspace.read() as session:
            found = erasing.look(session, self.person.id)
        parts = [_("姓名、电话、称呼、备注都会从议事簿里抹掉，名册和查找里不再有这个人。")]
        if found.sheets:
            parts.append(_("{n}张签到表上改成“{masked}”。").format(n=found.sheets, masked=found.masked))
        if found.others:
            parts.append(_("发言、办理经过等{n}处提到的也改成“{masked}”。").format(n=found.others, masked=found.masked))
        if found.namesakes:
            parts.append(_("名册里还有同名的人，只提到名字、分不清是谁的地方不动。"))
        if found.left:
            words = _("句子里的“{names}”不动：太短、是常用词，或者别人也这样叫，要改请自己改。")
            parts.append(words.format(names="、".join(found.left)))
        if found.public:
            parts.append(_("题目、决议正文里还有{n}处写着这个名字，要改请自己改。").format(n=found.public))
        parts.append(_("已经打印的纸收不回来；以前的备份里还有，恢复时会再删一次。"))
        self.told.setText("".join(parts))
        self.name_box.set_name("")
        self.open_button.hide()
        self.question.show()
        self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()

    def leave(self) -> None:
        """Close the question."""
        self.question.hide()
        self.open_button.show()

    def do(self) -> None:
        """Erase, when the name was typed again; refused (YS-M68) for another name."""
        from yishi.services import erasing

        commit_composition()
        person = self.person
        if person is None or not self.asking:
            return
        if self.name_box.text().strip() != person.name:
            self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
            raise Refusal("YS-M68", _("敲的名字和要删除的人不一样。"), _("资料一点没动。"), _("请照原样再敲一遍姓名，或者按 Esc 不删。"))
        with self.workspace.note(erasing.VERB) as session:  # nothing that Ctrl+Z takes back
            erasing.erase_person(session, person.id, self.workspace.today)
        self.leave()
        self.erased.emit(person.name)
