"""Invented people with everything about them that must not be read on a wall, and whether any of it can be read."""

import random
import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from yishi.domain.leaks import Named
from yishi.domain.masking import COMPOUND
from yishi.services.private_words import shipped

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "德厚守业嘉怡晓峰玉梅立群志远春燕建国秀兰䶮㛃𬱖𬭎"
SPOKEN = "〇一二三四五六七八九"
# codes, not words of people: what is printed of them the program itself says
CODES = frozenset({
    "id", "person_id", "mark", "form", "start", "end", "state", "state_words", "state_after", "stage", "light", "light_words",
    "category",
    "source", "rule", "rule_words", "kind", "event", "event_id", "words", "legal_status", "next", "next_words", "community",
    "community_kind",
    "org", "head", "held_under", "booklet", "sha256", "rule_profile", "meeting", "meeting_id", "about_resolution_id", "topic_id",
    "agenda_item_id", "at", "arrived_at", "left_at", "notice_channels", "photos", "phases", "level", "together", "outcome", "handling",
    "office_phone", "complaint_phone", "phase", "speed", "solved", "grade", "on_time", "matter", "method", "document", "waivers", "town",
    "seen", "stance", "gender", "listed", "steps",
})  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """Somebody who does not exist."""

    name: str
    alias: str
    phone: str
    id_number: str
    account: str
    door: str
    plate: str
    need: str

    def told(self, lot: random.Random) -> str:
        """Return a sentence that gives all of it away, each number written as people write numbers."""
        name = lot.choice((self.name, self.name, " ".join(self.name), self.alias))
        return (f"{name}住{self.door}，电话{_written(self.phone, lot)}，身份证{_written(self.id_number, lot)}，"
                f"卡号{_written(self.account, lot)}，车{self.plate}。{name}有{self.need}。")  # fmt: skip

    def secrets(self) -> tuple[str, ...]:
        """Return what must not be found in the plain form of a text."""
        return (plain(self.name), plain(self.alias), self.phone, self.id_number[:17], self.id_number[6:14], self.account,
                plain(self.door)[-4:], plain(self.plate)[1:], self.need)  # fmt: skip


def identity(lot: random.Random) -> Identity:
    """Return somebody, with an ID number and an account whose check digits are right."""
    family = lot.choice((*SURNAMES, *SURNAMES, lot.choice(sorted(COMPOUND))))
    name = family + "".join(lot.sample(GIVEN, lot.choice((1, 2, 2))))
    born = f"{lot.randint(1940, 2005)}{lot.randint(1, 12):02d}{lot.randint(1, 28):02d}"
    body = f"3211{lot.randint(10, 29)}{born}{lot.randint(100, 999)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]
    card = "62" + "".join(lot.choices("0123456789", k=lot.choice((13, 16))))
    total = sum(d - 9 if d > 9 else d for d in (int(c) * (2 - n % 2) for n, c in enumerate(reversed(card))))
    building, unit, floor, door = lot.randint(1, 30), lot.randint(1, 4), lot.randint(2, 9), lot.randint(1, 4)
    written = (f"{building}幢{unit}单元{floor}0{door}室", f"{building}号楼{floor}0{door}", f"{building}栋{unit}-{floor}0{door}室",
               f"{building}-{unit}-{floor}0{door}", f"{unit}单元{floor}0{door}室")  # fmt: skip
    return Identity(
        name, lot.choice("阿大小") + lot.choice("鹏娟燕") + "子", "1" + lot.choice("3456789") + "".join(lot.choices("0123456789", k=9)),
        body + check, card + str(-total % 10), lot.choice(written),
        "苏" + lot.choice("ABC") + "".join(lot.choices("23456789DF", k=4)) + "7",
        lot.choice(shipped().welfare),
    )  # fmt: skip


def _written(number: str, lot: random.Random) -> str:
    way = lot.randrange(5)
    if way == 1:
        return "".join(chr(ord(c) + 0xFEE0) for c in number)
    if way == 2:
        size = 4 if len(number) > 12 else 3
        return lot.choice(" -").join((number[:size], *(number[n : n + 4] for n in range(size, len(number), 4))))
    if way == 3:
        return "".join(SPOKEN[int(c)] if c.isdigit() else c for c in number)
    return number


def plain(text: str) -> str:
    """Return a text in which every way to write a number or name is one: narrow, digits for spoken ones, nothing between the signs."""
    narrow = unicodedata.normalize("NFKC", text)
    narrow = "".join(str(SPOKEN.index(c)) if c in SPOKEN else c for c in narrow)
    return "".join(c for c in narrow if c.isalnum() or c == "*")


def leaks(text: str, who: Identity) -> list[str]:
    """Return what of somebody can be read in a text."""
    found = plain(text)
    return [secret for secret in who.secrets() if secret in found]


def filled(answer: Any, words: str) -> Any:
    """Return a value with `words` added to whatever people have written in it, however deep."""
    if isinstance(answer, tuple):
        return tuple(filled(each, words) for each in answer)
    if isinstance(answer, str):
        return answer + words
    if not is_dataclass(answer) or isinstance(answer, type | date | Path):
        return answer
    told = {f.name: getattr(answer, f.name) for f in fields(answer) if f.init and f.name not in CODES}
    return replace(answer, **{name: filled(value, words) for name, value in told.items() if name != "guard"})


def person(who: Identity) -> Named:
    """Return somebody as the roster has them."""
    return Named(who.name, who.door, aliases=(who.alias,), here=False)
