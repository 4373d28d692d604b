"""What the preparation of a meeting answers: frozen values, standard library only."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Unfinished:
    """A matter of an earlier meeting of the same body that comes back: a topic left open, or a resolution not yet closed."""

    title: str
    topic_id: str
    about_resolution_id: str  # "" = a topic about which nothing was decided
    light: str  # of the resolution: red yellow green gray; "" = a topic
    words: str  # 逾期4天，请朱玉梅说明
    category: str = ""
    source: str = ""
    proposer: str = ""
    external_no: str = ""
    statutory_flag: str = ""


@dataclass(frozen=True)
class PreparedItem:
    """A line of the agenda to be."""

    no: int  # from 1
    title: str
    words: str  # what stands below it: 逾期4天，请朱玉梅说明 · 居民提出
    light: str
    carried: bool  # came back from an earlier meeting
    minutes: int | None
    id: str = ""  # "" = only proposed


@dataclass(frozen=True)
class ExpectedLine:
    """Somebody who is expected."""

    person_id: str
    name: str
    unit: str
    role: str
    note: str = ""  # 上次缺席：加班
    telling: tuple[str, ...] = ()  # what the roster says that tells two of one name apart: unit, phone, gender, role, party


@dataclass(frozen=True)
class GroupLine:
    """People who can be expected together: a body, a role, a group or building, last time's list, the whole roster."""

    kind: str  # last body role party unit roster
    code: str  # the body, role … as it is written
    words: str  # 议事会（6人）
    people: int


@dataclass(frozen=True)
class Added:
    """What adding people to the expected list did."""

    added: int
    already: tuple[str, ...]  # names that were on it

    @property
    def twice(self) -> int:
        """How many were on the list already."""
        return len(self.already)


@dataclass(frozen=True)
class NoticeSheet:
    """How long before the meeting its notice must hang, and whether it does."""

    days: int  # 0 = the form asks for none
    unit: str  # workdays days
    latest_day: date | None  # the last day on which it is in time
    days_left: int | None  # natural days from today to that day; negative = it has passed
    posted_on: date | None
    channels: tuple[str, ...]
    words: str
    short: bool  # too late, or put up too late: told in yellow, never blocked


@dataclass(frozen=True)
class MinutesSum:
    """The planned minutes of the agenda, added up, beside those of the meeting (None = not said)."""

    total: int
    planned: int | None
    over: int  # by how much the agenda is longer; 0 = it fits


@dataclass(frozen=True)
class MembershipLine:
    """Somebody's place in a body, from a day on, until a day (None = as long as anybody knows, still)."""

    id: str
    person_id: str
    name: str
    unit: str
    body: str
    post: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class BodyLine:
    """A body and how many belong to it on the day that was asked."""

    body: str
    people: int


@dataclass(frozen=True)
class Preparation:
    """A meeting that is being prepared, or one that is only proposed (no id, nothing of it in the book)."""

    meeting_id: str
    number: str
    form: str
    form_name: str
    title: str
    place: str
    start: str  # YYYY-MM-DDTHH:MM
    host: str
    recorder: str
    planned_minutes: int | None
    area_id: str
    members: int | None
    households_total: int | None
    statutory: bool  # the form asks how many are entitled
    form_note: str  # by what it decides, in words
    last_words: str  # the meeting that form, place and roster were taken from (第4期); "" = none
    agenda: tuple[PreparedItem, ...]
    expected: tuple[ExpectedLine, ...]
    doubles: tuple[str, ...]  # 王建国2人（周家湾组、吴庄组）: names that stand on the list more than once
    notice: NoticeSheet
    minutes: MinutesSum
    unclear: tuple[str, ...] = ()  # names of two whom nothing in the roster tells apart
