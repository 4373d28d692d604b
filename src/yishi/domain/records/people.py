"""Residents and everybody else who takes part."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import PERSONAL, Record, natural_id


class Person(Record):
    """Somebody of the roster. What a sheet said of them at one meeting is kept with the attendance, not here."""

    __tablename__ = "person"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "name", "unit")
    ordered: ClassVar[tuple[str, ...]] = ("namesake",)
    undumped: ClassVar[frozenset[str]] = frozenset({"namesake", "id_hash", "id_sealed"})  # another key, other bytes

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"), index=True)
    name: Mapped[str | None] = mapped_column(info=PERSONAL)
    gender: Mapped[str] = mapped_column(default="")
    birth_year: Mapped[int | None]
    phone: Mapped[str | None] = mapped_column(info=PERSONAL)
    unit: Mapped[str] = mapped_column(default="")  # group, grid or building as people say it (周家湾组, 3幢)
    namesake: Mapped[int] = mapped_column(default=1)  # 1, 2 … among people of one name and unit
    role: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")  # which of the parties (方) they stand for
    photo_consent: Mapped[bool | None]
    alias: Mapped[str | None] = mapped_column(info=PERSONAL)  # what people call them, 、 between (李家二媳妇)
    household: Mapped[str | None] = mapped_column(info=PERSONAL)  # 户号
    household_head: Mapped[bool | None]
    door: Mapped[str | None] = mapped_column(info=PERSONAL)  # 门牌: 3-501, 12幢2单元501室
    local: Mapped[bool | None]  # 户籍在本村、本社区; None = nobody knows
    tags: Mapped[str | None] = mapped_column(info=PERSONAL)  # the place's own words, 、 between
    id_tail: Mapped[str | None] = mapped_column(info=PERSONAL)  # last 4 of the ID number, only where the place turned it on
    id_hash: Mapped[str | None] = mapped_column(info=PERSONAL)  # keyed hash of the whole number: finds doubles, tells nothing
    id_sealed: Mapped[str | None] = mapped_column(info=PERSONAL)  # the whole number, encrypted; only where the place turned it on
    id_name: Mapped[str | None] = mapped_column(info=PERSONAL)  # the name as the ID card writes it, when the paper cannot
    glyph_note: Mapped[str | None] = mapped_column(info=PERSONAL)  # how a rare character is made: ⿰亻尔
    note: Mapped[str | None] = mapped_column(info=PERSONAL)
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # the same person, noted twice

    @staticmethod
    def id_for(community_id: str, name: str, unit: str, namesake: int = 1) -> str:
        """Return the id that every copy gives to this person when they are first written down."""
        return natural_id("person", community_id, name, unit, str(namesake))


class Membership(Record):
    """Somebody's place in a body (村民代表, 议事会, 两委) or group, from a day on, until a day."""

    __tablename__ = "membership"
    natural: ClassVar[tuple[str, ...]] = ("person_id", "body", "starts_on")

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    body: Mapped[str]
    post: Mapped[str] = mapped_column(default="")  # 主任, 委员
    starts_on: Mapped[date | None]  # None = for as long as anybody knows
    ends_on: Mapped[date | None]  # the last day; None = still

    @staticmethod
    def id_for(person_id: str, body: str, starts_on: date | None) -> str:
        """Return the id that every copy gives to this membership."""
        return natural_id("membership", person_id, body, str(starts_on or ""))


class Kinship(Record):
    """Two people who are close relatives (近亲属): one may not supervise what the other does. Noted once, it holds both ways."""

    __tablename__ = "kinship"
    natural: ClassVar[tuple[str, ...]] = ("person_id", "other_id")

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    relation: Mapped[str] = mapped_column(default="")  # 夫妻, 父子 …

    @staticmethod
    def id_for(person_id: str, other_id: str) -> str:
        """Return the id of this pair, whichever is named first."""
        return natural_id("kinship", *sorted((person_id, other_id)))


class Distinct(Record):
    """Two people who look like one and are not (不是同一人): said once, not asked again."""

    __tablename__ = "distinct_people"
    natural: ClassVar[tuple[str, ...]] = ("person_id", "other_id")

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("person.id"))

    @staticmethod
    def id_for(person_id: str, other_id: str) -> str:
        """Return the id of this pair, whichever is named first."""
        return natural_id("distinct_people", *sorted((person_id, other_id)))


class Handover(Record):
    """An officer's open promises given to who comes after (交接): what was on the sheet both signed."""

    __tablename__ = "handover"
    natural: ClassVar[tuple[str, ...]] = ("leaver_id", "happened_on")

    leaver_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    successor_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    happened_on: Mapped[date]
    witness: Mapped[str | None] = mapped_column(info=PERSONAL)  # 监交人
    items: Mapped[str] = mapped_column(default="[]")  # JSON list of ids of resolutions and topics
    note: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(leaver_id: str, happened_on: date) -> str:
        """Return the id of this handover."""
        return natural_id("handover", leaver_id, happened_on.isoformat())


class IdKey(Record):
    """The key that ID numbers are encrypted with, itself encrypted: who has the printed code opens it on another PC.

    Its id is drawn, not made of its natural parts: two PCs that made a key on one day, not knowing of each other, keep both,
    or the numbers of one of them would be lost.
    """

    __tablename__ = "id_key"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "made_on")
    undumped: ClassVar[frozenset[str]] = frozenset({"wrapped"})

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"), index=True)
    made_on: Mapped[date]
    wrapped: Mapped[str]  # base64; empty once the key was given up and with it every number


class IdShowing(Record):
    """Somebody's whole ID number was looked at: by whom, when, what for."""

    __tablename__ = "id_showing"
    natural: ClassVar[tuple[str, ...]] = ("person_id", "shown_at")

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    shown_at: Mapped[str]  # YYYY-MM-DDTHH:MM:SS
    shown_to: Mapped[str | None] = mapped_column(info=PERSONAL)
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)

    @staticmethod
    def id_for(person_id: str, shown_at: str) -> str:
        """Return the id of this look."""
        return natural_id("id_showing", person_id, shown_at)


class Attendance(Record):
    """One person at one meeting, as the sign-in sheet had them that day."""

    __tablename__ = "attendance"
    natural: ClassVar[tuple[str, ...]] = ("meeting_id", "person_id")
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    mark: Mapped[str]  # expected present proxy observer absent
    position: Mapped[int]  # place in its list, from 1
    name: Mapped[str | None] = mapped_column(info=PERSONAL)
    gender: Mapped[str] = mapped_column(default="")
    age: Mapped[int | None]
    role: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None] = mapped_column(info=PERSONAL)
    unit: Mapped[str] = mapped_column(default="")
    photo_consent: Mapped[bool | None]
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)  # of absence
    proxy: Mapped[str | None] = mapped_column(info=PERSONAL)  # who came instead
    proxy_paper: Mapped[bool | None]  # the written authorisation was shown
    arrived_at: Mapped[str | None]  # HH:MM when later than the start (迟到)
    left_at: Mapped[str | None]  # HH:MM (早退)

    @staticmethod
    def id_for(meeting_id: str, person_id: str) -> str:
        """Return the id that every copy gives to this pair."""
        return natural_id("attendance", meeting_id, person_id)
