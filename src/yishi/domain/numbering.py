"""How meetings, resolutions and papers are numbered: anew each year, no leading zeros on paper, never reused."""

import re
import unicodedata
from typing import NamedTuple

from yishi.errors import Refusal
from yishi.i18n import _

FORM_CODES: dict[str, str] = {
    "teahouse": "TW",
    "bench": "BD",
    "five_party": "WF",
    "residents_council": "YS",
    "board_council": "LS",
    "heart_to_heart": "KT",
    "hearing": "TZ",
    "statutory_assembly": "CH",
    "statutory_reps": "CD",
    "statutory_group": "CZ",
    "owners_vote": "YZ",
    "residents_assembly": "JH",
    "residents_reps": "JD",
    "baixing_hall": "BX",
    "laofushi": "LF",
    "xuqiaozhen": "XQ",
    "moral_council": "DD",
    "wedding_funeral_council": "HB",
    "yard": "YL",
    "building": "LY",
    "group": "ZZ",
    "xianglin": "XL",
    "four_two": "SY",
    "custom": "ZD",
}
_MEETING = re.compile(r"([A-Z]{2})-([0-9]{4})-([0-9]{1,6})")
_RESOLUTION = re.compile(r"(.{1,20}?)议〔([0-9]{4})〕([0-9]{1,6})-([0-9]{1,6})")
_DOCUMENT = re.compile(r"(.{1,20}?)〔([0-9]{4})〕([0-9]{1,6})号")
_BRACKETS = str.maketrans("[【(［", "〔〔〔〔") | str.maketrans("]】)］", "〕〕〕〕")


class MeetingNumber(NamedTuple):
    """TW-2026-03."""

    code: str
    year: int
    n: int


class ResolutionNumber(NamedTuple):
    """桃议〔2026〕3-1: abbreviation of the community, year, number of the meeting, number in the meeting."""

    abbr: str
    year: int
    meeting: int
    n: int


class DocumentNumber(NamedTuple):
    """交办〔2026〕12号."""

    kind: str
    year: int
    n: int


def form_code(form: str) -> str:
    """Return the two letters of a meeting form; an unknown form is refused (YS-M02)."""
    if form not in FORM_CODES:
        raise Refusal(
            "YS-M02",
            _("没有“{form}”这种会议形式。").format(form=form),
            next_step=_("请从会议形式里选一种，或选“自定形式”。"),
        )
    return FORM_CODES[form]


def meeting_number(form_code_: str, year: int, n: int) -> str:
    """Return TW-2026-03; one counter per community and year over all forms."""
    return f"{form_code_}-{year}-{n:02d}"


def resolution_number(abbr: str, year: int, meeting_n: int, n: int) -> str:
    """Return 桃议〔2026〕3-1."""
    return f"{abbr}议〔{year}〕{meeting_n}-{n}"


def document_number(kind: str, year: int, n: int) -> str:
    """Return 交办〔2026〕12号; `kind` is the Chinese word of the paper (交办, 督办, 吹哨)."""
    return f"{kind}〔{year}〕{n}号"


def parse_meeting_number(text: str) -> MeetingNumber | None:
    """Return the parts of TW-2026-03, also typed small or full-width; None when it is no such number."""
    found = _MEETING.fullmatch(_plain(text).upper())
    return MeetingNumber(found[1], int(found[2]), int(found[3])) if found else None


def canonical(text: str) -> str | None:
    """Return a meeting's or resolution's number exactly as it is printed (TW-2026-03), however it was typed; else None."""
    meeting, resolution = parse_meeting_number(text), parse_resolution_number(text)
    if meeting:
        return meeting_number(*meeting)
    return resolution_number(*resolution) if resolution else None


def parse_resolution_number(text: str) -> ResolutionNumber | None:
    """Return the parts of 桃议〔2026〕3-1, other brackets too; None when it is no such number."""
    found = _RESOLUTION.fullmatch(_plain(text))
    return ResolutionNumber(found[1], *(int(part) for part in found.groups()[1:])) if found else None


def parse_document_number(text: str) -> DocumentNumber | None:
    """Return the parts of 交办〔2026〕12号, other brackets too; None when it is no such number."""
    found = _DOCUMENT.fullmatch(_plain(text))
    return DocumentNumber(found[1], int(found[2]), int(found[3])) if found else None


def _plain(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-")
    return re.sub(r"\s", "", narrow).translate(_BRACKETS)
