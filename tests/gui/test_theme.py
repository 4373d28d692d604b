"""Text stays readable in every theme and at every size."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from yishi.gui import icons, look, theme
from yishi.gui.controls import Button
from yishi.gui.layout import column
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", theme.THEMES.values(), ids=lambda tokens: tokens.name)
def test_words_stand_out_from_their_ground(tokens: theme.Tokens) -> None:
    pairs = [
        (tokens.text, tokens.bg),
        (tokens.text, tokens.card),
        (tokens.muted, tokens.bg),
        (tokens.muted, tokens.card),
        (tokens.on_sel, tokens.sel),
        (tokens.on_primary, tokens.primary),
        (tokens.primary, tokens.tonal),
        (tokens.nav_text, tokens.nav),
        (tokens.on_nav_sel, tokens.nav_sel),
        *tokens.states.values(),
        *((ink, tokens.card) for ink, _ground in tokens.states.values()),
    ]
    assert {pair: round(ratio(*pair), 1) for pair in pairs if ratio(*pair) < 4.5} == {}


@pytest.mark.parametrize("tokens", theme.THEMES.values(), ids=lambda tokens: tokens.name)
def test_borders_and_the_focus_ring_are_seen(tokens: theme.Tokens) -> None:
    for line in (tokens.edge, tokens.focus):
        assert ratio(line, tokens.card) >= 3
        assert ratio(line, tokens.bg) >= 3


def test_a_bigger_text_reaches_labels_buttons_and_rows_that_are_there_already(
    qapp: QApplication, shown: Callable[[QWidget], QWidget]
) -> None:
    label, title, button = Label("议题"), Label("议题", step=2.5, bold=True), Button("记下")
    table = Table((Column("议题"),), height=36)
    page = QWidget()
    page.setLayout(column(label, title, button, table))
    shown(page)
    table.show_rows([Row(1, (Cell("路灯"),))])
    before = button.height(), table.rowHeight(0), title.font().pointSizeF()
    theme.wear(qapp, theme.LIGHT, 14)
    assert label.font().pointSizeF() == 14
    assert title.font().pointSizeF() == 16.5
    assert (button.height(), table.rowHeight(0)) == (45, 48)
    theme.wear(qapp, theme.LIGHT, theme.POINTS[0])
    assert (button.height(), table.rowHeight(0), title.font().pointSizeF()) == before


def test_the_chosen_size_and_theme_are_there_again_after_a_restart(qapp: QApplication) -> None:
    look.wear(tokens=theme.OUTDOOR, points=14)
    theme.wear(qapp, theme.LIGHT, theme.POINTS[0])
    look.wear_kept(qapp)
    assert (theme.now, theme.points) == (theme.OUTDOOR, 14)


def test_text_sizes_stop_at_both_ends(qapp: QApplication) -> None:
    theme.wear(qapp, theme.LIGHT, theme.POINTS[-1])
    assert theme.next_size(1) == theme.POINTS[-1]
    theme.wear(qapp, theme.LIGHT, theme.POINTS[0])
    assert theme.next_size(-1) == theme.POINTS[0]


def test_a_chinese_font_is_found_even_where_the_pc_has_none(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontInfo, QFontMetrics

    assert QFontMetrics(theme.font()).inFont("议")
    assert QFontInfo(theme.font()).family() in theme.families(theme.SANS)


def test_every_icon_can_be_drawn_and_takes_the_colour_asked_for() -> None:
    assert len(icons.names()) >= 40
    for name in icons.names():
        drawn = icons.pixmap(name, "#FF0000", 24).toImage()
        inked = [drawn.pixelColor(x, y) for x in range(24) for y in range(24) if drawn.pixelColor(x, y).alpha() > 200]
        assert inked, name
        assert all(colour.red() > 240 and colour.green() < 20 for colour in inked), name
