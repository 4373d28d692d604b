"""Everything a resolution's state depends on, folded by the pure rules.

`gather` takes one bundle for all resolutions wanted, so that ten years cost as many statements as one day.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import lights, loop, voting
from yishi.domain.evaluation import GRADES, Counts, Thresholds, passes
from yishi.domain.guards import same_person
from yishi.domain.records import (
    AgendaItem,
    CalendarDay,
    Meeting,
    Resolution,
    RuleCopy,
)
from yishi.domain.standing import walk
from yishi.domain.transitions import Deadlines
from yishi.domain.workdays import PostingPeriod, WorkCalendar
from yishi.i18n import _
from yishi.services import dossier_parts, holidays, place_rules
from yishi.services.bundle import Bundle
from yishi.services.living import name_of, unlist
from yishi.services.offices import Offices

STATUTORY_FORMS = frozenset(
    {"statutory_assembly", "statutory_reps", "statutory_group", "residents_assembly", "residents_reps", "owners_vote", "four_two"}
)
COUNTS = ("sample", "valid", *GRADES, "solved", "partially_solved", "unsolved", "raiser")
Rows = list[Row[Any]]
_OVER = (loop.State.CLOSED, loop.State.ARCHIVED, loop.State.TERMINATED)
_OF_A_DRAFT = ("adopt", "terminate")
BEFORE = "（原责任人）"  # how the assistants call who did it until then; the book keeps these words
_AFTER = "（接任责任人）"  # and, in a record that leaves the book, who did it from then on


def calendar(session: Session | None = None) -> WorkCalendar:
    """Return the working days in force in this book; without a session those that the program ships."""
    from yishi.store.calendars import load

    return holidays.calendar(session) if session is not None else load()


@dataclass(frozen=True)
class InForce:
    """The deadlines, thresholds and working days of the place, read with the bundle so that they cost no statement."""

    deadlines: Deadlines
    thresholds: Thresholds
    calendar: WorkCalendar


def in_force(found: Bundle) -> InForce:
    """Return what counts in this place for what is done from now on; what was written with an event stays as it was."""
    copies = found.of(RuleCopy)
    return InForce(*place_rules.read(copies), holidays.read(found.of(CalendarDay), copies))


def counts_of(row: Any) -> Counts:
    """Return the pure counts of an evaluation record."""
    return Counts(**{name: getattr(row, name) for name in COUNTS})


def tally_of(vote: Any) -> voting.Tally:
    """Return the pure tally of a vote record."""
    return voting.Tally(vote.votes_for, vote.votes_against, vote.abstain, vote.invalid, vote.not_voted)


def owners_tally(row: Any) -> voting.OwnersTally:
    """Return the pure tally of an owners' vote record."""
    return voting.OwnersTally(
        row.total_owners, row.total_area, row.participating_owners, row.participating_area, row.agree_owners, row.agree_area,
        row.civil_code_278,
    )


def vote_carried(row: Any) -> bool:
    """Return whether a counted vote carried under its rule; one that only areas can decide (OWNERS_DOUBLE) did not here."""
    return row.rule != "OWNERS_DOUBLE" and voting.carried(row.rule, tally_of(row), row.present, row.eligible)


def _adopts(motion: Any) -> bool:
    """Whether a motion makes a resolution: carried by its rule, or put in a way that needs no vote (CONSENSUS, INFO_ONLY)."""
    if motion.rule == "INFO_ONLY" or motion.vote_id is None:
        return motion.rule in voting.WITHOUT_VOTE
    return vote_carried(motion)


def followup_passed(row: Any) -> bool:
    """Return whether a statutory meeting confirmed: quorum met, and carried under its own rule."""
    tally = voting.Tally(row.votes_for, row.votes_against, row.abstain)
    return bool(row.quorum_met) and voting.carried(row.rule, tally, row.present, row.members)


