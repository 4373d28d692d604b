"""How long a paper is kept: the factory's suggestion, a place may have a table of its own (domain 2.9).

永久 / 30年 / 10年 are the three terms in use for the files of villages and urban communities; which paper has which is ours, the longer
one in doubt. Keys are the names of `print --list`; values are keys of terms.RETENTION_WORDS.
"""

from collections.abc import Iterable

PERMANENT, Y30, Y10 = "permanent", "y30", "y10"
TERMS = (PERMANENT, Y30, Y10)  # the longest first

TERM_OF: dict[str, str] = {
    "record": PERMANENT, "minutes": PERMANENT, "sign-in": PERMANENT, "signatures": PERMANENT, "tally": PERMANENT, "opinion": PERMANENT,
    "four-two": PERMANENT, "covenant": PERMANENT, "termination": PERMANENT,
    "assignment": Y30, "urge": Y30, "supervision": Y30, "escalation": Y30, "extension": Y30, "suspension": Y30, "completion": Y30,
    "inspection": Y30, "redo": Y30, "callback": Y30, "posting": Y30, "outcome": Y30, "photo": Y30, "closing-statement": Y30,
    "notice": Y10, "topic-form": Y10, "proposal": Y10, "survey": Y10,
}  # fmt: skip


def longest(terms: Iterable[str]) -> str:
    """Return the longest of the terms, "" of none: a folder is kept as long as the paper in it that is kept longest."""
    found = set(terms)
    return next((term for term in TERMS if term in found), "")
