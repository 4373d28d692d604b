"""What a speech must know of its meeting, as one statement written as SQL: making it of expressions took as long as writing the speech."""

from sqlalchemy import text

FLOOR = text("""SELECT state, host, recorder,
 (SELECT id FROM (SELECT id, row_number() OVER (ORDER BY position, id) AS no FROM agenda_item WHERE meeting_id = :meeting AND NOT deleted)
    AS ranked WHERE no = :no) AS item,
 (SELECT max(position) FROM speech WHERE meeting_id = :meeting) AS last,
 EXISTS (SELECT 1 FROM attendance WHERE meeting_id = :meeting AND name = :speaker AND NOT deleted AND mark <> 'absent') AS signed
FROM meeting WHERE id = :meeting AND NOT deleted""")
"""Binds meeting, no (of the agenda item, from 1), speaker; gives one row, or none for a meeting that is gone: state, host, recorder,
`item` (id of the agenda item), `last` (position of the last speech), `signed` (the speaker is on the sheet and not absent)."""
