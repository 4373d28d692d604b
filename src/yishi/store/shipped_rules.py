"""The meeting forms and legal rule profiles that come with the program, read once from resources/forms and resources/rules."""

from functools import cache
from types import MappingProxyType
from typing import Any

from yishi import paths
from yishi.domain import meeting_forms, rule_data, rule_profiles
from yishi.domain.meeting_forms import MeetingForm
from yishi.domain.rule_profiles import RuleProfile


@cache
def forms() -> MappingProxyType[str, MeetingForm]:
    """Return the shipped forms by code, in the order of their lists; a file with a mistake is refused (YS-F01, YS-F02)."""
    found = [meeting_forms.read(data) for data in _tables("forms")]
    return MappingProxyType({form.code: form for form in sorted(found, key=lambda form: _place(form.code))})


@cache
def profiles() -> MappingProxyType[str, RuleProfile]:
    """Return the shipped profiles by code; one that is `based_on` another has what that one says, where it says nothing itself."""
    raw = {str(data.get("code")): data for data in _tables("rules")}
    whole = {}
    for code, data in raw.items():
        based_on = raw.get(str(data.get("based_on")), {})
        own = {key: value for key, value in data.items() if key != "based_on"}
        inherited = {key: value for key, value in based_on.items() if key not in ("valid_to", "confirmed_by", "confirmed_on")}
        whole[code] = rule_profiles.read({**inherited, **own})
    return MappingProxyType(whole)


def _tables(folder: str) -> list[dict[str, Any]]:
    return [rule_data.parse(file.read_text(encoding="utf-8")) for file in sorted(paths.resource(folder).glob("*.toml"))]


def _place(code: str) -> int:
    from yishi.domain.terms import FORM_WORDS

    return list(FORM_WORDS).index(code) if code in FORM_WORDS else len(FORM_WORDS)
