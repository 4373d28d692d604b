"""What a place has changed of the rules and of the calendar that the program ships: its own copies."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import ASK, Record, natural_id


class RuleCopy(Record):
    """The place's own copy of a meeting form or of a legal rule profile; without one, what is shipped is in force.

    It is made when somebody first changes something, so that a form which nobody touched improves with the program.
    """

    __tablename__ = "rule_copy"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "kind", "code")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[str]  # form rule deadlines
    code: Mapped[str]  # teahouse, CN-VC-2026
    content: Mapped[str] = mapped_column(info=ASK)  # JSON of the whole form or profile, as its schema has it

    @staticmethod
    def id_for(community_id: str, kind: str, code: str) -> str:
        """Return the id that every copy of the book gives to this one."""
        return natural_id("rule_copy", community_id, kind, code)


class CalendarDay(Record):
    """A day that the place has put right in the table of holidays, or of a year that the program does not know yet."""

    __tablename__ = "calendar_day"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "day")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    day: Mapped[date]
    is_workday: Mapped[bool]  # 班 or 休
    name: Mapped[str] = mapped_column(default="")  # 春节

    @staticmethod
    def id_for(community_id: str, day: date) -> str:
        """Return the id that every copy gives to this day."""
        return natural_id("calendar_day", community_id, day.isoformat())
