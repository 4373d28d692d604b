"""Counting by kinds: how many of each, in words, with the records behind each."""

from collections.abc import Iterable, Mapping, Sequence

from yishi.i18n import _
from yishi.services.figures import Counted, Split

Told = tuple[str, tuple[Counted, ...]] | tuple[str, tuple[Counted, ...], int]  # code, records, how many (1)


def split(code: str, word: str, definition: str, found: Iterable[Told], words: Mapping[str, str], keep: Sequence[str] = (), *,
          money: bool = False) -> Split:
    """Return a split, the most first; the codes in `keep` stand first, in their order, also with nothing."""
    counted: dict[str, int] = dict.fromkeys(keep, 0)
    records: dict[str, list[Counted]] = {}
    for told in found:
        kind = told[0]
        counted[kind] = counted.get(kind, 0) + (told[2] if len(told) == 3 else 1)
        records.setdefault(kind, []).extend(told[1])
    order = [*keep, *sorted(counted.keys() - set(keep), key=lambda c: (-counted[c], c))]
    shares = tuple((c, _(words[c]) if c in words else c or _("未写明"), counted[c]) for c in order)
    return Split(code, word, definition, shares, tuple((c, tuple(dict.fromkeys(records.get(c, ())))) for c in order), money)
