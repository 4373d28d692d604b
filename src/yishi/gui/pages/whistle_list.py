"""What was escalated and who came; whoever blew the whistle rates the department (domain.md 3.7)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yishi.domain.marker import N_
from yishi.domain.terms import LEVEL_WORDS
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.widgets import Button, Label, Rule
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet
from yishi.services.loop_signs import CASE_WORDS, SPEED_WORDS, WhistleSheet

SOLVED = {"solved": N_("已解决"), "partially_solved": N_("部分解决"), "unsolved": N_("未解决")}
_QUALITY = tuple(str(n) for n in range(5, 0, -1))


class WhistleList(QWidget):
    """Every escalation of one resolution; below the latest one the rating, changeable until the matter is over."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.whistles: tuple[WhistleSheet, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.speed_choice, self.quality_choice, self.solved_choice = FlowChoice(), FlowChoice(), FlowChoice()
        for name, choice in (("whistle_speed_choice", self.speed_choice), ("whistle_quality_choice", self.quality_choice),
                             ("whistle_solved_choice", self.solved_choice)):  # fmt: skip
            choice.setObjectName(name)
        self.rate_button = Button(_("存评价"), small=True)
        self.rate_button.setObjectName("rate_whistle_button")
        self.rating = QWidget()
        self.rating.setLayout(column(
            Rule(), Label(_("吹哨方对报到单位的评价"), bold=True),
            row(Label(_("响应"), "muted"), (self.speed_choice, 1)), row(Label(_("质量"), "muted"), (self.quality_choice, 1)),
            row(Label(_("结果"), "muted"), (self.solved_choice, 1)), row(None, self.rate_button), gap=6))  # fmt: skip
        self.setLayout(column(self._rows, self.rating, gap=6, margin=(8, 4, 4, 0)))
        self.speed_choice.picked.connect(lambda _speed: self._offer())
        self.rate_button.clicked.connect(self.rate)
        press_by_enter(self.rate_button)

    def show_sheet(self, sheet: ResolutionSheet) -> None:
        """Show the escalations of this resolution."""
        from yishi.services import whistles

        found: tuple[WhistleSheet, ...] = ()
        if any(event.event == "escalate" for event in sheet.events):
            with self.workspace.read() as session:
                found = whistles.sheets(session, sheet.line.id)
        if found == self.whistles:
            return
        self.whistles = found
        clear(self._rows)
        for each in found:
            self._rows.addWidget(Label(self._words(each), wrap=True))
        self.rating.setVisible(bool(found))
        if found:
            self._offer_rating(found[-1])

    def _words(self, each: WhistleSheet) -> str:
        head = "　".join(part for part in (each.number, f"{each.blown_on.month}-{each.blown_on.day}", each.blown_by) if part)
        level = _(LEVEL_WORDS.get(each.level, each.level))
        asked = _("向{level}：{unit}").format(level=level, unit=each.asked_unit or level) + (_("（紧急）") if each.urgent else "")
        lines = [head, asked, _(CASE_WORDS[each.case]) if each.case in CASE_WORDS else "", each.obstacle,
                 _("请求：{what}").format(what=each.request) if each.request else ""]  # fmt: skip
        if each.answered_on is not None:
            late = "" if each.in_time is not False else _("，晚了")
            lines.append(_("{m}-{d} {unit}报到{late}：{words}").format(m=each.answered_on.month, d=each.answered_on.day,
                                                                  unit=each.answered_by, late=late, words=each.answer))  # fmt: skip
        elif each.due is not None:
            lines.append(_("{m}月{d}日前要来报到").format(m=each.due.month, d=each.due.day))
        if each.speed:
            quality = _("，质量{n}分").format(n=each.quality) if each.quality else ""
            solved = "，" + _(SOLVED[each.solved]) if each.solved in SOLVED else ""
            lines.append(_("评价：响应{speed}").format(speed=_(SPEED_WORDS[each.speed])) + quality + solved)
        return "\n".join(line for line in lines if line)

    def _offer_rating(self, latest: WhistleSheet) -> None:
        came = latest.answered_on is not None
        speeds = [(key, _(word)) for key, word in SPEED_WORDS.items() if (key != "none") == came]
        self.speed_choice.offer(speeds)
        self.quality_choice.offer([(n, n) for n in _QUALITY])
        self.solved_choice.offer([(key, _(word)) for key, word in SOLVED.items()])
        for choice, value in ((self.speed_choice, latest.speed), (self.quality_choice, str(latest.quality or "")),
                              (self.solved_choice, latest.solved)):  # fmt: skip
            if value in choice.buttons:
                choice.choose(value)
        self._offer()

    def _offer(self) -> None:
        for choice in (self.quality_choice, self.solved_choice):
            choice.setEnabled(self.speed_choice.value != "none")

    def rate(self) -> None:
        """Store the rating of the latest escalation."""
        from yishi.services import whistles

        latest, speed = self.whistles[-1], self.speed_choice.value
        quality = None if speed == "none" else int(self.quality_choice.value)
        solved = "unsolved" if speed == "none" else self.solved_choice.value
        with self.workspace.write("whistle_rating") as session:
            whistles.rate(session, latest.event_id, speed, quality, solved, by=self.workspace.actor)
