"""What may be shown to everybody before a meeting: the notice, the question on a ballot.

Allow-lists as in posting_view: nobody is named but whom to ask, and there is no field for anything else of a person.
"""

from dataclasses import dataclass
from datetime import date

from yishi.documents import wording
from yishi.documents.cleaning import Cleaner
from yishi.documents.parts import said
from yishi.documents.posting_view import contact
from yishi.documents.text import one_line
from yishi.domain.terms import SOURCE_WORDS
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet


@dataclass(frozen=True)
class ShownTopic:
    """A topic of the agenda: its number, its title, by what kind of people it was brought up."""

    no: int
    title: str
    origin: str


@dataclass(frozen=True)
class NoticeView:
    """A meeting that is to come (会议通知)."""

    community: str
    village: bool
    org: str
    sample: bool
    form_title: str  # community and form
    form_name: str
    title: str
    start: str
    place: str
    topics: tuple[ShownTopic, ...]
    groups: tuple[str, ...]
    expected: int | None
    contact: str
    notice_on: date | None
    office_phone: str = ""
    opening: str = ""  # by hand, "" = as always
    material: str = ""


@dataclass(frozen=True)
class ShownQuestion:
    """What is voted on: the place of its topic in the agenda, the topic, the motion ("" = to be written in)."""

    no: int
    topic: str
    motion: str


@dataclass(frozen=True)
class BallotView:
    """The ballots of a meeting; `signed` ones bear a name: owners vote by name (domain 4.6)."""

    community: str
    sample: bool
    form_title: str
    entitled: int
    signed: bool
    questions: tuple[ShownQuestion, ...]


def notice(sheet: MeetingSheet, clean: Cleaner) -> NoticeView:
    """Return what everybody may read of a meeting that is to come."""
    people = sheet.marked("expected", "present", "proxy", "absent")
    groups = list(dict.fromkeys(filter(None, (clean.text(a.party) for a in people)))) or [clean.text(name) for name, _who in sheet.parties]
    return NoticeView(
        community=one_line(sheet.community), village=sheet.community_kind == "village", org=one_line(sheet.org or sheet.community),
        sample=sheet.sample, form_title=clean.text(wording.form_title(sheet, "")),
        form_name=clean.text(sheet.line.form_name), title=clean.text(sheet.line.title), start=sheet.line.start,
        place=clean.text(sheet.line.place), topics=tuple(_topic(item, clean) for item in sheet.agenda), groups=tuple(groups),
        expected=sheet.members or len(people) or None, contact=contact(sheet, clean), notice_on=sheet.notice_date,
        office_phone=one_line(getattr(sheet, "office_phone", "")), opening=clean.text(said(sheet, "opening", "")),
        material=clean.text(said(sheet, "material", "")),
    )  # fmt: skip


def ballot(sheet: MeetingSheet, clean: Cleaner) -> BallotView:
    """Return what is still to be voted on, all of it where everything was; topics without a motion leave room to write one."""
    title = {item.no: clean.text(item.title) for item in sheet.agenda}
    put = [m for m in sheet.motions if not m.voted] or list(sheet.motions)
    found = [ShownQuestion(m.agenda, title.get(m.agenda, ""), clean.text(wording.sentence(m.text))) for m in put]
    moved = {m.agenda for m in sheet.motions}
    found += [ShownQuestion(item.no, title[item.no], "") for item in sheet.agenda if item.no not in moved]
    named = sheet.line.form == "owners_vote" or any(m.rule == "OWNERS_DOUBLE" for m in sheet.motions)
    return BallotView(one_line(sheet.community), sheet.sample, clean.text(wording.form_title(sheet, _("表决票"))),
                      max(sheet.members or sheet.line.expected, 1), named, tuple(found) or (ShownQuestion(0, "", ""),))


def _topic(item: AgendaLine, clean: Cleaner) -> ShownTopic:
    """Return a topic with who brought it up, by kind and not by name."""
    origin = _(SOURCE_WORDS[item.source]) if item.source in SOURCE_WORDS else ""
    return ShownTopic(item.no, clean.text(item.title), origin)
