"""证号: what the place keeps of ID numbers. Nobody turns whole numbers on without the sheet in hand, and off is said to be for good."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QWidget

from yishi.errors import Refusal
from yishi.gui.controls import Button, Field, Segments
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_fields import Told
from yishi.gui.printing import Printed, file_name, folder, offer
from yishi.gui.widgets import Label, Well
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.id_key import State


class IdChoice(Well):
    """Three ways to choose from, and below them the one question that the chosen way asks before it holds."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.state: State | None = None
        self._code = ""
        self._paper: Path | None = None
        self._asked = ""  # the way that was chosen and does not hold yet
        self.choice = Segments((("none", _("不收（默认）")), ("tail", _("只记后四位")), ("whole", _("收全号，加密保存"))))
        self.why, self.stands, self.told = Label("", "muted", wrap=True), Label("", "muted", wrap=True), Told()
        self.code_label = Label("", step=6, bold=True)
        self.code_label.setObjectName("id_code_label")
        self.print_button = Button(_("打印钥匙单"), glyph="print")
        self.paper_place = QWidget()
        self.paper_place.setLayout(column())
        self.box = Field(hint=_("钥匙单上的号码，一共6组"), name=_("钥匙单上的号码"))
        self.do_button, self.leave_button = Button("", kind="tonal"), Button(_("先不"), kind="quiet")
        self.renew_button = Button(_("单子找不到了，换一张…"), kind="quiet", small=True)
        for name, widget in {"print_id_code_button": self.print_button, "id_code_box": self.box, "do_id_button": self.do_button,
                             "leave_id_button": self.leave_button, "renew_id_button": self.renew_button}.items():  # fmt: skip
            widget.setObjectName(name)
        self.asked_label = Label("", bold=True, wrap=True)
        super().__init__(column(self.choice, self.why, self.stands, row(self.renew_button, None), self.asked_label,
                                row(self.code_label, None, self.print_button), self.paper_place, self.box, self.told,
                                row(self.do_button, self.leave_button, None), gap=8, margin=10))  # fmt: skip
        self.paper_place.hide()
        self.choice.picked.connect(self.pick)
        self.print_button.clicked.connect(self.print)
        self.box.returnPressed.connect(self.do)
        self.do_button.clicked.connect(self.do)
        self.leave_button.clicked.connect(self.leave)
        self.renew_button.clicked.connect(lambda: self._ask("renew"))
        press_by_enter(self.print_button, self.do_button, self.leave_button, self.renew_button)

    # ---- showing

    def reload(self) -> None:
        """Show how the book has it; a question that is open stays open."""
        from yishi.services import id_key

        with self.workspace.read() as session:
            before, self.state = self.state, id_key.state(session)
            id_key.forget_given_up(session)
        if before is None or before.keeps != self.state.keeps or before.opens != self.state.opens:
            self._asked = ""
        self.choice.setEnabled(not self.workspace.busy)
        self._show()

    def _show(self) -> None:
        assert self.state is not None
        state, asked = self.state, self._asked
        types = state.keeps == "whole" and not state.opens and asked in ("", "enter")
        if types:
            asked = self._asked = "enter"
        self.choice.choose(asked if asked in ("none", "tail", "whole") else state.keeps)
        self.why.setText(_why(self.choice.value))
        self.stands.setText(self._stands())
        self.stands.setVisible(bool(self.stands.text()))
        self.renew_button.setVisible(state.keeps == "whole" and state.opens and not asked and not self.workspace.busy)
        makes = asked in ("whole", "renew")
        self.asked_label.setText(self._question())
        for widget in (self.asked_label, self.do_button):
            widget.setVisible(bool(asked))
        for widget in (self.code_label, self.print_button):
            widget.setVisible(makes)
        self.box.setVisible(makes or types)
        self.leave_button.setVisible(bool(asked) and not types)
        self.do_button.set_word({"whole": _("开始收全号"), "renew": _("换成这一张"), "enter": _("打开")}.get(asked, _("抹掉，不能撤销")))
        if not asked:
            self.told.tell("")

    def _stands(self) -> str:
        assert self.state is not None
        if self.state.keeps == "whole":
            stored = _("存着 {n} 人的全号。").format(n=self.state.whole) if self.state.whole else _("还没有存过全号。")
            return stored + (_("这台电脑打得开。") if self.state.opens else "")
        left = max(self.state.whole, self.state.tails)
        return _("名册里留着 {n} 人的证号或后四位。").format(n=left) if left else ""

    def _question(self) -> str:
        state = self.state
        assert state is not None
        if self._asked in ("whole", "renew"):
            return _("先把这张钥匙单打印出来，或者照着抄一份。没有它，换了电脑号码就再也打不开。然后照单子再输一遍，证明您手里有了：")
        if self._asked == "enter":
            return _("这台电脑还没有钥匙。请输入《身份证号钥匙单》上的号码：")
        words = _("{n}人的全号要从议事簿里抹掉，连同以前改过的，后四位留着。") if self._asked == "tail" else _(
            "{n}人的证号和后四位要从议事簿里抹掉，连同以前改过的。")
        rest = _("这些人别的资料不变，只是以前改了什么不再看得到。以前的备份里还有，要另外处理。") if self._asked else ""
        return words.format(n=state.whole if self._asked == "tail" else max(state.whole, state.tails)) + rest

    # ---- acting

    def pick(self, way: str) -> None:
        """Choose a way; it holds at once where nothing is at stake."""
        from yishi.services import collecting

        assert self.state is not None
        state = self.state
        loses = way != "whole" and (state.keeps == "whole" or state.whole + (state.tails if way == "none" else 0) > 0)
        if way == state.keeps and not loses:
            self.leave()
        elif way == "whole" or loses:
            self._ask(way)
        else:
            words = {"none": _("关掉“留身份证后四位”"), "tail": _("打开“留身份证后四位”")}[way]
            self._asked = ""
            with self.workspace.write("collect", words=words) as session:
                collecting.keep_id_tail(session, way == "tail")

    def _ask(self, way: str) -> None:
        from yishi.services import id_key

        self._drop_paper()
        self._asked = way
        self.box.clear()
        self.told.tell("")
        if way in ("whole", "renew"):
            self._code = id_key.new_code()
            groups = self._code.split("-")
            self.code_label.setText(f"{'　'.join(groups[:3])}\n{'　'.join(groups[3:])}")
        self._show()
        (self.print_button if way in ("whole", "renew") else self.leave_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def print(self) -> None:
        """Make the sheet and offer it; the file goes when the question is closed."""
        from yishi.documents import id_key_sheet, paint
        from yishi.services import communities

        with self.workspace.read() as session:
            place = communities.mine(session).name
        title = _("身份证号钥匙单")
        target = folder() / f"{file_name(title)}.pdf"
        paint.write(id_key_sheet.compose(id_key_sheet.KeySheet(place, self.workspace.today, self._code)), target)
        self._paper = target
        offer(self.paper_place, Printed(title, target))

    def do(self) -> None:
        """Do what the open question asks; a slip in the code is told below the box."""
        commit_composition()
        try:
            self._do()
        except Refusal as refusal:
            if refusal.code not in ("YS-D01", "YS-D02"):
                raise
            self.told.tell(refusal.message + refusal.next_step)
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self) -> None:
        from yishi.services import id_key

        typed, asked = self.box.text(), self._asked
        if asked in ("whole", "renew"):
            id_key.check_code(typed)
            if not id_key.same_code(typed, self._code):
                raise Refusal("YS-D02", _("和上面这张单子不一样。"), next_step=_("请照这张新的单子输。"))
            with self.workspace.note(id_key.ON if asked == "whole" else id_key.NEW_CODE) as session:
                if asked == "whole":
                    id_key.turn_on(session, self._code, self.workspace.today)
                else:
                    id_key.renew(session, self._code)
        elif asked == "enter":
            with self.workspace.read() as session:
                id_key.enter(session, typed)
        elif asked in ("none", "tail"):
            self._wipe(asked == "tail")
        self.leave()
        self.reload()
        self.choice.buttons[self.choice.value].setFocus(Qt.FocusReason.OtherFocusReason)

    def _wipe(self, keep_tails: bool) -> None:
        from yishi.services import id_key

        def count(done: int, total: int) -> None:
            self.asked_label.setText(_("正在抹去 {done}/{total}").format(done=done, total=total))
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

        with self.workspace.note(id_key.OFF) as session:
            id_key.turn_off(session, keep_tails, count)
        with self.workspace.read() as session:
            id_key.forget_given_up(session)

    def leave(self) -> None:
        """Close the question; what held before holds."""
        self._drop_paper()
        self._asked = self._code = ""
        self.box.clear()
        self.code_label.setText("")
        self._show()

    def _drop_paper(self) -> None:
        """The file of the sheet does not stay on the disk."""
        if self._paper is not None:
            with suppress(OSError):  # open elsewhere: it goes with the next one, which has its name
                self._paper.unlink(missing_ok=True)
            self._paper = None
        self.paper_place.hide()


def _why(way: str) -> str:
    never = _("公示、纪要、名单上都不印。")
    if way == "tail":
        return _("同名同姓分不清的地方用：只留最后四位，全号不存。") + never
    if way == "whole":
        return _("全号加密存着，平时只看得到后四位；要看全号得写明原因，30秒后自己遮住，谁看过都记着。") + never
    return _("《个人信息保护法》第6条讲最小必要，第51条讲分类、加密、去标识化：用不着的号码就不要收。")
