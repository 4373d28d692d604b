"""What is found in the sentences of a paper for the wall, and that what was found is not shown."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.leaks import A_CHILD, PRIVATE, VOTER, Guard, Named, Names, Watch
from yishi.domain.private_numbers import is_card, is_id_number, spans
from yishi.services.private_words import shipped

PEOPLE = (
    Named("周德厚", "3幢2单元502室", aliases=("厚叔",)), Named("周仁厚", "5幢1单元101室"), Named("张伟", "3幢"),
    Named("欧阳春燕"), Named("陈立群", office=True), Named("李小宝", child=True), Named("和平", here=False),
)  # fmt: skip


def watch(guard: Guard | None = None) -> Watch:
    """Return a watch over the people above."""
    return Watch(PEOPLE, shipped(), guard or Guard())


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("身份证11010519491231002X", "id_number"), ("１１０１０５１９４９１２３１００２Ｘ", "id_number"),
        ("110105 19491231 002X", "id_number"), ("1101 0519 4912 3100 2X", "id_number"),
        ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "id_number"),
        ("一一〇一〇五一九四九一二三一〇〇二X", "id_number"), ("110105491231002", "id_number"),
        ("13812345678", "phone"), ("138 1234 5678", "phone"), ("138-1234-5678", "phone"), ("１３８１２３４５６７８", "phone"),
        ("1 3 8 1 2 3 4 5 6 7 8", "phone"), ("138，1234，5678", "phone"), ("一三八 一二三四 五六七八", "phone"),
        ("138一二三四5678", "phone"),
        ("025-57212345", "phone"), ("（025）57212345", "phone"), ("57212345", "phone"), ("5721-2345", "phone"),
        ("6222021234567890128", "bank_card"), ("6222 0212 3456 7890 128", "bank_card"), ("4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7", "bank_card"),
        ("苏A12345", "plate"), ("苏Ａ·Ｄ１２３４５", "plate"), ("苏A 1 2 3 4 5", "plate"),
        ("3幢2单元502室", "door"), ("3栋2-502", "door"), ("3号楼502", "door"), ("三幢二单元五〇二室", "door"), ("3-2-502", "door"),
        ("2单元三楼东户", "door"), ("3组12号", "door"), ("住在502", "door"), ("12-502室", "door"), ("五〇二室", "door"),
        ("zhang.wei@example.com", "email"), ("微信号zhangwei88", "number"), ("护照E12345678", "number"),
        ("138    1234 .. 5678", "phone"), ("1，3，8，1，2，3，4，5，6，7，8", "phone"), ("⑴⑶⑻⑴⑵⑶⑷⑸⑹⑺⑻", "phone"), ("l38l2345678", "phone"),
        ("138O2345678", "phone"), ("〡〣〨〡〢〣〤〥〦〧〨", "phone"),
        ("幺三八幺两三四五六拐八", "phone"), ("么三八么二三四五六七八", "phone"),
        ("身份证尾号002X", "id_number"), ("身份证后四位0021", "id_number"), ("110105********002X", "id_number"),
        ("wx：zhangwei88", "number"), ("V信zhang_wei88", "number"), ("加薇zhangwei88", "number"), ("扣扣12345678", "number"),
        ("zhang(at)163.com", "email"), ("zhang.wei @ example.com", "email"), ("苏 A 1 2 3 4 5", "plate"), ("蘇A12345", "plate"),
        ("3#-2-502", "door"), ("3-502业主", "door"), ("阳光花园3-502", "door"), ("502那家", "door"), ("叁幢贰单元五零二", "door"),
        ("三幢二单元伍佰零贰室", "door"), ("幸福路18号301", "door"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_number_is_found(text: str, sort: str) -> None:
    found = spans(f"请找{text}，谢谢")
    assert [span.sort for span in found] == [sort], found


def test_what_was_found_by_its_check_digit_is_told_apart() -> None:
    assert is_id_number("11010519491231002X") and not is_id_number("110105194912310021") and not is_id_number("110105194913310021")
    assert is_card("4539148803436467") and not is_card("4539148803436468")


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-20 2026-06-01 12:30", "预算2200000元", "第3、12、15、18、20、22号楼", "工单20260417", "车位181个", "3幢四楼楼道", "4号院",
        "残疾人坡道", "1200户", "2026年5月12号开会", "村里12号开会", "每户30元", "长12.5米宽3米", "12345热线", "GB/T 9704-2012",
        "请带身份证2026年5月来领", "共502业主", "502户业主", "第1、3、5、7、9、11、13号楼", "加Wi-Fi路由器3台", "学习v1.2.3", "桥洞拐角",
        "赞成：33票，反对：2票，主持人陈立群宣布通过", "如表示反对可来登记",
    ],
)  # fmt: skip
def test_figures_and_public_matters_stay(text: str) -> None:
    w = watch()
    assert w.clean(text) == text and not w.hits


def test_names_aliases_and_blanks_within_a_name_are_masked() -> None:
    w = watch()
    shown = w.clean("周 德厚、张　伟和厚叔同意修路")
    assert not re.search("德厚|伟|厚叔", shown) and {hit.sort for hit in w.hits.values()} == {"name"}


def test_a_name_with_a_dot_is_found_without_it() -> None:
    w = Watch((Named("买买提·艾力"),), shipped())
    assert w.clean("买买提艾力和买买提•艾力") == "买**·艾*和买**·艾*"


def test_namesakes_are_told_apart_by_building_only_where_both_are_on_the_page() -> None:
    w = watch()
    w.clean("周德厚负责")
    w.settle()
    assert w.clean("周德厚负责") == "周*厚负责"
    w = watch()
    w.clean("周德厚和周仁厚负责")
    w.settle()
    assert w.clean("周德厚和周仁厚负责") == "周*厚（3幢）和周*厚（5幢）负责"


def test_a_word_that_is_also_somebodys_name_is_a_word_unless_they_are_here() -> None:
    assert watch().clean("邻里和平相处") == "邻里和平相处"
    assert Watch((Named("和平"),), shipped()).clean("邻里和平相处") == "邻里和*相处"


def test_illness_near_a_name_takes_the_clause_away_and_a_public_matter_stays() -> None:
    w = watch()
    assert w.clean("周德厚家吃低保。路灯照修。") == PRIVATE + "路灯照修。"
    assert w.clean("老李得了癌。") == PRIVATE and w.clean("他有残疾。") == PRIVATE
    assert w.clean("修残疾人坡道。") == "修残疾人坡道。"
    assert w.clean("修残疾人坡道。", strict=True) == PRIVATE


@pytest.mark.parametrize("word", ["低　保", "乙.肝", "ｈｉｖ阳性", "心 脏 病", "糖·尿·病", "低/保", "癌\u200b症"])
def test_a_private_word_is_found_with_blanks_dots_and_wide_letters_in_it(word: str) -> None:
    assert watch().clean(f"周德厚有{word}。") == PRIVATE


@pytest.mark.parametrize("words", ["反对的有陈立群。", "赞成：张伟；反对：陈立群。", "陈立群表示反对。", "陈立群投反 对 票。"])
def test_who_was_against_it_is_hidden_in_whatever_words(words: str) -> None:
    assert "陈立群" not in watch().clean(words)


def test_children_are_not_named_nor_told_by_their_age() -> None:
    w = watch()
    assert w.clean("李小宝画的画") == A_CHILD + "画的画"
    assert w.clean("张伟的孩子9岁。") == PRIVATE
    assert w.clean("9岁以下免费。") == "9岁以下免费。"


def test_who_voted_how_is_nobodys_business_even_of_those_in_office() -> None:
    w = watch()
    assert w.clean("陈立群投了反对票。") == VOTER + "投了反对票。"
    assert w.clean("张伟弃权。") == VOTER + "弃权。"
    assert w.clean("陈立群负责。") == "陈立群负责。"


def test_what_is_kept_stands_and_only_in_the_sentence_it_was_kept_in() -> None:
    w = watch()
    w.clean("张伟捐款。")
    kept = frozenset(w.hits)
    again = watch(Guard(kept=kept))
    assert again.clean("张伟捐款。张伟欠费。") == "张伟捐款。张*欠费。"
    assert [hit.decision for hit in again.hits.values()] == ["keep", ""]


def test_a_public_telephone_is_no_leak() -> None:
    assert watch(Guard(phones=("025-57212345",))).clean("打025-57212345") == "打025-57212345"


def test_an_opinion_names_nobody_known_or_not() -> None:
    w = watch()
    assert w.unsaid("张伟、周德厚（3幢）等5人反对收费", "{n}名参会人员") == "5名参会人员反对收费"
    assert w.unsaid("吴小明反对收费", "{n}名参会人员") == "1名参会人员反对收费"
    assert w.unsaid("居民反对收费", "{n}名参会人员") == "居民反对收费"


PARTS = st.sampled_from([
    "13812345678", "１３８１２３４５６７８", "11010519491231002X", "110105 19491231 002X", "6222021234567890128", "苏A12345",
    "3幢2单元502室", "025-57212345", "周德厚", "张 伟", "欧阳春燕", "李小宝",
])  # fmt: skip


@given(st.lists(st.one_of(PARTS, st.text(alphabet="在门口，。和的同意ab \n", max_size=6)), max_size=8))
def test_masking_never_shows_what_it_hides_whatever_stands_beside_it(parts: list[str]) -> None:
    shown = watch().clean("，".join(parts))
    plain = "".join(shown.split())
    assert not re.search(r"\d{6}", plain)
    assert not any(word in plain for word in ("周德厚", "张伟", "欧阳春燕", "李小宝", "12345", "502"))


def test_a_village_of_twenty_thousand_names_is_looked_through_at_once() -> None:
    lot = random.Random(7)
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    names = ["赵" + "".join(lot.choices(signs, k=2)) for _n in range(20_000)]
    found = Names(names)
    assert [name for _s, _e, name in found.find("今天" + names[5] + "和" + names[777] + "说话")] == [names[5], names[777]]
