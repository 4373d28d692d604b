"""Lists of whose business a matter is: imported by paste or file, asked while a topic is looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import duty_lists
from yishi.services.pool_lines import DutiesTaken
from yishi.store.book import Book

PASTED = """【主体责任清单】
1. 村口路灯的日常维护
2、调解邻里纠纷
【负面清单】
（1）拆除违法建筑 → 青石镇综合执法队
出具亲属关系证明 -> 派出所
"""


@pytest.fixture
def book(new_book: Callable[..., Book]) -> Book:
    return new_book()


def take(book: Book, text: str, name: str = "primary", kind: str = "txt") -> DutiesTaken:
    with book.write(ACTOR, "duties") as session:
        return duty_lists.take_in(session, name, text, kind)


def test_no_list_is_shipped(book: Book) -> None:
    with book.read() as session:
        assert {count.lines for count in duty_lists.counts(session)} == {0}


def test_one_paste_fills_several_lists_by_their_headings(book: Book) -> None:
    assert take(book, PASTED).added == 4
    with book.read() as session:
        assert {c.duty_list: c.lines for c in duty_lists.counts(session) if c.lines} == {"primary": 2, "negative": 2}


def test_a_second_import_adds_nothing(book: Book) -> None:
    take(book, PASTED)
    before = content(book)
    assert take(book, PASTED) == DutiesTaken(0, 0, 4) and content(book) == before


def test_a_newer_list_says_anew_whose_business_it_is(book: Book) -> None:
    take(book, PASTED)
    assert take(book, "出具亲属关系证明 → 镇派出所", "negative") == DutiesTaken(0, 1, 0)


def test_a_matter_of_the_negative_list_names_whose_business_it_is(book: Book) -> None:
    take(book, PASTED)
    with book.read() as session:
        hits = duty_lists.check_duty(session, "老周家的违法建筑要拆除")
    assert [(h.duty_list, h.passed_to, h.not_ours) for h in hits] == [("negative", "青石镇综合执法队", True)]


def test_a_matter_of_no_list_has_no_hit(book: Book) -> None:
    take(book, PASTED)
    with book.read() as session:
        assert duty_lists.check_duty(session, "暑假给孩子办个书法班") == ()


def test_a_table_copied_from_a_spreadsheet_is_understood(book: Book) -> None:
    assert take(book, "事项\t转给谁\n拆除违法建筑\t镇执法队\n\n私拉电线\t安监办\n", "negative").added == 2


def test_csv_with_a_column_of_numbers_is_understood(book: Book) -> None:
    assert take(book, '序号,事项,单位\n1,"拆除违法建筑",镇执法队\n2,私拉电线,安监办\n', "negative", "csv").added == 2
    with book.read() as session:
        assert duty_lists.check_duty(session, "有人私拉电线")[0].passed_to == "安监办"


def test_toml_by_list_or_by_item_is_understood(book: Book) -> None:
    told = 'negative = ["拆除违法建筑 → 镇执法队"]\n[[item]]\ntext = "邻里纠纷调解"\nlist = "primary"\n'
    assert take(book, told, "assist", "toml").added == 2


@pytest.mark.parametrize(
    ("text", "kind", "words"), [("", "txt", "没有找到"), ("a = ", "toml", "第1行"), ("好\n" + "长" * 500, "txt", "第2行太长")]
)
def test_a_list_that_cannot_be_read_says_where_and_changes_nothing(book: Book, text: str, kind: str, words: str) -> None:
    before = content(book)
    with pytest.raises(Refusal, match=words):
        take(book, text, "primary", kind)
    assert content(book) == before


def test_a_file_of_an_old_program_is_read_and_others_are_refused(tmp_path: Path) -> None:
    old, strange = tmp_path / "清单.txt", tmp_path / "清单.docx"
    old.write_bytes("拆除违法建筑".encode("gb18030"))
    strange.write_bytes(b"PK")
    assert duty_lists.read_file(old) == ("拆除违法建筑", "txt")
    with pytest.raises(Refusal, match="读不了"):
        duty_lists.read_file(strange)
