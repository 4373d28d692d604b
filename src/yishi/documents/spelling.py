"""Names that no face has: printed as the ID card writes them (身份证写法) or as the place's table of drawn characters says, and said so.

Whatever neither knows stays, and is refused before printing (YS-P01).
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from yishi.documents.text import missing, one_line
from yishi.domain.rare_names import code
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

_NO_WORDS = ("id_names", "drawn", "respelled")  # of a sheet: they stand on no paper


def spelled(answer: Any) -> Any:
    """Return what a paper is composed from with every name that can be printed only so written so; mostly the answer itself."""
    if isinstance(answer, tuple | list):
        return tuple(map(spelled, answer))
    sheet = answer if isinstance(answer, MeetingSheet) else getattr(answer, "meeting", None)
    if not isinstance(sheet, MeetingSheet) or not (sheet.id_names or sheet.drawn):
        return answer
    names = {name: other for name, other in sheet.id_names if missing(name) and not missing(other)}
    signs = {sign: other for sign, other in sheet.drawn if missing(sign) and not missing(other)}
    if not (names or signs):
        return answer
    used: dict[str, None] = {}
    whole = _put(answer, names, signs, used)
    if sheet is answer:
        return _told(whole, names, signs, used)
    return replace(whole, meeting=_told(whole.meeting, names, signs, used))


def _put(value: Any, names: Mapping[str, str], signs: Mapping[str, str], used: dict[str, None]) -> Any:
    """Return a value with its texts put right, however deep; what has none to put right is the same object."""
    if isinstance(value, str):
        for wanted, other in (*names.items(), *signs.items()):
            if wanted in value:
                used[wanted] = None
                value = value.replace(wanted, other)
        return value
    if isinstance(value, tuple):
        put = [_put(each, names, signs, used) for each in value]
        same = all(new is old for new, old in zip(put, value, strict=True))
        return value if same else type(value)(*put) if hasattr(value, "_fields") else tuple(put)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value) if part.name not in _NO_WORDS}
        changed = {name: new for name, old in parts.items() if (new := _put(old, names, signs, used)) is not old}
        return replace(value, **changed) if changed else value
    return value


def _told(sheet: MeetingSheet, names: Mapping[str, str], signs: Mapping[str, str], used: dict[str, None]) -> MeetingSheet:
    """Return the sheet with a line that says what is printed otherwise than it is written."""
    cards = [one_line(names[each]) for each in used if each in names]
    drawn = [_("{code}印作“{sign}”").format(code=code(each), sign=signs[each]) for each in used if each in signs]
    words = []
    if cards:
        words.append(_("“{names}”的姓名按身份证写法印").format(names="”“".join(cards)))
    if drawn:
        words.append(_("造字{signs}").format(signs="、".join(drawn)))
    return replace(sheet, respelled=_("本件中{what}。").format(what="，".join(words))) if words else sheet
