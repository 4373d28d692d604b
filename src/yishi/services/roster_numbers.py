"""The ID numbers of a sheet that is taken in: who is known by them, what is sealed, and what cannot be without the key."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.roster_match import Known, Matched, match
from yishi.domain.roster_numbers import another_number, by_number
from yishi.domain.roster_sheet import RosterSheet, RowProblem, SheetPerson
from yishi.i18n import _
from yishi.services import collecting, id_numbers


class Numbers:
    """What the place keeps of ID numbers, and what this sheet brings of them."""

    def __init__(self, session: Session) -> None:
        self._hash = id_numbers.hasher(session)
        keeps = collecting.of_ids(session)
        self.tails, self.whole = keeps != "none", self._hash is not None
        self._lacks_key = keeps == "whole" and self._hash is None
        self.marks: dict[int, str] = {}  # line of the sheet: hash of its number

    def match(self, people: Sequence[SheetPerson], roster: Sequence[Known], rows: Iterable[Row[Any]]) -> Matched:
        """Return what becomes of each line: numbers speak first, where whole ones are kept and the key is here."""
        if self._hash is None:
            return match(people, roster)
        hashes = [self._hash(person.id_number) if person.id_number else "" for person in people]
        self.marks = {person.row: mark for person, mark in zip(people, hashes, strict=True) if mark}
        held = {row.id: row.id_hash for row in rows if row.id_hash}
        first = by_number(people, hashes, roster, held)
        found = match(first.rest, first.free)
        same, problems = another_number(found.same, self.marks, held)
        return Matched(found.new, [*first.same, *same], [*first.problems, *found.problems, *problems])

    def news(self, person: SheetPerson, known: Row[Any]) -> str:
        """Return the number of a line where the roster does not have it yet."""
        mark = self.marks.get(person.row, "")
        return person.id_number if mark and mark != known.id_hash else ""

    def told(self, sheet: RosterSheet) -> tuple[RowProblem, ...]:
        """Return what is to be said of the sheet's numbers as a whole."""
        column = next((column for column in sheet.columns if column.field == "id_number"), None)
        if column is None or not self._lacks_key:
            return ()
        words = _("这台电脑上没有打开身份证号的钥匙，全号没有收，只收了后四位。到“设置—人名和证号”输入钥匙单上的号码，再导入一次就有了。")
        return (RowProblem(max(sheet.header_row, 1), column.called, words),)
