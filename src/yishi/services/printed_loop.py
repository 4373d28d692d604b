"""What the papers of the loop are composed from: a resolution with its meeting, and the register of the whole book."""

from dataclasses import dataclass
from datetime import date

from yishi.services.answers import EventLine, ResolutionLine, ResolutionSheet
from yishi.services.printed import PhotoOnPaper, PrintedSheet


@dataclass(frozen=True)
class WhistleOnPaper:
    """What was written with an escalation; codes are those of the record."""

    event_id: str
    matter: str  # outstanding enforcement emergency
    urgent: bool
    asked_unit: str
    measures: str
    obstacle: str
    request: str
    reviewed_by: str
    speed: str  # prompt fair slow none
    quality: int | None  # 1–5
    solved: str


@dataclass(frozen=True)
class SpendingOnPaper:
    """Money spent, fen."""

    what: str
    amount: int
    voucher: str
    spent_on: date | None


@dataclass(frozen=True)
class CallOnPaper:
    """Somebody drawn to be called: number in the draw, not a name; what was tried and said."""

    position: int
    tries: tuple[tuple[str, str, str], ...]  # date, HH:MM, reached no_answer refused wrong_number
    grade: str
    solved: str
    on_time: str
    words: str
    wants_answer: bool | None
    caller: str


@dataclass(frozen=True)
class DueMove:
    """The due day of the work before and after an event."""

    event_id: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class SpotOnPaper:
    """The spot check in which a resolution was drawn: anybody draws the same `size` of `total` again with the seed."""

    on: date
    seed: int
    size: int
    total: int


@dataclass(frozen=True)
class PrintedResolution:
    """A resolution as its papers need it, as of `today`."""

    meeting: PrintedSheet
    sheet: ResolutionSheet
    today: date
    town: str = ""
    owner_phone: str = ""  # full; for the archive and the one who does it
    due: date | None = None  # of the work, now in force
    first_due: date | None = None
    assigned_on: date | None = None
    overdue: int = 0  # working days
    days_left: int | None = None  # working days, while it is being done
    beneficiaries: int | None = None  # households
    proposer: str = ""
    moves: tuple[DueMove, ...] = ()
    whistles: tuple[WhistleOnPaper, ...] = ()
    spending: tuple[SpendingOnPaper, ...] = ()
    calls: tuple[CallOnPaper, ...] = ()
    called_of: int = 0  # out of how many they were drawn
    photos_before: int = 0
    photos_after: int = 0
    photos: tuple[PhotoOnPaper, ...] = ()  # of the work, in the order in which they came
    spot: SpotOnPaper | None = None  # the newest spot check that drew it

    @property
    def line(self) -> ResolutionLine:
        """The resolution as a line of the list."""
        return self.sheet.line

    def last(self, *events: str) -> EventLine | None:
        """Return the newest event of these kinds that counts."""
        return next((e for e in reversed(self.sheet.events) if e.event in events and not e.ignored), None)

    def move(self, event: EventLine | None) -> DueMove | None:
        """Return what an event did to the due day."""
        return next((m for m in self.moves if event is not None and m.event_id == event.id), None)


@dataclass(frozen=True)
class RegisterRow:
    """One resolution in the register."""

    line: ResolutionLine
    topic: str
    meeting_day: date
    due: date | None  # of the work
    published_on: date | None
    remark: str = ""


@dataclass(frozen=True)
class PrintedRegister:
    """The register of the book, or of one year's meetings."""

    community: str
    community_kind: str
    org: str
    sample: bool
    today: date
    year: int | None
    rows: tuple[RegisterRow, ...]
