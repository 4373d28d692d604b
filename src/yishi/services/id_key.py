"""The key of ID numbers: made when a place begins to keep whole ones, on paper as a code, on this device as a small file.

What is where: the key in this device's own folder (store/id_keys.py), and once more in the book, wrapped under the code of
the printed sheet (domain/recovery_code.py), so that another PC can open the numbers when somebody types the code there. A
book on a USB stick therefore gives nobody a number. The verbs are such as Ctrl+Z passes over: what is on paper, on a device
and gone from the bytes is not taken back.
"""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from yishi import paths
from yishi.domain import recovery_code
from yishi.domain.records import IdKey, Person
from yishi.domain.records.record import uuid7
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import collecting, communities
from yishi.services.collecting import Kept
from yishi.services.living import one, rows
from yishi.store import id_keys

if TYPE_CHECKING:
    from yishi.services.id_wiping import Tell
    from yishi.store.id_vault import Vault

ON, OFF, NEW_CODE = "id_on", "id_off", "id_code"  # verbs that Ctrl+Z passes over (store/undo.py)
COLUMNS = ("id_tail", "id_hash", "id_sealed")


@dataclass(frozen=True)
class State:
    """What the place keeps, whether this device opens it, and how many people (those in the bin too) have a whole number or a tail."""

    keeps: Kept
    opens: bool
    whole: int
    tails: int


def state(session: Session) -> State:
    """Return how things stand."""
    there = [session.scalar(select(func.count()).where(Person.erased.is_not(True), column.is_not(None))) or 0
             for column in (Person.id_sealed, Person.id_tail)]  # fmt: skip
    return State(collecting.of_ids(session), bool(held(session)), *there)


def new_code() -> str:
    """Return a code for a new sheet; nobody keeps it but who prints it."""
    return recovery_code.told(os.urandom(recovery_code.BYTES))


def turn_on(session: Session, code: str, today: date) -> None:
    """Keep whole numbers from now on, under a new key that `code` (of `new_code`, noted on paper) opens anywhere.

    Do it under the verb ON. Refused: YS-D01 a slip in the code, YS-D07 where a key is there already.
    """
    from yishi.store import id_vault

    secret = _secret(code)
    if collecting.of_ids(session) == "whole":
        raise Refusal("YS-D07", _("这本议事簿已经在收身份证全号了。"), next_step=_("在这台电脑上要看，请输入原来那张钥匙单上的号码。"))
    mine, key = communities.mine(session).id, id_vault.fresh_key()
    id_ = uuid7()
    session.add(IdKey(id=id_, community_id=mine, made_on=today, wrapped=id_vault.wrapped(id_, key, secret)))
    collecting.keep_id_tail(session, True)
    collecting.keep_id_numbers(session, True)
    id_keys.keep(_home(session), mine, id_, key)  # before the commit: a key too many opens nothing, one too few loses all


def renew(session: Session, code: str) -> None:
    """Let the key be opened by another code (the sheet cannot be found); do it under the verb NEW_CODE. Refused as `turn_on`, YS-D03.

    A sheet that somebody else may have is another matter: the journal still has what it opens, so give the key up and begin anew.
    """
    from yishi.store import id_vault

    secret, here = _secret(code), held(session)
    if not here:
        raise no_key()
    for id_, key in here.items():
        one(session, IdKey, id_).wrapped = id_vault.wrapped(id_, key, secret)


def enter(session: Session, code: str) -> None:
    """Put the key on this device by the code of the sheet; the book stays as it is. Refused: YS-D01 a slip, YS-D02 another sheet's."""
    from yishi.store import id_vault

    secret, found = _secret(code), False
    for line in _keys(session):
        try:
            key = id_vault.unwrapped(line.id, line.wrapped, secret)
        except id_vault.Broken:
            continue
        id_keys.keep(_home(session), line.community_id, line.id, key)
        found = True
    if not found:
        raise Refusal("YS-D02", _("这不是这本议事簿的钥匙单。"),
                      next_step=_("请看看单子上写的村、社区和日期，换过单子的要用最新的那一张。"))


def check_code(code: str) -> None:
    """Refuse (YS-D01) a code with a slip, naming the group."""
    _secret(code)


def same_code(typed: str, code: str) -> bool:
    """Return whether what was typed, a code without a slip, is this one."""
    return _secret(typed) == _secret(code)


def forget_given_up(session: Session) -> None:
    """Take keys off this device that the book says were given up, here or on another PC; call it after the action of `turn_off`."""
    mine = communities.mine(session).id
    for line in rows(session, IdKey, IdKey.wrapped == ""):
        id_keys.drop(_home(session), mine, line.id)


def turn_off(session: Session, keep_tails: bool = False, tell: "Tell | None" = None) -> int:
    """Give the key up and wipe every number from the book's bytes, and the tails unless they stay; return of how many people.

    Do it under the verb OFF; afterwards, `forget_given_up`. `tell` hears how many of how many are done. Other values of
    these people stay, what they were before is gone.
    """
    from yishi.services.id_wiping import wipe

    for line in _keys(session):
        one(session, IdKey, line.id).wrapped = ""
    collecting.keep_id_numbers(session, False)
    collecting.keep_id_tail(session, keep_tails)
    session.flush()
    return wipe(session, ("id_hash", "id_sealed") if keep_tails else COLUMNS, tell=tell)


def held(session: Session) -> dict[str, bytes]:
    """Return the keys in use that are on this device, by the id of their record."""
    here = id_keys.held(_home(session), communities.mine(session).id)
    return {line.id: here[line.id] for line in _keys(session) if line.id in here}


def vault(session: Session, mark: str = "") -> "Vault":
    """Return the key to seal with, or the one that sealed under this mark; one action makes each only once."""
    from yishi.store.id_vault import Vault

    for id_, key in held(session).items():
        if id_.endswith(mark):
            made: dict[str, Vault] = session.info.setdefault("id_vaults", {})
            if id_ not in made:
                made[id_] = Vault(id_, key)
            return made[id_]
    raise no_key()


def no_key() -> Refusal:
    """Return the refusal of a device that nobody has typed the code into."""
    return Refusal("YS-D03", _("这台电脑上没有打开身份证号的钥匙。"),
                   next_step=_("请到“设置—人名和证号”，输入《身份证号钥匙单》上的号码。"))


def _home(session: Session) -> Path:
    home = session.info.get("home")
    return home if isinstance(home, Path) else paths.home()


def _keys(session: Session) -> list[Row[Any]]:
    """Return the keys that are in use, in an order that every copy agrees on."""
    return rows(session, IdKey, IdKey.wrapped != "", by=(IdKey.made_on, IdKey.id))


def _secret(code: str) -> bytes:
    strange, missing = recovery_code.strange(code), recovery_code.missing(code)
    again = _("请对着钥匙单再看一遍。")
    if strange:
        raise Refusal("YS-D01", _("钥匙单上没有“{signs}”这样的字。").format(signs=strange[:6]),
                      next_step=_("单子上只有2到9和字母，没有0、O、1、I。") + again)
    if missing:
        words = _("还少{n}个字。") if missing > 0 else _("多了{n}个字。")
        raise Refusal("YS-D01", words.format(n=abs(missing)), next_step=_("单子上一共6组，每组5个字。") + again)
    if wrong := recovery_code.wrong(code):
        raise Refusal("YS-D01", _("第{groups}组有一个字不对。").format(groups="、".join(map(str, wrong))), next_step=again)
    return recovery_code.secret(code)
