"""Charts: the number stands on every bar, hatches tell parts apart without colour, and a click finds its bar."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from yishi.gui import charts, theme
from yishi.gui.charts import Chart, Drawing, Mark

COLUMNS = Drawing("columns", (Mark("a", "1月", 2, "75%"), Mark("b", "2月", 0), Mark("c", "3月", 5)))
BARS = Drawing("bars", (Mark("a", "网格发现", 17, "41%"), Mark("b", "居民提出", 12, "29%")))
STACKED = Drawing("stacked", (Mark("a", "第1期", 6, parts=(("closed", 1), ("green", 2), ("red", 3))),), legend=(("closed", "办结"),))


def drawn(drawing: Drawing) -> tuple[QImage, list]:
    image = QImage(420, 200, QImage.Format.Format_RGB32)
    image.fill(theme.color("card"))
    painter = QPainter(image)
    places = charts.paint(painter, QRectF(image.rect()), drawing)
    painter.end()
    return image, places


@pytest.mark.parametrize("drawing", [COLUMNS, BARS, STACKED])
@pytest.mark.parametrize("tokens", list(theme.THEMES.values()), ids=lambda t: t.name)
def test_every_bar_has_its_place_in_every_theme(qapp, drawing, tokens):
    theme.wear(qapp, tokens, 14)
    image, places = drawn(drawing)
    assert [ref for _box, ref in places] == [mark.ref for mark in drawing.marks]
    assert all(QRectF(image.rect()).contains(box) for box, _ref in places)
    assert len({image.pixel(x, y) for x in range(0, 420, 5) for y in range(0, 200, 5)}) > 1


def test_parts_are_told_apart_without_colour():
    of_light = ("closed", "green", "yellow", "red", "gray")
    for looks in (of_light, tuple(look for look in charts.LOOKS if look not in of_light)):
        plain = [look for look in looks if charts.LOOKS[look][1] == Qt.BrushStyle.NoBrush]
        assert len(plain) <= 2 and len({charts.LOOKS[look] for look in looks}) == len(looks)


def test_a_period_without_numbers_says_so(qapp):
    image, places = drawn(Drawing("bars", ()))
    assert places == []
    assert len({image.pixel(x, y) for x in range(420) for y in range(200)}) > 1


def test_a_click_on_a_bar_tells_which(shown):
    chart = Chart()
    chart.resize(420, 200)
    shown(chart)
    chart.show_drawing(BARS)
    chart.grab()
    picked = []
    chart.picked.connect(picked.append)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
    assert len(picked) == 1 and picked[0] in ("a", "b")


def test_a_chart_can_be_heard(shown):
    chart = Chart()
    shown(chart)
    chart.show_drawing(BARS)
    assert chart.accessibleName() == "网格发现 17 41%；居民提出 12 29%"


def test_the_printed_sheet_is_one_page_in_light_colours_and_the_window_keeps_its_theme(qapp, tmp_path):
    import pypdfium2

    theme.wear(qapp, theme.DARK, 10.5)
    file = tmp_path / "a.pdf"
    told = [("开了几场会", "开了2场", COLUMNS), ("从哪里来", "17条", BARS), ("怎么样", "6项", STACKED)]
    charts.write_pdf(str(file), "翠屏社区2026年议事统计图", told)
    assert theme.now is theme.DARK
    document = pypdfium2.PdfDocument(str(file))
    assert len(document) == 1
    picture = document[0].render(scale=1).to_pil().convert("L")
    assert picture.getpixel((3, 3)) == 255 and picture.getextrema()[0] < 120
    document.close()
