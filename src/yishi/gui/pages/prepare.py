"""准备: one meeting before it begins, on one page: 基本信息 | 议题 | 应到名单, its papers below.

A new meeting is only proposed at first, filled with what the last one had; the first thing that is changed or printed
puts it into the book as 准备中, and F9 begins it at once. Everything is stored as it is typed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import forms, printing, theme
from yishi.gui.controls import Button
from yishi.gui.ime import commit_composition
from yishi.gui.pages import meeting_words
from yishi.gui.pages.entry import place, press_by_enter
from yishi.gui.pages.prepare_agenda import PrepareAgenda
from yishi.gui.pages.prepare_facts import PrepareFacts
from yishi.gui.pages.prepare_papers import PreparePapers
from yishi.gui.pages.prepare_people import PreparePeople
from yishi.gui.pages.prepare_strips import PrepareStrips
from yishi.gui.pages.roster import people
from yishi.gui.widgets import ElidedLabel, Glyph, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.prepared import Preparation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Prepare(QWidget):
    """The preparation of one meeting.

    Signals:
        begun(str): the meeting with this id was begun.
        left(): back to the list.
        made(object): a paper was made (printing.Printed).
    """

    help_name = "prepare"  # of F1 while the cursor is in here

    begun = Signal(str)
    left = Signal()
    made = Signal(object)

    form_glyph: Glyph
    title_label: ElidedLabel
    facts_label: ElidedLabel
    back_button: Button
    cancel_button: Button
    start_button: Button
    strips_place: QWidget
    facts_scroll: Scroll
    agenda_place: QWidget
    people_place: QWidget
    papers_place: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.meeting_id = ""  # "" = only proposed
        self.told: Preparation | None = None
        self._asked = False  # whether 今天就开 was asked for a meeting of a later day
        forms.wear(self, "prepare")
        self.facts, self.agenda = PrepareFacts(workspace), PrepareAgenda(workspace)
        self.people, self.papers, self.strips = PreparePeople(), PreparePapers(), PrepareStrips(workspace)
        self.facts_scroll.setWidget(self.facts)
        self.facts_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for holder, part in ((self.agenda_place, self.agenda), (self.people_place, self.people), (self.papers_place, self.papers),
                             (self.strips_place, self.strips)):  # fmt: skip
            place(holder, part)
        self._connect()
        self.dress()

    def _connect(self) -> None:
        self.facts.changed.connect(self._change)
        self.facts.form_picked.connect(self._change_form)
        self.facts.finished.connect(lambda: self.agenda.topic_box.setFocus(Qt.FocusReason.TabFocusReason))
        self.agenda.added.connect(self._add_topic)
        self.agenda.moved.connect(self._move)
        self.agenda.dropped.connect(self._drop)
        self.agenda.timed.connect(self._time)
        self.agenda.pooled.connect(self._pool)
        self.agenda.finished.connect(lambda: self.start_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.people.named.connect(self._expect_one)
        self.people.grouped.connect(self._expect_group)
        self.people.removed.connect(self._unexpect)
        self.papers.wanted.connect(self.print_paper)
        self.papers.posted.connect(lambda: self._change({"notice_date": self.workspace.today}))
        self.strips.today_wanted.connect(self.start)
        self.start_button.clicked.connect(self.start)
        self.cancel_button.clicked.connect(self.cancel)
        self.back_button.clicked.connect(self.left)
        press_by_enter(self.start_button, self.cancel_button, self.back_button)
        for key, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.agenda.shift(step))

    # ---- showing

    @property
    def proposed(self) -> bool:
        """Whether what is shown is not in the book yet."""
        return self.told is not None and not self.meeting_id

    def home(self) -> QWidget:
        """Return the field that the cursor waits in."""
        return self.facts.title_box

    def propose(self, form: str = "", *, into: str = "title") -> None:
        """Show the next meeting as it would be, and put the cursor into its name (or its day), all of it chosen."""
        from yishi.services import preparation

        self.meeting_id = ""
        with self.workspace.read() as session:
            told = preparation.proposal(session, form, self.workspace.now(), self.workspace.actor)
        self._show(told, anew=True)
        self.agenda.topic_box.clear()
        box = self.facts.title_box if into == "title" else self.facts.day_box
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        box.selectAll()

    def show_meeting(self, meeting_id: str) -> None:
        """Show a planned meeting as the book has it; what is half typed for the same one stays."""
        from yishi.services import preparation

        anew = self.told is None or meeting_id != self.meeting_id
        self.meeting_id = meeting_id
        with self.workspace.read() as session:
            told = preparation.of_meeting(session, meeting_id, self.workspace.today)
        self._show(told, anew=anew)

    def forget(self) -> None:
        """Show nothing any more; what was only proposed is gone."""
        self.meeting_id, self.told, self._asked = "", None, False

    def _show(self, told: Preparation, *, anew: bool) -> None:
        from yishi.services import areas, expected, form_facts

        self.told, today = told, self.workspace.today
        if anew:
            self._asked = False
            self.people.say(None)
            self.agenda.leave_pool()
        roster, day = people(self.workspace), date.fromisoformat(told.start[:10])
        with self.workspace.read() as session:
            choices = form_facts.choices(session)
            areas_ = [(line.id, line.name) for line in areas.lines(session)]
            groups = expected.groups(session, day)
        self.facts.offer(choices, areas_, roster)
        self.facts.show_facts(told, told.form_note, anew=anew)
        self.agenda.show_items(told)
        self.people.show_people(told, roster, groups)
        self.papers.show_papers(told)
        self.strips.show_strips(told, asked=self._asked)
        self.form_glyph.show_icon(meeting_words.glyph_of(told.form), "primary")
        self.title_label.setText(told.title)
        brought = _("形式、地点、名单已从{last}带来").format(last=told.last_words) if told.last_words and self.proposed else ""
        number = told.number or _("还没有存，改一处就存下")
        self.facts_label.setText("　".join(part for part in (meeting_words.long_start(told.start), brought or number) if part))
        self.start_button.set_word(_("开始补录") if day < today else _("开始会议"))
        self.cancel_button.setVisible(bool(told.meeting_id))

    # ---- changing

    @contextmanager
    def _acting(self, verb: str, words: str) -> "Iterator[Session]":
        """One action on the meeting; what was only proposed is planned with it. When it fails, all is as before."""
        kept, shown = self.meeting_id, dict(self.facts.shown)
        try:
            with self.workspace.write(verb, words=words) as session:
                self.meeting_id = kept or self._plan(session)
                yield session
        except BaseException:
            self.meeting_id, self.facts.shown = kept, shown
            raise

    def _plan(self, session: "Session") -> str:
        from yishi.services import prepare

        told = self.told
        assert told is not None
        return prepare.plan(
            session, told.form, told.title, told.place, told.start, told.host, told.recorder, told.planned_minutes, told.area_id,
            told.members, told.households_total, today=self.workspace.today, who=tuple(line.person_id for line in told.expected),
        )  # fmt: skip

    def _change(self, facts: dict[str, Any]) -> None:
        from yishi.services import prepare

        if self.told is None:
            return
        self._asked = False
        with self._acting("plan", _("改会议的准备")) as session:
            self.meeting_id = prepare.change(session, self.meeting_id, **facts)
            self.facts.stored(tuple(facts))

    def _change_form(self, form: str) -> None:
        """Another form: its own name where nobody gave the meeting one, and before it is in the book also its own last list."""
        from yishi.services import preparation

        told = self.told
        assert told is not None
        if self.proposed:
            self.propose(form)
            return
        with self.workspace.read() as session:
            usual, fresh = preparation.title_of(session, told.form), preparation.title_of(session, form)
        self._change({"form": form, **({"title": fresh} if told.title == usual else {})})

    def _item(self, verb: str, words: str, no: int, act: "Callable[[Session, str], object]") -> None:
        from yishi.services import room

        with self._acting(verb, words) as session:
            act(session, room.agenda_id(session, self.meeting_id, no))

    def _add_topic(self, title: str) -> None:
        from yishi.services import room

        with self._acting("agenda", _("加议题“{title}”").format(title=title[:20])) as session:
            room.add_agenda(session, self.meeting_id, title)
            self.agenda.topic_box.clear()
        self.agenda.choose(len(self.agenda.items))

    def _move(self, no: int, step: int) -> None:
        from yishi.services import room

        self._item("agenda", _("调议题顺序"), no, lambda session, item: room.move_agenda(session, item, step))
        self.agenda.choose(no + step)

    def _drop(self, no: int) -> None:
        from yishi.services import prepare

        self._item("agenda", _("拿掉一项议题"), no, prepare.drop_item)
        self.agenda.choose(min(no, len(self.agenda.items)))

    def _time(self, no: int, minutes: int | None) -> None:
        from yishi.services import prepare

        self._item("agenda", _("改议题时长"), no, lambda session, item: prepare.set_minutes(session, item, minutes))

    def _pool(self, topic_id: str) -> None:
        from yishi.services import pool

        with self._acting("agenda", _("从议题库列入议题")) as session:
            pool.put_on(session, topic_id, self.meeting_id)

    def _expect_one(self, name: str, person_id: str) -> None:
        from yishi.services import expected

        names = expected.names_in(name)
        words = _("名单加{n}人").format(n=len(names)) if len(names) > 1 else _("名单加{name}").format(name=name)
        with self._acting("expect", words) as session:
            if len(names) > 1:  # a list from elsewhere
                self.people.say(expected.expect_named(session, self.meeting_id, names))
            else:
                expected.expect_one(session, self.meeting_id, name, person_id)
                self.people.say(None)
            self.people.person_box.set_name("")

    def _expect_group(self, kind: str, code: str) -> None:
        from yishi.services import expected

        with self._acting("expect", _("名单加一组人")) as session:
            self.people.say(expected.expect_group(session, self.meeting_id, kind, code))

    def _unexpect(self, person_id: str) -> None:
        from yishi.services import expected

        with self._acting("expect", _("名单拿掉一人")) as session:
            expected.unexpect(session, self.meeting_id, person_id)
            self.people.say(None)

    # ---- papers, beginning, giving up

    def print_paper(self, document: str) -> None:
        """Make a paper; a meeting that was only proposed is put into the book with it."""
        if self.told is None:
            return
        if pending := self.facts.pending() or (self.proposed and {"title": self.told.title}):
            self._change(pending)
        self.made.emit(printing.print_meeting(self.workspace, self.meeting_id, document))

    def start(self) -> None:
        """F9: begin the meeting with its agenda and the people who are expected, in one action. One of a later day asks first."""
        from yishi.services import prepare, room

        if self.told is None:
            return
        commit_composition()
        pending, topic = self.facts.pending(), self.agenda.topic_box.text().strip()
        now, planned = self.workspace.now(), str(pending.get("start", self.told.start))
        if datetime.fromisoformat(planned).date() > now.date() and not self._asked:
            if pending:
                self._change(pending)
            self._asked = True
            self.strips.show_strips(self.told, asked=True)
            return
        with self._acting("open_meeting", "") as session:
            begun = prepare.change(session, self.meeting_id, **pending)
            if topic:
                room.add_agenda(session, begun, topic)
            prepare.begin(session, begun, prepare.start_time(planned, now), today=now.date())
        self.agenda.topic_box.clear()
        self.forget()
        self.left.emit()
        self.begun.emit(begun)

    def cancel(self) -> None:
        """不开了: the meeting is given up; the status strip offers to take it back."""
        from yishi.services import prepare

        if self.meeting_id and self.told is not None:
            gone, title = self.meeting_id, self.told.title
            self.forget()
            with self.workspace.write("delete", words=_("不开“{title}”").format(title=title[:20])) as session:
                prepare.cancel(session, gone)
            self.left.emit()

    def dress(self) -> None:
        if hasattr(self, "facts"):
            for part, width in ((self.facts_scroll, 200), (self.agenda_place, 230), (self.people_place, 180)):
                part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # they take what height there is
                part.setMinimumSize(theme.px(width), theme.px(220))
