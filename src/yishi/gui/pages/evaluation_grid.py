"""The sheet of one evaluation: five grades, three answers, the raiser's own; rates at once with the rule beside them."""

import unicodedata
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QWidget

from yishi.domain import evaluation
from yishi.domain.terms import GRADE_WORDS
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.layout import column, row
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.widgets import Field, Label
from yishi.i18n import _

_ANSWERS = ("solved", "partially_solved", "unsolved")
_NAMES = dict(zip((*evaluation.GRADES, *_ANSWERS), (*(f"grade_{n}_box" for n in (5, 4, 3, 2, 1)),
              "solved_box", "partial_box", "unsolved_box"), strict=True))  # fmt: skip


def whole(text: str, word: str) -> int | None:
    """Return the whole number in a field, None when it is empty; refused when it is anything else (YS-L41)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit():
        raise Refusal("YS-L41", _("“{word}”要写整数，不能写“{text}”。").format(word=word, text=text.strip()))
    return int(plain)


class EvaluationGrid(QWidget):
    """Counts to be typed, Enter or Tab from one to the next.

    Signals:
        applied(str): by the rule this event applies, eval_pass or eval_fail; not before enough papers are in or Enter in
            the last field says that there are no more.
        passed_on(): Enter in the last field.
    """

    applied = Signal(str)
    passed_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beneficiaries: int | None = None
        self._thresholds = evaluation.FACTORY
        self.boxes = {key: self._box(key) for key in _NAMES}
        self.sample_box, self.valid_box = Field(name=_("发出几份")), Field(name=_("有效几份"))
        self.raiser_choice = FlowChoice(self)
        self.result_label = Label(wrap=True)
        self.rule_label = Label("", "muted", step=-1, wrap=True)
        self.sample_box.setObjectName("sample_box")
        self.valid_box.setObjectName("valid_box")
        self.valid_box.setReadOnly(True)
        self.valid_box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.raiser_choice.setObjectName("raiser_choice")
        self.setLayout(
            column(
                self._grid(),
                row((Label(_("提出人")), 0), (self.raiser_choice, 1)),
                self.result_label,
                self.rule_label,
                gap=4,
            )
        )
        self.sample_box.textEdited.connect(self._tell)
        self.sample_box.returnPressed.connect(self.raiser_choice.focus_chosen)
        self.raiser_choice.picked.connect(self._tell)
        self.raiser_choice.entered.connect(self._finish)
        self.clear()
        self.dress()

    def _box(self, key: str) -> Field:
        box = Field(name=_(GRADE_WORDS[key]))
        box.setObjectName(_NAMES[key])
        box.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        box.textEdited.connect(self._tell)
        box.returnPressed.connect(lambda: self.focusNextChild())
        return box

    def dress(self) -> None:
        """Keep two lines for the verdict: nothing below it moves while the figures are typed."""
        if hasattr(self, "result_label"):
            self.result_label.setMinimumHeight(2 * QFontMetrics(theme.font()).lineSpacing())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        answers = [(key, self.boxes[key]) for key in _ANSWERS]
        lines: list[list[tuple[str, Field]]] = [
            [(_(GRADE_WORDS[key]), self.boxes[key]) for key in evaluation.GRADES],
            [
                *((_(GRADE_WORDS[key]), box) for key, box in answers),
                (_("有效"), self.valid_box),
                (_("发出"), self.sample_box),
            ],
        ]
        for down, line in enumerate(lines):
            for across, (word, box) in enumerate(line):
                label = Label(word, "muted", step=-1)
                label.setBuddy(box)
                grid.addWidget(label, 2 * down, across)
                grid.addWidget(box, 2 * down + 1, across)
                grid.setColumnStretch(across, 1)
        return grid

    def go_by(self, beneficiaries: int | None, thresholds: evaluation.Thresholds) -> None:
        """Judge by the rule of the place, for so many households that benefit (None = not known)."""
        if (beneficiaries, thresholds) != (self._beneficiaries, self._thresholds):
            self._beneficiaries, self._thresholds = beneficiaries, thresholds
            self._tell()

    def _rule_words(self) -> str:
        least, share = evaluation.needed(self._beneficiaries, self._thresholds), self._thresholds.satisfied_percent
        words = _("前三档算满意：满{share}%、够{least}份、提出人不差评，才通过") if self._thresholds.raiser_veto \
            else _("前三档算满意：满{share}%、够{least}份，才通过")
        return words.format(share=share, least=least)

    def clear(self) -> None:
        """Be empty for another resolution."""
        for box in (*self.boxes.values(), self.sample_box, self.valid_box):
            box.clear()
        grades = [(grade, _(GRADE_WORDS[grade])) for grade in (*evaluation.GRADES, evaluation.UNREACHED)]
        self.raiser_choice.offer([("", _("没问到")), *grades])
        self._tell()

    def first(self) -> Field:
        """Return the field to begin in."""
        return self.boxes[evaluation.GRADES[0]]

    def counts(self) -> dict[str, Any]:
        """Return the keys of an evaluation as typed; what is empty is left out but for the sum of the grades."""
        found: dict[str, Any] = {
            key: n for key, box in self.boxes.items() if (n := whole(box.text(), box.accessibleName())) is not None
        }
        sample = whole(self.sample_box.text(), self.sample_box.accessibleName())
        if sample is not None:
            found["sample"] = sample
        return found | ({"raiser": self.raiser_choice.value} if self.raiser_choice.value else {})

    def _finish(self) -> None:
        """Enter in the last field: no more papers come, so the rule is applied to the few there are as well."""
        self._judge(however_few=True)
        self.passed_on.emit()

    def _tell(self) -> None:
        """Say the rates and which of the two events applies; what is not right yet is said, not refused."""
        self._judge()

    def _judge(self, *, however_few: bool = False) -> None:
        self.rule_label.setText(self._rule_words())
        try:
            typed = self.counts()
            counts = evaluation.read_counts(typed)
        except Refusal as refusal:
            self._say(refusal.message, "yellow")
            return
        self.valid_box.fill(str(counts.valid) if counts.valid else "")
        if not counts.valid:
            self._say(_("填好份数，满意率在这里算。"), "muted")
            return
        least = evaluation.needed(self._beneficiaries, self._thresholds)
        if counts.valid < least and not however_few:
            self._say(_("现在{n}份，够{least}份再看通不通过。").format(n=counts.valid, least=least), "muted")
            return
        answered = counts.solved + counts.partially_solved + counts.unsolved
        share = evaluation.rate_text(evaluation.resolve(counts)) if answered else _("没填")
        resolved = _("解决率 {rate}").format(rate=share)
        reasons = evaluation.passes(counts, self._beneficiaries, self._thresholds)
        if reasons:
            self._say(_("按规则不通过：{reasons}　{resolved}").format(reasons="；".join(reasons), resolved=resolved), "red")
        else:
            rate = evaluation.rate_text(evaluation.satisfaction(counts))
            self._say(_("按规则通过：满意率 {rate}　{resolved}").format(rate=rate, resolved=resolved), "green")
        self.applied.emit("eval_fail" if reasons else "eval_pass")

    def _say(self, words: str, kind: str) -> None:
        self.result_label.setText(words)
        self.result_label.tint(kind)
