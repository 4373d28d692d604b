"""A made-up township: communities with ten years of meetings, attendance, resolutions and their loops, written with the driver alone.

A community has 24 meetings a year and 667 resolutions in ten years; 300 of them come to 72,000 meetings and 200,000
resolutions. Only reading is measured on these books: they have no journal. Everything follows from the numbers.
"""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks import worked

TODAY = date(2026, 6, 15)
YEARS, A_YEAR, CAME, PEOPLE = 10, 24, 18, 60
PER_COMMUNITY = YEARS * A_YEAR
COMMUNITIES = {"small": 1, "township": 300}
FORMS = ("teahouse", "bench", "residents_council", "statutory_reps")
CATEGORIES = ("public_affairs", "difficulties", "policy", "statutory", "raised_by_party")
SOURCES = ("resident", "grid", "delegate", "hotline", "patrol")
UNITS = ("村民委员会", "绿安物业", "水务站", "网格", "志愿队", "供电所")
_OPEN_DAYS = 60  # what was decided within these days is still being carried out
_STEPS = (("publish_decision", 1), ("assign", 11), ("accept", 12), ("progress", 16), ("report_done", 22), ("inspect_pass", 24),
          ("eval_pass", 29), ("publish_outcome", 31), ("archive", 45))  # fmt: skip


def books(folder: Path, count: int) -> Path:
    """Return a book that holds `count` communities, made when it is not there yet."""
    from yishi.services import communities
    from yishi.store.book import Book

    path = folder / f"township-{count}.yishi"
    if path.exists():
        return path
    with Book.open(path, home=worked.home(folder), create=True) as book, book.write(worked.ACTOR, "init") as session:
        community = communities.found(session, "village", worked.NAME, worked.ABBR)
        mine = str(getattr(community, "id", community) or communities.mine(session).id)
    _fill(path, mine, count)
    return path


def _fill(path: Path, community: str, count: int) -> None:
    from tests.benchmarks.db_open import connect

    connection = connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    for number in range(count):
        place = community if number == 0 else f"c{number}"
        rows = _community(place, number)
        if number:
            _insert(connection, "community", [{"id": place, "kind": "village", "name": f"第{number}村", "abbr": "村"}])
        for table, found in rows.items():
            _insert(connection, table, found)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _insert(connection: Any, table: str, found: list[dict[str, Any]]) -> None:
    from yishi.domain.records import Record

    declared = Record.metadata.tables[table]
    usual: dict[str, Any] = {}
    for column in declared.c:
        if not column.nullable and not column.primary_key:
            usual[column.name] = {int: 0, bool: False}.get(column.type.python_type, "")
    names = list(dict.fromkeys([*found[0], *usual]))
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    connection.executemany(sql, [[row.get(name, usual.get(name)) for name in names] for row in found])


def _community(community: str, number: int) -> dict[str, list[dict[str, Any]]]:
    rng = random.Random(number)
    made: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("person", "meeting", "attendance", "agenda_item", "resolution", "loop_event", "posting", "evaluation")
    }
    for n in range(PEOPLE):
        made["person"].append({"id": f"p{number}-{n}", "community_id": community, "name": f"居民{n}", "unit": f"{n % 6}组", "namesake": 1,
                               "gender": "男女"[n % 2], "birth_year": 1940 + n})
    first = date(TODAY.year - YEARS, TODAY.month, TODAY.day)
    for n in range(PER_COMMUNITY):
        _meeting(made, rng, community, number, n, first + timedelta(days=n * 3650 // PER_COMMUNITY))
    return made


def _meeting(made: dict[str, list[dict[str, Any]]], rng: random.Random, community: str, number: int, n: int, day: date) -> None:
    id_, form = f"m{number}-{n}", FORMS[n % 4]
    made["meeting"].append({"id": id_, "community_id": community, "number": f"TW-{day.year}-{number}-{n}", "form": form, "title": "议事会",
                            "starts": f"{day}T19:00", "ends": f"{day}T21:00", "state": "final", "host": "苏文静", "recorder": "苏文静",
                            "rule_profile": "consultation"})
    for position, who in enumerate(rng.sample(range(PEOPLE), CAME + 4), 1):
        made["attendance"].append({"id": f"a{number}-{n}-{position}", "meeting_id": id_, "person_id": f"p{number}-{who}",
                                   "position": position, "mark": "present" if position <= CAME else "absent",
                                   "name": f"居民{who}", "gender": "男女"[who % 2]})
    for item in range(3):
        made["agenda_item"].append({"id": f"i{number}-{n}-{item}", "meeting_id": id_, "position": item + 1, "title": worked.TOPICS[item],
                                    "category": rng.choice(CATEGORIES), "source": rng.choice(SOURCES)})
    if form != "statutory_reps":
        made["posting"].append({"id": f"d{number}-{n}", "meeting_id": id_, "kind": "decision", "starts_on": str(day + timedelta(days=1)),
                                "natural_days": 7, "ends_on": str(day + timedelta(days=9))})
        for position in range(4 if (n // 4) % 10 < 7 else 3):
            _resolution(made, rng, number, n, position, day)


def _resolution(made: dict[str, list[dict[str, Any]]], rng: random.Random, number: int, n: int, position: int, day: date) -> None:
    id_ = f"r{number}-{n}-{position}"
    made["resolution"].append({"id": id_, "meeting_id": f"m{number}-{n}", "agenda_item_id": f"i{number}-{n}-{position % 3}",
                               "number": f"柳议〔{day.year}〕{number}-{n}-{position}", "position": position + 1,
                               "text": worked.DUTIES[position], "owner_unit": rng.choice(UNITS), "owner": f"居民{n % PEOPLE}",
                               "supervisor": "诸葛平", "workdays": 10})
    slow = rng.random() < 0.1
    for place, (event, after) in enumerate(_STEPS):
        on = day + timedelta(days=after * (3 if slow and place > 3 else 1))
        if on > TODAY or (event == "archive" and (TODAY - day).days < _OPEN_DAYS):
            break
        by = "诸葛平" if event.startswith("inspect") else "苏文静"
        made["loop_event"].append({"id": f"e{id_}-{place}", "resolution_id": id_, "position": place + 1, "happened_on": str(on),
                                   "event": event, "doer": by, "text": "按要求办理"})
        if event == "eval_pass":
            good = rng.randrange(16, 20)
            made["evaluation"].append({"id": f"v{id_}", "resolution_id": id_, "round": 1, "sample": 20, "valid": 20,
                                       "very_satisfied": good - 6, "satisfied": 6, "dissatisfied": 20 - good,
                                       "solved": good, "unsolved": 20 - good})
