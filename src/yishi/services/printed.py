"""What papers need beyond the meeting's sheet: how each voted by name, what was waived in words, the form it was held under."""

from dataclasses import dataclass

from yishi.services.answers import MeetingSheet
from yishi.services.seat_lines import SeatLine


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
class PrintedSheet(MeetingSheet):
    """A meeting as it is printed for the archive."""

    form: FormOnPaper | None = None
    named: tuple[tuple[str, tuple[SeatLine, ...]], ...] = ()  # motion id, who voted how
    waived: tuple[tuple[str, str], ...] = ()  # matter in words, reason
    procedure: tuple[StepOnPaper, ...] = ()
    quorum_words: str = ""  # what the numbers come to under that rule
    pictures: tuple[tuple[int, str, str], ...] = ()  # no of the item (0 = the whole meeting), 图1, its caption
