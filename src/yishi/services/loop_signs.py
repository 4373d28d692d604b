"""What the loop says beside a light, and who may do or watch a thing: values of the standard library, for window and paper."""

from dataclasses import dataclass
from datetime import date

from yishi.domain.evaluation import FACTORY, Thresholds
from yishi.domain.marker import N_
from yishi.domain.quick import quick

CASE_WORDS: dict[str, str] = {  # the three cases in which one may blow the whistle (domain rule 3.7)
    "outstanding": N_("重点难点：群众反映突出，本级解决不了"),
    "enforcement": N_("综合执法：本级没有执法权"),
    "emergency": N_("应急处置"),
}
SPEED_WORDS: dict[str, str] = {"prompt": N_("及时"), "fair": N_("一般"), "slow": N_("迟缓"), "none": N_("未应")}


@quick
@dataclass(frozen=True)
class Signs:
    """What stands beside the light of a resolution; none of it is stored."""

    outcome_awaited: bool = False  # 待公开: closed for longer than the term and nothing posted
    escalation_advised: bool = False  # 建议吹哨: overdue for longer than the term
    cautions: tuple[str, ...] = ()  # what should be said before the next step; it stops nothing
    reopened: str = ""  # why it is done again, in words
    archive_by: date | None = None  # closed and to be filed by this day
    beneficiaries: int | None = None
    thresholds: Thresholds = FACTORY  # when its evaluation passes in this place


NO_SIGNS = Signs()


@dataclass(frozen=True)
class Amiss:
    """What went wrong beside the loop: `place` and `ref` say where it is put right; `resolution_id` "" = of the whole meeting."""

    code: str  # posting_short overspent
    words: str
    place: str
    ref: str
    meeting_id: str
    resolution_id: str


@dataclass(frozen=True)
class Candidate:
    """Somebody who may become owner or supervisor: `why` says what for, `caution` what against, `barred` why not at all."""

    name: str
    unit: str = ""
    role: str = ""
    why: str = ""
    caution: str = ""
    barred: str = ""
    person_id: str = ""


@dataclass(frozen=True)
class ClaimLine:
    """Somebody who offered to take a matter on (接单)."""

    id: str
    on: date
    who: str
    role: str  # code or word, as it was written down
    note: str


@dataclass(frozen=True)
class OfferLine:
    """A matter that nobody was charged with yet, and who offered to take it on."""

    id: str
    number: str
    text: str
    owner_unit: str
    owner: str
    supervisor: str
    adopted_on: date
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class WhistleSheet:
    """An escalation order (吹哨单, domain.md 4.9): what was asked, who came, and how whoever blew the whistle rates it."""

    event_id: str
    number: str  # 吹哨〔2026〕1号
    resolution: str
    text: str
    place: str
    blown_by: str
    blown_on: date
    level: str
    case: str  # a key of CASE_WORDS; "" = not said
    urgent: bool
    asked_unit: str
    attempts: tuple[tuple[date, str, str], ...]  # what was done before at this level: day, by whom, what
    measures: str
    obstacle: str
    request: str
    reviewed_by: str
    due: date | None  # to answer by; the end of that day
    answered_on: date | None
    answered_by: str
    answer: str
    in_time: bool | None  # None = not answered yet
    speed: str  # a key of SPEED_WORDS
    quality: int | None  # 1 to 5
    solved: str
