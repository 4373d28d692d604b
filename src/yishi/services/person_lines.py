"""What the read verbs answer about people: frozen values, standard library only, so that window and paper can hold them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PersonLine:
    """Somebody of the roster, one line of the list."""

    id: str
    name: str
    gender: str
    unit: str
    role: str
    party: str
    phone: str
    pinyin: str  # full, no tones: wang jianguo → wangjianguo
    initials: str  # wjg
    meetings: int  # attended
    birth_year: int | None = None
    alias: str = ""  # what people call them, 、 between
    household: str = ""
    household_head: bool | None = None
    tags: str = ""  # 、 between
    photo_consent: bool | None = None
    id_name: str = ""  # 身份证写法
    glyph_note: str = ""  # 字形说明
    note: str = ""
    id_tail: str = ""  # last 4 of the ID number
    id_hash: str = ""  # finds the same number again, is shown to nobody
    door: str = ""  # 门牌
    local: bool | None = None  # 户籍在本地; None = nobody knows
    also: str = ""  # the name with the place's own characters (造字) read as what they stand for


@dataclass(frozen=True)
class GroupOfPeople:
    """A group of the roster: kind all head body unit party tag removed, its word, and the ids of who is in it."""

    kind: str
    name: str
    people: frozenset[str]


@dataclass(frozen=True)
class RecusalLine:
    """Somebody stayed out of a matter: which meeting, when, what it was about, why."""

    number: str
    on: date
    title: str
    reason: str
