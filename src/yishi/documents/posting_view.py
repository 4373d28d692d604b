"""公示: all that a notice board may show of a meeting or of a finished matter, as types that cannot carry anything else.

An allow-list: there is no field for a telephone number, an identity or account number, a door, an illness, the reason of an absence
or who voted how, so none can slip in. Sentences that people wrote are scanned on their way (domain/redaction): numbers, doors and
plates are hidden, residents masked and namesakes told apart by building; holders of a post act in office and keep their name.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from yishi.documents import loop_wording, wording
from yishi.documents.text import one_line
from yishi.domain.evaluation import rate_text
from yishi.domain.masking import mask_names
from yishi.domain.redaction import holds_post, redacted, sensitive
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, MotionLine, PostingLine, ResolutionSheet
from yishi.services.printed_loop import PrintedResolution
from yishi.services.projection import hidden_names

HIDDEN = "〔涉及个人情况，不公开〕"
FEWEST = 5  # fewer answers are not published: each could be guessed (domain 2.10)
_CLAUSE = re.compile("[^。；！？\n]+[。；！？\n]?")


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


class Cleaner:
    """Takes out of sentences whatever points to a resident of this meeting."""

    def __init__(self, sheet: MeetingSheet, more: tuple[str, ...] = ()) -> None:
        where = {a.name: a.unit for a in sheet.attendees}
        told = {name.partition("（")[0] for name in more} - {""}
        posts = {a.name for a in sheet.attendees if holds_post(a.role)} | {wording.person(text)[0] for text in (sheet.host, sheet.recorder)}
        posts |= {r.line.owner for r in sheet.resolutions if r.owner_title}
        names = sorted({*hidden_names(sheet), *(told - posts)})
        masked = mask_names([(name, where.get(name, "")) for name in names])
        self._masks = dict(sorted(zip(names, masked, strict=True), key=lambda pair: -len(pair[0])))
        everybody = {*names, *(one_line(a.name) for a in sheet.attendees), *posts} - {""}
        listed = "|".join(map(re.escape, sorted(everybody, key=len, reverse=True)))
        one = rf"(?:{listed})(?:（[^）]*）)?"
        self._speakers = re.compile(rf"{one}(?:[、，和]{one})*(?:等(\d+)[人名户])?") if listed else None
        self._one = re.compile(listed) if listed else None

    def name(self, name: str) -> str:
        """Return a name as it may be read."""
        plain = wording.person(name)[0]
        return self._masks.get(plain, plain)

    def text(self, text: str) -> str:
        """Return a sentence of a resolution or topic; a clause that ties a name to illness or need is left out."""
        kept = "".join(HIDDEN if sensitive(clause) and self._names(clause) else clause for clause in _CLAUSE.findall(text))
        return self._masked(kept)

    def free(self, text: str) -> str:
        """Return what somebody said or wrote; a clause that speaks of illness, need or family is left out whole."""
        return self._masked("".join(HIDDEN if sensitive(clause) else clause for clause in _CLAUSE.findall(text)))

    def opinion(self, text: str) -> str:
        """Return an opinion without whose it is: 「马骁、秦守业等2人反对…」 becomes 「2名参会人员反对…」."""
        return self.free(self._speakers.sub(_how_many(self._one), text) if self._speakers and self._one else text)

    def _names(self, clause: str) -> bool:
        return any(name in clause for name in self._masks)

    def _masked(self, text: str) -> str:
        text = redacted(text)
        for name, mask in self._masks.items():
            if len(name) > 1:
                text = text.replace(name, mask)
        return text


def _how_many(one: "re.Pattern[str]") -> Callable[["re.Match[str]"], str]:
    def words(found: "re.Match[str]") -> str:
        count = int(found[1]) if found[1] else len(one.findall(found[0]))
        return _("{n}名参会人员").format(n=count)

    return words


def decision(sheet: MeetingSheet) -> PostingView:
    """Return what the board may show of a meeting."""
    clean, line = Cleaner(sheet), sheet.line
    came = sheet.marked("present", "proxy")
    groups = Counter(one_line(a.party) for a in came if a.party.strip())
    name, post = wording.person(sheet.recorder)
    agreed = [r for r in sheet.resolutions if r.line.state != "DRAFT"]
    tied = {r.motion.id for r in agreed if r.motion}
    return PostingView(
        community=one_line(sheet.community), village=sheet.community_kind == "village", org=one_line(sheet.org or sheet.community),
        sample=sheet.sample, when=wording.period(line.start, line.end), place=clean.text(one_line(line.place)),
        form=clean.text(wording.form_title(sheet, "")), expected=sheet.members or line.expected, present=line.present,
        observers=len(sheet.marked("observer")), composition=tuple(groups.most_common()),
        topics=tuple(clean.text(one_line(item.title)) for item in sheet.agenda),
        items=tuple(_item(r, clean, sheet) for r in agreed),
        votes=tuple((clean.text(wording.sentence(m.text)), _counted(m, sheet)) for m in sheet.motions if m.passed and m.id not in tied),
        lost=tuple((clean.text(wording.sentence(m.text)), _counted(m, sheet)) for m in sheet.motions if m.voted and not m.passed),
        dissents=tuple((clean.opinion(wording.stem(d.who)), clean.opinion(wording.sentence(d.explanation))) for d in sheet.dissents),
        no_dissent=sheet.no_dissent, contact=_contact(name, post), period=_period(sheet.posting),
    )  # fmt: skip


def _contact(name: str, post: str) -> str:
    return name + (f"（{post}）" if post else "")


def _item(r: ResolutionSheet, clean: Cleaner, sheet: MeetingSheet) -> PostedItem:
    owner = clean.name(r.line.owner)
    title = f"（{one_line(r.owner_title)}）" if r.owner_title and owner else ""
    unit = clean.text(one_line(r.line.owner_unit))
    if r.agreed_due:
        until = _("{day}前").format(day=wording.day(r.agreed_due))
    else:
        until = _("自交办起{n}个工作日内").format(n=r.workdays) if r.workdays else ""
    return PostedItem(clean.text(wording.sentence(r.line.text)), (unit + owner + title).strip(), until,
                      _counted(r.motion, sheet) if r.motion and r.motion.voted else None, r.line.legal_status)


def _counted(m: MotionLine, sheet: MeetingSheet) -> Counted:
    return Counted(sheet.members or sheet.line.expected or m.eligible, m.present, m.votes_for, m.votes_against, m.abstain, m.not_voted,
                   m.passed)


def _period(p: PostingLine | None) -> PostedPeriod | None:
    return PostedPeriod(p.start, p.end, p.natural_days, p.end != p.nominal_end) if p is not None else None


def outcome(p: PrintedResolution) -> OutcomeView:
    """Return what the board may show of how a resolution ended."""
    doers = tuple(e.by for e in p.sheet.events)
    clean, done, fund = Cleaner(p.meeting, doers), p.last("report_done"), p.sheet.fund
    stopped = p.last("terminate", "suspend")
    checked = p.last("inspect_pass")
    asked = next((e for e in reversed(p.sheet.evaluations)), None)
    posted = next((each for each in reversed(p.sheet.postings) if each.kind == "outcome"), None)
    finished = p.line.state in ("CLOSED", "ARCHIVED", "EVALUATING")
    name, post = wording.person(p.meeting.recorder)
    return OutcomeView(
        community=one_line(p.meeting.community), village=p.meeting.community_kind == "village",
        org=one_line(p.meeting.org or p.meeting.community), sample=p.meeting.sample, topic=clean.text(one_line(p.sheet.agenda_title)),
        decided_on=p.sheet.meeting_day, item=_item(p.sheet, clean, p.meeting), finished=finished,
        done=clean.free(wording.sentence(done.text)) if done else "", done_on=done.on if done else None,
        checked_on=checked.on if checked else None, why_not=clean.free(wording.sentence(stopped.text)) if stopped and not finished else "",
        money=(fund.budget, fund.spent, fund.balance) if fund else None,
        spending=tuple((clean.text(one_line(what)), amount) for what, amount in fund.items) if fund else (),
        answers=(asked.valid, rate_text(asked.satisfaction_rate), rate_text(asked.resolve_rate))
        if asked and asked.valid >= FEWEST else None,
        contact=_contact(name, post), period=_period(posted),
    )  # fmt: skip


def public_text(p: PrintedResolution) -> tuple[str, str]:
    """Return the matter and what was done about it in words for everybody (a survey is handed to residents)."""
    clean, done = Cleaner(p.meeting, tuple(e.by for e in p.sheet.events)), p.last("report_done")
    return clean.text(loop_wording.matter(p)), clean.free(wording.sentence(done.text)) if done else ""
