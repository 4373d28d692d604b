"""How meetings, resolutions and papers are numbered: anew each year, no leading zeros on paper, never reused."""

import re
import unicodedata
from typing import NamedTuple

# the papers that are numbered on their own, as their numbers begin; they stand so in the book in every language
DOCUMENT_WORDS: dict[str, str] = {"assign": "交办", "remind": "催办", "supervise": "督办", "escalate": "吹哨"}
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


def meeting_number(letters: str, year: int, n: int) -> str:
    """Return TW-2026-03; one counter per community and year over all forms."""
    return f"{letters}-{year}-{n:02d}"


def resolution_number(abbr: str, year: int, meeting_n: int, n: int) -> str:
    """Return 桃议〔2026〕3-1."""
    return f"{abbr}议〔{year}〕{meeting_n}-{n}"


def document_number(kind: str, year: int, n: int) -> str:
    """Return 交办〔2026〕12号; `kind` is the Chinese word of the paper (交办, 督办, 吹哨)."""
    return f"{kind}〔{year}〕{n}号"


def document_kind(text: str) -> str:
    """Return which numbered paper a text names (a key of DOCUMENT_WORDS), "" for any other: 督办〔2026〕3号 → supervise."""
    found = parse_document_number(text)
    return next((kind for kind, word in DOCUMENT_WORDS.items() if found and found.kind == word), "")


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
