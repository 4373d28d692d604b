"""Another hand's way of writing hides nobody: blanks inside an address, figures in words, traditional and variant signs of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.leaks import Guard, Named, Watch
from yishi.domain.private_numbers import spans
from yishi.domain.variants import usual
from yishi.services.private_words import shipped

PEOPLE = (Named("陈国强", "3幢2单元502室"), Named("锺慶華"), Named("张伟", office=True), Named("阿不都·热合曼"))


def clean(text: str) -> str:
    return Watch(PEOPLE, shipped(), Guard()).clean(text)


@pytest.mark.parametrize("name", ["陈国强", "陳國強", "陳国彊", "陳 國 強", "陈\u200b國強", "钟庆华", "鐘慶華", "鍾庆華", "阿不都·熱合曼"])
def test_a_name_in_other_signs_is_masked(name):
    said = clean(f"这件事由{name}来看护。")
    assert name not in said and said.startswith("这件事由") and said.endswith("来看护。") and "*" in said


def test_who_acts_in_office_keeps_the_name_in_whichever_signs():
    assert clean("由張偉负责。") == "由張偉负责。"


@pytest.mark.parametrize("text", [
    "12 幢 3 单 元 402 室", "１２ 幢 ３ 单 元 ４０２ 室", "十 二 幢 三 单 元 四 〇 二 室", "3 单 元 4 0 2 室", "4 0 2 室", "3 组 1 2 号",
    "三 号 楼 二 单 元 五〇二", "12\u3000幢\u30003\u3000单\u3000元\u3000402\u3000室", "1 2-5 0 2 室",
])  # fmt: skip
def test_blanks_inside_an_address_do_not_hide_the_door(text):
    said = clean(f"家在{text}，灯坏了。")
    assert text not in said and "402" not in said.replace(" ", "") and "502" not in said.replace(" ", "") and said.endswith("，灯坏了。")


@pytest.mark.parametrize("text", [
    "一三八一二三四五六七八", "壹叁捌 壹贰叁肆 伍陆柒捌", "幺三八、一二三四、五六七八", "１３８ １２３４ ５６７８", "1三8一2三4五6七8",
    "一 三 八 一 二 三 四 五 六 七 八",
])  # fmt: skip
def test_a_telephone_in_words_or_wide_figures_is_found(text):
    assert [span.sort for span in spans(f"电话是{text}。")] in (["phone"], ["number"])
    assert text not in clean(f"请打{text}。")


@pytest.mark.parametrize("text", [
    "3 幢 和 5 幢 之间的路", "2026 年 5 月 18 日 在 议事堂 开会", "共 120 户 402 人", "买了 3 盏 灯 共 402 元", "3 号 楼 线 路 改造",
    "第 3 组 12 人 到会",
    "一、三、八幢的路灯", "同意 12 票 反对 3 票",
])  # fmt: skip
def test_blanks_between_other_figures_hide_nothing(text):
    assert clean(text) == text


@given(st.text())
def test_the_usual_form_keeps_every_place_and_is_its_own(text):
    assert len(usual(text)) == len(text) and usual(usual(text)) == usual(text)
