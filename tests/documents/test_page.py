"""The page as a ruler finds it: 28 characters × 22 lines, forbidden line starts, page numbers, tables."""

import re
from collections.abc import Callable
from itertools import pairwise

from yishi.documents.chain import FANG
from yishi.documents.layout import Flow, Page, Rule, Style, Text
from yishi.documents.lines import NO_END, NO_START
from yishi.documents.page import A4, BODY, LEADING, MM, PITCH, chinese, field, folio, headline, signed
from yishi.documents.table import Column, Table

PLAIN = Style(FANG, 15.75, LEADING, PITCH)
WORDY = ("居民代表（十五人）到会，“消防通道”“垃圾分类”两项议题——均已列入《要点》（以下简称《要点》），"
         "经表决，同意2026年3月18日14:30前完成；买买提·艾力提出：第3.5条、第12%条……请补充！费用12000元，由R&D小组“先行垫付”。")


def lines_of(page: Page) -> list[str]:
    found: dict[float, str] = {}
    for command in page:
        if isinstance(command, Text):
            found[round(command.y, 2)] = found.get(round(command.y, 2), "") + command.text
    return list(found.values())


def test_a_page_holds_22_lines_of_28_characters() -> None:
    flow = Flow(A4)
    flow.paragraph("国" * 28 * 23, PLAIN)
    pages = flow.finish("").pages
    assert [len(lines_of(page)) for page in pages] == [22, 1]
    assert {len(line) for line in lines_of(pages[0])} == {28}


def test_a_reader_of_the_file_measures_the_same_grid(printed: Callable[..., str]) -> None:
    flow = Flow(A4)
    flow.paragraph("国" * 28 * 22, PLAIN)
    box = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(国+)<')
    found = box.findall(printed(flow.finish(""), "-bbox"))
    assert [len(text) for *_box, text in found] == [28] * 22
    tops = [float(top) for _left, top, _right, _text in found]
    assert all(abs(float(left) - 28 * MM) < 0.5 for left, *_ in found)
    assert all(abs(float(right) - 184 * MM) < 0.5 for *_, right, _text in found)
    assert all(abs(below - above - 225 / 22 * MM) < 0.02 for above, below in pairwise(tops))


def test_no_line_starts_or_ends_with_a_forbidden_mark() -> None:
    for shift in range(40):
        flow = Flow(A4)
        flow.paragraph(WORDY[shift:] + WORDY[:shift], PLAIN)
        found = lines_of(flow.finish("").pages[0])
        assert not [line for line in found[1:] if line[0] in NO_START], shift
        assert not [line for line in found[:-1] if line[-1] in NO_END], shift


def test_breaking_lines_loses_nothing_and_stays_in_the_type_area() -> None:
    for shift in range(40):
        text = WORDY[shift:] + WORDY[:shift]
        flow = Flow(A4)
        flow.paragraph(text, PLAIN)
        page = flow.finish("").pages[0]
        assert "".join(lines_of(page)) == text
        for command in page:
            assert isinstance(command, Text)
            right = command.x + PLAIN.size * FANG.width(command.text) + command.spacing * (len(command.text) - 1)
            # a mark at the line's end may hang its blank half over the edge
            assert right <= A4.width - A4.right + PLAIN.size / 2 + 0.1


def test_a_figure_keeps_its_unit_and_a_name_is_not_broken() -> None:
    flow = Flow(A4)
    flow.paragraph("国" * 27 + "3人到会", PLAIN)
    assert [line[:2] for line in lines_of(flow.page)] == ["国国", "3人"]
    flow = Flow(A4)
    field(flow, "出席：", "、".join(["诸葛平安", "孙伟", "欧阳春燕"] * 6))
    assert all(line.endswith(("、", "欧阳春燕")) for line in lines_of(flow.page))


def test_lists_hang_after_the_colon_and_an_empty_one_is_a_line_to_write_on() -> None:
    flow = Flow(A4)
    field(flow, "出席：", "、".join(["孙伟"] * 20))
    field(flow, "列席：", "")
    starts = [c.x for c in flow.page if isinstance(c, Text) and "孙伟" in c.text]
    assert len(set(starts)) == 1 and abs(starts[0] - A4.left - 5 * PITCH) < 0.01
    rule = next(c for c in flow.page if isinstance(c, Rule))
    assert rule.x2 - rule.x1 > 100 * MM


def test_page_numbers_stand_outside_odd_right_even_left() -> None:
    odd: Page = []
    even: Page = []
    folio(A4, odd, 1)
    folio(A4, even, 2)
    first, second = odd[0], even[0]
    assert isinstance(first, Text) and isinstance(second, Text)
    assert (first.text, second.text) == ("— 1 —", "— 2 —")
    assert first.x > A4.width / 2 and abs(second.x - A4.left - 14) < 0.01


def test_without_a_seal_the_date_begins_two_characters_right_of_the_name() -> None:
    flow = Flow(A4)
    signed(flow, "翠屏社区居民委员会", "2026年4月24日")
    org, date = (c for c in flow.page if isinstance(c, Text))
    assert abs(date.x - org.x - 2 * PITCH) < 0.01
    assert abs(org.x + BODY.width(org.text) - (A4.width - A4.right - 2 * PITCH)) < 0.01


def test_a_long_title_is_set_in_lines_of_about_one_length() -> None:
    flow = Flow(A4)
    headline(flow, "澄江区柳桥街道翠屏社区梧桐里小区停车与充电居民代表会议纪要")
    lengths = [len(line) for line in lines_of(flow.page)]
    assert len(lengths) == 2 and abs(lengths[0] - lengths[1]) <= 3


def test_numerals_of_headings() -> None:
    assert [chinese(n) for n in (1, 10, 12, 20, 21, 99, 100)] == ["一", "十", "十二", "二十", "二十一", "九十九", "100"]


def _table(rows: list[list[str]]) -> tuple[Page, ...]:
    flow = Flow(A4)
    style = Style(FANG, 14, 20, align="left")
    table = Table(flow, [Column("序号", 20 * MM, style), Column("内容", 100 * MM, style)], style, height=12 * MM)
    for row in rows:
        table.row(row)
    return flow.finish("").pages


def test_a_table_repeats_its_head_and_its_rows_stay_on_the_page() -> None:
    pages = _table([[str(n), "领取误工补贴"] for n in range(1, 60)])
    assert len(pages) > 2
    for page in pages:
        assert lines_of(page)[0] == "序号内容"
        assert min(c.y2 for c in page if isinstance(c, Rule)) >= A4.bottom - 0.02


def test_a_cell_longer_than_a_page_goes_on_over_the_page_without_losing_a_line() -> None:
    text = "".join(chr(0x4E00 + n % 5000) for n in range(3000))
    pages = _table([["1", "短"], ["2", text], ["3", "尾"]])
    cells = [c.text for page in pages for c in page if isinstance(c, Text)]
    assert "".join(c for c in cells if c not in ("1", "2", "3", "序号", "内容", "短", "尾")) == text
    assert all(A4.bottom <= c.y for page in pages for c in page if isinstance(c, Text))
    assert cells[-1] == "尾"
