"""A state can be told without its colour, and by a screen reader."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from yishi.gui import chips
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.timeline import Moment, Timeline


def drawn(state: str) -> bytes:
    image = QImage(24, 24, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    chips.paint_shape(painter, QRectF(2, 2, 20, 20), state, QColor("black"))
    painter.end()
    return bytes(image.constBits())


def test_the_lights_and_the_next_steps_have_different_shapes() -> None:
    states = ("red", "yellow", "green", "gray", "inspect", "evaluate", "closed", "ended")
    assert len({drawn(state) for state in states}) == len(states)


def test_every_state_has_a_colour_of_the_theme() -> None:
    from yishi.gui import theme

    for tokens in theme.THEMES.values():
        assert {chips.color_of(state) for state in chips.STATES} <= set(tokens.states)


def test_a_chip_is_as_wide_as_its_words() -> None:
    chip = chips.Chip("red", "逾期 4天")
    narrow = chip.sizeHint().width()
    chip.show_state("yellow", "临期 还有12天")
    assert chip.sizeHint().width() > narrow
    assert chip.accessibleName() == "临期 还有12天"


def test_the_stage_bar_says_where_a_resolution_is() -> None:
    bar = chips.StageBar()
    bar.show_stage(3, ("04-17", "04-24"))
    assert bar.accessibleName() == "进度：督查"
    assert bar.dates == ("04-17", "04-24", "", "", "", "")


def test_a_row_is_read_aloud_with_state_matter_and_person() -> None:
    from PySide6.QtCore import Qt

    table = Table((Column("状态", 120), Column("事项"), Column("负责人", 80)))
    table.show_rows([Row(1, (Cell("逾期 4天", chip="red"), Cell("老井围栏"), Cell("李秀英")))])
    spoken = table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "逾期 4天，老井围栏，李秀英"


def test_a_timeline_grows_with_its_text() -> None:
    line = Timeline()
    line.resize(300, 100)
    line.show_moments([Moment("05-09", "green", "跟进　孙伟", "夜间清场划线")])
    one = line.heightForWidth(300)
    line.show_moments([Moment("05-09", "green", "跟进　孙伟", "夜间清场划线180米，" * 8, paper="图2")])
    assert line.heightForWidth(300) > one * 2
    assert "〔图2〕" in line.accessibleName()
