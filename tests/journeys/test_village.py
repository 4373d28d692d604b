"""A village's whole way with one promise: from an empty folder to a closed resolution, by keys alone, with one bad evaluation.

The same facts then go through the command line into a second book, which must hold the same; and on every day the lists
and lamps of the window are held against `list --json`.
"""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.gui.keyboard import press
from tests.journeys.conftest import RECORDER
from yishi import cli
from yishi.gui.main_window import MainWindow
from yishi.services import meetings, resolutions

NUMBER = "桃议〔2026〕1-1"
STATIONS = ("议题", "决议", "跟进", "督查", "评价", "公开归档")  # the dots of a row, from the left
LAMP_OF = {"inspect": "green", "evaluate": "green", "closed": "gray", "suspended": "gray", "ended": "gray"}  # by chip
WAITING = {"inspect": "待督查", "evaluate": "待评价"}  # a green lamp that says whose turn it is
STATES = {
    date(2026, 6, 8): "ADOPTED", date(2026, 6, 9): "IN_PROGRESS", date(2026, 6, 22): "EVALUATING", date(2026, 6, 25): "IN_PROGRESS",
    date(2026, 7, 3): "CLOSED", date(2026, 7, 6): "CLOSED",
}


def told(file: Path, today: date, *command: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the JSON that the command line says of a book."""
    capsys.readouterr()
    assert cli.run(["--book", str(file), "--today", today.isoformat(), *command, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def meet() -> None:
    press("桃湾村", "Enter", RECORDER, "Enter", "Tab", "Enter")  # who we are; straight to a meeting
    press("F9", "F9")  # the form as it is filled in, and begin
    press("Ctrl+N", "老井围栏", "Enter", "Esc", "F4")
    for name in ("周德厚", "吴秀兰", "欧阳春燕", "王䶮"):
        press(name, "Enter")
    press("Esc", "Alt+1", "老井没有盖，孩子总在边上玩。<b>&</b>", "Enter", "Alt+2", "先围起来。", "Enter")
    press("F8", "3", "Enter", "1", "Enter", "Enter")
    press("F9", "修好老井围栏并立警示牌", "Enter", "方志远", "Enter", "10个工作日", "Enter", "许国强", "Enter", "Ctrl+Enter")
    press("Ctrl+E", "Ctrl+Enter")


def grades(*numbers: int) -> list[str]:
    return [key for number in numbers for key in (str(number), "Enter")]


DAYS: dict[date, Callable[[], None]] = {
    date(2026, 6, 8): meet,
    date(2026, 6, 9): lambda: press("Ctrl+4", "2", "交办", "Enter", "1", "Enter", "F2", "围栏尺寸已量", "Enter"),
    date(2026, 6, 22): lambda: press("Ctrl+4", "1", "围好了", "Enter", "F8", "现场看过", "Enter"),
    date(2026, 6, 25): lambda: press("Ctrl+4", "F7", *grades(1, 1, 1, 5, 2), *grades(3, 2, 5), "Enter", "Enter", "又松了", "Enter"),
    date(2026, 7, 3): lambda: press("Ctrl+4", "F2", "重新焊牢", "Enter", "1", "整改好了", "Enter", "F8", "Enter", "F7",
                                    *grades(6, 5, 2, 1, 0), *grades(12, 2, 0), "Enter", "Enter", "Enter"),
    date(2026, 7, 6): lambda: press("Ctrl+4", "1", "Enter"),
}


def held_against_the_command_line(window: MainWindow, file: Path, today: date, capsys: pytest.CaptureFixture[str]) -> None:
    listed = told(file, today, "list", "resolutions", capsys=capsys)
    lamps = {colour: sum(row["light"] == colour for row in listed) for colour in ("red", "yellow", "green")}
    press("Ctrl+1")
    page: Any = window.page
    assert {c: int(getattr(page, f"{c}_count").text()) for c in lamps} == lamps
    with window.workspace.read() as session:
        number_of = {line.id: line.number for line in resolutions.lines(session, today)}
    attention = told(file, today, "attention", capsys=capsys)
    assert [number_of[row.ref] for row in page.todo_table.rows.rows] == [row["number"] for row in attention]
    press("Ctrl+4")
    page = window.page
    rows = page.resolution_table.rows.rows
    assert [number_of[row.ref] for row in rows] == [row["number"] for row in listed]
    for row, line in zip(rows, listed, strict=True):
        shown = "　".join(f"{cell.text} {cell.sub}" for cell in row.cells)
        assert line["text"] in shown and line["owner"].replace("　", "") in shown.replace("　", "")
        chip, _what, _owner, due, dots, _graded = row.cells
        assert LAMP_OF.get(chip.chip, chip.chip) == line["light"], (today, chip, line)
        word = WAITING.get(chip.chip, line["light_words"]).replace(" ", "")
        assert word and chip.text.replace(" ", "").startswith(word), (today, chip, line)
        day = date.fromisoformat(line["due"]) if line["due"] else None
        assert due.text == (f"{day.month}-{day.day}" if day else "—")
        assert dots.stage == STATIONS.index(line["stage"])
    press("Ctrl+3")
    page = window.page
    assert len(page.meetings_table.rows.rows) == len(told(file, today, "list", "meetings", capsys=capsys))
    press("Ctrl+5")
    page = window.page
    named = [row.cells[0].text.replace("　", "") for row in page.people_table.rows.rows]
    assert sorted(named) == sorted(person["name"] for person in told(file, today, "list", "people", capsys=capsys))


def as_lines(window: MainWindow, today: date) -> list[dict[str, Any]]:
    """Return what the window's book holds as lines of live entry: the facts, typed once more."""
    with window.workspace.read() as session:
        m = meetings.sheet(session, meetings.find(session, "TW-2026-01"), today)
    r = m.resolutions[0]
    motion = m.motions[0]
    return [
        {"do": "open_meeting", "form": m.line.form, "title": m.line.title, "place": m.line.place or " ", "start": m.line.start,
         "host": m.host, "recorder": m.recorder},
        {"do": "agenda", "title": m.agenda[0].title},
        *({"do": "sign_in", "name": a.name, "mark": a.mark, "arrived_at": a.arrived_at} for a in m.attendees),
        *({"do": "speech", "agenda": s.agenda, "speaker": s.speaker, "text": s.text, "at": s.at, "stance": s.stance} for s in m.speeches),
        {"do": "vote", "agenda": 1, "motion": motion.text, "rule": motion.rule, "method": motion.method, "for": motion.votes_for,
         "against": motion.votes_against, "abstain": motion.abstain},
        {"do": "resolve", "agenda": 1, "text": r.line.text, "owner_unit": r.line.owner_unit, "owner": r.line.owner,
         "supervisor": r.line.supervisor, "workdays": r.workdays, "motion": 1 if r.motion else None},
        {"do": "close_meeting", "end": m.line.end},
        *(_event(window, e, r) for e in r.events),
    ]


def _event(window: MainWindow, e: Any, r: Any) -> dict[str, Any]:
    line = {"do": "loop", "resolution": NUMBER, "event": e.event, "on": e.on.isoformat(), "by": e.by, "text": e.text}
    line |= {"due": e.due.isoformat() if e.due else "", "workdays": e.workdays, "approved_by": e.approved_by, "level": e.level}
    if e.event.startswith("eval"):
        told_ = r.evaluations[0 if e.event == "eval_fail" else 1]
        keys = ("sample", "valid", "very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied", "solved",
                "partially_solved", "unsolved", "raiser", "method", "note")
        line["evaluation"] = {key: getattr(told_, key) for key in keys}
    if e.event == "publish_outcome":
        posting = next(p for p in r.postings if p.kind == "outcome")
        line["posting"] = {"natural_days": posting.natural_days, "place": list(posting.places)}
    return line


def test_from_an_empty_folder_to_a_closed_resolution_by_keys_alone(sit_down, file, tmp_path, capsys, monkeypatch):
    for today, act in DAYS.items():
        window = sit_down(today)
        act()
        with window.workspace.read() as session:
            line = resolutions.lines(session, today)[0]
        assert (line.number, line.state) == (NUMBER, STATES[today]), (today, line)
        held_against_the_command_line(window, file, today, capsys)
    with window.workspace.read() as session:
        sheet = resolutions.sheet(session, resolutions.find(session, NUMBER), today)
    assert (sheet.line.round, [e.passed for e in sheet.evaluations]) == (2, [False, True])
    assert [p.kind for p in sheet.postings] == ["outcome"]

    lines = [{k: v for k, v in line.items() if v not in (None, "")} for line in as_lines(window, today)]
    other = tmp_path / "第二本.yishi"
    assert cli.run(["--book", str(other), "init", "--community", "桃湾村", "--kind", "village", "--abbr", "桃"]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(line) for line in lines) + "\n"))
    capsys.readouterr()
    assert cli.run(["--book", str(other), "--today", today.isoformat(), "--actor", RECORDER, "record"]) == 0, capsys.readouterr().out
    contents = []
    for book in (file, other):
        capsys.readouterr()
        assert cli.run(["--book", str(book), "dump", "--canonical"]) == 0
        contents.append(capsys.readouterr().out.splitlines())
    assert contents[0] == contents[1]
    assert cli.run(["--book", str(file), "verify"]) == 0
