"""Looking for words in the whole book: people, topics, meetings, agenda, speeches, resolutions, steps of the loop, documents.

Any length from one character; of two words both must be there. What a hit leads to is a place of the program and a record's id.
What was deleted is never found, nor what hangs on something deleted; an erased person is not, and erased words are gone from
the columns themselves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from yishi.domain import finding
from yishi.domain.marker import N_
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import private_use, search_index, search_papers
from yishi.services.search_sources import SOURCES, Found, in_order, looked_through

MOST = 50  # of each kind
MOST_WORDS = 20
LONGEST = 2000  # characters of all the words
PHONE_TAIL = 3  # figures; fewer would bring in half a village
KINDS = {
    "person": N_("人员"), "topic": N_("议题"), "resolution": N_("决议"), "meeting": N_("会议"), "agenda": N_("议程"),
    "speech": N_("发言"), "event": N_("办理经过"), "document": N_("资料"),
    "paper": N_("资料"), "scan": N_("资料"), "covenant": N_("资料"), "expense": N_("资料"),
}  # fmt: skip

_PLACES = {source.kind: source.place for source in SOURCES} | {
    "paper": "papers", "scan": "scans", "covenant": "covenants", "expense": "follow",
}  # fmt: skip


class Hit(NamedTuple):
    """Something found: its kind, the id and the place it leads to, its words on one line, where the query stands in them, its day.

    `ref` and `place` are what a page is sent to; marks are (from, to) in characters; `number` is what is printed, where there is one.
    """

    kind: str
    ref: str
    place: str
    text: str
    marks: tuple[finding.Span, ...]
    on: date | None
    number: str = ""
    record: str = ""  # the record itself, where `ref` is what it belongs to


def find(session: Session, query: str, most: int = MOST, titles: Mapping[str, str] | None = None) -> tuple[Hit, ...]:
    """Return what has all the words of `query`: people first, then the rest, newest first; at most `most` of each kind.

    `titles`: what the papers are called, by the names of `print --list`; without them a paper is found by what it is about.
    Nothing for a query without words; refuses (YS-R20) one that is longer than anybody types.
    """
    words = finding.words_of(query)
    if len(words) > MOST_WORDS or sum(map(len, words)) > LONGEST:
        raise Refusal("YS-R20", _("要找的词太多，最多{n}个。").format(n=MOST_WORDS), next_step=_("请只写最要紧的两三个词。"))
    if not words:
        return ()
    index = search_index.ready(session)
    found = _looked_through(session, words, most) if index is None else index.newest(words, most)
    found += search_papers.find(session, words, most, titles or {})
    return (*_people(session, words, most, index), *_written(found, words))


def cut(hits: Iterable[Hit], most: int = MOST) -> bool:
    """Return whether of some kind there may be more than the `most` that were found."""
    return any(n >= most for n in Counter(hit.kind for hit in hits).values())


def _written(found: list[Found], words: tuple[str, ...]) -> list[Hit]:
    hits = []
    for row in in_order(found):
        text, marks = finding.excerpt((row.text_0, row.text_1, row.text_2), words)
        on = date.fromisoformat(row.moment[:10]) if row.moment else None
        hits.append(Hit(row.kind, row.ref, _PLACES[row.kind], text, marks, on, row.number, row.id))
    return hits


def _looked_through(session: Session, words: tuple[str, ...], most: int) -> list[Found]:
    parts = [select(looked_through(source, words, most).subquery()) for source in SOURCES]
    return [Found(*row) for row in session.execute(union_all(*parts))]


def _people(session: Session, words: tuple[str, ...], most: int, index: search_index.Index | None) -> list[Hit]:
    """Find people by name, what they are called, group, household, house number, the end of the phone number, and how names sound.

    A dot inside a name may be left out, and may be any of those that are typed.
    """
    own = private_use.table(session)
    rows = search_index.people(session, words, index, own)
    heard, whole = _heard([(str(row.name), search_index.others(row, own)) for row in rows], words)
    found = []
    for n, row in enumerate(rows):
        told = search_index.others(row, own)
        name, unit = finding.fold(row.name), finding.fold(f"{row.unit or ''}\n{row.household or ''}\n{row.glyph_note or ''}")
        called = "\n".join((name, *map(finding.fold, told)))
        seen = [_seen(word, called, unit, row.phone or "") or _at_the_door(word, row.door or "") for word in words]
        if n in whole or all(sees or n in heard.get(word, ()) for word, sees in zip(words, seen, strict=True)):
            others = [other for other in (*told, row.glyph_note or "") if any(word in finding.fold(other) for word in words)]
            text, marks = finding.excerpt((row.name, row.unit, *others), words)
            by_sound = n in whole or not all(seen)
            order = (by_sound, whole.get(n, 0), not name.startswith(words[0]), n)
            found.append((order, Hit("person", row.id, "people", text, marks or ((0, len(row.name)),) if by_sound else marks, None)))
    return [hit for _order, hit in sorted(found, key=lambda each: each[0])[:most]]


def _seen(word: str, name: str, unit: str, phone: str) -> bool:
    bare = word.replace(finding.DOT, "")
    tail = len(word) >= PHONE_TAIL and word.isdecimal() and phone.endswith(word)
    return word in name or word in unit or tail or (bool(bare) and bare in name.replace(finding.DOT, ""))


def _at_the_door(word: str, door: str) -> bool:
    from yishi.services import sound

    return any(sound.stands_in(sound.typed(word), sound.typed(key)) for key in sound.door_keys(door)) if door else False


def _heard(names: list[tuple[str, tuple[str, ...]]], words: tuple[str, ...]) -> tuple[dict[str, frozenset[int]], dict[int, int]]:
    """Return who is meant by the sound of each word, and by all words as one name (wang jian guo), the likeliest first."""
    from yishi.services import sound

    latin = [word for word in words if (said := sound.typed(word)).isascii() and said.isalpha()]
    if not latin:
        return {}, {}
    index = sound.Index((name, map(sound.OtherName, others)) for name, others in names)
    each = {word: frozenset(index.find(word)) for word in latin}
    whole = index.find("".join(words)) if len(latin) == len(words) else []
    return each, {place: n for n, place in enumerate(whole)}
