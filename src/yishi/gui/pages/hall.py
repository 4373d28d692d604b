"""The live room's hand for the hall: projector, its card and panel, and the watch over the PC."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QBoxLayout

from yishi.gui import printing
from yishi.gui.ime import commit_composition
from yishi.gui.pages.projection import Projection
from yishi.gui.pages.projector_card import ProjectorCard
from yishi.gui.pages.projector_panel import ProjectorPanel
from yishi.gui.pages.room_watch import RoomWatch
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet

if TYPE_CHECKING:
    from yishi.gui.pages.meeting_room import MeetingRoomPage


class Hall(QObject):
    """Builds these parts into the room and connects them; F5 on and off, Shift+F5 what is released."""

    def __init__(self, room: "MeetingRoomPage") -> None:
        super().__init__(room)
        self.room = room
        self._light = False  # the form of the meeting needs no more than the three boxes
        self.projection = Projection(room.workspace, room)
        self.card, self.panel = ProjectorCard(self.projection), ProjectorPanel(self.projection)
        self.watch = RoomWatch(room.workspace, self.projection)
        room.middle.addWidget(self.panel)
        room.columns.hold_extra(self.card)
        layout = room.room_body.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(0, self.watch)
        for button, act in (
            (room.bar.projector_button, self.projection.toggle),
            (room.bar.on_air_button, self.show_panel),
            (room.vote.announce_button, self._announce),
            (room.bar.sheets_button, lambda: room.wants.emit("teahouse", room.meeting_id)),
        ):
            button.clicked.connect(act)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
        room.key("F5", self.projection.toggle)
        room.key("Shift+F5", self.show_panel)
        self.card.panel_asked.connect(self.show_panel)
        self.panel.left.connect(room.escape)
        self.projection.changed.connect(self._changed)
        self.watch.changed.connect(room.retitled)
        self.watch.answered.connect(room.reload)
        self.watch.projector.connect(self.projection.toggle)
        self.watch.paper.connect(self.print_sheets)

    def show_meeting(self, sheet: MeetingSheet | None, item: AgendaLine | None) -> None:
        """Stand for this item of this meeting; None: no meeting is shown."""
        self.watch.show_meeting(sheet)
        if sheet is None:
            self.projection.projector.switch_off()
            return
        self.projection.show_meeting(sheet, item)
        from yishi.services import forms

        is_open = sheet.line.state == "open"
        self.room.bar.projector_button.setEnabled(is_open)
        self._light = is_open and forms.held(sheet).light
        self._changed()

    def _announce(self) -> None:
        """公布: the hall sees the figures of the vote that was counted last."""
        if self.projection.on_air and self.projection.vote is not None:
            self.projection.announce()

    def show_panel(self) -> None:
        """Shift+F5: what is released, and back to the speeches."""
        commit_composition()
        if self.projection.item is None and self.projection.sheet is None:
            return
        if self.room.middle.currentWidget() is self.panel:
            self.room.escape()
            return
        self.room.columns.show_view("speech")
        self.room.middle.setCurrentWidget(self.panel)
        self.panel.begin()

    def print_sheets(self) -> None:
        """Make the empty record sheets of this meeting, for when the battery is empty."""
        printing.offer(self.watch.paper_place, printing.print_meeting(self.room.workspace, self.room.meeting_id, "blank-pack"))
        self.watch.drop("battery")

    def info(self, counted: str) -> str:
        """Return what the status strip says: 电量 62% · 投屏 开（第二屏） · what is counted."""
        return " · ".join([*self.watch.words(), counted])

    def _changed(self) -> None:
        bar, on = self.room.bar, self.projection.on_air
        bar.projector_button.set_word(_("收起投屏") if on else _("投屏"), "F5")
        bar.sheets_button.setVisible(self._light and not on)
        bar.on_air_button.setVisible(on)
        self.room.vote.offer_to_announce(on and self.projection.vote is not None)
        self.room.retitled.emit()
