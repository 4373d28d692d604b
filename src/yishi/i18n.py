"""Words in the user's language. Chinese is the source language: a message id is the Chinese sentence itself.

Catalogues are the .po files under resources/locale, read at start; there is no compile step. Without a catalogue
(zh_CN) a message is its own translation.
"""

from gettext import NullTranslations

from yishi import paths

LANGUAGES = ("zh_CN", "zh_Hant", "en")

_catalogue: dict[str, str] = {}


def use(language: str) -> None:
    """Speak `language` from now on; an unknown one falls back to zh_CN."""
    _catalogue.clear()
    file = paths.resource("locale", f"{language}.po")
    if language != "zh_CN" and file.exists():
        from babel.messages.pofile import read_po

        with file.open("rb") as stream:
            _catalogue.update({str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string})


def _(message: str) -> str:
    """Return `message` in the chosen language."""
    return _catalogue.get(message, message)


def translations() -> NullTranslations:
    """Return a gettext object over the chosen catalogue, for libraries that ask for one."""
    spoken = NullTranslations()
    spoken.gettext = _  # type: ignore[method-assign]
    return spoken
