"""The form that begins a meeting: one card, no wizard, filled with what the last meeting had."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.terms import FORM_WORDS
from yishi.errors import Refusal
from yishi.gui import forms, theme
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.pages.entry import Choice, press_by_enter, walk
from yishi.gui.pages.roster import candidate, people
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import ElidedLabel, Glyph, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, PersonLine, ResolutionLine

FIRST_FORMS = ("teahouse", "bench", "residents_council", "board_council", "heart_to_heart", "hearing", "five_party")
_INK = {"red": "red", "yellow": "yellow"}
MOST_EXPECTED = 60  # a roster up to this size is expected as a whole


def glyph_of(form: str) -> str:
    """Return the icon of a form of meeting."""
    return {"teahouse": "teapot", "bench": "bench"}.get(form, "meeting")


class _Item(NamedTuple):
    """A line of the agenda to be: its words, the remark beside them, its light ("" = typed here), and whether it is wanted."""

    title: str
    remark: str
    light: str
    wanted: bool


class NewMeeting(QWidget):
    """What a new meeting needs; Enter goes from field to field, F9 begins.

    Signals:
        begun(str): the meeting with this id was begun.
        left(): the user does not want to.
    """

    begun = Signal(str)
    left = Signal()

    form_glyph: Glyph
    form_from: ElidedLabel
    start_button: Button
    form_button: Button
    title_box: NameBox
    date_box: NameBox
    time_box: NameBox
    place_box: NameBox
    host_box: NameBox
    recorder_box: NameBox
    roster_segments: Segments
    topics_count: Label
    topic_box: NameBox
    topics_table: Table
    leave_button: Button
    form_word: Label
    title_word: Label
    start_word: Label
    place_word: Label
    host_word: Label
    roster_word: Label

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.last: MeetingSheet | None = None
        self._items: list[_Item] = []
        self._title = self._community = ""
        self._roster: tuple[PersonLine, ...] = ()
        forms.wear(self, "new_meeting")
        self.forms = Choice(self.form_button)
        self.forms.picked.connect(lambda _form: self._form_changed())
        self.topics_table.set_columns((Column(""), Column("", 84, "right")), height=32, header=False)
        self.topics_table.ticked.connect(self._tick)
        self.topic_box.chosen.connect(self._add)
        self.start_button.clicked.connect(self.start)
        self.leave_button.clicked.connect(self.left)
        boxes = (self.title_box, self.date_box, self.time_box, self.place_box, self.host_box, self.recorder_box)
        walk(boxes, lambda: self.topic_box.setFocus(Qt.FocusReason.TabFocusReason))
        press_by_enter(self.start_button, self.leave_button)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "form_word"):
            for word in (self.form_word, self.title_word, self.start_word, self.place_word, self.host_word, self.roster_word):
                word.setFixedWidth(theme.px(34))

    def home(self) -> QWidget:
        """Return the field that the cursor waits in."""
        return self.title_box

    # ---- filling

    def begin(self) -> None:
        """Fill everything in anew and put the cursor into the name, all of it chosen."""
        from yishi.services import communities, meetings, resolutions

        with self.workspace.read() as session:
            facts = communities.facts(session)
            lines = meetings.lines(session)
            self.last = meetings.sheet(session, lines[0].id, self.workspace.today) if lines else None
            waiting = resolutions.attention(session, self.workspace.today)
        self._roster = people(self.workspace)
        self._community = facts.name if facts else ""
        usual = "teahouse" if facts is None or facts.kind == "village" else "bench"
        form = self.last.line.form if self.last else usual
        ordered = dict.fromkeys((form, usual, *FIRST_FORMS, *FORM_WORDS))
        self.forms.offer([(each, _(FORM_WORDS.get(each, each))) for each in ordered if each != "owners_vote"], form)
        now = self.workspace.now()
        self.date_box.set_name(f"{now:%Y-%m-%d}")
        self.time_box.set_name(f"{now:%H:%M}")
        self.place_box.fill(self.last.line.place if self.last else "")
        self.host_box.fill(self.last.host if self.last else "")
        self.recorder_box.fill(self.workspace.actor or (self.last.recorder if self.last else ""))
        for box in (self.host_box, self.recorder_box):
            box.set_people([candidate(person) for person in self._roster])
        self._offer_roster(len(self._roster))
        self._items = [self._unfinished(line) for line in waiting]
        self._fill_title()
        self.form_from.setText(_("灰底：从上一场带来") if self.last else _("有个名称就能开"))
        self._show_items()
        self.title_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title_box.selectAll()

    def reload(self) -> None:
        """A save elsewhere changes nothing that is half filled in here."""

    def _offer_roster(self, known: int) -> None:
        choices = [("none", _("现场签"))]
        if known:
            choices.insert(0, ("roster", _("名册{n}人").format(n=known)))
        last = len(self._last_people())
        if last:
            choices.insert(0, ("last", _("上一场{n}人").format(n=last)))
        self.roster_segments.offer(choices)
        if not last and known > MOST_EXPECTED:
            self.roster_segments.choose("none")

    def _last_people(self) -> list[tuple[str, str]]:
        """Return name and unit, as the roster has them now, of those who were expected last time."""
        ids = [line.person_id for line in self.last.attendees if line.mark != "observer"] if self.last else []
        known = {person.id: person for person in self._roster}
        return [(known[each].name, known[each].unit) for each in ids if each in known]

    def _form_changed(self) -> None:
        if self.title_box.text() == self._title:
            self._fill_title()
        else:
            self.form_glyph.show_icon(glyph_of(self.forms.value), "primary")

    def _fill_title(self) -> None:
        self.form_glyph.show_icon(glyph_of(self.forms.value), "primary")
        form = self.forms.value
        word = {"teahouse": _("“流动的茶馆”议事会"), "bench": _("“流动小板凳”会商")}.get(form, _(FORM_WORDS.get(form, "")))
        self._title = f"{self._community}{word}"
        self.title_box.set_name(self._title)

    @staticmethod
    def _unfinished(line: ResolutionLine) -> _Item:
        return _Item(_("上次未了：{text}").format(text=line.text), line.light_words or line.state_words, line.light, wanted=False)

    # ---- the agenda to be

    def _add(self) -> None:
        title = self.topic_box.text().strip()
        if not title:
            self.start_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        mine = [item for item in self._items if not item.light]
        rest = [item for item in self._items if item.light]
        self._items = [*mine, _Item(title, "", "", wanted=True), *rest]
        self.topic_box.clear()
        self._show_items()

    def _tick(self, place: int, on: bool) -> None:
        self._items[place] = self._items[place]._replace(wanted=on)
        self._show_items()

    def _show_items(self) -> None:
        self.topics_table.show_rows([
            Row(place, (Cell(item.title, box=item.wanted, bold=item.wanted), Cell(item.remark, kind=_INK.get(item.light, "muted"))))
            for place, item in enumerate(self._items)
        ])  # fmt: skip
        self.topics_count.setText(str(sum(item.wanted for item in self._items)))

    # ---- beginning

    def _starts(self) -> str:
        """Return the start as the book wants it; refused (YS-T02) when it cannot be read."""
        text = f"{self.date_box.text().strip()} {self.time_box.text().strip()}".replace("：", ":")
        try:
            return f"{datetime.strptime(text, '%Y-%m-%d %H:%M'):%Y-%m-%dT%H:%M}"
        except ValueError:
            self.date_box.setFocus(Qt.FocusReason.OtherFocusReason)
            message = _("“{text}”看不出是什么时间。").format(text=text.strip())
            raise Refusal("YS-T02", message, next_step=_("日期写成 2026-06-08，时间写成 19:00。")) from None

    def start(self) -> None:
        """F9: begin the meeting with its agenda and the people who are expected, in one action."""
        from yishi.services import room

        commit_composition()
        starts, wanted = self._starts(), [item.title for item in self._items if item.wanted]
        if self.topic_box.text().strip():
            wanted.append(self.topic_box.text().strip())
        expected = self._expected()
        with self.workspace.write("open_meeting") as session:
            meeting_id = room.open_meeting(
                session, self.forms.value, self.title_box.text(), self.place_box.text(), starts,
                self.host_box.text().strip(), self.recorder_box.text().strip(),
            )  # fmt: skip
            for title in wanted:
                room.add_agenda(session, meeting_id, title)
            for name, unit in expected:
                room.sign_in(session, meeting_id, name, unit=unit, mark="expected")
        self.topic_box.clear()
        self.left.emit()
        self.begun.emit(meeting_id)

    def _expected(self) -> list[tuple[str, str]]:
        if self.roster_segments.value == "last":
            return self._last_people()
        if self.roster_segments.value == "roster":
            return [(person.name, person.unit) for person in self._roster]
        return []
