"""Workload `table-100k`: our table with 100,000 resolutions beside QSqlTableModel in a plain QTableView, both without a screen.

Steps: show (rows read to first painted), page (a jump painted, the median of 40), sort by a date, filter to one place in twenty.
The reference is made to fetch everything, as a table with a scroll bar that does not lie must. Each run is a process of its own.
"""

import json
import random
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.measure import Case, process

ROWS = 100_000
PLACES = [f"{name}社区" for name in ("柳溪", "翠屏", "桃湾", "石桥", "梅岭", "双塘", "白石", "清源", "东坡", "南浦", "龙潭", "荷塘", "竹园",
                                     "松坪", "青山", "长安", "和平", "新华", "民主", "建设")]  # fmt: skip
_BEGIN = """
import json, os, random, sqlite3, statistics, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView
path, place = sys.argv[1:3]
steps = {}
def painted():
    view.viewport().repaint()
    app.processEvents()
def step(name, work):
    began = time.perf_counter()
    work()
    painted()
    steps[name] = time.perf_counter() - began
def jumps():
    bar, draw, took = view.verticalScrollBar(), random.Random(1), []
    for _turn in range(40):
        began = time.perf_counter()
        bar.setValue(draw.randrange(bar.maximum() or 1))
        painted()
        took.append(time.perf_counter() - began)
    steps["page"] = statistics.median(took)
"""
_PRODUCT = _BEGIN + """
from yishi.gui import application
from yishi.gui.table import Cell, Column, Many, Row, Table
app = application.make_application()
heads = [Column(word, width) for word, width in (("号", 80), ("事项", 0), ("负责人", 90), ("期限", 100), ("状态", 90), ("地方", 120))]
view = Table(heads)
rows = []
def made(line):
    number, title, owner, due, state, where = line
    return Row(number, (Cell(str(number), sort=number), Cell(title), Cell(owner), Cell(due), Cell(state), Cell(where)))
def many(lines):
    return Many([line[0] for line in lines], lines, made, lambda column, line: line[column])
def show():
    rows[:] = sqlite3.connect(path).execute("SELECT * FROM r").fetchall()
    view.resize(1000, 900)
    view.show_rows(many(rows))
    view.show()
    app.processEvents()
step("show", show)
jumps()
step("sort", lambda: view._sort(3))
step("filter", lambda: view.show_rows(many([line for line in rows if place in line[5]])))
steps["left"] = len(view.rows.rows)
print(json.dumps(steps), flush=True)
os._exit(0)
"""
_REFERENCE = _BEGIN + """
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
app = QApplication([])
view = QTableView()
book = QSqlDatabase.addDatabase("QSQLITE")
book.setDatabaseName(path)
assert book.open(), book.lastError().text()
model = QSqlTableModel()
model.setTable("r")
def all_of_it():
    while model.canFetchMore():
        model.fetchMore()
def show():
    model.select()
    all_of_it()
    view.setModel(model)
    view.resize(1000, 900)
    view.show()
    app.processEvents()
def sort():
    model.setSort(3, Qt.SortOrder.AscendingOrder)
    model.select()
    all_of_it()
def chosen():
    model.setFilter(f"place like '%{place}%'")
    all_of_it()
step("show", show)
jumps()
step("sort", sort)
step("filter", chosen)
steps["left"] = model.rowCount()
print(json.dumps(steps), flush=True)
os._exit(0)
"""


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurements; the four steps of a run come from one process each of product and reference."""
    path = _rows(folder)
    told: dict[str, list[dict[str, Any]]] = {_PRODUCT: [], _REFERENCE: []}

    def take(code: str, step: str, turn: dict[str, int]) -> float:
        number = turn[step] = turn.get(step, -1) + 1
        while len(told[code]) <= number:
            done = process(code, str(path), PLACES[3], env={"YISHI_HOME": str(worked.home(folder))})
            told[code].append(json.loads(done.out.splitlines()[-1]))
        return float(told[code][number][step])

    mine, theirs = dict[str, int](), dict[str, int]()

    def case(step: str, goal: str) -> Case:
        return Case("table-100k", step, lambda: take(_PRODUCT, step, mine), lambda: take(_REFERENCE, step, theirs),
                    "QSqlTableModel, fetched whole", goal, facts=facts)  # fmt: skip

    @cache
    def facts() -> dict[str, Any]:
        return {"rows left by the filter": f"{told[_PRODUCT][-1]['left']} and {told[_REFERENCE][-1]['left']}"}

    return [case("show", "≤ 2 ×"), case("page", "≤ 1.5 ×"), case("sort", "≤ 0.2 ×"), case("filter", "≤ 1.0 ×")]


def _rows(folder: Path) -> Path:
    path = folder / "table.db"
    if path.exists():
        return path
    draw = random.Random(3)
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE r (id INTEGER PRIMARY KEY, title TEXT, owner TEXT, due_on TEXT, status TEXT, place TEXT)")
        made.executemany("INSERT INTO r VALUES (?, ?, ?, ?, ?, ?)", (
            (n, f"{draw.choice(worked.TOPICS)}{n}号决议", draw.choice(worked.SURNAMES) + draw.choice(worked.GIVEN),
             f"20{draw.randrange(16, 27)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
             draw.choice(("待办", "办理中", "已办结", "逾期")), draw.choice(PLACES)) for n in range(1, ROWS + 1)))  # fmt: skip
        made.execute("CREATE INDEX r_due ON r (due_on)")
    made.close()
    return path
