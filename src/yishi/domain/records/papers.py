"""The paper that left the printer: its code, whether it came back signed, and what was decided about its words."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import PERSONAL, REFERS, Record, natural_id


class PrintedPage(Record):
    """A page that was printed: the code in its corner says which paper of which record it is, and speaks for that page only."""

    __tablename__ = "printed_page"
    natural: ClassVar[tuple[str, ...]] = ("code",)

    code: Mapped[str]  # 10 characters, the last checks the others
    document: Mapped[str]  # minutes, sign-in …: a name of `print --list`
    about_id: Mapped[str] = mapped_column(String(32), index=True, info=REFERS)  # the meeting, topic, resolution … it was made from
    template: Mapped[int] = mapped_column(default=1)  # of the paper's layout
    page: Mapped[int]  # from 1
    pages: Mapped[int]
    printed_on: Mapped[date | None]

    @staticmethod
    def id_for(code: str) -> str:
        """Return the id that every copy gives to this page."""
        return natural_id("printed_page", code)


class ReturnedPage(Record):
    """A page that came back on a scan or photo; without a page it waits to be claimed (待认领).

    Several pages may lie on one picture: each is a record of its own, and what could not be read of it another one.
    """

    __tablename__ = "returned_page"
    natural: ClassVar[tuple[str, ...]] = ("sha256", "printed_page_id")

    sha256: Mapped[str]
    printed_page_id: Mapped[str | None] = mapped_column(ForeignKey("printed_page.id"), index=True)
    document: Mapped[str] = mapped_column(default="")  # said by hand where the code could not be read
    about_id: Mapped[str | None] = mapped_column(String(32), index=True, info=REFERS)
    came_on: Mapped[date]
    file_name: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(sha256: str, printed_page_id: str | None = None) -> str:
        """Return the id that every copy gives to this page of this scan."""
        return natural_id("returned_page", sha256, printed_page_id or "")


class LeakDecision(Record):
    """A passage that might give somebody away on the wall: masked, or kept for a reason (稿件检查)."""

    __tablename__ = "leak_decision"
    natural: ClassVar[tuple[str, ...]] = ("document", "about_id", "passage")

    document: Mapped[str]
    about_id: Mapped[str] = mapped_column(String(32), index=True, info=REFERS)
    passage: Mapped[str]  # sha256 of the sort of hit, the passage and the sentence around it
    sort: Mapped[str]  # phone id_number bank_card plate door welfare name
    decision: Mapped[str]  # mask keep
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)
    decided_on: Mapped[date]

    @staticmethod
    def id_for(document: str, about_id: str, passage: str) -> str:
        """Return the id that every copy gives to this decision."""
        return natural_id("leak_decision", document, about_id, passage)


class HandEdit(Record):
    """A part of a paper that somebody reworded: it stays until they take it back, even when the records move on."""

    __tablename__ = "hand_edit"
    natural: ClassVar[tuple[str, ...]] = ("document", "about_id", "part")

    document: Mapped[str]
    about_id: Mapped[str] = mapped_column(String(32), index=True, info=REFERS)
    part: Mapped[str]  # a name the document gives to its part
    text: Mapped[str | None] = mapped_column(info=PERSONAL)
    ground: Mapped[str | None] = mapped_column(info=PERSONAL)  # what the program had written when the edit was made

    @staticmethod
    def id_for(document: str, about_id: str, part: str) -> str:
        """Return the id that every copy gives to this edit."""
        return natural_id("hand_edit", document, about_id, part)


class HandOrder(Record):
    """The order of a list that somebody set by hand (手工排序)."""

    __tablename__ = "hand_order"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "name")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    name: Mapped[str]  # of the list: a body, a group, or 全部
    people: Mapped[str]  # JSON list of ids

    @staticmethod
    def id_for(community_id: str, name: str) -> str:
        """Return the id that every copy gives to this list."""
        return natural_id("hand_order", community_id, name)
