"""Lines of live entry: which keys each verb takes, of which type; anything else is refused by name before anything is done."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from yishi.domain.evaluation import GRADES
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.checks import clean

Line = dict[str, Any]
LONGEST_LINE = 200_000
LARGEST = 1_000_000_000

_OWNERS = ("total_owners", "participating_owners", "agree_owners")
_AREAS = ("total_area", "participating_area", "agree_area")
_TALLY = ("for", "against", "abstain")
_COUNTS = ("sample", "valid", *GRADES, "solved", "partially_solved", "unsolved")
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # verb: what it must have, what it may have
    "open_meeting": (("form", "title", "place", "start"), ("host", "recorder", "members", "planned_minutes", "entered_on")),
    "sign_in": (("name",), ("role", "mark", "unit", "reason", "proxy", "proxy_paper", "arrived_at")),
    "leave": (("name",), ("at",)),
    "agenda": (("title",), ("category", "source", "proposer", "statutory_flag", "planned_minutes", "party_precheck_date",
                            "party_precheck_doc")),
    "recuse": (("agenda", "name", "reason"), ()),
    "speech": (("agenda", "speaker", "text"), ("stance", "at", "handling", "reply")),
    "vote": (("agenda", "motion", "rule", "method", *_TALLY), ("invalid", "note", "issued", "returned", "tellers", "choices")),
    "resolve": (("agenda", "text", "owner_unit", "owner", "supervisor"), ("motion", "due", "workdays", "assist", "beneficiaries",
                                                                             "owner_title")),
    "dissent": (("who",), ("explain",)),
    "no_dissent": ((), ()),
    "outcome": (("agenda", "outcome"), ("conclusion",)),
    "waiver": (("matter", "reason"), ()),
    "close_meeting": ((), ("end",)),
    "final": ((), ("meeting",)),
    "correct": (("kind", "field", "text", "reason"), ("meeting", "no", "on")),
    "statutory_followup": (("resolution", "type", "date", "members", "present", "quorum_met", "rule", "votes_for", "votes_against",
                            "abstain"), ("party_precheck_date", "party_precheck_doc")),
    "owners_vote": (("resolution", "civil_code_278", "start", "end", "matter", *_OWNERS, *_AREAS), ()),
    "loop": (("resolution", "event"),
             ("by", "on", "text", "due", "workdays", "approved_by", "level", "posting", "evaluation", "reply", "document", "data",
              "whistle", "owner_unit", "owner", "supervisor")),
}
POSTING = ("natural_days", "place")
WHISTLE = ("matter", "urgent", "asked_unit", "measures", "obstacle", "request", "reviewed_by")
EVALUATION = (*_COUNTS, "raiser", "method", "note", "round", "passed", "satisfaction_rate", "resolve_rate")
_NUMBERS = frozenset({"agenda", *_TALLY, "invalid", "workdays", "members", "present", "votes_for", "votes_against", "civil_code_278",
                      "natural_days", "round", "planned_minutes", "issued", "returned", "no", "beneficiaries", *_OWNERS, *_COUNTS})
_RATES = frozenset({"satisfaction_rate", "resolve_rate"})
_TRUTHS = frozenset({"urgent", "quorum_met", "passed", "proxy_paper"})
_MAY_BE_EMPTY = frozenset({("correct", "text")})  # what is corrected to nothing


def read_line(text: str) -> Line:
    """Return the line as a checked object; a Refusal names what is wrong with it."""
    try:
        line = json.loads(text.lstrip("\ufeff")) if len(text) <= LONGEST_LINE else None
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise Refusal("YS-I10", _("这一行看不懂。"), next_step=_("每行写一个完整的 JSON。"))
    do = line.get("do")
    if not isinstance(do, str) or do not in KEYS:
        raise Refusal("YS-I11", _("没有这个动作。"), next_step=_("可以写：{known}。").format(known="、".join(KEYS)))
    required, optional = KEYS[do]
    _known_keys(do, line, ("do", *required, *optional))
    missing = [k for k in required if _is_missing(line, k)]
    if missing:
        raise Refusal("YS-I12", _("{do}缺少：{names}。").format(do=do, names="、".join(missing)), next_step=_("请改好再送一次。"))
    return {key: _checked(do, key, value) for key, value in line.items()}


def _is_missing(line: Line, key: str) -> bool:
    """Whether a key that must be there says nothing; a vote by name is counted, so it needs no sums."""
    if line["do"] == "vote" and key in _TALLY and line.get("choices"):
        return False
    return line.get(key) is None or (line[key] == "" and (line["do"], key) not in _MAY_BE_EMPTY)


def loop_line(resolution: str, event: str, given: Mapping[str, Any], data: Mapping[str, Any]) -> Line:
    """Return the checked line of one event of the loop; `data` holds what has no option, by the keys of an event or evaluation."""
    evaluated = event in ("eval_pass", "eval_fail")
    line: Line = {"do": "loop", "resolution": resolution, "event": event, **{k: v for k, v in given.items() if v not in (None, "")}}
    if data:
        line |= {"evaluation": dict(data)} if evaluated else data
    return read_line(json.dumps(line, ensure_ascii=False))


def read_date(text: str | None) -> date | None:
    """Return a date written YYYY-MM-DD, or None for nothing."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("YS-T01", _("“{text}”看不出是哪天。").format(text=text[:40]), next_step=_("请写成 2026-12-31 这样。")) from None


def _known_keys(do: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    unknown = sorted(str(key)[:40] for key in set(given) - set(known))
    if unknown:
        raise Refusal("YS-I12", _("{do}里有不认识的项目：{names}。").format(do=do, names="、".join(unknown[:5])),
                      next_step=_("请改好再送一次。"))


def _checked(do: str, key: str, value: Any) -> Any:
    if key in ("evaluation", "posting", "whistle", "data"):
        return _checked_object(do, key, value)
    if key == "tellers":
        right = isinstance(value, list) and all(isinstance(v, list) and len(v) == 2 and all(isinstance(t, str) for t in v) for v in value)
    elif key == "choices":
        right = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    elif key == "assist" or (key == "place" and isinstance(value, list)):
        right = isinstance(value, list) and all(isinstance(v, str) for v in value)
    elif key in _TRUTHS:
        right = isinstance(value, bool)
    elif key in _RATES:
        right = isinstance(value, int | float) and not isinstance(value, bool)
    elif key in _NUMBERS or (do == "resolve" and key == "motion"):
        right = isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST
    else:
        right = isinstance(value, str) or (key == "raiser" and value is None)
    if not right:
        raise Refusal("YS-I13", _("{do}里的“{key}”写法不对。").format(do=do, key=key), next_step=_("请改好再送一次。"))
    return clean(value) if isinstance(value, str) else value


def _checked_object(do: str, key: str, value: Any) -> Any:
    if not isinstance(value, dict):
        raise Refusal("YS-I13", _("{do}里的“{key}”写法不对。").format(do=do, key=key), next_step=_("请改好再送一次。"))
    known = {"posting": POSTING, "whistle": WHISTLE, "evaluation": EVALUATION, "data": (*KEYS["loop"][1], *EVALUATION)}[key]
    _known_keys(f"{do}.{key}", value, known)
    return {k: _checked(f"{do}.{key}", k, v) for k, v in value.items()}
