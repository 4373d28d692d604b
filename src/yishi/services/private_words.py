"""The words of resources/words/private.toml, read once."""

from functools import cache

from yishi import paths
from yishi.domain import rule_data
from yishi.domain.private_words import PrivateWords, read


@cache
def shipped() -> PrivateWords:
    """Return the words that come with the program."""
    return read(rule_data.parse(paths.resource("words", "private.toml").read_text(encoding="utf-8")))
