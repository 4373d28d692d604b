"""The place's own table of drawn characters (造字): which one stands for what, said once, offered wherever it turns up again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain import rare_names
from yishi.domain.records import Person, RuleCopy
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import communities
from yishi.services.living import rows
from yishi.store.writing import put

KIND = "private_use"  # of the RuleCopy; its code is the character's number, U+E123


def table(session: Session) -> dict[str, str]:
    """Return what each drawn character stands for."""
    found = {}
    for copy in rows(session, RuleCopy, RuleCopy.kind == KIND, by=RuleCopy.code):
        content = json.loads(copy.content)
        found[str(content["sign"])] = str(content["stands_for"])
    return found


@dataclass(frozen=True)
class Drawn:
    """A drawn character that the place uses: what it stands for ("" = nobody said yet), and in whose names it is."""

    sign: str
    stands_for: str
    names: tuple[str, ...]


def drawn(session: Session, more: Sequence[str] = ()) -> tuple[Drawn, ...]:
    """Return the drawn characters of the table, of the names on the roster and of `more`, in the order of their numbers."""
    known, names = table(session), dict[str, list[str]]()
    named = select(Person.name).where(Person.deleted.is_(False), Person.name.is_not(None)).order_by(Person.name)
    for name in session.scalars(named):
        for sign in rare_names.private_in(name or ""):
            names.setdefault(sign, []).append(_shown(rare_names.spelled(name or "", known)))
    return tuple(Drawn(sign, known.get(sign, ""), tuple(names.get(sign, ()))) for sign in sorted({*known, *names, *more}))


def _shown(name: str) -> str:
    """Return a name with a box in the place of what no screen can show."""
    return "".join("□" if rare_names.is_private(sign) else sign for sign in name)


def note(session: Session, sign: str, stands_for: str) -> None:
    """Say what a drawn character stands for. Refused (YS-M64): it is none, or the other is no single character for all machines."""
    stands_for = stands_for.strip()
    if len(sign) != 1 or not rare_names.is_private(sign):
        raise Refusal("YS-M64", _("这不是造字，不用对照。"), next_step=_("直接写这个字就行。"))
    if len(stands_for) != 1 or not rare_names.is_sign(stands_for) or rare_names.is_private(stands_for):
        raise Refusal("YS-M64", _("请写一个通行的字来对照{code}。").format(code=rare_names.code(sign)),
                      next_step=_("找不到这个字的，在“字形说明”里写它怎么拼成，例如 ⿰亻尔。"))
    mine, code = communities.mine(session).id, rare_names.code(sign)
    content = json.dumps({"title": f"{code} → {stands_for}", "sign": sign, "stands_for": stands_for}, ensure_ascii=False, sort_keys=True)
    put(session, RuleCopy, RuleCopy.id_for(mine, KIND, code), {"community_id": mine, "kind": KIND, "code": code, "content": content},
        over=True)
    session.flush()


def strike(session: Session, sign: str) -> None:
    """Take a line out of the table; without one nothing happens."""
    copy = session.get(RuleCopy, RuleCopy.id_for(communities.mine(session).id, KIND, rare_names.code(sign)))
    if copy is not None and not copy.deleted:
        copy.deleted = True
