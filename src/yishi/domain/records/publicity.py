"""What is shown to everybody: what happened to a posting on the wall, and the covenants of the place."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import PERSONAL, Record, natural_id


class PostingMark(Record):
    """Something that happened to a paper on the notice board: put up, torn down, put up again, taken down."""

    __tablename__ = "posting_mark"
    natural: ClassVar[tuple[str, ...]] = ("posting_id", "happened_on", "kind", "place")
    ordered: ClassVar[tuple[str, ...]] = ("position",)
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    posting_id: Mapped[str] = mapped_column(ForeignKey("posting.id"), index=True)
    position: Mapped[int]
    happened_on: Mapped[date]
    kind: Mapped[str]  # up torn again down
    place: Mapped[str] = mapped_column(default="")
    doer: Mapped[str | None] = mapped_column(info=PERSONAL)
    sha256: Mapped[str] = mapped_column(default="")  # the photo, kept beside the book


class Covenant(Record):
    """A version of 村规民约 or 居民公约: who adopted it, from when it holds, when it was filed with the town."""

    __tablename__ = "covenant"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "title", "version")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    title: Mapped[str]
    version: Mapped[int]
    articles: Mapped[str]  # JSON list of texts
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"))
    adopted_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    filed_on: Mapped[date | None]  # 备案日
    filed_with: Mapped[str] = mapped_column(default="")
    note: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(community_id: str, title: str, version: int) -> str:
        """Return the id of this version."""
        return natural_id("covenant", community_id, title, str(version))
