"""本村 or 本社区: how it is called, numbered and signed, and who sits at this PC."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.actor import keep_actor
from yishi.gui.controls import Field
from yishi.gui.ime import commit_composition
from yishi.gui.layout import row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_fields import Rows
from yishi.gui.pages.settings_section import Section, heading
from yishi.gui.widgets import Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page

_KEYS = ("name", "abbr", "town", "org", "phone", "complaint_phone")


class PlaceSection(Section):
    """The name of the community is in the book; who writes is noted on this PC."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        words = {"name": _("名称"), "abbr": _("编号里的简称"), "town": _("镇街"), "org": _("落款单位"), "phone": _("办公电话"),
                 "complaint_phone": _("监督电话"), "actor": _("平时谁来记")}  # fmt: skip
        hints = {"abbr": _("名称的第一个字"), "org": _("名称后面加“村民委员会”或“居民委员会”")}
        self.boxes = {key: Field(hint=hints.get(key, ""), name=word) for key, word in words.items()}
        self.rows = Rows()
        notes = {"name": "", "abbr": _("改了只管以后的编号"), "town": "", "org": "", "phone": _("印在通知和公示上"),
                 "complaint_phone": _("印在公示和公告上"), "actor": _("只记在这台电脑上")}  # fmt: skip
        for key, box in self.boxes.items():
            self.rows.line(key, words[key], box, Label(notes[key], "muted"))
        self.rows.note(_("改名以后，已经开过的会落款不变，已经编好的号不变。"))
        self._kept: dict[str, str] = {}
        self.title_label = heading("")
        self.restore_button.hide()
        self.setLayout(row(self.framed(self.title_label, self.rows, name=_("名称和落款"))))
        for box in self.boxes.values():
            box.returnPressed.connect(self.save)
        press_by_enter(self.save_button)
        self.dress()

    def dress(self) -> None:
        for key, box in getattr(self, "boxes", {}).items():
            box.setFixedWidth(theme.px({"abbr": 120, "actor": 120, "phone": 220, "complaint_phone": 220}.get(key, 380)))

    def home(self) -> QWidget | None:
        return self.boxes["name"]

    def reload(self) -> None:
        from yishi.services import communities

        with self.workspace.read() as session:
            mine = communities.mine(session)
        found = {key: str(getattr(mine, key)) for key in _KEYS} | {"actor": self.workspace.actor}
        self.title_label.setText(_("本村") if mine.kind == "village" else _("本社区"))
        if found != self._kept:
            self._kept = found
            for key, value in found.items():
                self.boxes[key].put(value)
        self.enable()

    def typed(self) -> dict[str, str]:
        """Return what is typed now."""
        return {key: box.text().strip() for key, box in self.boxes.items()}

    def unsaved(self) -> bool:
        return bool(self._kept) and self.typed() != self._kept

    def save(self) -> None:
        from yishi.services import communities

        commit_composition()
        self.say_saved("")
        typed = self.typed()
        if self.rows.say(communities.faults(**typed)):
            return
        place = {key: typed[key] for key in _KEYS}
        if place != {key: self._kept[key] for key in _KEYS}:
            with self.workspace.write("community", words=_("改名称和落款")) as session:
                communities.change(session, **place)
        if typed["actor"] != self.workspace.actor:
            self.workspace.actor = typed["actor"]
            keep_actor(typed["actor"])
            self.reload()
        self.say_saved(_("已存。"))
