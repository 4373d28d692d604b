"""`yishi search`: keys that never change, words for people by kind, and 没找到."""

import json

import pytest

from tests.test_cli import ask, book, worked

__all__ = ["book", "worked"]


@pytest.mark.parametrize("words", ["桩", "飞线", "婴儿车", "消防通道", "消防 通道", "翠议[2026]4-1"])
def test_words_of_any_length_are_found_and_told_with_three_keys(worked, capsys, words):
    code, out, _ = ask(capsys, worked, "search", words, "--json")
    rows = json.loads(out)
    assert code == 0 and rows and all(set(row) == {"kind", "ref", "text"} and row["ref"] and row["text"] for row in rows)


def test_what_a_resolution_is_called_can_be_shown(worked, capsys):
    _, out, _ = ask(capsys, worked, "search", "翠议〔2026〕4-2", "--json")
    ref = next(row["ref"] for row in json.loads(out) if row["kind"] == "resolution")
    assert ask(capsys, worked, "show", ref)[0] == 0 and ref == "翠议〔2026〕4-2"


def test_for_people_the_hits_stand_under_their_kinds(worked, capsys):
    code, out, _ = ask(capsys, worked, "search", "充电")
    heads = [line.split("　")[0] for line in out.splitlines() if not line.startswith("　")]
    assert code == 0 and heads == [word for word in ("议题", "决议", "会议", "议程", "发言", "办理经过", "资料") if word in heads]
    assert {"决议", "发言"} <= set(heads) and len(set(heads)) == len(heads)


def test_several_words_need_no_quotes_and_all_must_be_there(worked, capsys):
    both = json.loads(ask(capsys, worked, "search", "飞线", "充电", "--json")[1])
    assert both and both == json.loads(ask(capsys, worked, "search", "飞线 充电", "--json")[1])
    assert json.loads(ask(capsys, worked, "search", "飞线", "飞船对接", "--json")[1]) == []


def test_nothing_found_is_said_and_is_no_fault(worked, capsys):
    code, out, err = ask(capsys, worked, "search", "飞船对接")
    assert code == 0 and "没找到“飞船对接”" in out and not err
    assert json.loads(ask(capsys, worked, "search", "飞船对接", "--json")[1]) == []


def test_no_word_is_a_wrong_command_and_too_many_are_refused(worked, capsys):
    assert ask(capsys, worked, "search")[0] == 2
    code, _, err = ask(capsys, worked, "search", *map(str, range(30)))
    assert code == 3 and "YS-R20" in err


def test_after_an_import_the_words_are_in_the_index(worked, tmp_path):
    from yishi.services import search_index
    from yishi.store.book import Book

    with Book.open(worked, home=tmp_path, write=False) as book, book.read() as session:
        assert search_index.ready(session) is not None
