"""Below the list of 落实: how the lights are made, and the order that urges the chosen resolution on."""

from PySide6.QtWidgets import QWidget

from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Label, Rule
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine


class FollowFoot(QWidget):
    """A line of two buttons; the first one unfolds the rule of the lights."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.light_label = Label("", wrap=True)
        self.light_label.hide()
        self.light_button = Button(_("灯怎么算？"), kind="quiet", glyph="help", small=True, checkable=True)
        self.urge_button = Button(_("催办单"), key="Ctrl+P", glyph="print", small=True)
        for name, widget in (("light_button", self.light_button), ("light_label", self.light_label), ("urge_button", self.urge_button)):
            widget.setObjectName(name)
        line = row(self.light_button, None, self.urge_button, margin=(8, 0, 12, 0))
        self._words = QWidget()
        self._words.setLayout(row((self.light_label, 1), margin=(16, 0, 16, 0)))
        self.setLayout(column(Rule(), self._words, line, gap=4, margin=(0, 0, 0, 4)))
        self.light_button.toggled.connect(self.unfold)
        press_by_enter(self.light_button, self.urge_button)

    def unfold(self, on: bool) -> None:
        """Show or hide the rule of the lights, with the numbers in force in this place (domain.md 3.6)."""
        from yishi.services import place_rules

        if on:
            with self.workspace.read() as session:
                d = place_rules.deadlines(session)
            self.light_label.setText(_(
                "■ 红：逾期、整改中、重新办理、吹哨没人应。\n▲ 黄：还剩{soon}个工作日以内、节点过了没做完、"
                "时间用了{idle}%还没有跟进。\n● 绿：其余。挂起和办结不亮灯。剩几天只数工作日，今天不算，到期那天算。"
            ).format(soon=d.soon, idle=d.idle_percent))  # fmt: skip
        self.light_label.setVisible(on)

    def show_line(self, line: ResolutionLine, may_urge: bool) -> None:
        """Say which order it would be; a green light is not urged."""
        self.urge_button.set_word(_("督办单") if line.light == "red" else _("催办单"))
        self.urge_button.setEnabled(may_urge)
