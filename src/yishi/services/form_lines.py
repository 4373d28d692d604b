"""What the list of meeting forms and of legal rules answers: frozen values, standard library only."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FormLine:
    """A meeting form as it is in force in this book."""

    code: str
    name: str
    kinds: tuple[str, ...]
    legal_status: str
    letters: str = ""
    example: bool = False
    light: bool = False
    public: bool = True
    recurs: bool = False
    vote_rule: str = ""
    notice_days: int | None = None
    notice_unit: str = "days"
    posting_days: int | None = None
    remark: str = ""
    changed: bool = False  # the place has a copy of its own


@dataclass(frozen=True)
class RuleLine:
    """A legal rule profile as it is in force in this book."""

    code: str
    title: str
    valid_from: date | None
    valid_to: date | None
    unchecked: bool  # 待核对新法
    confirmed_by: str
    confirmed_on: date | None
    source: str
    changed: bool = False


@dataclass(frozen=True)
class QuorumBar:
    """The permanent bar: 应到 / 实到 / 比例 / 「还差 3 人」."""

    expected: int
    present: int
    share: int  # thousandths, rounded down
    needed: int  # 0 where no rule asks for a number, or it cannot be counted yet
    lacking: int
    met: bool
    words: str  # 应到23人　实到14人　占60%　还差 2 人
    rule_words: str  # 按此规则计算：…


@dataclass(frozen=True)
class LegalWarning:
    """A rule that is not met: said, never a lock. `matter` is what a waiver names."""

    matter: str  # quorum, notice, precheck 2 …
    words: str
    source: str  # by which rule, with 待核对新法 where nobody has checked it
    waived_reason: str = ""
    level: str = "red"  # red: to be answered; yellow: to be looked at

    @property
    def agenda(self) -> int:
        """The item of the agenda that it is about, 0 = the whole meeting."""
        about = self.matter.partition(" ")[2]
        return int(about) if about.isdecimal() else 0
