"""Whether a journal row from elsewhere is one that this program could have written, before anything is done with it.

A hash proves that a row is as its writer made it, not that the writer meant well.
"""

from datetime import date
from functools import cache
from typing import Any

import orjson

from yishi.domain.records.record import kinds
from yishi.errors import Exit, Refusal
from yishi.i18n import _
from yishi.store.clock import LATEST
from yishi.store.journal import seal_holds
from yishi.store.replay import Row

_BIGGEST = 1 << 63
_TYPES: tuple[tuple[type, ...], ...] = tuple(
    {
        "seq": (int,), "tx": (int,), "hlc": (int,), "at": (int,), "hash": (bytes,),
        "seal": (bytes, type(None)), "salt": (bytes, type(None)), "verb": (str, type(None)), "seen": (str, type(None)),
        "reason": (str, type(None)), "personal": (str, type(None)),
    }.get(name, (str,))
    for name in Row._fields
)  # fmt: skip


def check(row: Row) -> None:
    """Raise a Refusal for a row that no copy of this program writes: YS-J05, or YS-J07 for a kind of a newer one."""
    try:
        sound = _sound(row)
    except (TypeError, ValueError, AttributeError):
        sound = False
    if not sound:
        raise altered(row)


def altered(row: Row) -> Refusal:
    """Return the refusal of a package with a row that does not fit."""
    what = _("带来的内容对不上：{device}的第{seq}条被改过，或者出自一本复制的议事簿。")
    return Refusal(
        "YS-J05",
        what.format(device=str(row.device)[:20], seq=str(row.seq)[:20]),
        next_step=_("请对方重新带出一份。"),
        exit_code=Exit.DAMAGED,
    )


def incomplete() -> Refusal:
    """Return the refusal of a package whose records point to others that are nowhere."""
    what = _("带来的内容不完整，里面提到的东西有的没有带来。")
    return Refusal("YS-J05", what, next_step=_("请对方重新带出一份。"), exit_code=Exit.DAMAGED)


def _sound(row: Row) -> bool:
    if any(type(value) not in allowed for value, allowed in zip(row, _TYPES, strict=True)):
        return False
    if row.kind not in kinds():
        what, then = _("带来的内容是用更新的程序记的。"), _("请装上新版程序再带回。")
        raise Refusal("YS-J07", what, next_step=then, exit_code=Exit.NEWER)
    if any(not 0 <= number < LATEST for number in (row.seq, row.hlc, row.at)) or not 0 < row.tx <= row.seq:
        return False
    if not seal_holds(row):
        return False
    if row.seen and any(type(seq) is not int or type(mark) is not str for seq, mark in orjson.loads(row.seen).values()):
        return False
    fields = orjson.loads(row.changes)
    if row.personal:
        fields |= orjson.loads(row.personal)
    rules = _rules(row.kind)
    return all(_fits(new, rules[name]) for name, (_old, new) in fields.items() if name in rules) and "id" not in fields


def _fits(value: Any, wanted: type) -> bool:
    if value is None:
        return True
    if wanted is date:
        return type(value) is str and date.fromisoformat(value).isoformat() == value
    if type(value) is str and "\0" in value:
        return False
    return type(value) is wanted and (type(value) is not int or -_BIGGEST <= value < _BIGGEST)


@cache
def _rules(kind: str) -> dict[str, type]:
    return {column.key: column.type.python_type for column in kinds()[kind].__table__.columns}
