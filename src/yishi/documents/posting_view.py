"""公示: all that a notice board may show of a meeting or of a finished matter, as types that cannot carry anything else.

An allow-list: there is no field for anybody's telephone number, an identity or account number, a door, an illness, the reason of an
absence or who voted how, so none can slip in. Sentences that people wrote are cleaned on their way (documents/cleaning): numbers,
doors and plates are hidden, residents masked and namesakes told apart by building; holders of a post act in office and keep their
name. The telephones here are those of the office and for complaints, which are made to be known.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yishi.documents import loop_wording, photo, wording
from yishi.documents.cleaning import Cleaner, walled
from yishi.documents.parts import said
from yishi.documents.text import one_line
from yishi.domain.evaluation import rate_text
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, MotionLine, PostingLine, ResolutionSheet
from yishi.services.printed_loop import PrintedResolution

__all__ = ["Cleaner", "Counted", "OutcomeView", "PostedItem", "PostedPeriod", "PostingView", "SurveyView", "decision", "outcome",
           "survey"]
FEWEST = 5  # fewer answers are not published: each could be guessed (domain 2.10)


@dataclass(frozen=True)
class Counted:
    """The figures of one vote."""

    expected: int
    present: int
    votes_for: int
    votes_against: int
    abstain: int
    not_voted: int
    passed: bool


@dataclass(frozen=True)
class PostedItem:
    """One thing that was agreed: what, who in office does it, until when, by which vote."""

    text: str
    duty: str
    until: str
    vote: Counted | None
    status: str


@dataclass(frozen=True)
class PostedPeriod:
    """How long it hangs; the first day counts."""

    start: date
    end: date
    days: int
    rolled: bool


@dataclass(frozen=True)
class PostingView:
    """A decision posting (决议公示)."""

    community: str
    village: bool
    org: str
    sample: bool
    when: str
    place: str
    form: str
    expected: int
    present: int
    observers: int
    composition: tuple[tuple[str, int], ...]  # group, how many; nobody's name
    topics: tuple[str, ...]
    items: tuple[PostedItem, ...]
    votes: tuple[tuple[str, Counted], ...]  # carried, and no resolution stands for them
    lost: tuple[tuple[str, Counted], ...]
    dissents: tuple[tuple[str, str], ...]  # opinion, what was explained; not whose
    no_dissent: bool
    contact: str  # name and post
    period: PostedPeriod | None
    office_phone: str = ""
    complaint_phone: str = ""


@dataclass(frozen=True)
class OutcomeView:
    """What became of a resolution (结果公告)."""

    community: str
    village: bool
    org: str
    sample: bool
    topic: str
    decided_on: date
    item: PostedItem
    finished: bool
    done: str
    done_on: date | None
    checked_on: date | None
    why_not: str
    money: tuple[int, int, int] | None  # budget, spent, left; fen
    spending: tuple[tuple[str, int], ...]
    answers: tuple[int, str, str] | None  # valid, satisfaction, solved
    contact: str
    period: PostedPeriod | None
    before: Path | None = None  # photos to which those on them agreed
    after: Path | None = None
    office_phone: str = ""
    complaint_phone: str = ""


@dataclass(frozen=True)
class SurveyView:
    """What a resident who is asked reads of a matter: what it was and what was done."""

    org: str
    sample: bool
    matter: str
    done: str


def decision(sheet: MeetingSheet, clean: Cleaner | None = None) -> PostingView:
    """Return what the board may show of a meeting."""
    if clean is None:
        return walled(decision, sheet)
    line = sheet.line
    groups = Counter(clean.text(a.party) for a in sheet.marked("present", "proxy") if a.party.strip())
    agreed = [r for r in sheet.resolutions if r.line.state != "DRAFT"]
    tied = {r.motion.id for r in agreed if r.motion}
    return PostingView(
        community=one_line(sheet.community), village=sheet.community_kind == "village", org=one_line(sheet.org or sheet.community),
        sample=sheet.sample, when=wording.period(line.start, line.end), place=clean.text(line.place),
        form=clean.text(wording.form_title(sheet, "")), expected=sheet.members or line.expected, present=line.present,
        observers=len(sheet.marked("observer")), composition=tuple(groups.most_common()),
        topics=tuple(clean.text(item.title) for item in sheet.agenda),
        items=tuple(_item(r, clean, sheet) for r in agreed),
        votes=tuple((clean.text(wording.sentence(m.text)), _counted(m, sheet)) for m in sheet.motions if m.passed and m.id not in tied),
        lost=tuple((clean.text(wording.sentence(m.text)), _counted(m, sheet)) for m in sheet.motions if m.voted and not m.passed),
        dissents=tuple((clean.opinion(wording.stem(d.who)), clean.opinion(wording.sentence(d.explanation))) for d in sheet.dissents),
        no_dissent=sheet.no_dissent, contact=contact(sheet, clean), period=_period(sheet.posting), **_phones(sheet),
    )  # fmt: skip


def contact(sheet: MeetingSheet, clean: Cleaner) -> str:
    """Return whom to ask, with the post: who keeps the record acts in office."""
    name, post = wording.person(sheet.recorder)
    return clean.text(name) + (f"（{clean.text(post)}）" if post else "")


def _phones(sheet: MeetingSheet) -> dict[str, str]:
    return {key: one_line(getattr(sheet, key, "")) for key in ("office_phone", "complaint_phone")}


def _item(r: ResolutionSheet, clean: Cleaner, sheet: MeetingSheet) -> PostedItem:
    owner = clean.name(r.line.owner, _("由{who}负责").format(who=r.line.owner))
    unit = clean.text(r.line.owner_unit)
    if r.agreed_due:
        until = _("{day}前").format(day=wording.day(r.agreed_due))
    else:
        until = _("自交办起{n}个工作日内").format(n=r.workdays) if r.workdays else ""
    text = said(sheet, f"item:{r.line.id}", wording.sentence(r.line.text))
    return PostedItem(clean.text(text), (unit + wording.owner(r, owner, clean.text)).strip(), until,
                      _counted(r.motion, sheet) if r.motion and r.motion.voted else None, r.line.legal_status)


def _counted(m: MotionLine, sheet: MeetingSheet) -> Counted:
    return Counted(sheet.members or sheet.line.expected or m.eligible, m.present, m.votes_for, m.votes_against, m.abstain, m.not_voted,
                   m.passed)


def _period(p: PostingLine | None) -> PostedPeriod | None:
    return PostedPeriod(p.start, p.end, p.natural_days, p.end != p.nominal_end) if p is not None else None


def outcome(p: PrintedResolution, clean: Cleaner | None = None) -> OutcomeView:
    """Return what the board may show of how a resolution ended."""
    if clean is None:
        return walled(outcome, p)
    done, fund, checked = p.last("report_done"), p.sheet.fund, p.last("inspect_pass")
    asked = next((e for e in reversed(p.sheet.evaluations)), None)
    posted = next((each for each in reversed(p.sheet.postings) if each.kind == "outcome"), None)
    finished = _finished(p)
    return OutcomeView(
        community=one_line(p.meeting.community), village=p.meeting.community_kind == "village",
        org=one_line(p.meeting.org or p.meeting.community), sample=p.meeting.sample, topic=clean.text(p.sheet.agenda_title),
        decided_on=p.sheet.meeting_day, item=_item(p.sheet, clean, p.meeting), finished=finished,
        done=clean.free(said(p.meeting, "done", done_words(p))), done_on=done.on if done else None,
        checked_on=checked.on if checked else None, why_not=clean.free(said(p.meeting, "why_not", why_not_words(p))),
        money=(fund.budget, fund.spent, fund.balance) if fund else None,
        spending=tuple((clean.text(what), amount) for what, amount in fund.items) if fund else (),
        answers=(asked.valid, rate_text(asked.satisfaction_rate), rate_text(asked.resolve_rate))
        if asked and asked.valid >= FEWEST else None,
        contact=contact(p.meeting, clean), period=_period(posted),
        before=photo.newest(p.photos, "before", public=True), after=photo.newest(p.photos, "after", public=True),
        **_phones(p.meeting),
    )  # fmt: skip


def _finished(p: PrintedResolution) -> bool:
    return p.line.state in ("CLOSED", "ARCHIVED", "EVALUATING")


def done_words(p: PrintedResolution) -> str:
    """Return what was reported done, "" before that."""
    done = p.last("report_done")
    return wording.sentence(done.text) if done else ""


def why_not_words(p: PrintedResolution) -> str:
    """Return why a matter was stopped, "" of one that was not."""
    stopped = p.last("terminate", "suspend")
    return wording.sentence(stopped.text) if stopped and not _finished(p) else ""


def survey(p: PrintedResolution, clean: Cleaner | None = None) -> SurveyView:
    """Return the matter and what was done about it in words for everybody (a survey is handed to residents)."""
    if clean is None:
        return walled(survey, p)
    done = p.last("report_done")
    return SurveyView(one_line(p.meeting.org or p.meeting.community), p.meeting.sample, clean.text(loop_wording.matter(p)),
                      clean.free(wording.sentence(done.text)) if done else "")
