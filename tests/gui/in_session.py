"""A meeting that is open, for tests in which something happens to it."""

from sqlalchemy.orm import Session

from yishi.services import room

PEOPLE = ("丁一", "于二", "王三")


def open_meeting(session: Session) -> str:
    """Begin a meeting with two items and three people present; return its id."""
    made = room.open_meeting(session, "bench", "东区小板凳会商", "东区长廊", "2026-05-18T00:00", "孟繁星", "杜鹃")
    for title in ("快递柜放在哪里", "夜间广场舞"):
        room.add_agenda(session, made, title)
    for name in PEOPLE:
        room.sign_in(session, made, name)
    return made
