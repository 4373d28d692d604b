"""到现在: the running rate with its rule, what is missing to pass, and the one conclusion that the counts give."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.domain.evaluation import GRADES, Counts, rate_text
from yishi.domain.terms import GRADE_WORDS
from yishi.gui import theme
from yishi.gui.controls import Button, Field
from yishi.gui.layout import column, row
from yishi.gui.widgets import Card, ElidedLabel, Label
from yishi.i18n import _
from yishi.services.evaluating import Groups, Verdict

_LINE = 19


class GradeBars(QWidget):
    """Five bars, each with its word and its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers: tuple[int, ...] = (0,) * 5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(_LINE) * 5)
        self.setMinimumWidth(theme.px(200))

    def show_counts(self, counts: Counts) -> None:
        """Show other numbers."""
        self.numbers = tuple(getattr(counts, grade) for grade in GRADES)
        self.setAccessibleName("，".join(f"{_(GRADE_WORDS[g])} {n}" for g, n in zip(GRADES, self.numbers, strict=True)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, line, head = QPainter(self), theme.px(_LINE), theme.px(76)
        room, most = self.width() - head - theme.px(44), max(*self.numbers, 1)
        for place, (grade, number) in enumerate(zip(GRADES, self.numbers, strict=True)):
            top = place * line
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font(-0.5))
            painter.drawText(QRectF(0, top, head, line), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _(GRADE_WORDS[grade]))
            wide = max(2.0, room * number / most)
            painter.fillRect(QRectF(head + 10, top + line * 0.24, wide, line * 0.52), theme.color("chart"))
            painter.setFont(theme.font(bold=True))
            painter.drawText(QRectF(head + 18 + wide, top, theme.px(40), line), Qt.AlignmentFlag.AlignVCenter, str(number))


def group_words(groups: Groups) -> str:
    """Return what each building or group said, as one line; groups under five are counted and never shown (domain rule 2.10)."""
    words = _("{name} {rate}（{n}份）")
    told = [words.format(name=g.name or _("没写楼栋的"), rate=rate_text(g.rate), n=g.valid) for g in groups.shown]
    if not told:
        return ""
    if groups.withheld:
        told.append(_("另{n}处份数太少，不单独显示").format(n=groups.withheld))
    return _("分楼栋：{list}").format(list="　".join(told))


class VerdictCard(Card):
    """How the round stands.

    Signals:
        concluded(): the button that closes the round was pressed.
    """

    concluded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title, self.count_label = Label(_("到现在"), step=1, bold=True), Label("", "muted")
        self.rate_label, self.under_label = Label("—", step=13.5), Label("", "muted", step=-1)
        self.bars = GradeBars()
        self.missing_label, self.rule_label = Label("", wrap=True), Label("", "muted", step=-1, wrap=True)
        self.conclude_button = Button(_("评价通过"), kind="tonal", key="F7")
        self.conclude_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.brief_label = Label("", bold=True)
        self.groups_label = ElidedLabel("", "muted", step=-1)
        self.groups_label.setObjectName("groups_label")
        self.note_box = Field(hint=_("主要意见，可不写；重新办理时写进原因"), name=_("主要意见"))
        self.note_box.setObjectName("evaluation_note_box")
        self.big = QWidget()
        self.big.setLayout(row(column(None, self.rate_label, self.under_label, None, gap=0), (self.bars, 1), gap=12))
        super().__init__(column(
            row(self.title, self.brief_label, None, self.count_label, gap=12), self.big, self.groups_label, self.missing_label,
            row((self.note_box, 1), self.conclude_button), self.rule_label, gap=6, margin=(14, 10, 14, 10)))  # fmt: skip
        if parent is not None:
            self.setParent(parent)
        self._shown = ("", 0)
        self.conclude_button.clicked.connect(self.concluded)

    def show_verdict(self, now: Verdict, counted: str, groups: Groups) -> None:
        """Show how it stands; `counted` says how many answered, and how many are left, `groups` what each building said."""
        if self._shown != (now.resolution_id, now.round):
            self._shown = (now.resolution_id, now.round)
            self.note_box.clear()  # what was begun for one matter is not stored for another
        self.groups_label.setText(group_words(groups))
        self.groups_label.setToolTip(group_words(groups))
        self.groups_label.setVisible(bool(self.groups_label.text()))
        self.count_label.setText(counted)
        valid = now.counts.valid
        good = valid - now.counts.dissatisfied - now.counts.very_dissatisfied
        self.rate_label.setText(rate_text(now.rate) if valid else "—")
        under = _("满意率　{good}/{valid}").format(good=good, valid=valid) if valid else _("满意率")
        if now.margin:
            under += _("　±{margin}").format(margin=rate_text(now.margin))
        self.under_label.setText(under)
        self.brief_label.setText(_("满意率{rate}").format(rate=rate_text(now.rate)) if valid else "")
        self.bars.show_counts(now.counts)
        failing = bool(now.reasons)
        words = "；".join(now.reasons) if failing else _("够通过的条件了")
        if now.cautions and not failing:
            words += "；" + "；".join(now.cautions)
        self.missing_label.setText(words)
        self.missing_label.tint("muted" if not now.settled else "red" if failing else "green")
        self.conclude_button.set_word(_("重新办理") if failing and now.settled else _("评价通过"))
        self.conclude_button.setEnabled(now.settled)
        rule = _("有效满{needed}户、满意率到{percent}%、提出人不差评才通过；“基本满意”算满意")
        self.rule_label.setText(rule.format(needed=now.needed, percent=now.percent))

    def fold(self, *, tight: bool, low: bool) -> None:
        """Where the page is low the line of the buildings goes; lower still the rate stands in the head, without its bars."""
        self.big.setVisible(not tight)
        self.groups_label.setVisible(not low and bool(self.groups_label.text()))
        self.brief_label.setVisible(tight)
