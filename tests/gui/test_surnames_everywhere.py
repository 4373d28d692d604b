"""Surnames that are read otherwise than their character: found in each of the boxes while the input method is composing."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.in_session import open_meeting
from tests.gui.test_sound_everywhere import BOXES, compose
from yishi.gui.main_window import MainWindow
from yishi.services import people, room

SAID = {
    "单雄信": "shan'x", "曾国华": "zeng'g", "仇英子": "qiu'y", "解珍": "xie'z", "区志强": "ou'z", "查良镛": "zha'l", "盖叫天": "ge'j",
    "尉迟恭": "yu'chi'g", "覃冬梅": "tan'd", "梁宁": "nian'lin", "张争": "zang'zen", "买买提·艾力": "m'm't'a",
}  # fmt: skip


@pytest.fixture
def meeting(window: MainWindow) -> str:
    """A meeting that goes on, with all of them on its sheet."""
    with window.workspace.write("open_meeting") as session:
        made = open_meeting(session)
        for name in SAID:
            people.add(session, name, unit="8幢")
            session.flush()
            room.sign_in(session, made, name)
    return made


@pytest.mark.parametrize("place", BOXES)
def test_surnames_read_their_own_way_and_blurred_sounds_are_found_while_composing(
    place: Callable[[MainWindow, str], Any], window: MainWindow, meeting: str, qtbot: QtBot
) -> None:
    found = place(window, meeting)
    told = {}
    for name, said in (*SAID.items(), ("覃冬梅", "qin'd")):
        compose(said)

        def meant() -> list[str]:
            return [each.replace("\u3000", "") for each in found()]

        qtbot.waitUntil(
            lambda name=name: name in meant() and len(meant()) < len(SAID)
        )  # found, and not because all are listed
        told[name] = meant()
        compose("")
    assert told.keys() == SAID.keys()
