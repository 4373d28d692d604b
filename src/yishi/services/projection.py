"""一屏展示: what the hall sees. Nothing but what the operator released is ever in a `ProjectorView`.

The view is made by one pure function of the meeting and of what was released, so that a test can hold that nothing else appears.
Every sentence is redacted on its way; holders of a post are named in full, residents are masked.
"""

from dataclasses import dataclass, replace
from datetime import date

from yishi.domain.hidden_names import Hidden, Known
from yishi.domain.leaks import Named
from yishi.domain.redaction import holds_post, redacted
from yishi.domain.terms import ANYBODY
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet, MotionLine, ResolutionSheet

_IN_OFFICE = "主任"  # who chairs or records the meeting acts in office
_COUNT = "一二三四五六七八九十"


@dataclass(frozen=True)
class Released:
    """What the operator let out of one item of the agenda: its title, typed points, one counted vote, one resolution."""

    agenda_id: str = ""
    points: tuple[str, ...] = ()
    motion_id: str = ""
    resolution_id: str = ""


@dataclass(frozen=True)
class VoteShown:
    """The figures of a vote after 公布结果."""

    text: str
    votes_for: int
    votes_against: int
    abstain: int
    invalid: int
    passed: bool


@dataclass(frozen=True)
class ResolutionShown:
    """A resolution with who does it until when."""

    text: str
    facts: tuple[str, ...]  # 陈立群负责, 6月3日前完成, 诸葛平督查


@dataclass(frozen=True)
class ProjectorView:
    """All that stands on the hall screen, each text redacted."""

    heading: str = ""
    attendance: str = ""  # 到会 11/14
    clock: str = ""  # HH:MM
    item: str = ""  # 议题一
    title: str = ""
    points: tuple[str, ...] = ()  # the newest last
    vote: VoteShown | None = None
    resolution: ResolutionShown | None = None
    remark: str = ""  # the rule of the vote; who else must decide

    def words(self) -> tuple[str, ...]:
        """Return in single words what is on air: 议题, 要点, 表决, 决议."""
        on = ((self.title, _("议题")), (self.points, _("要点")), (self.vote, _("表决")), (self.resolution, _("决议")))
        return tuple(word for part, word in on if part)


def with_point(released: Released, text: str) -> Released:
    """Release one more point; the same words twice are one point."""
    text = " ".join(text.split())
    return released if not text or text in released.points else replace(released, points=(*released.points, text))


def without_point(released: Released, text: str) -> Released:
    """Take a point back."""
    return replace(released, points=tuple(point for point in released.points if point != text))


def view(sheet: MeetingSheet, released: Released, clock: str = "", *, roster: Known) -> ProjectorView:
    """Return what the hall sees of this meeting at HH:MM. What was released of an item that is gone is gone too.

    `roster` are all people of the book (leaks.everybody): who is not at the meeting is not named in the hall either.
    """
    residents = hidden_from(sheet, roster)
    item = next((each for each in sheet.agenda if each.id == released.agenda_id), None)
    line = sheet.line
    shown = ProjectorView(heading=redacted(line.title, residents), attendance=_attendance(sheet), clock=clock)
    if item is None:
        return shown
    motion = announced(sheet, item, released)
    resolution = next((r for r in sheet.resolutions if r.line.id == released.resolution_id and r.agenda == item.no), None)
    return replace(
        shown, item=item_word(item.no), title=redacted(item.title, residents),
        points=tuple(redacted(point, residents) for point in released.points),
        vote=_vote(motion, residents) if motion else None, resolution=_resolution(sheet, resolution, residents) if resolution else None,
        remark=_remark(item, motion, resolution),
    )  # fmt: skip


def announced(sheet: MeetingSheet, item: AgendaLine, released: Released) -> MotionLine | None:
    """Return the vote whose result was published, of this item."""
    return next((m for m in sheet.motions if m.id == released.motion_id and m.agenda == item.no and m.voted), None)


