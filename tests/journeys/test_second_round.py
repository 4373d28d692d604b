"""A worked record through the window: 57.7 % satisfaction sends a matter back, the second round closes it.

The parking covenant of the urban sample is put back to the day before its first evaluation. Fifty-two papers are entered
by keys, the redo is noted on 落实, sixty households are drawn and called; the counts are then those of the record.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.gui.keyboard import press
from yishi import paths
from yishi.gui.main_window import MainWindow
from yishi.services import communities, people, record_format, records_in, resolutions
from yishi.store.book import Book

COVENANT = "翠议〔2026〕4-3"
FIRST, REDONE, SEEN, SECOND = date(2026, 7, 6), date(2026, 7, 22), date(2026, 7, 24), date(2026, 8, 24)
DIGITS = {"very_satisfied": "5", "satisfied": "4", "basically_satisfied": "3", "dissatisfied": "2", "very_dissatisfied": "1"}
SOLVED = {"solved": "1", "partially_solved": "2", "unsolved": "3"}
KEPT = ("sample", "valid", *DIGITS, *SOLVED, "raiser")


def worked() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(paths.resource("sample", "urban.json").read_text(encoding="utf-8"))
    return found


def covenant(record: dict[str, Any]) -> dict[str, Any]:
    return next(r for r in record["meetings"][0]["resolutions"] if r["no"] == COVENANT)


@pytest.fixture
def evaluations(file: Path, tmp_path: Path) -> list[dict[str, Any]]:
    """Write the book as it stood before the first evaluation; return the evaluations of the record."""
    record = worked()
    matter = covenant(record)
    told, matter["evaluations"] = matter["evaluations"], []
    matter["events"] = [e for e in matter["events"] if e["date"] < FIRST.isoformat()]
    matter["round"], matter["final_state"] = 1, "EVALUATING"
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    with Book.open(file, create=True, who="杜鹃") as book:
        with book.write("杜鹃", "init") as session:
            communities.found(session, "urban", "翠屏社区", "翠", "柳桥街道")
        with book.write("杜鹃", "import") as session:
            records_in.import_documents(session, [record_format.read_file(earlier)], SECOND)
        with book.write("杜鹃", "person") as session:
            for n in range(64):
                name = f"{'赵钱孙李周吴郑王'[n % 8]}{'春夏秋冬梅兰竹菊'[n // 8]}"
                people.add(session, name, unit=f"{n % 6 + 1}幢", phone=f"1990000{n:04d}")
    return list(told)


def households(told: dict[str, Any]) -> list[tuple[str, ...]]:
    """The keys of each household that gave these counts."""
    grades = [digit for grade, digit in DIGITS.items() for _n in range(told[grade])]
    solved = [digit for answer, digit in SOLVED.items() for _n in range(told[answer])]
    return [(g, s, "Enter") for g, s in zip(grades, solved, strict=True)]


def sheet(window: MainWindow, today: date) -> resolutions.ResolutionSheet:
    with window.workspace.read() as session:
        return resolutions.sheet(session, resolutions.find(session, COVENANT), today)


def test_a_bad_evaluation_sends_it_back_and_the_second_round_closes_it(
    sit_down: Callable[[date], MainWindow], evaluations: list[dict[str, Any]]
) -> None:
    first, second = evaluations
    window = sit_down(FIRST)
    id_ = sheet(window, FIRST).line.id
    window.go("evaluate", id_)
    page: Any = window.page
    page.out_box.setFocus()
    press(str(first["sample"]), "Enter")
    for keys in households(first):
        press(*keys)
    page.raiser_choice.buttons[first["raiser"]].click()
    assert page.card.rate_label.text() == "57.7%"
    assert page.card.missing_label.text() == "满意率57.7%，低于80%；提出人自己不满意"
    press("F7")
    sent_back = sheet(window, FIRST)
    assert (sent_back.line.state, sent_back.line.round, sent_back.line.due) == ("IN_PROGRESS", 2, date(2026, 7, 27))

    for day, event, words in ((REDONE, "report_done", "补充条款：访客2小时免登记"), (SEEN, "inspect_pass", "抽查申诉2件，均按时答复")):
        window = sit_down(day)
        window.go("follow", (id_, event))
        press(words, "Enter")
    assert sheet(window, SEEN).line.state == "EVALUATING"

    window = sit_down(SECOND)
    window.go("evaluate", id_)
    page = window.page
    page.method_choice.buttons["call"].click()
    page.size_box.setText(str(second["sample"]))
    press("Enter")
    answers = households(second)
    for keys in answers:
        press(*keys)
    for _n in range(second["sample"] - len(answers)):
        press("R")
    press("F7")  # the raiser, who was not content, has not been asked yet
    assert sheet(window, SECOND).line.state == "EVALUATING"
    assert "提出人上一轮不满意" in "".join(strip.label.text() for strip in window.notices.shown)
    page.raiser_choice.buttons[second["raiser"]].click()
    press("F7")
    closed = sheet(window, SECOND)
    assert (closed.line.state, closed.line.round) == ("CLOSED", 2)
    assert [e.passed for e in closed.evaluations] == [False, True]
    for kept, told in zip(closed.evaluations, evaluations, strict=True):
        assert {name: getattr(kept, name) for name in KEPT} == {name: told[name] for name in KEPT}
        assert kept.satisfaction_rate / 1000 == told["satisfaction_rate"]
