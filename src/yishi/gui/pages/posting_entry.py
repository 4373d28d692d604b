"""The entry of 公示登记: what happened to the paper, an objection or its answer; which day, where, who, a picture.

Enter goes on to the next field and stores from the last one, Ctrl+Enter stores from anywhere.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.domain.hanging import KINDS
from yishi.gui import theme
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages import loop_words
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.pages.one_photo import PhotoButton
from yishi.gui.widgets import Button, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.posting_marks import PostingState
    from yishi.services.posting_objections import Matter, ObjectionState

REPEAT, OBJECT, ANSWER = "repeat", "object", "answer_objection"
_TEXTS = (OBJECT, ANSWER)


class PostingEntry(QFrame):
    """One thing to be written down for the posting that is shown.

    Signals:
        stored(): the user asks to store what is typed.
    """

    stored = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "well")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.today = date.min
        self._shown: Any = None
        self.act_choice = FlowChoice(self)
        self.date_box, self.place_box = NameBox(name=_("哪天")), NameBox(hint=_("贴在哪里"), name=_("贴在哪里"))
        self.by_box, self.text_box = NameBox(hint=_("谁"), name=_("谁")), TextBox(name=_("写一句话"))
        self.matter_button = Button("", small=True, glyph="down")
        self.matter = Choice(self.matter_button)
        self.photo_button = PhotoButton(workspace, _("附照片"), key="F6")
        self.store_button = Button(_("记下"), kind="primary", key="Ctrl+Enter")
        names = {"posting_act_choice": self.act_choice, "posting_date_box": self.date_box, "posting_place_box": self.place_box,
                 "posting_by_box": self.by_box, "posting_text_box": self.text_box, "posting_matter_button": self.matter_button,
                 "posting_photo_button": self.photo_button, "store_posting_button": self.store_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self.again_label = Label("", "muted")  # how long from that day
        fields = row(self.date_box, (self.place_box, 3), (self.by_box, 2), (self.again_label, 1), gap=6)
        acts = row(self.photo_button, self.matter_button, None, self.store_button, gap=6)
        self.setLayout(column(self.act_choice, fields, self.text_box, acts, gap=6, margin=(12, 8, 12, 8)))
        self._listen()
        self.dress()

    def _listen(self) -> None:
        self.act_choice.picked.connect(lambda _act: self._offer_fields())
        self.act_choice.entered.connect(self.focus_first)
        self.date_box.chosen.connect(self._after_date)
        self.place_box.chosen.connect(lambda: self._into(self.by_box))
        self.by_box.chosen.connect(lambda: self._into(self.text_box) if self.act in _TEXTS else self.stored.emit())
        self.text_box.submitted.connect(lambda _text: self.stored.emit())
        self.store_button.clicked.connect(self.stored)
        press_by_enter(self.store_button, self.matter_button)

    def dress(self) -> None:
        self.date_box.setFixedWidth(theme.px(84))
        self.matter_button.setMaximumWidth(theme.px(190))

    # ---- what is shown

    def set_people(self, people: list[tuple[Any, ...]]) -> None:
        """Say whose names may be meant."""
        self.by_box.set_people(people)

    def show_posting(self, p: "PostingState", matters: "tuple[Matter, ...]", objections: "tuple[ObjectionState, ...]",
                     today: date) -> None:
        """Offer what can be written down now; what is half typed stays while the posting is as it was."""
        self.today = today
        if self._shown == (p, matters, objections):
            return
        self._shown = (p, matters, objections)
        waiting = next((o for o in objections if o.replied_on is None), None)
        acts = [(kind, _(word)) for kind, word in KINDS.items()]
        acts.append((OBJECT, _("记异议")))
        if waiting is not None:
            acts.append((ANSWER, _("答复异议")))
        if p.must_repeat:
            acts.append((REPEAT, _("重新公布")))
        self.act_choice.offer(acts, keys=tuple("1234567"))
        self.act_choice.choose(_likely(p, today))
        self.place_box.set_people([(place,) for place in p.places])
        self.matter.offer([(m.id, loop_words.short_number(m.number)) for m in matters] or [("", "")])
        self.matter_button.setToolTip("\n".join(f"{loop_words.short_number(m.number)}　{m.text}" for m in matters))
        self.photo_button.forget()
        self.text_box.done()
        self.by_box.set_name("")
        self.place_box.set_name(p.places[0] if p.places else "")
        self.date_box.blockSignals(True)
        self.date_box.fill(_("今天"))
        self.date_box.blockSignals(False)
        self.again_label.setText(_("起，重新贴满{n}天").format(n=p.natural_days))
        self._offer_fields()

    def _offer_fields(self) -> None:
        act = self.act
        told, mark = act in _TEXTS, act in KINDS
        self.place_box.setVisible(mark)
        self.photo_button.setVisible(mark)
        self.by_box.setVisible(act != REPEAT)
        self.again_label.setVisible(act == REPEAT)
        self.by_box.setPlaceholderText(_("谁提的") if act == OBJECT else _("谁答复") if act == ANSWER else _("经办人"))
        self.text_box.setVisible(told)
        self.text_box.setPlaceholderText(_("提了什么意见") if act == OBJECT else _("怎样答复的"))
        self.matter_button.setVisible(act == OBJECT and len(self.matter.choices) > 1)

    @property
    def act(self) -> str:
        """What is being written down: a kind of mark, REPEAT, OBJECT or ANSWER."""
        return self.act_choice.value

    def choose_place(self, place: int) -> None:
        """Choose the act at this place of the row, by its digit, and begin."""
        acts = list(self.act_choice.buttons)
        if place < len(acts):
            self.act_choice.choose(acts[place])
            self._offer_fields()
            self.focus_first()

    def focus_first(self) -> None:
        """Put the focus into the day, ready to be written over."""
        self._into(self.date_box)
        self.date_box.selectAll()

    def _after_date(self) -> None:
        if self.act == REPEAT:
            self.stored.emit()
        else:
            self._into(self.by_box if self.act in _TEXTS else self.place_box)

    def _into(self, widget: QWidget) -> None:
        commit_composition()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is typed

    def typed(self) -> dict[str, Any]:
        """Return day, place, who, words and the resolution meant; Refusal YS-T01 when the day cannot be read."""
        commit_composition()
        return {"on": read_day(self.date_box.text(), self.today, PAST), "place": self.place_box.text().strip(),
                "by": self.by_box.text().strip(), "text": self.text_box.toPlainText().strip(), "matter": self.matter.value}  # fmt: skip


def _likely(p: "PostingState", today: date) -> str:
    """Return what will most likely be written down next."""
    if p.must_repeat:
        return REPEAT
    last = p.marks[-1].kind if p.marks else ""
    if last == "torn":
        return "again"
    return "down" if last in ("up", "again") and today >= p.end else "torn" if last in ("up", "again") else "up"
