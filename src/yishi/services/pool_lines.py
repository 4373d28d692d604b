"""What the pool of topics answers: entries, likenesses, hits on the lists of duties, and what its papers are made of."""

from dataclasses import dataclass
from datetime import date

ENDED = ("direct", "declined", "passed_up")  # fates of which the proposer must be told (件件有回音)
NOT_OURS = ("negative", "certificates")  # lists of what a community should not do itself


@dataclass(frozen=True)
class TopicEntry:
    """A topic in the pool with what has become of it. Codes are those of domain.terms, "" = not said."""

    id: str
    title: str
    raised_on: date | None
    source: str
    proposer: str
    unit: str
    category: str
    level: str
    duty_list: str
    ledger_kind: str
    external_no: str
    phone: str
    statutory_flag: str
    situation: str
    wish: str
    status: str  # new merged listed direct declined passed_up done
    status_words: str
    mentions: int  # 附议数: how often it was raised again, the merged ones counted with it
    reason: str  # why it was not taken up, or what was done
    passed_to: str
    merged_into: str  # title
    replied_on: date | None
    reply_channel: str
    reply: str
    meetings: int
    resolutions: int
    settled: bool  # all its resolutions are filed or terminated
    handler: str = ""  # 经办人: who sees to it and tells the proposer

    @property
    def awaits_reply(self) -> bool:
        """Whether it was ended without a meeting and nobody has been told yet (待回音)."""
        return self.status in ENDED and self.replied_on is None


@dataclass(frozen=True)
class SimilarTopic:
    """A topic that speaks of what is being typed."""

    id: str
    title: str
    status_words: str
    mentions: int
    same: bool  # word for word


@dataclass(frozen=True)
class MentionLine:
    """One time that a topic was raised again."""

    on: date
    source: str
    who: str
    text: str


@dataclass(frozen=True)
class MeetingAhead:
    """A meeting that a topic can be put on."""

    id: str
    number: str
    title: str
    start: str  # YYYY-MM-DDTHH:MM
    state: str  # planned open
    topics: int


@dataclass(frozen=True)
class DutyHit:
    """A line of a list of duties that a topic may fall under."""

    duty_list: str
    text: str
    passed_to: str  # whose business it is, where the list says so

    @property
    def not_ours(self) -> bool:
        """Whether a community should not do it itself."""
        return self.duty_list in NOT_OURS


@dataclass(frozen=True)
class DutyCount:
    """How many lines of a list are known."""

    duty_list: str
    lines: int


@dataclass(frozen=True)
class DutiesTaken:
    """What an import of lists did: lines new, changed in whom they name, and known already."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class TopicSheet:
    """A topic as it is printed: on the form 议题征集表 (without an entry: blank) and on the slip 回音单."""

    community: str
    community_kind: str  # village urban
    org: str  # who signs
    sample: bool
    today: date
    entry: TopicEntry | None = None
    listed: tuple[str, ...] = ()  # numbers of the meetings it came to, earliest first
    resolutions: tuple[str, ...] = ()  # number and text of what was agreed
