"""Matters that people raise between meetings, how often, and whose business they are.

A topic's title is the matter itself, so it keeps its words when its proposer is erased.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from yishi.domain.records.record import PERSONAL, Record, natural_id


class Topic(Record):
    """A matter somebody raised; it may come to several meetings."""

    __tablename__ = "topic"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "title")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"), index=True)
    title: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    external_no: Mapped[str] = mapped_column(default="")
    proposer: Mapped[str | None] = mapped_column(info=PERSONAL)
    statutory_flag: Mapped[str] = mapped_column(default="")  # why it needs a statutory decision; empty = it does not
    raised_on: Mapped[date | None]
    situation: Mapped[str | None] = mapped_column(info=PERSONAL)  # how it is now, how many households
    wish: Mapped[str | None] = mapped_column(info=PERSONAL)  # what is asked for or proposed
    phone: Mapped[str | None] = mapped_column(info=PERSONAL)
    unit: Mapped[str] = mapped_column(default="")  # group, grid or building where it was raised
    level: Mapped[str] = mapped_column(default="")  # grid community town department: who should handle it (721)
    duty_list: Mapped[str] = mapped_column(default="")  # primary assist negative (三张清单)
    ledger_kind: Mapped[str] = mapped_column(default="")  # party_building livelihood (两本账)
    handler: Mapped[str | None] = mapped_column(info=PERSONAL)  # 经办人: who sees to it and tells the proposer
    fate: Mapped[str] = mapped_column(default="")  # direct declined passed_up merged; "" = in the pool or at a meeting
    fate_reason: Mapped[str | None] = mapped_column(info=PERSONAL)  # why it was not taken up, or what was done
    passed_to: Mapped[str] = mapped_column(default="")  # to whom it was passed upward
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("topic.id"))
    replied_on: Mapped[date | None]  # 件件有回音: when and how the proposer was told
    reply_channel: Mapped[str] = mapped_column(default="")
    reply: Mapped[str | None] = mapped_column(info=PERSONAL)  # what the proposer was told

    @staticmethod
    def id_for(community_id: str, title: str) -> str:
        """Return the id of the matter: under one title it is the same matter at every meeting."""
        return natural_id("topic", community_id, title)


class Mention(Record):
    """Somebody raising the same matter again (又提起了, 附议)."""

    __tablename__ = "mention"
    natural: ClassVar[tuple[str, ...]] = ("topic_id",)
    ordered: ClassVar[tuple[str, ...]] = ("happened_on", "position")
    undumped: ClassVar[frozenset[str]] = frozenset({"position"})

    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"), index=True)
    position: Mapped[int]
    happened_on: Mapped[date]
    source: Mapped[str] = mapped_column(default="")
    who: Mapped[str | None] = mapped_column(info=PERSONAL)
    text: Mapped[str | None] = mapped_column(info=PERSONAL)  # as it was said this time


class DutyItem(Record):
    """A line of a list that says whose business a matter is (三张清单, 4个指导目录, 网格事项清单); imported, never shipped."""

    __tablename__ = "duty_item"
    natural: ClassVar[tuple[str, ...]] = ("community_id", "duty_list", "text")

    community_id: Mapped[str] = mapped_column(ForeignKey("community.id"))
    duty_list: Mapped[str]  # primary assist negative lawful_duties assisted_duties plaques certificates grid_matters
    text: Mapped[str]
    passed_to: Mapped[str] = mapped_column(default="")  # whose business it is, where the list says so

    @staticmethod
    def id_for(community_id: str, duty_list: str, text: str) -> str:
        """Return the id that every copy gives to this line."""
        return natural_id("duty_item", community_id, duty_list, text)
