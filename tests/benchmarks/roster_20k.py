"""Workload `roster-20k`: a workbook of 20,000 residents, looked at with the sound of every name, and taken into a new book.

The reader stands by before the clock starts, as it does in the window: there it is started when the page that takes a roster
in is opened, when the dialog for files is, or when files are dragged over the list, and a person still has to find the file
or to let go of it. That is what takes about 0.1 s the less here; the command starts it while it loads the rest of itself.

The reference is python-calamine reading the same file in this process: of what the product does beside it (a worker of its own for a
file that is not trusted, every cell understood, namesakes matched, names read aloud, a journal written) it does nothing.
"""

import random
import shutil
import time
from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.measure import Case, wall

RESIDENTS = 20_000
READY = 0.5  # seconds from when the reader is started; a hand needs more
SURNAMES = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
            "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹单仇解区查盖翟覃")
GIVEN = ("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建国志华春燕玉梅红云飞鹏宇浩然子轩欣怡"
         "佳琪雨晨思远德才福贵金水根生长青海波")
HEAD = ("姓名", "性别", "身份证号", "联系电话", "村民小组", "职务", "户号", "与户主关系", "备注")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def residents(people: int) -> list[list[str]]:
    """Return so many lines of HEAD, the same every time; no two are the same person."""
    draw, lines = random.Random(20), []
    for n in range(people):
        name = draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2, 2))))
        number = f"320501{draw.randint(1930, 2007)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}{draw.randint(0, 999):03}"
        number += "10X98765432"[sum(int(figure) * weight for figure, weight in zip(number, _WEIGHTS, strict=True)) % 11]
        lines.append([name, "男" if int(number[16]) % 2 else "女", number, f"1{draw.choice('35789')}{n:09}", f"{draw.randint(1, 40)}组",
                      draw.choice(("", "", "", "党员", "村民代表")), f"{n // 3:05}", ("户主", "配偶", "子女")[n % 3], ""])  # fmt: skip
    return lines


def workbook(folder: Path, people: int = RESIDENTS) -> Path:
    """Return a workbook of residents below a title line, made once."""
    import xlsxwriter

    file = folder / f"residents-{people}.xlsx"
    if not file.exists():
        book = xlsxwriter.Workbook(str(file))
        sheet = book.add_worksheet("名册")
        sheet.write(0, 0, "桃湾村居民名册")
        for n, line in enumerate([HEAD, *residents(people)], 1):
            sheet.write_row(n, 0, line)
        book.close()
    return file


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurements; wall time, because a person waits for it."""
    import python_calamine

    from yishi.services import communities, roster_import, sound
    from yishi.store import sheets
    from yishi.store.book import Book

    file, home, turn, found = workbook(folder), worked.home(folder), count(), dict[str, Any]()
    empty = folder / "roster-empty.yishi"
    empty.unlink(missing_ok=True)
    with Book.open(empty, home=home, create=True) as book, book.write(worked.ACTOR, "init") as session:
        communities.found(session, "village", worked.NAME, worked.ABBR)

    def reading() -> None:
        found["lines"] = len(python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python())

    def looked_at(book: Book) -> None:
        for of_names in (sound._begins, sound._alone_first, sound._given):  # as if none had been read before
            of_names.cache_clear()
        rows = sheets.read(file)
        with book.read() as session:
            seen = roster_import.preview(session, rows, today=worked.TODAY)
        found["read aloud"] = len([sound.sounds(person.name)[0] for person in seen.added])

    def reader_is_there() -> None:
        sheets.stand_by()
        time.sleep(READY)

    def preview() -> float:
        reader_is_there()
        with Book.open(empty, home=home, write=False) as book:
            return wall(lambda: looked_at(book))

    def into_the_book() -> float:
        reader_is_there()
        path = folder / f"roster-{next(turn)}.yishi"
        shutil.copy(empty, path)
        with Book.open(path, home=home) as book:

            def work() -> None:
                rows = sheets.read(file)
                with book.write(worked.ACTOR, "import") as session:
                    found["people"] = len(roster_import.take_in(session, rows, today=worked.TODAY).added)

            took = wall(work)
        path.unlink()
        return took

    def facts() -> dict[str, Any]:
        return {**found, "file KB": file.stat().st_size // 1000}

    def read() -> float:
        return wall(reading)

    told = "python-calamine reading the file in this process"
    return [Case("roster-20k", "preview with pinyin", preview, read, told, "≤ 1.5 ×", facts=facts),
            Case("roster-20k", "from the file into the book", into_the_book, read, told, "≤ 4 ×", facts=facts)]
