"""Whom a sentence must not name: everybody of the book who does not act in office, by name or alias, however it is dotted or spelled.

The hall screen asks here; the notice board reads the same names the same way (domain/leaks), and masks more beside them.
"""

from collections.abc import Iterable

from yishi.domain.leaks import A_CHILD, Named, Names, close
from yishi.domain.masking import mask_name
from yishi.i18n import _


class Known:
    """People by every spelling of how they are called. Made once for a roster: then twenty thousand of them are looked through at once."""

    def __init__(self, people: Iterable[Named] = (), ordinary: frozenset[str] = frozenset()) -> None:
        """Of several of one name whoever acts in office decides. `ordinary`: everyday words that a roster holds as names too (高兴)."""
        self.who: dict[str, Named] = {}
        for person in people:
            for name in (person.name, *person.aliases):
                name = close(name)
                known = self.who.get(name)
                if (known is None or (person.office and not known.office)) and (person.here or person.office or name not in ordinary):
                    self.who[name] = person
        self._names = Names(self.who)

    def within(self, text: str) -> dict[str, Named]:
        """Return who of them is named in a text, by the name as it is compared."""
        return {name: self.who[name] for _start, _end, name in self._names.find(text)}


class Hidden:
    """The people of a meeting and those of the roster: a resident is masked, who acts in office keeps the name."""

    def __init__(self, here: Iterable[Named] = (), roster: Known | None = None) -> None:
        self._here, self._roster = Known(here), roster or Known()

    def masked(self, text: str) -> str:
        """Return a sentence in which no resident can be read."""
        who = self._roster.within(text)
        for name, person in self._here.who.items():
            if name not in who or not who[name].office:
                who[name] = person
        pieces, end = list[str](), 0
        for start, stop, name in Names(who).find(text):
            if not who[name].office:
                pieces += [text[end:start], _shown(who[name])]
                end = stop
        return "".join([*pieces, text[end:]])

    def person(self, name: str) -> str:
        """Return a name that stands alone: masked for a resident of the meeting or the roster, else as it is."""
        found = close(name)
        who = [person for person in (self._here.who.get(found), self._roster.who.get(found)) if person is not None]
        return name if not who or any(person.office for person in who) else _shown(who[0])


def _shown(person: Named) -> str:
    return _(A_CHILD) if person.child else mask_name(person.name)
