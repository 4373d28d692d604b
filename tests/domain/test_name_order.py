import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.name_order import by_post, by_sound, by_strokes
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
