"""`yishi roster id-number`: the whole number once, for a reason that is noted; nowhere else on the command line."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.test_cli import ask, book, worked
from yishi.services import id_key, id_numbers, people
from yishi.store.book import Book

__all__ = ["book", "worked"]
ID, NAME = "11010519491231002X", "孙伟"


@pytest.fixture
def numbered(worked: Path) -> Path:
    with Book.open(worked, who="杜鹃") as opened:
        with opened.write("杜鹃", id_key.ON) as session:
            id_key.turn_on(session, id_key.new_code(), date(2026, 5, 18))
        with opened.write("杜鹃", "person") as session:
            id_numbers.keep(session, people.find(session, NAME), ID, date(2026, 5, 18))
    return worked


def test_a_number_is_told_for_a_reason_and_the_look_is_noted(numbered, capsys):
    assert ask(capsys, numbered, "roster", "id-number", NAME, "--reason", "派出所来函") == (0, f"{ID}\n", "")
    with Book.open(numbered, write=False) as opened, opened.read() as session:
        (look,) = id_numbers.looked_at(session, people.find(session, NAME))
    assert look.at.startswith("2026-05-18T") and (look.by, look.reason) == ("杜鹃", "派出所来函")


def test_without_a_reason_nothing_is_told(numbered, capsys):
    assert ask(capsys, numbered, "roster", "id-number", NAME)[0] == 2
    code, out, err = ask(capsys, numbered, "roster", "id-number", NAME, "--reason", "　")
    assert code == 3 and not out and "YS-D05" in err


def test_somebody_without_a_number_and_a_place_that_keeps_none(numbered, worked, capsys):
    code, out, err = ask(capsys, numbered, "roster", "id-number", "陈立群", "--reason", "核对身份")
    assert code == 3 and not out and "YS-D10" in err


def test_no_other_command_tells_number_hash_or_what_is_sealed(numbered, capsys, tmp_path):
    file = tmp_path / "out.json"
    with Book.open(numbered, write=False) as opened, opened.read() as session:
        line = next(person for person in people.lines(session) if person.name == NAME)
    told = "".join(ask(capsys, numbered, *command)[1] for command in (
        ["history", line.id], ["history", line.id, "--json"], ["dump", "--canonical"], ["roster", "list", "--json"], ["list", "people"],
        ["search", ID, "--json"], ["search", "002X", "--json"], ["export", "BD-2026-04", "-o", str(file)], ["undo"]))  # fmt: skip
    told += file.read_text(encoding="utf-8")
    assert ID not in told and line.id_hash and line.id_hash not in told and "id_sealed" in told and '"1.' not in told
    assert json.loads(ask(capsys, numbered, "search", ID, "--json")[1]) == []
