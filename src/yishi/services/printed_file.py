"""What the papers of the archive are composed from: a meeting with all that followed from it, a year, what an officer hands over."""

from dataclasses import dataclass
from datetime import date

from yishi.services.answers import MeetingLine, ResolutionLine
from yishi.services.pool_lines import TopicSheet
from yishi.services.printed import PrintedSheet
from yishi.services.printed_loop import PrintedResolution


@dataclass(frozen=True)
class PrintedFile:
    """A meeting with its topics and everything that was agreed, or one resolution alone; as of `today`."""

    meeting: PrintedSheet
    resolutions: tuple[PrintedResolution, ...]
    topics: tuple[TopicSheet, ...]
    today: date
    alone: bool = False  # of one resolution, not of the whole meeting

    @property
    def line(self) -> MeetingLine | ResolutionLine:
        """What the folder is about, as it stands in a list."""
        return self.resolutions[0].line if self.alone else self.meeting.line


@dataclass(frozen=True)
class YearRow:
    """A meeting of the year: what was agreed, how much of it is done and filed, when it was posted."""

    line: MeetingLine
    topics: tuple[str, ...]
    adopted: int
    closed: int
    archived: int
    posted_on: date | None
    statutory: bool  # a body that decides by law
    folder: PrintedFile | None = None  # what lies in its folder; None = to be counted by hand


@dataclass(frozen=True)
class PrintedYear:
    """The meetings of a year, the earliest first, as of `today`."""

    community: str
    community_kind: str
    org: str
    sample: bool
    today: date
    year: int
    rows: tuple[YearRow, ...]


@dataclass(frozen=True)
class Promise:
    """An open resolution that somebody has in hand: as its owner or as the one who looks after it."""

    number: str
    text: str
    role: str  # owner supervisor, of a topic handler; "" = handed over with the post, whoever it names
    due: date | None
    state_words: str
    light: str
    latest: str


@dataclass(frozen=True)
class HandoverSheet:
    """What an officer hands over; without a leaver everything is left to be written."""

    community: str
    community_kind: str
    org: str
    sample: bool
    today: date
    leaver: str = ""
    leaver_post: str = ""
    successor: str = ""
    witness: str = ""
    happened_on: date | None = None
    note: str = ""
    promises: tuple[Promise, ...] = ()
    unfinished: tuple[MeetingLine, ...] = ()  # meetings they recorded that are not final yet
    meetings: int = 0  # meetings in the book
