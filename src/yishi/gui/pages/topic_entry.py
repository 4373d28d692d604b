"""The entry row of 议题: one line is a topic; while it is typed, topics that speak of the same are pointed out below it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.domain.terms import SOURCE_WORDS
from yishi.gui import forms, theme
from yishi.gui.ime import Candidate, NameBox, TextBox, commit_composition
from yishi.gui.layout import clear
from yishi.gui.pages import topic_acts
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.widgets import Button, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.pool_lines import SimilarTopic, TopicEntry

_MOST_HINTS = 2
_FIRST = "resident"


class TopicEntryRow(QFrame):
    """Where it comes from, what was said, who said it, of which group; Enter stores and stays.

    Signals:
        stored(str): a topic was noted or raised again; its id.
    """

    stored = Signal(str)

    source_button: Button
    text_box: TextBox
    who_box: NameBox
    unit_box: NameBox
    save_button: Button
    similar_place: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        forms.wear(self, "topic_entry")
        self.hinted: tuple[SimilarTopic, ...] = ()
        self._index: Any = None  # of everything that was raised, kept between two saves
        self._typed = ""
        self._titles: frozenset[str] = frozenset()
        self.source = Choice(self.source_button, [(code, _(word)) for code, word in SOURCE_WORDS.items()])
        self.source.choose(_FIRST)
        self.source_button.setAccessibleName(_("来源"))
        self.text_box.textChanged.connect(self._look_for_alike)
        self.text_box.submitted.connect(lambda _text: self.save())
        self.who_box.chosen.connect(lambda: self.unit_box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.unit_box.chosen.connect(self.save)
        self.save_button.clicked.connect(self.save)
        press_by_enter(self.save_button)
        self.similar_place.hide()
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "unit_box"):
            self.who_box.setFixedWidth(theme.px(104))
            self.unit_box.setFixedWidth(theme.px(104))

    def reload(self, people: Sequence[Candidate], units: Sequence[str], entries: tuple[TopicEntry, ...]) -> None:
        """Take over who and what is known now; what is typed stays."""
        self.who_box.set_people(people)
        self.unit_box.set_people([(unit,) for unit in units])
        self._titles, self._index = frozenset(entry.title for entry in entries), None

    def save(self) -> None:
        """Store the line and wait for the next one; further lines are the situation."""
        from yishi.services import pool

        line = self._line()
        if not line.title:
            self.text_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        words = _("又提起了“{title}”") if line.title in self._titles else _("记下议题“{title}”")
        with self.workspace.write("topic", words=words.format(title=line.title[:20])) as session:
            added = pool.capture(session, line.title, line.source, line.who, line.unit, self.workspace.today, situation=line.more)
        self._next(added)

    def _next(self, topic_id: str) -> None:
        self.text_box.done()
        self.who_box.set_name("")
        self.unit_box.set_name("")
        self._show_hints(())
        self.stored.emit(topic_id)
        self.text_box.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is like it

    def _look_for_alike(self) -> None:
        from yishi.services import pool

        text = self.text_box.toPlainText()
        if text == self._typed:  # the signal also comes for each step of a composition
            return
        self._typed = text
        if not text.strip():
            self._show_hints(())
            return
        with self.workspace.read() as session:
            self._index = self._index or pool.likeness(session)
            self._show_hints(pool.similar(session, text, _MOST_HINTS, self._index))

    def _show_hints(self, found: tuple[SimilarTopic, ...]) -> None:
        if found == self.hinted:
            return
        self.hinted = found
        layout = self.similar_place.layout()
        assert layout is not None
        clear(layout)
        for place, like in enumerate(found):
            layout.addWidget(self._hint(like, first=place == 0))
        self.similar_place.setVisible(bool(found))

    def _hint(self, like: SimilarTopic, first: bool) -> Strip:
        about = like.status_words + (_("，附议{n}").format(n=like.mentions) if like.mentions else "")
        words = _("像是提过：“{title}”（{about}）").format(title=like.title, about=about)
        again = Button(_("又提起了"), key="F3" if first else "", small=True)
        join = Button(_("合并"), kind="quiet", small=True)
        join.setToolTip(_("照这句话记一条，并进去一起算"))
        if first:
            again.setObjectName("again_button")
            join.setObjectName("join_button")
        again.clicked.connect(lambda: self._raise_again(like))
        join.clicked.connect(lambda: self._join(like))
        press_by_enter(again, join)
        return Strip("blue", words, again, join)

    def raise_hinted(self) -> None:
        """F3: what was typed counts for the topic that is pointed out first."""
        if self.hinted:
            self._raise_again(self.hinted[0])

    def _raise_again(self, like: SimilarTopic) -> None:
        self._next(topic_acts.again(self.workspace, like, self._line()))

    def _join(self, like: SimilarTopic) -> None:
        """Note what was typed as it was typed, and merge it into the topic that is pointed out."""
        self._next(topic_acts.join(self.workspace, like, self._line()))

    def _line(self) -> topic_acts.Line:
        commit_composition()
        title, _break, more = self.text_box.toPlainText().strip().partition("\n")
        return topic_acts.Line(title.strip(), self.source.value, self.who_box.text().strip(), self.unit_box.text().strip(), more.strip())
