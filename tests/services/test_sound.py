"""Finding people by how they sound."""

import pytest

from yishi.services.sound import Index, OtherName, Written, door_keys, sounds

PEOPLE = (
    ("王建国", ("19900000201", "3幢", "周家湾组")), ("王军", ("19900000202", "13幢", "老街组")), ("林莉", ("19900000213", "3幢", "")),
    ("曾强", ()), ("陈正", ()), ("单小乐", ()), ("尉迟敬德", ()), ("覃丽", ()), ("Ali", ()), ("王建国", ("19900000777", "5幢", "老街组")),
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(PEOPLE)


def found(index: Index, query: str) -> list[str]:
    return [PEOPLE[place][0] for place in index.find(query)]


@pytest.mark.parametrize("query", ["王建国", "建国", "wangjianguo", "wjg", "w'j'g", "WangJG", "wjguo", "wang jian"])
def test_a_name_is_found_by_characters_pinyin_initials_and_both_mixed(index: Index, query: str) -> None:
    assert found(index, query) == ["王建国", "王建国"]


def test_nothing_typed_means_everybody_in_their_order(index: Index) -> None:
    assert index.find("") == list(range(len(PEOPLE)))


ALIKE = (("linli", "林莉"), ("ningli", "林莉"), ("nl", "林莉"), ("zengqiang", "曾强"), ("zenqian", "曾强"), ("cenzen", "陈正"))


@pytest.mark.parametrize(("query", "name"), ALIKE)
def test_what_people_cannot_hear_apart_is_found_all_the_same(index: Index, query: str, name: str) -> None:
    assert found(index, query)[0] == name


def test_an_exact_sound_comes_before_one_that_is_only_alike(index: Index) -> None:
    exact = Index((("聂兰", ()), ("连南", ())))
    assert [exact.names[place] for place in exact.find("l")] == ["连南", "聂兰"]
    assert [exact.names[place] for place in exact.find("n")] == ["聂兰", "连南"]


@pytest.mark.parametrize("query", ["shanxiaole", "sxl", "shanxiaoyue"])
def test_a_surname_is_read_as_a_surname_and_every_reading_of_the_rest_is_found(index: Index, query: str) -> None:
    assert found(index, query) == ["单小乐"]


@pytest.mark.parametrize("query", ["yuchi", "ycjd", "yuchijd"])
def test_a_compound_surname_is_two_syllables(index: Index, query: str) -> None:
    assert found(index, query) == ["尉迟敬德"]


def test_both_readings_of_a_surname_are_found(index: Index) -> None:
    assert found(index, "ql") == found(index, "tl") == ["覃丽"]


def test_the_end_of_a_phone_number_is_enough(index: Index) -> None:
    assert index.find("0777") == [9]
    assert index.find("0199") == []


def test_a_house_number_finds_the_house_itself_first(index: Index) -> None:
    assert index.find("3幢") == [0, 2, 1]


def test_a_group_is_found_by_its_characters_and_its_sound(index: Index) -> None:
    assert index.find("周家湾") == index.find("zhoujia") == index.find("zjw") == [0]


def test_letters_in_a_name_are_found(index: Index) -> None:
    assert found(index, "ali") == ["Ali"]


def test_a_sign_alone_finds_nobody_and_breaks_nothing(index: Index) -> None:
    for query in ("。", "*", "%_", "\\", "'", "　", "👍", "ü"):
        assert isinstance(index.find(query), list)


def test_the_usual_reading_is_the_one_that_is_shown() -> None:
    assert sounds("曾强")[0] == ("zengqiang", "zq")
    assert sounds("尉迟敬德")[0] == ("yuchijingde", "ycjd")


SURNAMES = (
    ("单雄信", "shanxiongxin", "sxx"), ("曾国强", "zengguoqiang", "zgq"), ("仇和", "qiuhe", "qh"), ("解晓东", "xiexiaodong", "xxd"),
    ("区志明", "ouzhiming", "ozm"), ("查良镛", "zhaliangyong", "zly"), ("盖文", "gewen", "gw"), ("尉迟恭", "yuchigong", "ycg"),
    ("覃勇", "qinyong", "qy"), ("覃勇", "tanyong", "ty"), ("任素琴", "rensuqin", "rsq"), ("华小兰", "huaxiaolan", "hxl"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "full", "initials"), SURNAMES)
def test_a_surname_that_is_read_otherwise_is_found_by_its_own_reading_first(name: str, full: str, initials: str) -> None:
    people = Index([(other, ()) for other, _full, _initials in SURNAMES])
    for query in (full, initials, full[:-1], "'".join(initials)):
        assert people.names[people.find(query)[0]] == name, query


FUZZY = (("刘兰", "niunan"), ("张正", "zanzen"), ("陈声", "censen"), ("石峰", "sifen"), ("林英", "ninyin"), ("程生", "cs"))


@pytest.mark.parametrize(("name", "query"), FUZZY)
def test_n_and_l_zh_and_z_en_and_eng_are_heard_as_one(name: str, query: str) -> None:
    people = Index([(other, ()) for other, _query in FUZZY])
    assert name in [people.names[place] for place in people.find(query)]


def test_what_people_call_somebody_is_found_by_characters_and_by_sound() -> None:
    people = Index((("王桂英", (OtherName("李家二媳妇"), "19900000123", "3幢")), ("李家明", ("19900000456", "13幢"))))
    assert people.find("李家二") == people.find("ljexf") == people.find("lijiaerxifu") == [0]
    assert people.find("0123") == [0] and people.find("456") == [1]
    assert people.find("3幢") == [0, 1]


# name, what it is shown and sorted by, other ways in which it is found
READ = (
    ("卜建国", "bujianguo", ""), ("阚玉", "kanyu", ""), ("乜明", "nieming", ""), ("郇阳", "xunyang", "huanyang"),
    ("隗强", "weiqiang", "kuiqiang"), ("能建军", "naijianjun", ""), ("祭明", "zhaiming", ""), ("费强", "feiqiang", "biqiang"),
    ("谌龙", "chenlong", "shenlong"), ("宿强", "suqiang", "xuqiang"), ("单于娜", "chanyuna", "shanyuna"), ("贲明", "benming", "feiming"),
    ("黑敏", "hemin", "heimin"), ("查英", "zhaying", ""), ("翟英", "zhaiying", "diying"), ("召英", "shaoying", "zhaoying"),
    ("仉英", "zhangying", ""), ("逄英", "pangying", ""), ("佴英", "naiying", "erying"), ("洗英", "xianying", "xiying"),
    ("缪英", "miaoying", ""), ("折英", "sheying", ""), ("句英", "gouying", ""), ("牟英", "mouying", "muying"),
    ("莘英", "shenying", "xinying"),
    ("幺英", "yaoying", ""), ("种英", "chongying", ""), ("重英", "chongying", ""), ("芮英", "ruiying", ""), ("訾英", "ziying", ""),
    ("哈英", "haying", ""), ("盖英", "geying", "gaiying"), ("葛英", "geying", ""), ("朴英", "piaoying", "puying"),
    ("令狐英", "linghuying", ""), ("万俟英", "moqiying", ""), ("尉迟英", "yuchiying", ""), ("澹台英", "tantaiying", ""),
    ("单英", "shanying", ""), ("單英", "shanying", ""), ("區英", "ouying", ""), ("萬俟英", "moqiying", ""), ("尉英", "weiying", "yuying"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "shown", "also"), READ)
def test_a_surname_of_several_readings_is_sorted_by_its_own_and_found_by_each(name: str, shown: str, also: str) -> None:
    assert sounds(name)[0][0] == shown
    people = Index(((name, ()), ("王建国", ())))
    for query in filter(None, (shown, also, sounds(name)[0][1])):
        assert people.find(query) == [0], query


@pytest.mark.parametrize("query", ["lv", "lu", "lyu", "lü", "lvming", "luming", "lyuming", "lüming", "lm"])
def test_whichever_way_a_keyboard_has_for_it_finds_the_name(query: str) -> None:
    assert 0 in Index((("吕明", ()), ("王建国", ()))).find(query)


def test_a_second_reading_is_found_however_many_the_rest_of_the_name_has() -> None:
    assert Index((("覃重乐", ()),)).find("tanzhongle") == [0] and Index((("覃重行朝", ()),)).find("tan") == [0]


DOORS = (("王建国", (Written("3-501"),)), ("李秀英", (*map(Written, door_keys("12幢2单元501室")),)), ("张伟", (Written("13-1501"),)))


@pytest.mark.parametrize(("query", "meant"), [
    ("3-501", [0]), ("501", [1, 0]), ("12-2-501", [1]), ("2单元", [1]), ("01", []), ("３－５０１", [0])])
def test_a_house_number_is_found_by_the_whole_of_it_and_by_the_room(query: str, meant: list[int]) -> None:
    assert sorted(Index(DOORS).find(query)) == sorted(meant)


def test_how_a_rare_character_is_made_finds_who_has_it() -> None:
    people = Index((("孔你", (Written("⿰亻尔"),)), ("王建国", ())))
    assert people.find("⿰亻尔") == people.find("亻尔") == [0]


@pytest.mark.parametrize("query", ["jianguo", "jg", "guo", "jiang", "jianguo", "zianguo"])
def test_a_given_name_is_found_by_sound_from_any_character_after_whole_names(query: str) -> None:
    index = Index((name, ()) for name in ("王建国", "李梅", "江国", "欧阳建国"))
    found = [index.names[place] for place in index.find(query)]
    assert ("王建国" in found) == (query != "zianguo")
    if query == "jg":
        assert found == ["江国", "王建国", "欧阳建国"]


def test_one_letter_begins_a_surname() -> None:
    index = Index((name, ()) for name in ("王建国", "江梅"))
    assert [index.names[place] for place in index.find("j")] == ["江梅"]
