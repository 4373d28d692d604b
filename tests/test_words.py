"""The catalogues keep up with the program, and the chosen language is the one that is spoken."""

import ast
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from yishi import cli, i18n
from yishi.domain import voting
from yishi.domain.terms import verb_word
from yishi.errors import Refusal

ROOT = Path(__file__).resolve().parent.parent


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / "packaging" / "words.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


words = load_tool()


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    yield
    i18n.use("zh_CN")


@pytest.mark.parametrize("language", words.CATALOGUES)
def test_a_catalogue_has_every_message_no_old_one_and_the_same_fields(language):
    assert words.faults(language) == []


@pytest.mark.parametrize("language", words.CATALOGUES)
def test_writing_a_catalogue_again_changes_nothing(language):
    file = words.CATALOGUES[language]
    said = words.read(language)
    entries = [words._entry("", words.HEAD.format(language=language)), *(words._entry(m, said[m]) for m in sorted(said))]
    assert file.read_text(encoding="utf-8") == "\n".join(entries)


def test_the_check_notices_a_message_that_is_missing_old_or_has_other_fields(monkeypatch):
    monkeypatch.setattr(words, "messages", lambda: {"新的", "共{n}场"})
    monkeypatch.setattr(words, "read", lambda language: {"共{n}场": "{m} in all", "旧的": "old"})
    assert words.faults("en") == ["missing: '新的'", "obsolete: '旧的'", "fields differ: '共{n}场'"]


def test_a_message_is_never_put_together_before_it_is_translated():
    wrong = []
    for file, call in words.calls():
        assert isinstance(call.func, ast.Name)
        argument = call.args[0] if len(call.args) == 1 and not call.keywords else None
        literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str) and bool(argument.value)
        looked_up = call.func.id == "_" and not isinstance(argument, ast.Constant | ast.JoinedStr | ast.BinOp | None)
        formatted = isinstance(argument, ast.Call) and ast.unparse(argument.func).endswith((".format", ".join"))
        if not (literal or looked_up) or formatted:
            wrong.append(f"{file.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)}")
    assert wrong == []


def test_nothing_is_translated_while_a_module_is_loaded():
    """At that time the language is not chosen yet; `N_` marks such words."""
    wrong = []
    for file in sorted((ROOT / "src").rglob("*.py")):
        waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                waiting += [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
                continue
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}")
            waiting += ast.iter_child_nodes(node)
    assert wrong == []


def test_english_is_english_but_for_what_a_person_types():
    """Chinese stays in English only where it is to be typed or read as it is: numbers, days, names in examples."""
    days, names, numbers = "今天|昨天|月底|12月31日|5月9日", "桃湾村|翠屏社区|某居民|男|女|^桃$|“扫描”|⿰亻尔", "桃议〔2026〕3-1|{abbr}议〔"
    for message, said in words.read("en").items():
        assert not re.search("[一-鿿]", re.sub(f"{days}|{names}|{numbers}", "", said)), (message, said)


def test_traditional_chinese_has_no_simplified_characters():
    """What Big5 does not know is simplified; 议 in the number of a resolution stays, and how a rare sign is made."""
    for message, said in words.read("zh_Hant").items():
        shown = re.sub("(?:桃|{abbr})议〔|⿰亻尔", "", said)
        assert not re.sub("[^一-鿿]", "", shown).encode("big5", "replace").count(b"?"), (message, said)


def test_a_refusal_is_spoken_in_the_chosen_language():
    def refused() -> tuple[str, str]:
        with pytest.raises(Refusal) as told:
            voting.check_tally(voting.Tally(3, 9, 0), 5)
        return told.value.message, told.value.next_step

    i18n.use("en")
    message, step = refused()
    assert "more than the 5 present" in message and step == "Please count again and correct the votes or the attendance."
    i18n.use("zh_CN")
    message, step = refused()
    assert "比到会的5人还多" in message and step == "请再数一遍，改好票数或到会人数。"


def test_an_unknown_language_speaks_chinese():
    i18n.use("en")
    i18n.use("../../en")
    assert i18n._("今天没有要办的事。") == "今天没有要办的事。"


def test_the_command_line_speaks_english_and_its_keys_stay(tmp_path, capsys):
    at = ["--book", str(tmp_path / "a.yishi"), "--today", "2026-11-22"]
    assert cli.run([*at, "--lang", "en", "sample", "--kind", "urban"]) == 0
    assert "Sample ready" in capsys.readouterr().out
    assert cli.run([*at, "--lang", "en", "attention"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert re.match(r"Overdue \d+ d　.+→ Report done$", first)
    assert cli.run([*at, "--lang", "zh_Hant", "attention"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("→ 報辦結")
    assert cli.run([*at, "--lang", "en", "attention", "--json"]) == 0
    english = json.loads(capsys.readouterr().out)
    assert cli.run([*at, "attention", "--json"]) == 0
    chinese = json.loads(capsys.readouterr().out)
    for_people = ("light_words", "missing")
    assert [{k: v for k, v in row.items() if k not in for_people} for row in english] == [
        {k: v for k, v in row.items() if k not in for_people} for row in chinese
    ]
    assert {row["stage"] for row in english} <= {"决议", "跟进", "督查", "评价", "公开归档"}


@pytest.mark.parametrize(
    "damaged",
    ['msgid "一"\nmsgid "二"\n', 'msgstr "one"\n', '"one"\n', 'msgid "一"\n', 'msgid "一\nmsgstr "one"\n',
     'msgctxt "x"\nmsgid "一"\nmsgstr "one"\n', 'msgid "一"\nmsgid_plural "一"\nmsgstr[0] "one"\n'],
)  # fmt: skip
def test_a_damaged_catalogue_is_told_and_not_half_read(damaged):
    with pytest.raises(ValueError, match="catalogue"):
        list(i18n.entries(damaged))


def test_a_catalogue_of_another_editor_is_read_too():
    text = '# by hand\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n\n#: a.py:3\nmsgid "一\\n"\n"二"\nmsgstr "one\\n"\n"“two” \\"2\\""\n'
    assert list(i18n.entries(text)) == [("", "Language: en\n"), ("一\n二", 'one\n“two” "2"')]


def verbs_written() -> Iterator[str]:
    """Every verb that the window or the command line writes under its own name."""
    for file in (ROOT / "src" / "yishi").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write" and node.args:
                owner = ast.unparse(node.func.value)
                if owner == "at" or owner.endswith("workspace"):
                    yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def test_what_undo_takes_back_is_always_called_by_name() -> None:
    found = set(verbs_written())
    assert len(found) > 50
    assert sorted(verb for verb in found if verb_word(verb) == "上一步") == []
