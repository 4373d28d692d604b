"""Which columns the register (台账) has in this place: chosen once, kept in the book, the same on screen and in the workbook."""

import json
from collections.abc import Sequence

from sqlalchemy.orm import Session

from yishi.domain.marker import N_
from yishi.domain.records import RuleCopy
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import communities
from yishi.services.living import rows
from yishi.services.register_lines import ALWAYS, COLUMNS
from yishi.store.writing import put

KIND, CODE = "register_columns", "place"


def chosen(session: Session) -> tuple[str, ...]:
    """Return the keys of the columns in their order; all of them where nobody has chosen. What another version kept is read leniently."""
    kept = rows(session, RuleCopy, RuleCopy.kind == KIND, RuleCopy.code == CODE)
    if not kept:
        return tuple(COLUMNS)
    data = json.loads(kept[0].content)
    told = data.get("columns") if isinstance(data, dict) else None
    wanted = {*ALWAYS, *(each for each in told if isinstance(each, str))} if isinstance(told, list) else set(COLUMNS)
    return tuple(key for key in COLUMNS if key in wanted)


def choose(session: Session, keys: Sequence[str]) -> None:
    """Keep which columns there are; refuse an unknown one (YS-N04) or to leave away what a line is about (YS-N05)."""
    strange = next((key for key in keys if key not in COLUMNS), "")
    if strange:
        raise Refusal("YS-N04", _("台账里没有“{column}”这一列。").format(column=shown(strange)), next_step=_("请从列出来的里面选。"))
    if not {*ALWAYS} <= {*keys}:
        raise Refusal("YS-N05", _("决议编号和决议内容要留着，不然看不出是哪件事。"), next_step=_("请去掉别的列。"))
    mine = communities.mine(session).id
    kept = [key for key in COLUMNS if key in keys]
    content = json.dumps({"title": N_("台账的列"), "columns": kept}, ensure_ascii=False)
    values = {"community_id": mine, "kind": KIND, "code": CODE, "content": content}
    put(session, RuleCopy, RuleCopy.id_for(mine, KIND, CODE), values, over=True)
    session.flush()
