"""Bring the catalogues up to the code: `python3 packaging/words.py` writes, `--check` only tells (exit 1 when behind).

Messages are the literals in `_("…")` and `N_("…")` under src/yishi, and the words of the forms in ui/ that `gui/forms.py`
translates on load. Translations are kept; new messages get an empty one to fill in, those that left the code go. Entries
stand in the order of their message id, without dates and line numbers, so that a change of words is a small change of file.

The help of the command line (docstrings and `help=`) stays Chinese: click builds it before `--lang` is read.
"""

import argparse
import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from yishi.i18n import LANGUAGES, entries  # noqa: E402

SPOKEN = ("text", "title", "windowTitle", "placeholderText", "toolTip", "accessibleName", "accessibleDescription", "key")
CATALOGUES = {language: ROOT / "resources" / "locale" / f"{language}.po" for language in LANGUAGES[1:]}
HEAD = "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nLanguage: {language}\n"


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Yield every call of `_` and `N_` in the program."""
    for file in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                yield file, node


def in_code() -> set[str]:
    """Return the messages of the program; what `_` gets by name was marked with `N_` where it is written."""
    found = (node.args[0] for _file, node in calls() if node.args)
    return {arg.value for arg in found if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def in_forms() -> set[str]:
    """Return the messages of the forms: words a person reads, with at least one Chinese character in them."""
    words = set()
    for file in sorted((ROOT / "ui").glob("*.ui")):
        for holder in ElementTree.parse(file).iter():
            named = holder.tag in ("property", "attribute") and holder.get("name") in SPOKEN
            for string in holder.findall("string") if named else ():
                if string.get("notr") != "true" and string.text and any("一" <= c <= "鿿" for c in string.text):
                    words.add(string.text)
    return words


def messages() -> set[str]:
    """Return every message that a catalogue must have."""
    return in_code() | in_forms()


def read(language: str) -> dict[str, str]:
    """Return the catalogue of `language` as it is, without its head; empty when there is none."""
    file = CATALOGUES[language]
    found = dict(entries(file.read_text(encoding="utf-8"))) if file.exists() else {}
    return {message: said for message, said in found.items() if message}


def write(language: str, catalogue: dict[str, str]) -> None:
    """Write the catalogue of `language`."""
    parts = [_entry("", HEAD.format(language=language)), *(_entry(m, catalogue[m]) for m in sorted(catalogue))]
    CATALOGUES[language].parent.mkdir(exist_ok=True)
    CATALOGUES[language].write_text("\n".join(parts), encoding="utf-8", newline="\n")


def _entry(message: str, said: str) -> str:
    return f"msgid {json.dumps(message, ensure_ascii=False)}\nmsgstr {json.dumps(said, ensure_ascii=False)}\n"


def fields(text: str) -> set[tuple[str, str]]:
    """Return the {fields} of `text` with their formats; none where it is not a format string."""
    try:
        return {(name, how or "") for _text, name, how, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def faults(language: str) -> list[str]:
    """Return what is wrong with the catalogue of `language`, one line each."""
    wanted, catalogue = messages(), read(language)
    found = [f"missing: {m!r}" for m in sorted(wanted) if not catalogue.get(m)]
    found += [f"obsolete: {m!r}" for m in sorted(catalogue.keys() - wanted)]
    return found + [f"fields differ: {m!r}" for m, said in sorted(catalogue.items()) if said and fields(m) != fields(said)]


def main() -> int:
    """Check or update both catalogues."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--check", action="store_true", help="only tell what is behind")
    if not options.parse_args().check:
        for language in CATALOGUES:
            old = read(language)
            write(language, {message: old.get(message, "") for message in messages()})
    found = [f"{language}: {fault}" for language in CATALOGUES for fault in faults(language)]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
