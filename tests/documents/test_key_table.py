"""快捷键表 on paper: every key and what it does, a place without keys left out."""

from yishi.documents.key_table import KeyTable, compose
from yishi.documents.layout import Text


def test_every_key_is_on_the_paper_and_a_place_without_keys_is_left_out():
    lines = tuple((f"F{n}", f"第{n}件事") for n in range(1, 8))
    paper = compose(KeyTable((("今日", lines), ("资料", ()), ("会议", (("Ctrl+N", "新会议"),)))))
    words = [item.text for page in paper.pages for item in page if isinstance(item, Text)]
    assert {*(word for line in lines for word in line), "今日", "会议", "Ctrl+N", "新会议"} <= set(words)
    assert "资料" not in words and len(paper.pages) == 1


def test_a_long_table_goes_on_with_its_head_and_counts_its_pages():
    paper = compose(KeyTable((("今日", tuple((f"Alt+{n}", "记一笔") for n in range(200))),)))
    heads = [sum(isinstance(item, Text) and item.text == "按键" for item in page) for page in paper.pages]
    assert len(paper.pages) > 1 and set(heads) == {2}
