"""What the short verbs of the journal are called on screen, behind 撤销：. A step of the loop is called as the loop calls it."""

from yishi.domain.terms import verb_word
from yishi.i18n import _


def words_of(verb: str) -> str:
    """Return the words for a verb; one that is words already stays as it is."""
    return _(verb_word(verb)) if verb else ""
