"""What a place has changed of the rules that the program ships: its own copies."""

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
