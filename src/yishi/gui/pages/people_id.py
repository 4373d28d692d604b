"""A person's ID number: typed in the card and read at once; beside it ••••1234, and the whole for half a minute and a reason."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from yishi.domain import id_number
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.masked import Cover
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label, Well
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_SEEN = 5  # looks that are listed
_WHOLE = 18


def told(typed: str, today: date) -> tuple[str, str]:
    """Return what a number says as it is typed, and its tint; "" for none."""
    number = id_number.read(typed, today)
    if not number.number:
        return "", ""
    if number.fault == "length":
        n = len(number.number)
        return (_("已经{n}位，要18位").format(n=n), "muted") if n < _WHOLE else (_("多了{n}位").format(n=n - _WHOLE), "yellow")
    if number.born is None:
        return _("出生日期不对，可能输错了"), "yellow"
    said = _("{day}生，{sex}").format(day=number.born.isoformat(), sex=number.sex)
    if number.fault:
        return _("{said}。末位校验不对，可能输错一位；证件上确是这样，也能存").format(said=said), "yellow"
    return said, "green"


class IdEntry(QWidget):
    """The box in the card, there only where the place keeps something of ID numbers; empty means that nothing changes.

    Signals:
        understood(str, int): a whole number without fault was typed: the sex and the year of birth that it tells.
    """

    understood = Signal(str, int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.keeps = "none"
        self.word = Label(_("证号"), "muted")
        self.box = NameBox(name=_("身份证号"))
        self.box.setObjectName("id_number_box")
        self.hint = Label("", wrap=True)
        self.hint.setObjectName("id_number_hint")
        self.hint.hide()
        self.setLayout(column(row(self.word, (self.box, 1), gap=8), self.hint, gap=6))
        self.box.query.connect(self._read)
        self.dress()

    def dress(self) -> None:
        self.word.setFixedWidth(theme.px(34))

    def begin(self, tail: str) -> None:
        """Be about another person, of whose number these are the last four; "" for none."""
        from yishi.services import collecting, id_numbers

        with self.workspace.read() as session:
            self.keeps = collecting.of_ids(session)
        self.box.set_name("")
        empty = {"tail": _("后四位"), "whole": _("18位，可不填")}.get(self.keeps, "")
        self.box.setPlaceholderText(_("{masked}，要改就重输").format(masked=f"{id_numbers.MARK}{tail}") if tail else empty)
        self.setVisible(self.keeps != "none")
        self._read("")

    def text(self) -> str:
        """Return what is typed."""
        return "" if self.keeps == "none" else self.box.text().strip()

    def keep(self, session: Any, person_id: str) -> None:
        """Store what is typed, if anything is, in the action of `session`."""
        from yishi.services import id_numbers

        if self.text():
            id_numbers.keep(session, person_id, self.text(), self.workspace.today)

    def _read(self, typed: str) -> None:
        words, kind = told(typed, self.workspace.today) if len(typed) != 4 or self.keeps != "tail" else ("", "")
        self.hint.setText(words)
        self.hint.tint(kind)
        self.hint.setVisible(bool(words))
        number = id_number.read(typed, self.workspace.today)
        if number.born is not None and not number.fault:
            self.understood.emit(number.sex, number.born.year)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.box.set_name("")
            self._read("")
        super().hideEvent(event)


class IdLook(QWidget):
    """••••1234 and an eye; the eye asks what for, notes it and shows the whole number for half a minute; who has looked is listed.

    Signals:
        turned(): something opened or closed: it wants to be seen.
    """

    turned = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.person_id, self._masked = "", ""
        self.word, self.value = Label(_("证号"), "muted"), Label("")
        self.value.setObjectName("id_number_value")
        self.eye_button = Button("", kind="quiet", glyph="eye", small=True)
        self.eye_button.setAccessibleName(_("写明原因，看全号30秒"))
        self.eye_button.setToolTip(_("写明原因，看全号30秒"))
        self.drop_button = Button("", kind="quiet", glyph="trash", small=True)
        self.drop_button.setAccessibleName(_("抹去这个号码…"))
        self.drop_button.setToolTip(_("抹去这个号码…"))
        self.fault = Label(_("末位校验不对，可能输错一位"), "yellow", wrap=True)
        self.reasons = [Button(word, small=True) for word in (_("核对身份"), _("办理待遇"), _("上级核查"))]
        self.own_box = NameBox(hint=_("别的原因，写完按回车"), name=_("看身份证号的原因"))
        self.question = Well(column(Label(_("为什么要看全号？会记下来"), bold=True), row(*self.reasons[:2], None, gap=6),
                                    row(self.reasons[2], None), self.own_box, gap=8, margin=10))  # fmt: skip
        self.do_drop, self.leave_drop = Button(_("抹去"), small=True), Button(_("不抹"), kind="quiet", small=True)
        self.dropping = Well(column(Label(_("抹去这个号码，不能撤销"), "red", bold=True),
                                    Label(_("全号、后四位和以前改过的都从议事簿里抹掉，别的资料不动。"), wrap=True),
                                    row(self.do_drop, self.leave_drop, None), gap=8, margin=10))  # fmt: skip
        self.seen = column(gap=2)
        self.setLayout(column(row(self.word, self.value, self.eye_button, self.drop_button, None, gap=8), self.fault, self.question,
                              self.dropping, self.seen, gap=6))  # fmt: skip
        for name, widget in {"id_eye_button": self.eye_button, "id_reason_box": self.own_box, "drop_id_button": self.drop_button,
                             "do_drop_id_button": self.do_drop, "leave_drop_id_button": self.leave_drop}.items():  # fmt: skip
            widget.setObjectName(name)
        self._cover = Cover(self, self.cover)
        self.eye_button.clicked.connect(self.turn)
        for button in self.reasons:
            button.clicked.connect(lambda _on=False, word=button: self._show_for(word.text()))
        self.own_box.chosen.connect(lambda: self._show_for(self.own_box.text()))
        self.drop_button.clicked.connect(lambda: self._open(self.dropping, self.leave_drop))
        self.leave_drop.clicked.connect(lambda: self._open(None, self.drop_button))
        self.do_drop.clicked.connect(self.drop)
        press_by_enter(self.eye_button, self.drop_button, self.do_drop, self.leave_drop, *self.reasons)
        self._open(None)
        self.dress()

    def dress(self) -> None:
        self.word.setFixedWidth(theme.px(40))

    def show_person(self, person_id: str) -> None:
        """Be about a person; the same one again stays as it is, with who has looked meanwhile."""
        from yishi.services import id_numbers

        with self.workspace.read() as session:
            found, looks = id_numbers.known(session, person_id), id_numbers.looked_at(session, person_id)
        other = person_id != self.person_id or found.masked != self._masked
        self.person_id, self._masked = person_id, found.masked
        self.setVisible(bool(found.masked or looks))
        self.eye_button.setVisible(found.whole)
        self.fault.setVisible(bool(found.fault))
        if other:
            self._open(None)
            self.cover()
        clear(self.seen)
        if looks:
            self.seen.addWidget(Label(_("看过全号 {n} 次").format(n=len(looks)), "muted"))
        for look in looks[:_SEEN]:
            self.seen.addWidget(Label(f"{look.at[:16].replace('T', ' ')}　{look.by}　{look.reason}", "muted", step=-1, wrap=True))

    def turn(self) -> None:
        """The eye: ask what for, or hide the number before its time."""
        if self._cover.running:
            self.cover()
        elif self.question.isHidden():
            self.own_box.set_name("")
            self._open(self.question, self.reasons[0])
        else:
            self._open(None, self.eye_button)

    def _show_for(self, reason: str) -> None:
        from yishi.services import id_numbers

        commit_composition()
        with self.workspace.note(id_numbers.LOOK) as session:  # nothing that Ctrl+Z takes back
            number = id_numbers.show(session, self.person_id, reason, self.workspace.actor, self.workspace.now())
        self.value.setText(f"{number[:6]} {number[6:-4]} {number[-4:]}")
        self._cover.start()
        self.drop_button.hide()  # the number needs the room
        self._open(None, self.eye_button)

    def cover(self) -> None:
        """Hide the number."""
        self._cover.stop()
        self.value.setText(self._masked or "—")
        self.drop_button.setVisible(bool(self._masked) and not self.workspace.busy)

    def drop(self) -> None:
        """Take the number out of the book for good."""
        from yishi.services import id_numbers

        with self.workspace.note(id_numbers.DROP) as session:
            id_numbers.drop(session, self.person_id)
        self._open(None)

    def _open(self, well: QWidget | None, focus: QWidget | None = None) -> None:
        for each in (self.question, self.dropping):
            each.setVisible(each is well)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.cover()
        self._open(None)
        super().hideEvent(event)
