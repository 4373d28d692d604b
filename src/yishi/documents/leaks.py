"""稿件检查 of a paper: every passage in it that might give somebody away, found by making the very view that is printed."""

from importlib import import_module
from typing import Any

from yishi.documents.catalogue import documents
from yishi.documents.cleaning import looked_over
from yishi.domain.leaks import Hit


def hits(document: str, answer: Any) -> tuple[Hit, ...]:
    """Return what was found in a paper for the wall, in the order of reading; of any other paper nothing.

    `answer` is what the paper is composed from, guarded (services.leaks.guarded); decisions stand in the hits.
    """
    found = documents()[document]
    return looked_over(import_module(f"yishi.documents.{found.module}").view, answer)[1] if found.public else ()


def masked(found: tuple[Hit, ...]) -> int:
    """Return how many of them are printed masked."""
    return sum(hit.decision != "keep" for hit in found)


def undecided(found: tuple[Hit, ...]) -> int:
    """Return how many of them nobody looked at yet."""
    return sum(not hit.decision for hit in found)
