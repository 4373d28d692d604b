"""Where people deliberate: the community and the levels inside it (镇街–社区/村–网格–楼栋/小组)."""

from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import Record, natural_id


class Community(Record):
    """A village or urban community; a book has one, a town's hub has many."""

    __tablename__ = "community"
    natural: ClassVar[tuple[str, ...]] = ("kind", "name")

    kind: Mapped[str]  # village | urban
    name: Mapped[str]
    abbr: Mapped[str] = mapped_column(default="")  # 桃, as in 桃议〔2026〕3-1
    town: Mapped[str] = mapped_column(default="")
    org: Mapped[str] = mapped_column(default="")  # the full name under minutes, when it differs from the usual one
    phone: Mapped[str] = mapped_column(default="")  # of the office, printed in full
    complaint_phone: Mapped[str] = mapped_column(default="")  # 监督电话, printed in full
    invented: Mapped[bool] = mapped_column(default=False)  # the sample: marked 「样例」 on screen and paper

    @staticmethod
    def id_for(kind: str, name: str, abbr: str) -> str:
        """Return the id that every book of this community gives it."""
        return natural_id("community", kind, name, abbr)


class Area(Record):
    """A grid, building, courtyard, hamlet or villagers' group (网格、楼栋、院落、自然村、小组)."""

    __tablename__ = "area"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "unit_type", "name")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"))
    unit_type: Mapped[str]  # grid micro_grid building yard hamlet group
    name: Mapped[str]

    @staticmethod
    def id_for(community_id: str, unit_type: str, name: str) -> str:
        """Return the id that every copy gives to this area."""
        return natural_id("area", community_id, unit_type, name)
