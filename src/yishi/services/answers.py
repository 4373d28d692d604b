"""What the read verbs answer: frozen values, standard library only, so that window and paper can hold them.

Dates are `date`, times of a meeting local text (YYYY-MM-DDTHH:MM or HH:MM), money fen, rates thousandths.
"""

from dataclasses import dataclass, field
from datetime import date

from yishi.domain.owners import OwnersTally
from yishi.domain.quick import quick
from yishi.services.loop_signs import NO_SIGNS, Amiss, Signs
from yishi.services.person_lines import PersonLine as PersonLine
from yishi.services.today_lines import Reminder


@quick
@dataclass(frozen=True)
class AttendeeLine:
    """One person on the sign-in sheet of a meeting."""

    id: str
    person_id: str
    position: int
    mark: str  # expected present proxy observer absent
    name: str
    gender: str = ""
    age: int | None = None
    role: str = ""
    party: str = ""
    phone: str = ""
    unit: str = ""
    photo_consent: bool | None = None
    reason: str = ""
    proxy: str = ""
    arrived_at: str = ""  # HH:MM when late
    left_at: str = ""  # HH:MM when left early
    proxy_paper: bool | None = None  # the written authorisation was shown


@quick
@dataclass(frozen=True)
class AgendaLine:
    """A topic at one meeting."""

    id: str
    no: int
    title: str
    category: str
    source: str
    proposer: str
    external_no: str
    statutory_flag: str  # why it needs a statutory decision; "" = it does not
    speeches: int
    motions: int
    topic_id: str = ""
    planned_minutes: int | None = None
    about_resolution_id: str = ""  # an unclosed resolution that is reported on
    party_precheck_on: date | None = None
    party_precheck_document: str = ""
    outcome: str = ""  # next_time settled
    conclusion: str = ""
    recused: tuple[tuple[str, str], ...] = ()  # person id, reason


@quick
@dataclass(frozen=True)
class SpeechLine:
    """One speech."""

    id: str
    agenda: int  # no of the agenda item
    at: str  # HH:MM or ""
    speaker: str
    stance: str
    text: str
    handling: str = ""  # on_spot afterwards upward
    reply: str = ""


@quick
@dataclass(frozen=True)
class MotionLine:
    """A motion and, once it was taken, its vote."""

    id: str
    no: int  # in the meeting, from 1
    agenda: int
    text: str
    rule: str
    rule_words: str  # e.g. 赞成多于反对
    method: str
    note: str
    voted: bool
    eligible: int = 0
    present: int = 0
    votes_for: int = 0
    votes_against: int = 0
    abstain: int = 0
    invalid: int = 0
    not_voted: int = 0
    passed: bool = False
    outcome: str = ""  # e.g. 通过：同意8，多于反对2
    issued: int | None = None  # ballots
    returned: int | None = None
    tellers: tuple[tuple[str, str], ...] = ()  # duty, name


@dataclass(frozen=True)
class DissentLine:
    """Who differed and what was explained."""

    who: str
    explanation: str
    id: str = ""


@dataclass(frozen=True)
class WaiverLine:
    """A check that was not met and why one went on."""

    matter: str
    reason: str


@dataclass(frozen=True)
class CorrectionLine:
    """A change of the final record."""

    on: date
    what: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class AttachmentLine:
    """A photo, notes, recording or paper of the meeting; the file lies beside the book under its hash."""

    id: str
    agenda: int  # 0 = of the whole meeting
    kind: str  # photo note recording paper
    sha256: str
    at: str
    caption: str
    photo_consent: bool | None


@dataclass(frozen=True)
class ObjectionLine:
    """An objection to a posting."""

    id: str
    raised_on: date
    raised_by: str
    text: str
    reply: str
    replied_on: date | None


@dataclass(frozen=True)
class PostingLine:
    """Something posted on the notice board; the first day counts."""

    id: str
    kind: str  # decision statutory outcome
    start: date
    end: date
    natural_days: int
    nominal_end: date
    places: tuple[str, ...]
    objections: tuple[ObjectionLine, ...]


@quick
@dataclass(frozen=True)
class ResolutionLine:
    """A resolution as of a day; the keys of `list resolutions --json` and what a table row shows."""

    id: str
    number: str
    text: str
    meeting: str  # number of the meeting
    meeting_id: str
    state: str  # State name, e.g. IN_PROGRESS
    state_words: str  # 办理中
    stage: str  # 决议 跟进 督查 评价 公开归档
    light: str  # green yellow red gray
    light_words: str  # 逾期4天 / 还有2天 …
    days_left: int | None
    due: date | None  # the deadline in force
    unannounced: bool  # the due date lies in a year without a holiday table
    owner_unit: str
    owner: str
    supervisor: str
    round: int
    legal_status: str  # consultative confirmed statutory
    next: str  # event name of the next step
    next_words: str  # 督查核实 …
    latest_on: date | None
    latest: str  # one line of the newest event
    missing: tuple[str, ...] = ()  # papers still missing, in words
    satisfaction: int | None = None  # thousandths, of the last evaluation
    closed_on: date | None = None  # of the present round
    assist: tuple[str, ...] = ()
    milestones: tuple[int, int] = (0, 0)  # done, of how many
    awaits_confirmation: bool = False  # the topic needs a statutory decision and has none yet (协商意见，待法定会议确认)
    signs: Signs = NO_SIGNS


