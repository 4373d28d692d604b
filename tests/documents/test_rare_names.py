"""Names with characters that few fonts have: what goes into a paper is what is read out of it."""

import random
from collections.abc import Callable

import pytest

from yishi.documents import sign_in
from yishi.documents.layout import Paper
from yishi.documents.text import missing
from yishi.services.answers import MeetingSheet

# CJK Unified Ideographs Extensions A to G: where the characters of names are that an ordinary keyboard does not give
PLANES = ((0x3400, 0x4DB6), (0x20000, 0x2A6DE), (0x2A700, 0x2B735), (0x2B740, 0x2B81E), (0x2B820, 0x2CEA2), (0x2CEB0, 0x2EBE1),
          (0x30000, 0x3134B))
SURNAMES = "王李张刘陈杨黄赵吴周㐆䦆𠂇仉"
BATCH = 50  # names on one sheet


def rare_names(count: int) -> list[str]:
    """Return names no two alike, each with one or two rare characters that can be printed."""
    lot, found = random.Random(20261122), dict.fromkeys(())
    while len(found) < count:
        given = "".join(chr(lot.randrange(*lot.choice(PLANES))) for _n in range(lot.choice((1, 1, 2))))
        if not missing(given):
            found[lot.choice(SURNAMES) + given] = None
    return list(found)


def lost(names: list[str], named: Callable[[list[str]], MeetingSheet], words: Callable[[Paper], str]) -> list[str]:
    """Return the names that are not read back from the PDF of a sign-in sheet as they went in."""
    gone = []
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        text = words(sign_in.compose(named(some)))
        gone += [name for name in some if name not in text]
    return gone


def test_a_hundred_rare_names_are_read_back(named: Callable[[list[str]], MeetingSheet], words: Callable[[Paper], str]) -> None:
    assert lost(rare_names(100), named, words) == []


@pytest.mark.long
def test_two_thousand_rare_names_are_read_back(named: Callable[[list[str]], MeetingSheet], words: Callable[[Paper], str]) -> None:
    assert lost(rare_names(2000), named, words) == []
