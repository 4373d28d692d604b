"""投屏内容: over the middle column, what of the item in hand the hall may see. Nothing goes out but by a key or a button here."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui import forms
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import TextBox, commit_composition
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.projection import Projection
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import ElidedLabel, Label
from yishi.i18n import _


class ProjectorPanel(QWidget):
    """Points, the result of the vote, the resolution: each let out, and taken back, by hand.

    Signals:
        left(): the operator goes back to the speeches.
    """

    help_name = "projector"  # of F1 while the cursor is in here

    left = Signal()

    panel_state: Label
    palette_segments: Segments
    panel_blank_button: Button
    panel_on_button: Button
    panel_back_button: Button
    panel_topic: ElidedLabel
    point_box: TextBox
    point_button: Button
    point_told: ElidedLabel
    announce_button: Button
    resolution_button: Button
    decided_label: ElidedLabel
    points_table: Table
    speeches_table: Table

    def __init__(self, projection: Projection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.projection = projection
        forms.wear(self, "projector_panel")
        self.palette_segments.offer((("dark", _("深底")), ("bright", _("亮底"))))
        self.palette_segments.picked.connect(lambda which: projection.projector.set_bright(which == "bright"))
        columns = (Column(""), Column("", 84, "right", sorts=False))
        for table, act in ((self.points_table, projection.take_point), (self.speeches_table, projection.add_point)):
            table.set_columns(columns, height=34, header=False, grows=True)
            table.setMinimumHeight(1)  # else the panel would keep the window from becoming low
            table.pressed.connect(act)
            table.opened.connect(act)
        self.point_box.submitted.connect(self._add)
        self.point_button.clicked.connect(self.point_box.submit)
        self.announce_button.clicked.connect(projection.announce)
        self.resolution_button.clicked.connect(projection.put_resolution)
        self.panel_on_button.clicked.connect(projection.toggle)
        self.panel_blank_button.clicked.connect(projection.projector.toggle_blank)
        self.panel_back_button.clicked.connect(self.left)
        press_by_enter(self.announce_button, self.resolution_button, self.panel_on_button, self.panel_back_button)
        for button in (self.point_button, self.announce_button, self.resolution_button, self.panel_on_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        projection.changed.connect(self._refresh)

    def begin(self) -> None:
        """Shift+F5: the cursor waits for a point."""
        self._refresh()
        self.point_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, text: str) -> None:
        self.projection.add_point(text)
        self.point_box.done()
        commit_composition()
        self.point_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        """Show what is out and what could be; a panel that is not shown is filled when it is."""
        now = self.projection
        if not self.isVisible() or now.sheet is None:
            return
        on = now.on_air
        self.panel_state.setText(now.told() if on else _("还没有投出去"))
        self.panel_state.tint("red" if on else "muted")
        self.panel_blank_button.setEnabled(on)
        self.panel_blank_button.set_word(_("恢复") if now.projector.blank else _("黑屏"))
        self.panel_on_button.set_word(_("收起投屏") if on else _("投屏"), "F5")
        item = now.item
        self.panel_topic.setText(f"{item.no}　{now.view.title}" if item else _("还没有议题，按 Ctrl+N 加一条"))
        self.point_box.setEnabled(item is not None)
        released = now.released.points
        self.points_table.show_rows([_row(text, now.shown(text), _("拿掉")) for text in released])
        said = [s.text for s in now.sheet.speeches if item is not None and s.agenda == item.no and s.text]
        fresh = [text for text in dict.fromkeys(said) if " ".join(text.split()) not in released]
        self.speeches_table.show_rows([_row(text, now.shown(text), _("放上去")) for text in reversed(fresh)])
        self._show_decisions()

    def _show_decisions(self) -> None:
        now, view = self.projection, self.projection.view
        vote, resolution = now.vote, now.resolution
        self.announce_button.setEnabled(vote is not None or view.vote is not None)
        self.announce_button.set_word(_("公布结果") if vote is not None or view.vote is None else _("收回结果"))
        self.resolution_button.setEnabled(resolution is not None or view.resolution is not None)
        self.resolution_button.set_word(_("放上决议") if resolution is not None or view.resolution is None else _("收回决议"))
        waiting = [vote.outcome or vote.text] if vote is not None else []
        waiting += [resolution.line.text] if resolution is not None else []
        self.decided_label.setText("；".join(waiting) or ("" if view.vote or view.resolution else _("这项还没有表决，也没有决议")))
        self._say(now.released.points)

    def _say(self, points: tuple[str, ...]) -> None:
        """Say what was masked, and what a person has to look at."""
        from yishi.services.private_words import shipped

        doubtful = list(dict.fromkeys(word for text in points for word in shipped().in_text(text)))
        words = _("放不下时字会变小，再放不下只留最新的几条。")
        if any(self.projection.shown(text) != text for text in points):
            words = _("号码、门牌和居民姓名已经遮住。放不下时只留最新的几条。")
        if doubtful:
            words = _("大屏上有“{words}”，说的是哪个人的私事吗？是就拿掉。").format(words="”“".join(doubtful))
        self.point_told.setText(words)
        self.point_told.tint("yellow" if doubtful else "muted")


def _row(ref: Any, text: str, word: str) -> Row:
    return Row(ref, (Cell(text, wrap=True), Cell(button=word)))
