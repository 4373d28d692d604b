"""Workload `db-search`: words in 270,000 speeches, beside a look at every text (LIKE) and beside the bare index of the same pairs.

The bare index is FTS5 over the same pairs of characters and nothing else, asked with the driver alone for the newest 50 and their
words; what the product adds are people, seven other kinds of records, what was deleted, what changed since, and what is shown.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import township, worked
from tests.benchmarks.db_open import connect
from tests.benchmarks.measure import Case, wall

TEXTS, A_MEETING, TURNS = 270_000, 45, 20
_OF_A_MEETING = ("SELECT t.id, {texts}, m.starts s FROM {table} t JOIN meeting m ON m.id = t.meeting_id"
                 " WHERE {like} ORDER BY s DESC, t.position LIMIT 50")  # fmt: skip
_ALONE = "SELECT t.id, {texts}, t.{day} s FROM {table} t WHERE {like} ORDER BY s DESC LIMIT 50"
_LOOKED_THROUGH = (
    ("speech", "", "speaker text reply"), ("meeting", "starts", "number title place"), ("agenda_item", "", "title conclusion"),
    ("resolution", "", "number text"), ("topic", "raised_on", "title situation wish"),
    ("loop_event", "happened_on", "doer text document"), ("attachment", "", "caption"),
)  # fmt: skip
_SIGNS = "".join(chr(0x4E00 + n) for n in range(2500))
RARE, BEYOND, FREQUENT, SHORT = "爂爃", "𬱖𠮷", "路灯", "坏"  # the first two are in 9 texts


def _like() -> str:
    """Return the statement that looks at every text the product looks at, the newest 50 of each kind."""
    parts = []
    for table, day, names in _LOOKED_THROUGH:
        columns = [f"t.{name}" for name in names.split()]
        like, texts = " OR ".join(f"{column} LIKE :word" for column in columns), " || ' ' || ".join(f"coalesce({c}, '')" for c in columns)
        parts.append(f"SELECT * FROM ({(_ALONE if day else _OF_A_MEETING).format(table=table, day=day, like=like, texts=texts)})")
    return " UNION ALL ".join(parts)


_LIKE = _like()


def said(n: int) -> str:
    """Return the text of a speech, the same every time."""
    draw = random.Random(n)
    words = [worked.SPEECHES[n % len(worked.SPEECHES)], "".join(draw.choices(_SIGNS, k=24))]
    words += ["路灯的事再说一遍。"] if n % 3 == 0 else []
    words += [f"{RARE}{BEYOND}"] if n % 30_000 == 7 else []
    return "".join(words)


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurements; the book and its index are made before."""
    from yishi.services import search, search_index
    from yishi.store.book import Book

    path = _book(folder)
    book = Book.open(path, home=worked.home(folder), write=False)
    connection = connect(path)
    bare = _bare(folder, connection)
    found: dict[str, Any] = {}

    def product(word: str) -> Callable[[], float]:
        def look() -> None:
            for _turn in range(TURNS):
                with book.read() as session:
                    found["hits"] = search.find(session, word)

        return lambda: wall(look) / TURNS

    def like(word: str) -> Callable[[], float]:
        return lambda: wall(lambda: found.update(like=connection.execute(_LIKE, {"word": f"%{word}%"}).fetchall()))

    def index(word: str) -> Callable[[], float]:
        sql = ("SELECT w.rowid, s.id, s.text FROM w JOIN n ON n.place = w.rowid JOIN speech s ON s.id = n.id"
               " WHERE w MATCH ? ORDER BY w.rowid DESC LIMIT 50")  # fmt: skip
        return lambda: wall(lambda: [bare.execute(sql, (_asked(word),)).fetchall() for _turn in range(TURNS)]) / TURNS

    def asked(word: str) -> Callable[[], float]:
        def look() -> float:
            with book.read() as session:
                ready = search_index.ready(session)
                return wall(lambda: [ready.newest((word,), 50) for _turn in range(TURNS)]) / TURNS if ready else 0.0

        return look

    def facts() -> dict[str, Any]:
        hits = {hit.record for hit in found["hits"] if hit.kind == "speech"}
        same = {"same hits as LIKE": hits == {id_ for id_, *_rest in found["like"]}} if "like" in found else {}
        found.pop("like", None)
        return {"hits": len(found["hits"]), **same}

    told = "LIKE over every text, newest 50 of each kind, the driver alone"
    made = [Case("db-search", name, product(word), like(word), told, goal, facts=facts)
            for name, word, goal in (("a rare word", RARE, "≤ 0.01 ×"), ("a rare word beyond U+FFFF", BEYOND, "≤ 0.01 ×"),
                                     ("newest 50 of a frequent word", FREQUENT, ""), ("one character", SHORT, ""))]  # fmt: skip
    beside = "the bare index, newest 50 with their texts"
    return [*made,
            Case("db-search", "the index asked for these 50", asked(FREQUENT), index(FREQUENT), beside, "≤ 1.5 ×"),
            Case("db-search", "… and found, sorted and shown", product(FREQUENT), index(FREQUENT), beside)]


