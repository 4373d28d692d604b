"""The rules of the house, each a test with a sentence for a name. They read the source; only tables are imported."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "yishi"
MOST_LINES, LONGEST_FUNCTION = 400, 60

# Tables of a book that are no record of the community, and why the journal does not tell of them.
NOT_JOURNALED = {
    "journal": "is the journal",
    "journal_waiting": "rows of other copies that cannot be attached yet",
    "journal_head": "where each chain ends",
}
# Who may read the clock. Everybody else is handed the day.
CLOCK_READERS = {
    "gui/workspace.py": "the window's today",
    "cli.py": "today where --today is not given",
    "store/clock.py": "stamps the journal",
    "domain/records/record.py": "draws ids that ascend; no rule reads them",
}
# Where deleted records are meant, and why.
EVEN_DELETED = {
    "services/room.py:_next_of_meeting": "the number of a cancelled resolution is never used twice",
    "services/room.py:next_number": "a meeting's number is never used twice",
    "services/voting.py:_motion": "a motion's number is never used twice",
    "services/document_numbers.py:_used": "the number of an order is never used twice",
    "services/erased_names.py:records": "what was struck has the name of an erased person too",
    "services/restoring.py:_numbers": "a number or key in the bin does not come back either",
    "services/erased_names.py:_own_speeches": "what was struck has the name of an erased person too",
    "services/id_numbers.py:merged_into": "who was merged into another is deleted, and their number is still theirs",
    "services/id_wiping.py:wipe": "a number goes from the bytes of somebody in the bin too",
    "services/id_wiping.py:_having": "a number goes from the bytes of somebody in the bin too",
    "services/erasing.py:erase_person": "looks at a number that were struck go too",
    "services/kept.py:_stale": "where something was taken out, the sums changed too",
    "services/kept.py:_meetings_of": "where something was taken out, the sums changed too",
    "services/kept.py:_quarters_of": "where something was taken out, the sums changed too",
}
# Modules of services that only hold what services answer: frozen values.
ANSWERS = ("answers", "form_lines", "loop_signs", "person_lines", "pool_lines", "prepared", "printed", "safe_lines", "seat_lines",
           "today_lines")
FORBIDDEN_MODULES = {"utils", "util", "manager", "managers", "helpers", "helper", "base", "common", "misc"}
FORBIDDEN_WORDS = ("数据库", "异常", "非法", "参数", "Error", "null", "同步失败")
TOP_LEVEL = {
    "pyproject.toml", "src", "ui", "resources", "tests", "packaging",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "build", "dist",
}  # fmt: skip
RESOURCES = {"calendar", "fonts", "forms", "help", "icons", "locale", "names", "rules", "sample", "schema", "words"}


@cache
def modules(*rooms: str) -> dict[str, ast.Module]:
    """Return the parsed modules of these rooms (all without any), by path under src/yishi."""
    files = sorted(SRC.rglob("*.py"))
    names = {file.relative_to(SRC).as_posix(): file for file in files if "_bundled" not in file.parts}
    wanted = {name for name in names if not rooms or name.startswith(tuple(f"{room}/" for room in rooms))}
    return {name: ast.parse(names[name].read_text(encoding="utf-8"), name) for name in sorted(wanted)}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in `tree` with the dotted name of what is called ("" where it has none)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a name or attribute; for an attribute of anything else `?.c`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value) or '?'}.{node.attr}"
    return ""


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the full name of everything that is imported, anywhere in the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def strings(node: ast.AST) -> Iterator[str]:
    """Yield the text constants in `node`."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def statements(function: ast.AST) -> Iterator[tuple[int, list[ast.AST]]]:
    """Yield every statement of a function as its line and its own parts, without the statements inside it."""
    inner = (ast.stmt, ast.excepthandler, ast.match_case)
    for node in ast.walk(function):
        if isinstance(node, ast.stmt):
            yield node.lineno, [part for part in ast.iter_child_nodes(node) if not isinstance(part, inner)]


# --- the tree


def test_the_top_level_is_as_fixed() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    strangers = {name for name in found - TOP_LEVEL if not name.endswith((".yishi", ".yishi-files", ".pdf", ".lock"))}
    assert not strangers


