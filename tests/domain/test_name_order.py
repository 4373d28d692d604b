import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain import surnames
from yishi.domain.name_order import by_post, by_sound, by_strokes, counted, post_place, stroke_key
from yishi.store.strokes import load

STROKES = load()
SURNAMES = (
    "丁卜刁于万马王韦仇文方孔邓甘艾左石龙叶田史冉白冯皮朱任华刘齐江许阮孙牟麦严苏杜李杨肖吴何邹沈宋张陆陈邵武林欧罗金周郑孟"
    "赵胡柳钟段侯俞姜姚贺袁莫贾夏顾徐殷翁高郭唐黄萧梅曹龚盛常崔章阎梁彭葛董蒋韩程傅曾温谢蓝赖雷詹鲍蔡裴廖谭翟熊樊黎潘薛戴魏"
)


def ordered(*names: str, middle: bool) -> list[str]:
    return list(by_strokes(names, STROKES, empty_middle=middle).names)


def test_surnames_stand_by_strokes_and_then_by_the_first_stroke() -> None:
    assert ordered("文天", "王建国", "万里", "于是之", "丁一", middle=True) == ["丁一", "于是之", "万里", "王建国", "文天"]
    assert ordered("欧元", "林木", middle=True) == ["林木", "欧元"]


def test_a_list_of_surnames_in_official_order_stays_as_it_is() -> None:
    shuffled = list(SURNAMES)
    random.Random(3).shuffle(shuffled)
    assert "".join(ordered(*shuffled, middle=True)) == SURNAMES


@pytest.mark.parametrize("official", [surnames.COMMON, surnames.LESS_COMMON, surnames.RARE])
def test_four_hundred_surnames_stand_as_the_official_list_has_them(official: str) -> None:
    assert len(surnames.COMMON + surnames.LESS_COMMON + surnames.RARE) >= 400
    shuffled = list(official)
    random.Random(7).shuffle(shuffled)
    assert "".join(ordered(*shuffled, middle=True)) == official
    assert "".join(name[0] for name in ordered(*(sign + "建国" for sign in shuffled), middle=False)) == official


def test_the_order_that_libraries_get_wrong() -> None:
    for before, after in ("王文", "于万", "王木", "丁万", "马王", "于文", "仇文", "邓田"):
        assert ordered(after + "一", before + "一", middle=True)[0][0] == before


def test_the_two_customs_differ_in_names_of_two_characters_only() -> None:
    assert ordered("田大利", "田富", middle=True) == ["田富", "田大利"]
    assert ordered("田大利", "田富", middle=False) == ["田大利", "田富"]
    assert ordered("高大富", "高富", middle=True) == ["高富", "高大富"]
    for middle in (True, False):
        assert ordered("李大鸣", "李一鸣", middle=middle) == ["李一鸣", "李大鸣"]


def test_a_sign_without_known_strokes_is_told_and_its_name_stands_last() -> None:
    found = by_strokes(["龘三", "文天", "丁一"], STROKES, empty_middle=True)
    assert found.names == ("丁一", "文天", "龘三")
    assert found.unknown == ("龘",)


def test_the_table_holds_every_sign_of_the_official_list_once() -> None:
    assert len(STROKES) == 8105
    assert sorted(STROKES.values()) == list(range(1, 8106))
    assert [sign for sign, _place in sorted(STROKES.items(), key=lambda item: item[1])][:12] == list("一乙二十丁厂七卜八人入乂")


@given(st.lists(st.text("王李张欧阳尉迟买提·艾力䶮𬱖龘a", min_size=1, max_size=6), max_size=12), st.randoms(), st.booleans())
def test_the_order_is_total_and_does_not_depend_on_how_the_names_came(names: list[str], lot: random.Random, middle: bool) -> None:
    again = names[:]
    lot.shuffle(again)
    one, two = by_strokes(names, STROKES, middle).names, by_strokes(again, STROKES, middle).names
    assert sorted(one) == sorted(names)
    assert [STROKES.get(n[0], 0) for n in one if n[0] in STROKES] == [STROKES.get(n[0], 0) for n in two if n[0] in STROKES]


def test_names_by_sound_and_by_post() -> None:
    assert by_sound(["曾强", "单燕"], {"曾强": "zengqiang", "单燕": "shanyan"}.__getitem__) == ("单燕", "曾强")
    assert by_post([("甲", ""), ("乙", "director"), ("丙", "secretary")]) == ("丙", "乙", "甲")


@pytest.mark.parametrize("name", ["田富（组长）", "田·富", "田 富"])
def test_what_is_no_sign_of_the_name_does_not_count(name: str) -> None:
    assert ordered("田大利", name, middle=True)[0] == name


SIGNS = st.text("王李张文于万欧阳尉迟买提·艾力䶮𬱖龘\ue123a", min_size=1, max_size=5)


@given(SIGNS, SIGNS, SIGNS, st.booleans())
def test_of_two_names_one_comes_first_or_they_are_alike_and_the_order_never_goes_round(a: str, b: str, c: str, middle: bool) -> None:
    one, two, three = (stroke_key(name, STROKES, middle) for name in (a, b, c))
    assert (one < two) + (two < one) + (one == two) == 1
    if one <= two <= three:
        assert one <= three


@given(st.lists(st.tuples(SIGNS, st.integers()), max_size=20), st.booleans())
def test_names_that_are_alike_keep_the_order_in_which_they_came(people: list[tuple[str, int]], middle: bool) -> None:
    found = sorted(range(len(people)), key=lambda n: stroke_key(people[n][0], STROKES, middle))
    for n, m in itertools.pairwise(found):
        if people[n][0] == people[m][0]:
            assert n < m


def test_a_character_that_a_place_has_drawn_itself_is_unknown_not_passed_over() -> None:
    found = by_strokes(["\ue123文", "王文"], STROKES, empty_middle=True)
    assert (found.names, found.unknown) == (("王文", "\ue123文"), ("\ue123",))


def test_heads_come_before_their_deputies_and_both_before_members() -> None:
    posts = ["委员", "副主任", "主任", "副书记", "书记", "召集人"]
    assert sorted(posts, key=lambda post: post_place("", post)) == ["书记", "主任", "召集人", "副书记", "副主任", "委员"]
    roles = ["居民代表", "", "村民小组长", "社区党委书记、居委会主任", "村委会副主任", "村民代表"]
    assert sorted(roles, key=post_place)[:4] == ["社区党委书记、居委会主任", "村委会副主任", "村民小组长", "村民代表"]


def test_groups_are_counted_not_spelled() -> None:
    assert sorted(["12组", "2组", "周家湾组"], key=counted) == ["2组", "12组", "周家湾组"]


@pytest.mark.parametrize("sign", ["\U00031350", "\U0002EBF0", "\U00020B9F", "\U0002F800", "\uf900", "\U000323B0", "〇"])
def test_a_character_newer_than_our_tables_is_flagged_and_never_passed_over(sign: str) -> None:
    found = by_strokes(["丁一", f"{sign}明", "王明"], STROKES, empty_middle=True)
    assert found.unknown == (sign,) and found.names[-1] == f"{sign}明"
