"""Words in the user's language. Chinese is the source language: a message id is the Chinese sentence itself.

Catalogues are the .po files under resources/locale, read at start; there is no compile step. Without a catalogue
(zh_CN) a message is its own translation. The reader is our own: Babel's would be loaded before the first paint.
"""

import json
from collections.abc import Iterator

from yishi import paths

LANGUAGES = ("zh_CN", "zh_Hant", "en")

_catalogue: dict[str, str] = {}
_spoken = [LANGUAGES[0]]


def use(language: str) -> None:
    """Speak `language` from now on; an unknown one falls back to zh_CN."""
    _catalogue.clear()
    _spoken[0] = language if language in LANGUAGES else LANGUAGES[0]
    file = paths.resource("locale", f"{language}.po")
    if language in LANGUAGES[1:] and file.exists():
        _catalogue.update((message, said) for message, said in entries(file.read_text(encoding="utf-8")) if message and said)


def language() -> str:
    """Return which of LANGUAGES is spoken, for words that are not ours, such as those of Qt."""
    return _spoken[0]


def _(message: str) -> str:
    """Return `message` in the chosen language."""
    return _catalogue.get(message, message)


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield (message id, translation) of each entry of a catalogue, its head (message id "") too.

    Strict: comments, msgid, msgstr and continued strings only; ValueError names the line that is anything else.
    """
    pair: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        word, quote, string = line.partition('"')
        if word not in _EXPECTED[len(pair)]:
            raise ValueError(f"catalogue, line {number}: {line!r}")
        try:
            part = str(json.loads(quote + string))
        except ValueError:
            raise ValueError(f"catalogue, line {number}: {line!r}") from None
        if not word:
            pair[-1] += part
            continue
        if len(pair) == 2:
            yield pair[0], pair[1]
            pair = []
        pair.append(part)
    if len(pair) == 1:
        raise ValueError(f"catalogue: {pair[0]!r} has no msgstr")
    if pair:
        yield pair[0], pair[1]


_EXPECTED = (("msgid ",), ("msgstr ", ""), ("msgid ", ""))  # what may stand before the quote after 0, 1, 2 strings