def _book(folder: Path) -> Path:
    from yishi.services import communities, search_index
    from yishi.store.book import Book

    path = folder / "search.yishi"
    if path.exists():
        return path
    with Book.open(path, home=worked.home(folder), create=True) as book, book.write(worked.ACTOR, "init") as session:
        community = communities.found(session, "village", worked.NAME, worked.ABBR)
        mine = str(getattr(community, "id", community) or communities.mine(session).id)
    connection = connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    for m in range(TEXTS // A_MEETING):
        meeting = {"id": f"m{m}", "community_id": mine, "number": f"柳议{m}", "form": "bench", "title": "议事会", "state": "final",
                   "starts": f"{2016 + m // 600}-{m // 50 % 12 + 1:02}-{m // 2 % 25 + 1:02}T{'19:00' if m % 2 else '09:30'}"}  # fmt: skip
        township._insert(connection, "meeting", [meeting])
        rows = [{"id": f"s{m}-{n}", "meeting_id": f"m{m}", "position": n, "speaker": "赵安邦", "text": said(m * A_MEETING + n)}
                for n in range(A_MEETING)]  # fmt: skip
        township._insert(connection, "speech", rows)
    connection.execute("COMMIT")
    connection.close()
    with Book.open(path, home=worked.home(folder)) as book:
        more = [True]
        while more[-1]:
            book.keep(lambda session: more.append(search_index.settle(session, 5000)))
    return path


def _bare(folder: Path, book: Any) -> Any:
    """Return a connection with an index of the speeches' pairs beside the book, its rows numbered by day."""
    path = folder / "bare.db"
    fresh = not path.exists()
    bare = connect(path)
    bare.execute("ATTACH ? AS book", (book.execute("PRAGMA database_list").fetchone()[2],))
    if fresh:
        bare.execute("PRAGMA synchronous = OFF")
        bare.execute("CREATE VIRTUAL TABLE w USING fts5(pairs, content='', tokenize='ascii')")
        bare.execute("CREATE TABLE n (place INTEGER PRIMARY KEY, id TEXT)")
        texts = "SELECT s.id, s.text FROM speech s JOIN meeting m ON m.id = s.meeting_id ORDER BY m.starts, s.position DESC"
        rows = bare.execute(texts).fetchall()
        bare.execute("BEGIN")
        bare.executemany("INSERT INTO n VALUES (?, ?)", ((place, id_) for place, (id_, _text) in enumerate(rows, 1)))
        bare.executemany("INSERT INTO w(rowid, pairs) VALUES (?, ?)", ((place, " ".join(map(str.__add__, text, text[1:])))
                                                                       for place, (_id, text) in enumerate(rows, 1)))  # fmt: skip
        bare.execute("COMMIT")
    return bare


def _asked(word: str) -> str:
    return '"' + " ".join(map(str.__add__, word, word[1:])) + '"'