@quick
@dataclass(frozen=True)
class EventLine:
    """One event of the loop as it reads in a timeline."""

    id: str
    on: date
    event: str
    words: str  # 报办结
    by: str
    text: str
    document: str
    state_after: str  # State name; the state after this event
    due: date | None
    workdays: int | None
    approved_by: str
    level: str
    photos: tuple[str, ...] = ()  # hashes of the pictures kept beside the book
    phases: tuple[str, ...] = ()  # of each photo: before, after or ""
    work_due: date | None = None  # the deadline of the work itself after this event
    ignored: bool = False  # does not fit the table (two copies were merged): listed, not counted


@dataclass(frozen=True)
class EvaluationLine:
    """What the residents said in one round; rates in thousandths."""

    round: int
    method: str
    sample: int
    valid: int
    very_satisfied: int
    satisfied: int
    basically_satisfied: int
    dissatisfied: int
    very_dissatisfied: int
    solved: int
    partially_solved: int
    unsolved: int
    raiser: str | None
    note: str
    satisfaction_rate: int
    resolve_rate: int
    passed: bool


@dataclass(frozen=True)
class FundSheet:
    """Money of a resolution, fen."""

    source: str
    budget: int
    items: tuple[tuple[str, int], ...]
    spent: int
    balance: int


@dataclass(frozen=True)
class MilestoneLine:
    """A step with a day of its own."""

    text: str
    due: date
    done: date | None
    id: str = ""


@quick
@dataclass(frozen=True)
class ResolutionSheet:
    """Everything about one resolution."""

    line: ResolutionLine
    agenda: int
    agenda_title: str
    motion: MotionLine | None
    meeting_title: str
    meeting_day: date
    owner_title: str
    assist: tuple[str, ...]
    workdays: int | None
    agreed_due: date | None
    fund: FundSheet | None
    events: tuple[EventLine, ...]
    evaluations: tuple[EvaluationLine, ...]
    postings: tuple[PostingLine, ...]
    milestones: tuple[MilestoneLine, ...]
    allowed: tuple[str, ...]  # events that the table allows now, the next step first
    stage_dates: tuple[date | None, ...]  # 议题 决议 跟进 督查 评价 办结
    together: str = ""  # a key of TOGETHER_WORDS (五共), "" = not said
    owners: OwnersTally | None = None  # what the owners decided jointly, where it is recorded
    ledger_kind: str = ""  # a key of LEDGER_WORDS, "" = as its topic
    by_post: bool = False  # the post is responsible (社区居委会主任), whoever holds it; `line.owner` holds it now
    first_owner: str = ""  # who was named when it was agreed, "" = the same


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list."""

    id: str
    number: str
    form: str
    form_name: str
    title: str
    place: str
    start: str
    end: str
    state: str  # planned open closed final
    expected: int
    present: int
    topics: int
    resolutions: int


@dataclass(frozen=True)
class MeetingSheet:
    """Everything about one meeting: what the live room shows and what minutes, record and sign-in sheet are composed of."""

    line: MeetingLine
    community: str
    community_kind: str  # village urban
    org: str  # who signs
    host: str  # 姓名 or 姓名（说明）
    recorder: str
    notice_date: date | None
    notice_channels: tuple[str, ...]
    rule_profile: str
    agenda: tuple[AgendaLine, ...]
    attendees: tuple[AttendeeLine, ...]  # every mark, in order
    speeches: tuple[SpeechLine, ...]
    motions: tuple[MotionLine, ...]
    dissents: tuple[DissentLine, ...]
    no_dissent: bool
    parties: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    resolutions: tuple[ResolutionSheet, ...]
    posting: PostingLine | None  # the decision posting
    head: str = ""  # 8 characters of the journal's head, printed on minutes
    sample: bool = False
    held_under: str = ""  # JSON {form, rule} as both were when it began; "" = as shipped
    entered_on: date | None = None  # written down later than it was held
    planned_minutes: int | None = None
    members: int | None = None  # 应到 as stated
    households_total: int | None = None
    households_present: int | None = None
    waivers: tuple[WaiverLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    attachments: tuple[AttachmentLine, ...] = ()
    booklet: str = ""  # JSON of the steps as they are kept, with the numbers of each
    notice_workdays: int | None = None  # from the notice to the day, by the working days of the place
    listed: str = ""  # in which order the names stand, in words, where somebody asked for one
    id_names: tuple[tuple[str, str], ...] = ()  # names and how the ID card writes them, for faces that lack a character
    drawn: tuple[tuple[str, str], ...] = ()  # the place's private-use characters and what each stands for
    respelled: str = ""  # which of them are printed otherwise than they are written, in words

    def marked(self, *marks: str) -> tuple[AttendeeLine, ...]:
        """Return the attendees with one of `marks`, in the order of the sheet."""
        return tuple(a for a in self.attendees if a.mark in marks)


@dataclass(frozen=True)
class TodaySheet:
    """What must be done today, worst first."""

    red: int
    yellow: int
    green: int
    closed_this_quarter: int
    todo: tuple[ResolutionLine, ...]
    open_meeting: MeetingLine | None  # a meeting that was not closed: go on with it
    latest_meetings: tuple[MeetingLine, ...] = field(default=())
    reminders: tuple[Reminder, ...] = ()  # what is to be thought of besides, most urgent first
    amiss: tuple[Amiss, ...] = ()  # what went wrong beside the loop


@dataclass(frozen=True)
class CommunityFacts:
    """Whose book this is."""

    id: str
    kind: str
    name: str
    abbr: str
    town: str
    org: str
    sample: bool
    phone: str = ""  # of the office, printed in full
    complaint_phone: str = ""