@dataclass
class Dossier:
    """One resolution with all that belongs to it; the properties are computed once, when asked for."""

    row: Row[Any]
    meeting: Row[Any]
    agenda: Row[Any]
    motions: list[Any]  # motion and vote columns side by side, of the whole agenda item
    place: InForce
    today: date | None
    events: Rows = field(default_factory=list)
    evaluations: dict[int, Row[Any]] = field(default_factory=dict)
    postings: Rows = field(default_factory=list)
    objections: dict[str, Rows] = field(default_factory=dict)
    photos: dict[str, Rows] = field(default_factory=dict)
    expenses: Rows = field(default_factory=list)
    milestones: Rows = field(default_factory=list)
    papers_out: Rows = field(default_factory=list)  # pages of the record of an inspection that were printed, and came back
    papers_back: Rows = field(default_factory=list)
    followup: Row[Any] | None = None
    owners: Row[Any] | None = None
    offices: Offices = field(default_factory=Offices)

    @property
    def calendar(self) -> WorkCalendar:
        """The working days in force."""
        return self.place.calendar

    @cached_property
    def meeting_day(self) -> date:
        return date.fromisoformat(self.meeting.starts[:10])

    @cached_property
    def confirmed(self) -> bool:
        """Whether a statutory meeting or the owners decided the same."""
        by_meeting = self.followup is not None and self._known(self.followup.held_on) and followup_passed(self.followup)
        owners = self.owners
        return by_meeting or (owners is not None and self._known(owners.ends_on) and voting.owners_carried(owners_tally(owners)))

    @cached_property
    def legal_status(self) -> str:
        if self.meeting.form in STATUTORY_FORMS and self.carried_there:
            return "statutory"
        return "confirmed" if self.confirmed else "consultative"

    @property
    def awaits_confirmation(self) -> bool:
        """Whether the topic needs a statutory decision (domain rule 2.1) and none has confirmed it yet."""
        return bool(self.agenda.statutory_flag) and self.legal_status == "consultative"

    @cached_property
    def adopted(self) -> bool:
        """Whether it was adopted: `carried`, or work on it began, which was let in only because it was carried then."""
        return self.carried or self.begun

    @property
    def begun(self) -> bool:
        """Whether something happened that only an adopted resolution can have."""
        return any(e.event not in _OF_A_DRAFT for e in self.counted)

    @property
    def carried(self) -> bool:
        """T1: the meeting itself carried it, or one that may decide did."""
        return self.carried_there or self.confirmed

    @cached_property
    def carried_there(self) -> bool:
        """Whether its motion carried; no motion named: one of its agenda item did, or there was none (consensus).

        Without any vote a statutory meeting has decided nothing; only a form that need not vote agrees by consensus.
        """
        if self.row.motion_id:
            return any(_adopts(m) for m in self.motions if m.id == self.row.motion_id)
        put = [m for m in self.motions if m.vote_id or m.rule in voting.WITHOUT_VOTE]
        return any(_adopts(m) for m in put) if put else self.meeting.form not in STATUTORY_FORMS

    @property
    def adopted_on(self) -> date | None:
        """The day it was adopted: of the meeting, or of those who decided where only they carried it."""
        if self.carried_there or not self.confirmed:
            return self.meeting_day if self.adopted else None
        return self.followup.held_on if self.followup is not None else self.owners.ends_on if self.owners is not None else None

    @cached_property
    def owner(self) -> str:
        """Who does it as of the day asked about: of what a post was charged with, its holder; the last one where it is over."""
        if not (self.row.owner_title and self.offices.terms):
            return self.row.owner or ""
        over = self.standing.state in _OVER
        return self.owner_on(self.standing.closed_on or self.counted[-1].happened_on if over and self.counted else self.today or date.max)

    def owner_on(self, day: date) -> str:
        """Return who does it on a day."""
        return self.offices.owner(self.row.owner_title, self.row.owner or "", self.meeting_day, day)

    @property
    def by_post(self) -> bool:
        """Whether a post is responsible, and not merely a person who happens to have one."""
        title, named = self.row.owner_title, self.row.owner or ""
        return bool(title) and (self.offices.holds(title, named) or not same_person(self.owner, named))

    @cached_property
    def assist(self) -> tuple[str, ...]:
        """Who helps; and who did a step of it as holder of the post before whoever holds it now: their steps stay theirs."""
        return self._with_holders(self.owner, BEFORE)

    @property
    def assist_told(self) -> tuple[str, ...]:
        """Who helps, beside the owner as written down, in a record that leaves the book: the other one knows no posts."""
        return self._with_holders(self.row.owner or "", _AFTER)

    def _with_holders(self, owner: str, word: str) -> tuple[str, ...]:
        named: tuple[str, ...] = unlist(self.row.assist)
        if not (self.row.owner_title and self.offices.terms):
            return named
        held = self.offices.ever(self.row.owner_title, self.row.owner or "")
        did = [name for name in held if any(same_person(e.doer or "", name) for e in self.counted)]
        return (*named, *(name + word for name in did if not any(same_person(each, name) for each in (owner, *named))))

    @cached_property
    def terms(self) -> loop.Terms:
        """What the pure rules must know of the resolution, with who does it as of the day asked about."""
        agreed = self._agreed
        if same_person(self.owner, agreed.owner) and len(self.assist) == len(agreed.assist):
            return agreed
        return replace(agreed, owner=self.owner, assist=self.assist)

    @cached_property
    def _agreed(self) -> loop.Terms:
        """The terms as they were written down; where it stands does not hang on who does it."""
        shown = [p for p in self.postings if p.kind in ("decision", "statutory") and self._known(p.starts_on)]
        last = max(shown, key=lambda p: p.ends_on, default=None)
        clerks = {name_of(self.meeting.host), name_of(self.meeting.recorder)} - {""}
        return loop.Terms(
            adopted_on=self.adopted_on,
            meeting_day=self.meeting_day,
            owner=self.row.owner or "",
            supervisor=self.row.supervisor or "",
            owner_unit=self.row.owner_unit,
            assist=unlist(self.row.assist),
            clerks=frozenset(clerks),
            workdays=self.row.workdays,
            due=self.row.due,
            posting_start=last.starts_on if last is not None else None,
            posting_end=last.ends_on if last is not None else None,
            carried=self.adopted,
            open_objections=len(self.unanswered),
            lacking=self.lacking,
            beneficiaries=self.row.beneficiaries,
            deadlines=self.place.deadlines,
            thresholds=self.place.thresholds,
        )

    @cached_property
    def counted(self) -> Rows:
        """The events up to the day asked about."""
        return [e for e in self.events if self._known(e.happened_on)]

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """Papers without which nothing is filed: a photo of the finished work, on the report or on any later step."""
        days = [e.happened_on for e in self.counted if e.event == "report_done"]
        shown = any(e.id in self.photos for e in self.counted if days and e.happened_on >= days[0])
        return (_("办结后的照片"),) if days and not shown and not self.inspection_back(days[0]) else ()

    def inspection_back(self, since: date) -> bool:
        """Whether the signed record of an inspection, on which the photos are stuck, came back whole from `since` on."""
        came = [r for r in self.papers_back if since <= r.came_on and self._known(r.came_on)]
        if not came:
            return False
        from yishi.services import way_back  # only where something came back

        return way_back.paper_back("inspection", self.papers_out, came).whole

    @cached_property
    def evaluated(self) -> Rows:
        """The evaluations up to the day asked about: each counted evaluation event closes one round."""
        done = sum(e.event in ("eval_pass", "eval_fail") for e in self.counted)
        return [self.evaluations[n] for n in sorted(self.evaluations)][:done]

    def passed_in(self, round_: int) -> bool:
        """Whether the evaluation of a round was written down as passed; one without its step goes by the rule in force."""
        steps = [e.event == "eval_pass" for e in self.events if e.event in ("eval_pass", "eval_fail")]
        place = sorted(self.evaluations).index(round_)
        if place < len(steps):
            return bool(steps[place])
        return not passes(counts_of(self.evaluations[round_]), self.row.beneficiaries, self.place.thresholds)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What the loop asks for and is not there: a reminder (3.3, 缺件守卫)."""
        wanted = list(self.lacking)
        passed = [e.happened_on for e in self.counted if e.event == "inspect_pass"]
        reported = [e.happened_on for e in self.counted if e.event == "report_done" and passed and e.happened_on <= passed[-1]]
        if passed and self.papers_out and not self.inspection_back(reported[-1] if reported else passed[-1]):
            wanted.append(_("督查人签字"))  # the record of the inspection was printed to be signed
        if self.evaluated and self.evaluated[-1].raiser is None:
            wanted.append(_("提出人的评价"))
        return tuple(wanted)

    @property
    def unanswered(self) -> Rows:
        """Objections to any posting that have no answer yet, the oldest first."""
        raised = [o for found in self.objections.values() for o in found if self._known(o.raised_on)]
        open_ = [o for o in raised if not (o.replied_on and self._known(o.replied_on))]
        return sorted(open_, key=lambda o: (o.raised_on, o.position))

    def _known(self, day: date) -> bool:
        return self.today is None or day <= self.today

    @cached_property
    def history(self) -> tuple[loop.Event, ...]:
        """The loop events as the pure rules see them, in order."""
        opening = {p.event_id for p in self.postings if p.event_id} if self.postings else ()
        return tuple(self._event(row, row.id in opening or row.event == "publish_decision") for row in self.events)

    def _event(self, row: Row[Any], opens: bool) -> loop.Event:
        decides = row.event == "publish_decision"
        opened = next((p for p in self.postings if p.event_id == row.id or (decides and p.kind == "decision")), None) if opens else None
        period = self._period(opened) if opened is not None else None
        return loop.Event(
            on=row.happened_on, event=row.event, by=row.doer or "", text=row.text or "", document=row.document, due=row.due,
            workdays=row.workdays, approved_by=row.approved_by or "", level=row.level, posting=period,
        )

    def _period(self, posted: Row[Any]) -> PostingPeriod:
        """What was written on the paper stays, whatever becomes of the calendar later."""
        return replace(self.calendar.posting_period(posted.starts_on, posted.natural_days), end=posted.ends_on)

    @cached_property
    def steps(self) -> list[loop.Standing]:
        """Where it stood after each of the events that count."""
        return walk(self._agreed, self.history[: len(self.counted)], self.calendar)

    @cached_property
    def standing(self) -> loop.Standing:
        known = self.__dict__.get("steps")  # whoever wants the log has gone the whole way already
        if known and (self.adopted_on is None or self._known(self.adopted_on)):
            return known[-1]  # type: ignore[no-any-return]
        return loop.fold(self._agreed, self.history, self.calendar, self.today)

    def late_milestone(self, day: date) -> bool:
        """Whether a milestone has gone by undone, as of `day`."""
        return any(m.due < day and not (m.done and m.done <= day) for m in self.milestones)

    @cached_property
    def light(self) -> lights.Light:
        day = self.today or max((e.on for e in self.history), default=self.meeting_day)
        late = self.late_milestone(day)
        return lights.light(self._agreed, self.standing, self.calendar, day, milestone_overdue=late)


def gather(found: Bundle, today: date | None = None) -> list[Dossier]:
    """Return the dossiers of the resolutions in a bundle, as of `today` (None: everything counts)."""
    meetings = {m.id: m for m in found.of(Meeting)}
    agenda = {a.id: a for a in found.of(AgendaItem)}
    motions: defaultdict[str, list[Any]] = defaultdict(list)
    for motion in found.motions():
        motions[motion.agenda_item_id].append(motion)
    place = in_force(found)
    made = {
        r.id: Dossier(r, meetings[r.meeting_id], agenda[r.agenda_item_id], motions[r.agenda_item_id], place, today, offices=found.offices)
        for r in found.of(Resolution)
        if r.meeting_id in meetings and r.agenda_item_id in agenda
    }
    dossier_parts.fill(found, made)
    return list(made.values())
