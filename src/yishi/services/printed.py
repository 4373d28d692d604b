"""What papers need beyond the meeting's sheet: how each voted by name, what was waived in words, the form it was held under."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yishi.services.answers import MeetingSheet
from yishi.services.seat_lines import SeatLine

if TYPE_CHECKING:
    from yishi.domain.leaks import Guard  # knows many patterns, and only a paper for the wall asks for them


@dataclass(frozen=True)
class FormOnPaper:
    """A meeting form as it was when the meeting began; what nobody knows is empty."""

    name: str
    status: str = ""  # what the form may do by law, in words
    example: bool = False  # ours, to be changed by the place
    parties: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()  # in words
    vote_rule: str = ""  # in words
    notice: str = ""  # 会前3个工作日
    posting_days: int | None = None
    quorum_rule: str = ""  # the rule on numbers that applied, with its source


@dataclass(frozen=True)
class StepOnPaper:
    """A step of the procedure as it was noted; None where nobody said."""

    name: str
    when: str = ""  # YYYY-MM-DD or a remark
    expected: int | None = None
    present: int | None = None
    votes_for: int | None = None
    opinion: str = ""  # 监督意见


@dataclass(frozen=True)
class PhotoOnPaper:
    """A photo kept beside the book; without a file it is only counted."""

    file: Path | None
    label: str = ""  # 图1
    caption: str = ""
    agenda: int = 0  # no of the item, 0 = of the whole meeting
    phase: str = ""  # before after, of the work
    consent: bool | None = None  # those on it agreed that it is shown
    event_id: str = ""  # the event of the loop it came with


@dataclass(frozen=True)
class PrintedSheet(MeetingSheet):
    """A meeting as it is printed for the archive."""

    form: FormOnPaper | None = None
    named: tuple[tuple[str, tuple[SeatLine, ...]], ...] = ()  # motion id, who voted how
    waived: tuple[tuple[str, str], ...] = ()  # matter in words, reason
    procedure: tuple[StepOnPaper, ...] = ()
    quorum_words: str = ""  # what the numbers come to under that rule
    pictures: tuple[tuple[int, str, str], ...] = ()  # no of the item (0 = the whole meeting), 图1, its caption
    photos: tuple[PhotoOnPaper, ...] = ()  # of the meeting, in the order of their labels
    office_phone: str = ""  # of the community, made to be known
    complaint_phone: str = ""
    reworded: tuple[tuple[str, str], ...] = ()  # part of the paper, what somebody wrote there (services.hand_edits)
    guard: "Guard | None" = field(default=None, compare=False, repr=False)  # of a paper for the wall (services.leaks.guarded)
