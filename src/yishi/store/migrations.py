"""Bringing a book of an older program up to this one: a verified copy is changed and put in the book's place.

Released steps are history: add one for each new SCHEMA, never edit one. A step may only add. A new column that may not
be null needs a plain default, the same in the mapped class and in the step: old journal rows do not name it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.orm import Session

from yishi.domain.records.record import Record, kinds
from yishi.store import derived, journal, verify
from yishi.store.bookfile import (
    APPLICATION_ID,
    copy_to,
    damaged,
    drop_empty_journal,
    journal_file,
    newer,
    put_in_place,
    schema_of,
)
from yishi.store.engine import plain_errors, sqlite_engine, take_back_unfinished

Step = Callable[[Connection], None]

SCHEMA = 4
_ADDED: dict[int, dict[str, str]] = {  # schema number: table and what its columns are, as they were added then
    1: {
        "agenda_item": "planned_minutes BIGINT, about_resolution_id VARCHAR, about_number VARCHAR NOT NULL DEFAULT '', "
        "party_precheck_on DATE, party_precheck_document VARCHAR NOT NULL DEFAULT '', outcome VARCHAR NOT NULL DEFAULT '', "
        "conclusion VARCHAR NOT NULL DEFAULT ''",
        "attendance": "proxy_paper BOOLEAN",
        "expense": "spent_on DATE, sort VARCHAR NOT NULL DEFAULT '', voucher VARCHAR NOT NULL DEFAULT '', "
        "sha256 VARCHAR NOT NULL DEFAULT ''",
        "meeting": "held_under VARCHAR, entered_on DATE, planned_minutes BIGINT, members BIGINT, households_total BIGINT, "
        "households_present BIGINT, area_id VARCHAR(32)",
        "photo": "phase VARCHAR NOT NULL DEFAULT ''",
        "resolution": "micro_project BOOLEAN NOT NULL DEFAULT 0, closed_account_on DATE, ledger_kind VARCHAR NOT NULL DEFAULT '', "
        "together VARCHAR NOT NULL DEFAULT '', beneficiaries BIGINT",
        "speech": "handling VARCHAR NOT NULL DEFAULT '', reply VARCHAR",
        "topic": "raised_on DATE, situation VARCHAR, wish VARCHAR, phone VARCHAR, unit VARCHAR NOT NULL DEFAULT '', "
        "level VARCHAR NOT NULL DEFAULT '', duty_list VARCHAR NOT NULL DEFAULT '', ledger_kind VARCHAR NOT NULL DEFAULT '', "
        "fate VARCHAR NOT NULL DEFAULT '', fate_reason VARCHAR, passed_to VARCHAR NOT NULL DEFAULT '', merged_into_id VARCHAR(32), "
        "replied_on DATE, reply_channel VARCHAR NOT NULL DEFAULT '', reply VARCHAR",
        "vote": "issued BIGINT, returned BIGINT, tellers VARCHAR",
    },
    2: {
        "community": "phone VARCHAR NOT NULL DEFAULT '', complaint_phone VARCHAR NOT NULL DEFAULT ''",
        "person": "alias VARCHAR, household VARCHAR, household_head BOOLEAN, tags VARCHAR, "
        "id_tail VARCHAR, id_name VARCHAR, glyph_note VARCHAR, note VARCHAR, merged_into_id VARCHAR(32)",
        "photo": "photo_consent BOOLEAN",
    },
    3: {"person": "id_hash VARCHAR, id_sealed VARCHAR, door VARCHAR, local BOOLEAN", "topic": "handler VARCHAR"},
}
_NEW: dict[int, str] = {  # schema number: tables that came then
    1: "aftercare attachment calendar_day callback claim correction covenant draw duty_item kinship membership mention "
    "posting_mark recusal rule_copy survey_sheet vote_seat waiver whistle",
    2: "distinct_people hand_edit hand_order handover leak_decision printed_page returned_page",
    3: "id_key id_showing",
}
_INDEXED: dict[int, str] = {2: "loop_event_by_step meeting_by_state meeting_by_place"}  # schema number: indexes that came then


def _add(number: int) -> Step:
    def step(connection: Connection) -> None:
        for table, columns in _ADDED.get(number, {}).items():
            there = {column["name"] for column in inspect(connection).get_columns(table)}  # a table that came later has all
            for column in columns.split(", "):
                if column.partition(" ")[0] not in there:
                    connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
        kinds()
        tables = [Record.metadata.tables[name] for name in _NEW.get(number, "").split()]
        Record.metadata.create_all(connection, tables=tables)
        for index in (index for table in Record.metadata.sorted_tables for index in table.indexes):
            if index.name in _INDEXED.get(number, "").split():
                index.create(connection, checkfirst=True)
        if number == 2:
            derived.schema.create_all(connection)

    return step


STEPS: dict[int, Step] = {1: _add(1), 2: _add(2), 3: _add(3)}  # schema number: what brings a book of that number to the next


def lay_out(connection: Connection) -> None:
    """Create every table of a new book, or of a hub, as of SCHEMA."""
    kinds()
    Record.metadata.create_all(connection)
    journal.schema.create_all(connection)
    derived.schema.create_all(connection)


def create(book: Path) -> None:
    """Make an empty book; killed at any instant, there is none or a whole one."""
    fresh = book.with_name(book.name + ".new")
    with plain_errors():
        book.parent.mkdir(parents=True, exist_ok=True)
        _drop(fresh)
        fresh.touch()
        _change(fresh, lay_out, SCHEMA)
        put_in_place(fresh, book)


def bring_up(
    book: Path, into: Path | None = None, *, schema: int = SCHEMA, steps: Mapping[int, Step] = STEPS
) -> Path | None:
    """Bring an older book up to `schema`; return the copy of the old one, `<book>.before-N.bak`, or None.

    `into`: leave the book alone and write the new one there (to read an old book from a read-only medium). The caller
    holds the lock. Raises Refusal YS-B07 for a newer book, untouched; YS-B04 where the book does not verify.
    """
    found = schema_of(book)
    if found > schema:
        raise newer(found)
    if found == schema:
        return None
    take_back_unfinished(book)
    backup = book.with_name(f"{book.name}.before-{found}.bak")
    fresh = into or book.with_name(book.name + ".migrating")
    with plain_errors():
        try:
            if into is None:
                _keep(book, backup)
            _drop(fresh)
            copy_to(book, fresh)
            for number in range(found, schema):
                _change(fresh, steps[number], number + 1)
            _check(fresh, whole=True)
            if into is None:
                put_in_place(fresh, book)
            drop_empty_journal(fresh)
        except BaseException:
            _drop(fresh)
            raise
    return None if into else backup


def _keep(book: Path, backup: Path) -> None:
    part = backup.with_name(backup.name + ".part")
    copy_to(book, part)
    _check(part, whole=False)
    put_in_place(part, backup)


def _change(book: Path, step: Step, schema: int) -> None:
    engine = sqlite_engine(book, write=True)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            step(connection)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={schema}")
    finally:
        engine.dispose()


def _check(book: Path, whole: bool) -> None:
    engine = sqlite_engine(book, write=False)
    try:
        with Session(engine) as session:
            fault = verify.verify(session) if whole else verify.verify_chains(session)
            if fault:
                raise damaged()
    finally:
        engine.dispose()


def _drop(file: Path) -> None:
    file.unlink(missing_ok=True)
    journal_file(file).unlink(missing_ok=True)
