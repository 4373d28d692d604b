"""What one household says: 知道吗, 按时吗, five grades, 解决了吗, a sentence. Digits answer one question after the other."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from yishi.domain.evaluation import GRADES
from yishi.domain.terms import GRADE_WORDS
from yishi.gui import theme
from yishi.gui.controls import Button, Field, Segments, Tick
from yishi.gui.layout import column, row
from yishi.gui.widgets import Label
from yishi.i18n import _

SOLVED = ("solved", "partially_solved", "unsolved")
ON_TIME = ("yes", "no", "unknown")
_MIDDLE = Qt.AlignmentFlag.AlignCenter
BIG = 13  # points from which on height is scarce


class GradeButton(Button):
    """A grade: its digit large, its word below."""

    def __init__(self, digit: int, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent, checkable=True)
        self.digit = str(digit)
        self.setAccessibleName(f"{digit} {word}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dress(self) -> None:
        self.setFixedHeight(theme.px(54) if theme.points < BIG else theme.px(44))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(82), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ink())
        high = self.height()
        painter.setFont(theme.font(4, bold=True))
        painter.drawText(QRectF(0, high * 0.06, self.width(), high * 0.5), _MIDDLE, self.digit)
        painter.setFont(theme.font(-0.5, bold=self.isChecked()))
        painter.drawText(QRectF(0, high * 0.53, self.width(), high * 0.38), _MIDDLE, self.text())


class AnswerForm(QWidget):
    """The questions of the paper form and of the call, numbered as on paper.

    Signals:
        entered(): Enter in the sentence: this one is finished.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.knows_choice = Segments((("yes", _("知道")), ("no", _("不知道"))), keys=("", "0"))
        self.time_choice = Segments((("yes", _("按时")), ("no", _("不按时")), ("unknown", _("不清楚"))), keys=("1", "2", "3"))
        self.solved_choice = Segments([(key, _(GRADE_WORDS[key])) for key in SOLVED], keys=("1", "2", "3"))
        for button in self.knows_choice.buttons.values():
            button.setProperty("small", True)
            button.dress()
        for name, choice in (("knows", self.knows_choice), ("time", self.time_choice), ("solved", self.solved_choice)):
            choice.unchoose()
            choice.setObjectName(f"{name}_choice")
            for button in choice.buttons.values():
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.grade_buttons = {grade: GradeButton(5 - n, _(GRADE_WORDS[grade]), self) for n, grade in enumerate(GRADES)}
        self._grades = QButtonGroup(self)
        for button in self.grade_buttons.values():
            self._grades.addButton(button)
            button.clicked.connect(lambda _on=False: self._point())
        self.words_box = Field(hint=_("还希望做什么，不满意在哪里（F2）"), name=_("一句话"))
        self.words_box.setObjectName("words_box")
        self.words_box.returnPressed.connect(self.entered)
        self.wants_tick = Tick(_("要答复"))
        self.wants_tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._blank = False  # 0: no grade on purpose
        self._labels = {"grade": Label(_("对结果满意吗")), "solved": Label(_("问题解决了吗")), "time": Label(_("办得按时吗"))}
        self._lay_out()
        for choice in (self.solved_choice, self.time_choice, self.knows_choice):
            choice.picked.connect(lambda _value: self._point())
        self._point()

    def _lay_out(self) -> None:
        grades = row(*((button, 1) for button in self.grade_buttons.values()), gap=4)
        self.setLayout(column(
            row(self._labels["grade"], None, Label(_("知道这件事吗"), "muted"), self.knows_choice), grades,
            row(self._labels["solved"], self.solved_choice, None),
            row(self._labels["time"], self.time_choice, None),
            row((self.words_box, 1), self.wants_tick), gap=6))  # fmt: skip
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "_labels"):
            for name in ("solved", "time"):
                self._labels[name].setFixedWidth(theme.px(92))

    # ---- digits

    def digit(self, number: int) -> None:
        """Answer the question that is next: 1–5 the grade, then 1–3 solved, then 1–3 on time; 0 = nothing to say of it."""
        if self.step == "grade":
            if number == 0:
                self._blank = True
                self.knows_choice.choose("no")
            else:
                self.grade_buttons[GRADES[5 - number]].setChecked(True)
        elif self.step and 1 <= number <= 3:
            choice = self.solved_choice if self.step == "solved" else self.time_choice
            choice.choose((SOLVED if self.step == "solved" else ON_TIME)[number - 1])
        self._point()

    def back(self) -> None:
        """Take back the last answer."""
        if self.time_choice.value:
            self.time_choice.unchoose()
        elif self.solved_choice.value:
            self.solved_choice.unchoose()
        else:
            self._ungrade()
        self._point()

    @property
    def step(self) -> str:
        """The question that a digit answers: grade, solved, time; "" when all are answered."""
        if self._blank:
            return ""
        if not self._grades.checkedButton():
            return "grade"
        return "solved" if not self.solved_choice.value else "time" if not self.time_choice.value else ""

    def _ungrade(self) -> None:
        self._blank = False
        self.knows_choice.unchoose()
        self._grades.setExclusive(False)
        for button in self.grade_buttons.values():
            button.setChecked(False)
        self._grades.setExclusive(True)

    def _point(self) -> None:
        """Show which question the next digit answers."""
        if self._grades.checkedButton() and self._blank:
            self._blank = False
            self.knows_choice.unchoose()
        now = self.step
        for name, label in self._labels.items():
            label.setProperty("bold", name == now)
            label.setFont(theme.font(bold=name == now))
            label.tint("blue" if name == now else "")

    # ---- values

    def clear(self) -> None:
        """Be empty for the next one."""
        self._ungrade()
        for choice in (self.solved_choice, self.time_choice):
            choice.unchoose()
        self.words_box.clear()
        self.wants_tick.setChecked(False)
        self._point()

    def show_answers(self, line: Any) -> None:
        """Show what was noted before, to be put right."""
        self.clear()
        if line.grade:
            self.grade_buttons[line.grade].setChecked(True)
        self._blank = line.knows is False and not line.grade
        for value, choice in ((line.solved, self.solved_choice), (line.on_time, self.time_choice)):
            if value:
                choice.choose(value)
        if line.knows is not None:
            self.knows_choice.choose("yes" if line.knows else "no")
        self.words_box.setText(line.words)
        self.wants_tick.setChecked(bool(getattr(line, "wants_answer", False)))
        self._point()

    @property
    def grade(self) -> str:
        """The chosen grade, "" for none."""
        return next((grade for grade, button in self.grade_buttons.items() if button.isChecked()), "")

    @property
    def said_something(self) -> bool:
        """Whether anything was answered: an untouched form is not an answer."""
        return bool(self.grade or self._blank or self.knows_choice.value)

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by the names of the services."""
        knows = {"yes": True, "no": False}.get(self.knows_choice.value)
        return {"grade": self.grade, "solved": self.solved_choice.value, "on_time": self.time_choice.value, "knows": knows,
                "words": self.words_box.text()}  # fmt: skip
