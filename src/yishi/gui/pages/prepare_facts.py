"""基本信息 of a meeting that is prepared: form, name, day and hour, place, host, recorder, minutes, area, notice."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.domain import meeting_days
from yishi.domain.dates import AROUND, read_day
from yishi.errors import Refusal
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox
from yishi.gui.pages.entry import Choice, walk
from yishi.gui.pages.roster import candidate
from yishi.gui.pages.working_days import calendar
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import PersonLine
from yishi.services.prepared import Preparation

_APART = re.compile(r"[、，,;；\s]+")


class PrepareFacts(QWidget):
    """The facts of the meeting; each is stored when the cursor leaves its field.

    Signals:
        changed(facts): name and value of what was changed, as `prepare.change` takes it.
        form_picked(code): another form was chosen.
        finished(): Enter in the last field.
    """

    changed = Signal(dict)
    form_picked = Signal(str)
    finished = Signal()

    facts_title: Label
    from_label: ElidedLabel
    form_button: Button
    title_box: NameBox
    day_box: NameBox
    hour_box: NameBox
    place_box: NameBox
    host_box: NameBox
    recorder_box: NameBox
    minutes_box: NameBox
    area_line: QWidget
    area_button: Button
    members_line: QWidget
    members_box: NameBox
    households_box: NameBox
    notice_box: NameBox
    channels_box: NameBox
    form_note: Label
    form_word: Label
    title_word: Label
    day_word: Label
    place_word: Label
    host_word: Label
    recorder_word: Label
    minutes_word: Label
    area_word: Label
    members_word: Label
    notice_word: Label

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        forms.wear(self, "prepare_facts")
        self.forms, self.areas = Choice(self.form_button), Choice(self.area_button)
        self.forms.picked.connect(self.form_picked)
        self.areas.picked.connect(lambda area: self.changed.emit({"area_id": area}))
        self._boxes: dict[str, NameBox] = {
            "title": self.title_box, "day": self.day_box, "hour": self.hour_box, "place": self.place_box, "host": self.host_box,
            "recorder": self.recorder_box, "planned_minutes": self.minutes_box, "members": self.members_box,
            "households_total": self.households_box, "notice_date": self.notice_box, "notice_channels": self.channels_box,
        }  # fmt: skip
        self.shown = dict.fromkeys(self._boxes, "")  # what stands in the book, or was proposed
        self._refused: dict[str, str] = {}  # what could not be read is told once, and again only by F9
        self._readers: dict[str, Callable[[str], Any]] = {
            "planned_minutes": _number, "members": _number, "households_total": _number,
            "notice_date": lambda text: self._day(text) if text else None, "notice_channels": _several,
        }  # fmt: skip
        for name, box in self._boxes.items():
            box.editingFinished.connect(partial(self._leave, name))
        for name in ("planned_minutes", "members", "households_total"):
            self._boxes[name].setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        first = (self.title_box, self.day_box, self.hour_box, self.place_box, self.host_box, self.recorder_box, self.minutes_box)
        walk(first, self.finished.emit)
        walk((self.members_box, self.households_box, self.notice_box, self.channels_box), self.finished.emit)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "_boxes"):
            for word in (self.form_word, self.title_word, self.day_word, self.place_word, self.host_word, self.recorder_word,
                         self.minutes_word, self.area_word, self.members_word, self.notice_word):  # fmt: skip
                word.setFixedWidth(theme.px(30))
            self.minutes_box.setMaximumWidth(theme.px(64))
            self.facts_title.setMinimumHeight(theme.px(28))

    # ---- showing

    def offer(self, forms_: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]], people: Sequence[PersonLine]) -> None:
        """Say which forms, areas and people there are to choose from."""
        self.forms.choices = tuple(forms_)
        self.areas.choices = (("", _("全体")), *areas)
        for box in (self.host_box, self.recorder_box):
            box.set_people([candidate(person) for person in people])

    def show_facts(self, told: Preparation, note: str, *, anew: bool) -> None:
        """Show what is known; what somebody is typing, or typed and could not be stored, stays unless it is shown `anew`."""
        today = self.workspace.today
        self.forms.choose(told.form)
        self.areas.choose(told.area_id)
        self.area_line.setVisible(len(self.areas.choices) > 1)
        self.members_line.setVisible(told.statutory)
        posted = told.notice.posted_on
        texts = {
            "title": told.title, "day": meeting_days.written(date.fromisoformat(told.start[:10]), today), "hour": told.start[11:],
            "place": told.place, "host": told.host, "recorder": told.recorder, "planned_minutes": _text(told.planned_minutes),
            "members": _text(told.members), "households_total": _text(told.households_total),
            "notice_date": meeting_days.written(posted, today) if posted else "", "notice_channels": "、".join(told.notice.channels),
        }  # fmt: skip
        brought = not told.meeting_id and bool(told.last_words)
        for name, text in texts.items():
            self._show(name, text, anew=anew, grey=brought and name in ("place", "host", "recorder"))
        self.from_label.setText(_("灰底：从{last}带来").format(last=told.last_words) if brought else "")
        self.form_note.setText(note)
        self.form_note.setVisible(bool(note))

    def _show(self, name: str, text: str, *, anew: bool, grey: bool) -> None:
        box = self._boxes[name]
        if not anew and box.text() != self.shown[name]:
            return
        self.shown[name] = text
        if anew or box.text() != text:
            with QSignalBlocker(box):
                (box.fill if grey else box.put)(text)

    # ---- what was typed

    def _leave(self, name: str) -> None:
        text = self._boxes[name].text()
        if text not in (self.shown[name], self._refused.get(name)):
            self.changed.emit(self._fact(name))

    def stored(self, facts: Sequence[str]) -> None:
        """What was just stored is what is shown from now on."""
        for name in facts:
            for field in ("day", "hour") if name == "start" else (name,):
                if field in self._boxes:
                    self.shown[field] = self._boxes[field].text()

    def pending(self) -> dict[str, Any]:
        """Return what was typed and is not stored yet; what cannot be read is refused, with the cursor in it."""
        found: dict[str, Any] = {}
        for name, box in self._boxes.items():
            if box.text() != self.shown[name]:
                found |= self._fact(name)
        return found

    def _fact(self, name: str) -> dict[str, Any]:
        box = self._boxes[name]
        try:
            if name in ("day", "hour"):
                return {"start": f"{self._day(self.day_box.text())}T{meeting_days.read_hour(self.hour_box.text())}"}
            return {name: self._readers.get(name, str)(box.text().strip())}
        except Refusal:
            self._refused[name] = box.text()
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            raise

    def _day(self, text: str) -> date:
        return read_day(text, self.workspace.today, AROUND, calendar(self.workspace))


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()):
        raise Refusal("YS-M46", _("“{text}”不是一个数。").format(text=text[:40]), next_step=_("请写数字，不清楚就空着。"))
    return int(plain[:9])


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in _APART.split(text) if part)
