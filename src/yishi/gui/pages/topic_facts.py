"""F2 on 议题: everything that may be said of a topic, in one small form; nothing but its words is needed."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.domain.terms import CATEGORY_WORDS, DUTY_WORDS, LEDGER_WORDS, LEVEL_WORDS, SOURCE_WORDS
from yishi.gui import theme
from yishi.gui.ime import Candidate, NameBox, TextBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.masked import MaskedBox
from yishi.gui.pages.entry import Choice, press_by_enter, walk
from yishi.gui.widgets import Button, Label
from yishi.i18n import _
from yishi.services.pool_lines import TopicEntry

_OWN_LISTS = ("primary", "assist", "negative")


class TopicFacts(QFrame):
    """The form. Enter goes from box to box, Ctrl+Enter stores from anywhere, Esc leaves.

    Signals:
        stored(): store what is typed.
        left(): the user does not want it after all.
    """

    stored = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry: TopicEntry | None = None
        self._words: list[Label] = []
        self._given: dict[str, Any] = {}
        phone = MaskedBox(hint=_("电话"), name=_("电话"))
        self.boxes: dict[str, NameBox] = {name: phone if name == "phone" else NameBox(name=word) for name, word in (
            ("title", _("议题")), ("raised_on", _("日期")), ("unit", _("网格或组")), ("proposer", _("反映人")), ("phone", _("电话")),
            ("handler", _("经办人")),
            ("external_no", _("工单号")), ("statutory_flag", _("须法定会议或业主决定，依据")))}  # fmt: skip
        self.texts = {name: TextBox(hint=hint, name=hint) for name, hint in (
            ("situation", _("现在什么情况，多少户")), ("wish", _("想怎么办")))}  # fmt: skip
        self.eye_button = phone.eye_button
        self.boxes["unit"].setPlaceholderText(_("网格或组"))
        self.boxes["handler"].setPlaceholderText(_("谁来办、给反映人回音，没定就空着"))
        self.boxes["external_no"].setPlaceholderText(_("12345 工单号，没有就空着"))
        self.boxes["statutory_flag"].setPlaceholderText(_("法定事项的依据，没有就空着"))
        self.choices = {name: Choice(Button("", small=True)) for name in ("source", "category", "level", "duty_list", "ledger_kind")}
        self.leave_button = Button(_("不改了"), kind="quiet", key="Esc", small=True)
        self.store_button = Button(_("存好"), kind="tonal", key=_("Ctrl+回车"), small=True)
        self.store_button.setObjectName("store_facts_button")
        self._build()
        walk(tuple(self.boxes.values()), self.stored.emit)
        for text in self.texts.values():
            text.submitted.connect(lambda _text: self.stored.emit())
        self.store_button.clicked.connect(self.store)
        self.leave_button.clicked.connect(self.left)
        press_by_enter(self.store_button, self.leave_button)
        self.hide()

    def _build(self) -> None:
        boxes, choices = self.boxes, self.choices

        def line(word: str, *parts: Any) -> Any:
            label = Label(word, "muted")
            self._words.append(label)
            return row(label, *parts, gap=6)

        def picks(*names: str) -> Any:
            return row(*(choices[name].button for name in names), None, gap=6)

        self.setLayout(column(
            row(Label(_("改议题"), bold=True), None, self.leave_button),
            line(_("议题"), (boxes["title"], 1)), line(_("日期"), (boxes["raised_on"], 1), (boxes["unit"], 1)),
            line(_("反映人"), (boxes["proposer"], 1), (boxes["phone"], 1), self.eye_button), line(_("经办人"), (boxes["handler"], 1)),
            line(_("来源"), picks("source")),
            line(_("工单"), (boxes["external_no"], 1)), line(_("类别"), picks("category")), line(_("层级"), picks("level", "ledger_kind")),
            line(_("清单"), picks("duty_list")), line(_("情况"), (self.texts["situation"], 1)), line(_("诉求"), (self.texts["wish"], 1)),
            line(_("法定"), (boxes["statutory_flag"], 1)), row(None, self.store_button), gap=6))  # fmt: skip
        self.dress()

    def dress(self) -> None:
        for word in self._words:
            word.setFixedWidth(theme.px(44))

    def begin(self, entry: TopicEntry, people: list[Candidate], units: list[str], today: date) -> None:
        """Show what is known of a topic; the cursor waits for the situation."""
        commit_composition()
        self.entry = entry
        for name in ("proposer", "handler"):
            self.boxes[name].set_people(people)
        self.boxes["unit"].set_people([(unit,) for unit in units])
        for name, box in self.boxes.items():
            box.set_name(str(getattr(entry, name) or ""))
            box.setCursorPosition(0)
        self.boxes["raised_on"].set_name(f"{entry.raised_on:%Y-%m-%d}" if entry.raised_on else "")
        self.boxes["title"].setEnabled(not entry.meetings)
        for name, text in self.texts.items():
            text.done()
            text.setPlainText(getattr(entry, name))
        lists = {name: DUTY_WORDS[name] for name in _OWN_LISTS}
        for name, words, none in (("source", SOURCE_WORDS, _("哪里来的")), ("category", CATEGORY_WORDS, _("哪一类")),
                                  ("level", LEVEL_WORDS, _("谁来处理")), ("ledger_kind", LEDGER_WORDS, _("归哪本账")),
                                  ("duty_list", lists, _("哪张清单"))):  # fmt: skip
            self.choices[name].offer([("", none), *((code, _(word)) for code, word in words.items())], getattr(entry, name))
        self._given = self._raw()
        self.show()
        self.texts["situation"].setFocus(Qt.FocusReason.OtherFocusReason)

    def store(self) -> None:
        """Say that what is typed should be stored."""
        commit_composition()
        self.stored.emit()

    def said(self, today: date) -> dict[str, Any]:
        """Return title and facts as typed; a day that cannot be read is refused (YS-T01)."""
        found = self._raw()
        found["raised_on"] = read_day(found["raised_on"], today, PAST) if found["raised_on"] else None
        return found

    def _raw(self) -> dict[str, Any]:
        found: dict[str, Any] = {name: box.text().strip() for name, box in self.boxes.items()}
        found |= {name: text.toPlainText().strip() for name, text in self.texts.items()}
        return found | {name: choice.value for name, choice in self.choices.items()}

    @property
    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.entry is not None and self._raw() != self._given

    def close_it(self) -> None:
        """Be closed."""
        self.entry = None
        self.hide()
