"""The meeting record `yishi-meeting/1` as a file: its schema, and what is wrong with a file in words that people use.

The schema is data (resources/schema/yishi-meeting-1.json) and the only place that names the format's keys and limits.
"""

import json
import re
from datetime import date, datetime
from functools import cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yishi import paths
from yishi.errors import Refusal
from yishi.i18n import _

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

FORMAT = "yishi-meeting/1"
LARGEST = 50 * 1024 * 1024
DEEPEST = 50
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of the format."""
    with paths.resource("schema", "yishi-meeting-1.json").open(encoding="utf-8") as file:
        return dict(json.load(file))


def read_file(path: Path) -> dict[str, Any]:
    """Return the checked content of one record file; a Refusal names the first thing that is wrong and where."""
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(_("{file}太大了（超过50MB）。").format(file=path.name))
        found = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_constant, parse_float=_finite)
    except FileNotFoundError:
        raise _unreadable(_("找不到文件{file}。").format(file=path.name)) from None
    except (OSError, UnicodeDecodeError, ValueError, RecursionError):
        raise _unreadable(_("{file}读不出来，它不是完整的会议记录文件。").format(file=path.name)) from None
    check(found)
    return dict(found)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _unreadable(message: str) -> Refusal:
    return Refusal("YS-I01", message, _("议事簿没有变。"), _("请重新拷一份再试。"))


def check(document: Any) -> None:
    """Refuse a document that does not have the form of the schema, saying where."""
    _check_depth(document)
    found = next(iter(_validator().iter_errors(document)), None)
    if found:
        raise _wrong(found)
    _check_characters(document, "")


def _check_depth(document: Any) -> None:
    level, depth = [document], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise _unreadable(_("这份记录套了太多层，不是会议记录。"))
        inside = [n for n in level if isinstance(n, dict | list)]
        level = [child for node in inside for child in (node.values() if isinstance(node, dict) else node)]


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    # a count written 9.0 is not a whole number here: it would come out as another text than it went in
    whole = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda __, n: isinstance(n, int) and not isinstance(n, bool))
    formats = FormatChecker(formats=())
    for name, holds in (("date", _is_date), ("date-or-empty", lambda t: t == "" or _is_date(t)), ("minute", _is_minute),
                        ("minute-or-empty", lambda t: t == "" or _is_minute(t)), ("hour-or-empty", lambda t: t == "" or _is_hour(t))):
        formats.checks(name)(lambda text, holds=holds: not isinstance(text, str) or holds(text))
    return extend(Draft202012Validator, type_checker=whole)(schema(), format_checker=formats)


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and _parses(date.fromisoformat, text)


def _is_minute(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text)) and _parses(datetime.fromisoformat, text)


def _is_hour(text: str) -> bool:
    return bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text))


def _parses(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def place_of(path: Any) -> str:
    """Return where in the file something stands, as people count: meetings[1].votes[2].rule."""
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".") or _("文件开头")


def _wrong(error: "ValidationError") -> Refusal:
    while error.context:  # the deepest branch of an anyOf tells most
        error = max(error.context, key=lambda e: len(e.absolute_path))
    where, value = place_of(error.absolute_path), _shown(error.instance)
    if error.validator == "additionalProperties":
        names = "、".join(sorted(k for k in error.instance if k not in error.schema["properties"] and not k.startswith("x-")))
        what = _("不认识的项目：{names}").format(names=names)
    elif error.validator == "required":
        names = "、".join(k for k in error.validator_value if k not in error.instance)
        what = _("缺少：{names}").format(names=names)
    elif error.validator == "format":
        what = _("{value}不是有这么一天的日期或时间").format(value=value)
    elif error.validator in ("enum", "const"):
        what = _("{value}不在可用的写法里").format(value=value)
    elif error.validator in ("maxLength", "maxItems"):
        what = _("太长，最多{n}").format(n=error.validator_value)
    elif error.validator in ("minimum", "maximum"):
        what = _("{value}超出了范围").format(value=value)
    else:
        what = _("{value}写法不对").format(value=value)
    return Refusal("YS-I02", _("会议记录里 {where}：{what}。").format(where=where, what=what), _("一条都没有导入，议事簿没有变。"),
                   _("请改好文件再导入。"))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else _("空") if value is None else json.dumps(value, ensure_ascii=False)
    return "“" + (text if len(text) <= 40 else text[:40] + "…") + "”"


def _check_characters(node: Any, where: str) -> None:
    if isinstance(node, str):
        if _UNPRINTABLE.search(node):
            raise Refusal("YS-I03", _("会议记录里 {where} 有看不见的控制字符。").format(where=where), _("一条都没有导入，议事簿没有变。"),
                          _("请把这一处重新打一遍。"))
        return
    pairs = node.items() if isinstance(node, dict) else enumerate(node, 1) if isinstance(node, list) else ()
    for key, child in pairs:
        _check_characters(child, f"{where}.{key}" if isinstance(key, str) else f"{where}[{key}]")