def to_announce(sheet: MeetingSheet, item: AgendaLine | None, released: Released) -> MotionLine | None:
    """Return the newest counted vote of this item, unless its result is published already."""
    counted = [m for m in sheet.motions if item is not None and m.agenda == item.no and m.voted]
    return counted[-1] if counted and counted[-1].id != released.motion_id else None


def to_release(sheet: MeetingSheet, item: AgendaLine | None, released: Released) -> ResolutionSheet | None:
    """Return the newest resolution of this item, unless it is on the screen already."""
    decided = [r for r in sheet.resolutions if item is not None and r.agenda == item.no]
    return decided[-1] if decided and decided[-1].line.id != released.resolution_id else None


def hidden_from(sheet: MeetingSheet, roster: Known) -> Hidden:
    """Return whom the hall must not read of: of the meeting and of the roster everybody who holds no post."""
    hidden = hidden_names(sheet)
    office = {a.name for a in sheet.attendees} | {text.partition("（")[0] for text in (sheet.host, sheet.recorder)}
    office |= {r.line.owner for r in sheet.resolutions if r.owner_title}
    named = [Named(name, office=True) for name in sorted(office - hidden) if name and name != ANYBODY]
    return Hidden([*named, *(Named(name) for name in sorted(hidden))], roster)


def hidden_names(sheet: MeetingSheet) -> frozenset[str]:
    """Return the names on the sheet that must not be read in the hall's sentences: everybody who holds no post."""
    named = {a.name: a.role for a in sheet.attendees}
    for text in (sheet.host, sheet.recorder):
        name, _bracket, _role = text.partition("（")
        named[name] = _IN_OFFICE
    for resolution in sheet.resolutions:
        if resolution.owner_title:
            named[resolution.line.owner] = resolution.owner_title
    said = {speech.speaker for speech in sheet.speeches} | {item.proposer for item in sheet.agenda}
    said |= {name for r in sheet.resolutions for name in (r.line.owner, r.line.supervisor)}
    for name in said:
        named.setdefault(name.partition("（")[0], "")
    return frozenset(name for name, role in named.items() if name and name != ANYBODY and not holds_post(role))


def item_word(no: int) -> str:
    """Return 议题一 … 议题十, then 议题11."""
    return _("议题{no}").format(no=_COUNT[no - 1] if no <= len(_COUNT) else no)


def _attendance(sheet: MeetingSheet) -> str:
    line = sheet.line
    if not line.present:
        return ""
    told = _("到会 {here}/{all}") if line.expected else _("到会 {here}")
    return told.format(here=line.present, all=line.expected)


def _vote(motion: MotionLine, residents: Hidden) -> VoteShown:
    return VoteShown(redacted(motion.text, residents), motion.votes_for, motion.votes_against, motion.abstain, motion.invalid,
                     motion.passed)


def _resolution(sheet: MeetingSheet, resolution: ResolutionSheet, residents: Hidden) -> ResolutionShown:
    line, facts = resolution.line, []
    if line.owner:
        facts.append(_("{who}负责").format(who=residents.person(line.owner)))
    if resolution.agreed_due is not None:
        facts.append(_("{day}前完成").format(day=_day(resolution.agreed_due, sheet.line.start)))
    elif resolution.workdays is not None:
        facts.append(_("交办后{n}个工作日完成").format(n=resolution.workdays))
    if line.supervisor:
        facts.append(_("{who}督查").format(who=residents.person(line.supervisor)))
    return ResolutionShown(redacted(line.text, residents), tuple(facts))


def _day(day: date, start: str) -> str:
    """Return 6月3日; with the year when it is another one than the meeting's."""
    words = _("{month}月{day}日").format(month=day.month, day=day.day)
    return words if start[:4] == str(day.year) else _("{year}年{words}").format(year=day.year, words=words)


def _remark(item: AgendaLine, motion: MotionLine | None, resolution: ResolutionSheet | None) -> str:
    """Return by what rule it was carried, and that others must decide it, once figures or a resolution are shown."""
    said = [_("表决规则：{rule}。").format(rule=motion.rule_words)] if motion is not None else []
    if item.statutory_flag and (motion is not None or resolution is not None):
        said.append(_("本项还须法定会议决定。"))
    return "".join(said)