def test_resources_have_the_known_folders_and_plain_names() -> None:
    files = [path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert {path.parts[0] for path in files} <= RESOURCES
    assert [path for path in files if not re.fullmatch(r"[A-Za-z0-9_./-]+", path.as_posix())] == []


def test_every_resource_that_the_code_names_is_there() -> None:
    missing = []
    for name, tree in modules().items():
        for called, call in calls(tree):
            words = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if called in ("paths.resource", "resource") and words and len(words) == len(call.args):
                file = ROOT.joinpath("resources", *words)
                missing += [f"{name}: {'/'.join(words)}"] if not file.exists() else []
            if called in ("paths.form", "forms.wear") and words and not list((ROOT / "ui").glob(f"{words[-1]}.*")):
                missing.append(f"{name}: ui/{words[-1]}")
    assert not missing


def test_every_form_has_a_module_of_the_same_stem() -> None:
    stems = {Path(name).stem for name in modules("gui")}
    assert [form.name for form in sorted((ROOT / "ui").glob("*.ui")) if form.stem not in stems] == []


def test_versions_are_pinned_and_no_registry_is_named() -> None:
    pins = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pins and "--" not in re.sub(r"(?m)^#.*$", "", pins)
    pinned = {word.lower().replace("_", "-") for word in re.findall(r"(?m)^([\w.-]+)==", pins)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=;\[ ]", line, maxsplit=1)[0].lower() for line in asked}
    assert not names - pinned


# --- modules


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in modules().items() if tree.body and not ast.get_docstring(tree)] == []


def test_every_public_thing_says_what_it_is_for() -> None:
    silent = []
    for name, tree in modules().items():
        for node in tree.body:
            public = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                silent.append(f"{name}: {node.name}")
    assert not silent


def test_no_file_is_longer_than_400_lines_and_no_function_longer_than_a_screen() -> None:
    long = []
    for name, tree in modules().items():
        lines = (SRC / name).read_text(encoding="utf-8").count("\n")
        long += [f"{name}: {lines} lines"] if lines > MOST_LINES else []
        for function in functions(tree):
            length = (function.end_lineno or 0) - function.lineno + 1
            long += [f"{name}: {function.name}: {length} lines"] if length > LONGEST_FUNCTION else []
    assert not long


def test_a_module_is_named_for_what_lives_there() -> None:
    assert [name for name in modules() if FORBIDDEN_MODULES & set(Path(name).with_suffix("").parts)] == []


def test_pure_rules_and_answers_import_the_standard_library_only() -> None:
    pure = {name: tree for name, tree in modules("domain").items() if not name.startswith("domain/records/")}
    pure |= {f"services/{stem}.py": modules()[f"services/{stem}.py"] for stem in ANSWERS}
    own = ("yishi.domain.", "yishi.errors.", "yishi.i18n.", *(f"yishi.services.{stem}." for stem in ANSWERS))
    strange = []
    for name, tree in pure.items():
        for imported, _node in imports(tree):
            standard = imported.split(".")[0] in sys.stdlib_module_names
            fine = standard or (imported.startswith(own) and not imported.startswith("yishi.domain.records"))
            strange += [] if fine else [f"{name}: {imported}"]
    assert not strange


# --- text is never markup


def test_only_our_own_label_shows_text() -> None:
    raw = [f"{name}:{call.lineno}" for name, tree in modules().items() for called, call in calls(tree)
           if called.rsplit(".")[-1] == "QLabel"]  # fmt: skip
    bases = [name for name, tree in modules().items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
             for base in node.bases if dotted(base).endswith("QLabel")]  # fmt: skip
    assert not raw and set(bases) <= {"gui/widgets.py"}


def test_no_text_reaches_reportlabs_paragraph_parser() -> None:
    used = [f"{name}:{node.lineno}" for name, tree in modules().items() for imported, node in imports(tree)
            if imported.startswith(("reportlab.platypus", "reportlab.lib.styles"))]  # fmt: skip
    own = {name for name, tree in modules("documents").items() for node in tree.body
           if isinstance(node, ast.ClassDef) and node.name == "Paragraph"}  # what is called there is the class that stands there
    called = [f"{name}:{call.lineno}" for name, tree in modules().items() if name not in own for word, call in calls(tree)
              if word.rsplit(".")[-1] == "Paragraph"]  # fmt: skip
    assert not used and not called


# --- the book


def test_only_the_store_updates_deletes_and_speaks_sql() -> None:
    found = []
    for name, tree in modules().items():
        if name.startswith("store/"):
            continue
        banned = {"sqlalchemy.update", "sqlalchemy.delete", "sqlalchemy.insert", "sqlalchemy.text"}
        found += [f"{name}:{node.lineno} {imported}" for imported, node in imports(tree) if imported in banned]
        for called, call in calls(tree):
            if called in ("sa.update", "sa.delete", "session.delete", "s.delete") or "exec_driver_sql" in called:
                found.append(f"{name}:{call.lineno} {called}")
            if called.rsplit(".")[-1].startswith("bulk_"):
                found.append(f"{name}:{call.lineno} {called}")
    assert not found


def test_nothing_but_the_book_commits() -> None:
    rooms = modules("services", "domain", "documents", "exchange")
    found = [f"{name}:{call.lineno} {called}" for name, tree in rooms.items() for called, call in calls(tree)
             if called.endswith((".commit", ".rollback"))]  # fmt: skip
    assert not found


def test_only_the_doorstep_the_workspace_and_the_journal_read_the_clock() -> None:
    reading = re.compile(
        r"(datetime\.(now|utcnow|today)|date\.today|(^|\.)time\.(time|time_ns|localtime|gmtime)|Q(Date|Time|DateTime)\.current\w+)$"
    )
    found = []
    for name, tree in modules().items():
        if name in CLOCK_READERS or name.startswith("cli/") or name == "__main__.py":
            continue
        found += [f"{name}:{call.lineno} {called}" for called, call in calls(tree) if reading.search(called)]
        found += [f"{name}:{node.lineno} {imported}" for imported, node in imports(tree)
                  if imported in ("time.time", "time.time_ns", "time.localtime")]  # fmt: skip
    assert not found


def test_lists_ask_for_living_records() -> None:
    from yishi.domain import records

    kinds = set(records.__all__)
    dead, skipped = [], set()
    for name, tree in modules("services").items():
        if name == "services/living.py":
            continue
        for function in functions(tree):
            if f"{name}:{function.name}" in EVEN_DELETED:
                skipped.add(f"{name}:{function.name}")
                continue
            for line, parts in statements(function):
                selects = [call for part in parts for called, call in calls(part) if called in ("select", "sa.select")]
                named = {dotted(n).split(".")[0] for call in selects for n in ast.walk(call)} & kinds
                words = {n.attr for part in parts for n in ast.walk(part) if isinstance(n, ast.Attribute)}
                if named and "deleted" not in words:
                    dead.append(f"{name}:{line} {function.name}: {', '.join(sorted(named))}")
    assert not dead
    assert skipped == set(EVEN_DELETED), "an exception that is gone"


def test_every_table_of_a_book_is_journaled_but_for_three() -> None:
    from yishi.domain.records import Record
    from yishi.store import replay
    from yishi.store.journal import schema

    mapped = {mapper.local_table.name for mapper in Record.registry.mappers}  # type: ignore[attr-defined]
    assert mapped == set(Record.metadata.tables), "a table that is mapped to no class"
    assert all(issubclass(mapper.class_, Record) for mapper in Record.registry.mappers)
    assert [name for name in mapped if not replay.blank(name)] == []
    assert set(schema.tables) - mapped == set(NOT_JOURNALED)


def test_journaled_tables_have_no_unique_constraint() -> None:
    from sqlalchemy import UniqueConstraint

    from yishi.domain.records import Record

    for table in Record.metadata.tables.values():
        assert not [c for c in table.constraints if isinstance(c, UniqueConstraint)], table.name
        assert not [i.name for i in table.indexes if i.unique], table.name


# --- words


def words_for_users() -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that users read: marked strings, refusals, forms, help."""
    for name, tree in modules().items():
        for called, call in calls(tree):
            if called in ("_", "N_") or called.rsplit(".")[-1] == "Refusal":
                yield from ((f"{name}:{call.lineno}", text) for text in strings(call))
    for form in sorted((ROOT / "ui").glob("*.ui")):
        for element in ElementTree.parse(form).iter("string"):
            yield form.name, element.text or ""
    for page in sorted((ROOT / "resources" / "help").glob("*.md")):
        yield page.name, page.read_text(encoding="utf-8")


def test_users_never_read_a_programmers_word() -> None:
    found = [f"{where}: {text[:60]}" for where, text in words_for_users() if any(w in text for w in FORBIDDEN_WORDS)]
    assert not found


def test_a_translated_sentence_is_whole() -> None:
    cut = [f"{name}:{call.lineno}" for name, tree in modules().items() for called, call in calls(tree)
           if called in ("_", "N_") and any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in call.args)]  # fmt: skip
    assert not cut


# --- the tests themselves


@pytest.mark.parametrize("file", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda file: file.stem)
def test_every_test_asserts_something(file: Path) -> None:
    proof = re.compile(r"^(assert|expect|check|wait|refuse|raises|verify|same)")
    empty = []
    for function in functions(ast.parse(file.read_text(encoding="utf-8"))):
        asserts = any(isinstance(node, ast.Assert) for node in ast.walk(function))
        proves = any(proof.match(called.rsplit(".")[-1]) for called, _call in calls(function))
        if function.name.startswith("test_") and not asserts and not proves:
            empty.append(function.name)
    assert not empty
