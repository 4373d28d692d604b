"""Reading rules that are data (meeting forms, legal rule profiles): every mistake is told with the place where it is.

Data comes from TOML that is shipped or written by a place, or from JSON in the book; dates may be dates or YYYY-MM-DD.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yishi.errors import Refusal, shown
from yishi.i18n import _

LONGEST_WORD, LONGEST_TEXT, MOST_ITEMS, MOST_DAYS = 200, 2000, 60, 366
_LINE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True)
class FormFault:
    """A mistake in a form or rule profile: where it is as people call it, what is wrong, and the key of the field."""

    where: str
    message: str
    field: str = ""


def parse(text: str) -> dict[str, Any]:
    """Return the table that a TOML text holds; refuse one that cannot be read, naming the line (YS-F02)."""
    try:
        return tomllib.loads(text.lstrip("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        place = _LINE.search(str(wrong))
        words = _("第{line}行第{column}个字那里写法不对。") if place else _("第{line}行（最后一行）那里写法不对。")
        told = words.format(line=place[1], column=place[2]) if place else words.format(line=len(text.splitlines()) or 1)
        raise Refusal("YS-F02", told, next_step=_("请对照出厂的写法改好这一处：文字要用英文引号括起来。")) from None


class Table:
    """One table of rule data; what does not fit is noted in `faults` and replaced by what the field is without it."""

    def __init__(self, data: Mapping[str, Any], words: Mapping[str, str], faults: list[FormFault], where: str = "") -> None:
        self.data, self.words, self.faults, self.where = data, words, faults, where

    def named(self, key: str) -> str:
        """Return what people call the field `key` of this table."""
        return self.where + _(self.words.get(key, key))

    def wrong(self, key: str, message: str, place: str = "") -> None:
        """Note a mistake in the field `key`."""
        self.faults.append(FormFault(self.named(key) + place, message, key))

    def unknown(self) -> None:
        """Note every key that the table should not have."""
        for key in self.data:
            if key not in self.words:
                self.faults.append(FormFault(self.where + shown(key), _("没有这一项，可能写错了名字。"), shown(key)))

    def text(self, key: str, required: bool = False, longest: int = LONGEST_WORD) -> str:
        """Return a text without blanks around it."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.wrong(key, _("这里要写文字。"))
            return ""
        if required and not value.strip():
            self.wrong(key, _("还空着。"))
        if len(value) > longest:
            self.wrong(key, _("太长（{n}个字），最多{most}个字。").format(n=len(value), most=longest))
        return value.strip()

    def texts(self, key: str, known: Collection[str] | None = None, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts, none empty, none twice; `known` are the only ones allowed."""
        value = self.data.get(key, [])
        if not isinstance(value, list | tuple):
            self.wrong(key, _("这里要写一列文字。"))
            return ()
        if required and not value:
            self.wrong(key, _("还空着。"))
        if len(value) > MOST_ITEMS:
            self.wrong(key, _("最多{most}项。").format(most=MOST_ITEMS))
        found: list[str] = []
        for n, item in enumerate(value[:MOST_ITEMS], 1):
            place = _("第{n}项").format(n=n)
            if not isinstance(item, str) or not item.strip():
                self.wrong(key, _("空着，请写上或删掉这一项。"), place)
            elif len(item) > LONGEST_WORD:
                self.wrong(key, _("太长（{n}个字），最多{most}个字。").format(n=len(item), most=LONGEST_WORD), place)
            elif item.strip() in found:
                self.wrong(key, _("“{text}”写了两次。").format(text=shown(item)), place)
            elif known is not None and item.strip() not in known:
                self.wrong(key, self._not_among(item, known), place)
            else:
                found.append(item.strip())
        return tuple(found)

    def choice(self, key: str, known: Collection[str], usual: str = "") -> str:
        """Return one of the `known` codes; `usual` where nothing is written, which then need not be among them."""
        value = self.data.get(key, usual)
        if value != usual and (not isinstance(value, str) or value not in known):
            self.wrong(key, self._not_among(value, known))
            return usual
        if value == "" and "" not in known and not usual:
            self.wrong(key, _("还空着。可以写：{known}。").format(known="、".join(known)))
        return str(value)

    def number(self, key: str, most: int = MOST_DAYS, least: int = 0) -> int | None:
        """Return a whole number from `least` to `most`; None where nothing is written."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong(key, _("“{value}”不对，请写{least}到{most}之间的整数。").format(value=shown(value), least=least, most=most))
            return None
        return value

    def flag(self, key: str, usual: bool = False) -> bool:
        """Return a yes or no."""
        value = self.data.get(key, usual)
        if not isinstance(value, bool):
            self.wrong(key, _("这里要写是（true）或否（false）。"))
            return usual
        return value

    def day(self, key: str) -> date | None:
        """Return a day; None where nothing is written."""
        value = self.data.get(key)
        if isinstance(value, date):
            return value
        if value in (None, ""):
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.wrong(key, _("“{value}”看不出是哪天，请写成 2026-12-31 这样。").format(value=shown(value)))
            return None

    def tables(self, key: str, words: Mapping[str, str]) -> list["Table"]:
        """Return the tables of a list, each knowing its place in it, unknown keys noted."""
        value = self.data.get(key, [])
        if not isinstance(value, list | tuple) or not all(isinstance(item, Mapping) for item in value):
            self.wrong(key, _("写法不对，每一段都要有自己的项目。"))
            return []
        found = [Table(item, words, self.faults, _("{what}第{n}段：").format(what=self.named(key), n=n)) for n, item in enumerate(value, 1)]
        for table in found:
            table.unknown()
        return found

    @staticmethod
    def _not_among(value: object, known: Collection[str]) -> str:
        return _("没有“{value}”。可以写：{known}。").format(value=shown(value), known="、".join(known))


def refuse(faults: list[FormFault] | tuple[FormFault, ...], what: str) -> None:
    """Refuse (YS-F01) rule data with mistakes, naming each place; nothing happens where there are none."""
    if faults:
        told = "；".join(f"{fault.where}：{fault.message.rstrip('。')}" for fault in faults[:5])
        raise Refusal("YS-F01", _("“{what}”有{n}处不对：{told}。").format(what=shown(what), n=len(faults), told=told),
                      next_step=_("请改好这几处再存。"))
