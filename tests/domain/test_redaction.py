"""What is masked in a sentence before anybody outside reads it, and what is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.redaction import HIDDEN, holds_post, redacted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("打13812345678找我", "打138****5678找我"),
        ("１３８１２３４５６７８", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("138 - 1234 - 5678", "138****5678"),
        ("身份证320124198001011234。", f"身份证{HIDDEN}。"),
        ("身份证320124 19800101 123x", f"身份证{HIDDEN}"),
        ("卡号6222 0212 3456 7890 123", f"卡号{HIDDEN}"),
        ("打025-57212345", f"打{HIDDEN}"),
        ("电话57212345", f"电话{HIDDEN}"),
        ("幺三八一二三四五六七八", HIDDEN),
        ("苏A12345堵着门", "苏A*****堵着门"),
        ("苏A·D12345", "苏A*****"),
        ("12幢3单元502室漏水", "12幢漏水"),
        ("12幢502漏水", "12幢漏水"),
        ("三号楼二单元四〇二室", "三号楼"),
        ("3-2-502家", "3幢家"),
        ("2单元502室", "*室"),
        ("周家湾12号门口", "周家湾*号门口"),
    ],
)
def test_numbers_that_point_to_a_person_are_masked(text: str, shown: str) -> None:
    assert redacted(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "车位181个，登记车辆263辆，夜里缺80个左右", "预算1200000元", "12345工单2026-0417-88", "5月12号公示到2026-06-18",
        "3幢楼栋长", "12幢有120户", "人均3-5元", "二〇二六年", "4号线",
    ],
)  # fmt: skip
def test_figures_of_the_matter_stay(text: str) -> None:
    assert redacted(text) == text


@given(
    st.text(alphabet="的在门口，。张三ab电话 ：", max_size=12),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.text(alphabet="找我，。人\n", max_size=9),
)
def test_no_mobile_number_survives_whatever_stands_around_it(before: str, phone: str, after: str) -> None:
    shown = redacted(before + phone + after)
    assert phone not in shown and not re.search(r"\d{8}", shown)


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), st.sampled_from(["", " ", "-", "\u200b", "—"]))
def test_no_id_number_survives_however_it_is_parted(number: str, gap: str) -> None:
    parted = gap.join((number[:6], number[6:10], number[10:14], number[14:]))
    shown = redacted(f"证件{parted}，请核对")
    assert number[6:14] not in shown.replace(gap, "") and number[-4:] not in shown


def test_a_resident_is_masked_in_the_middle_of_a_sentence_and_a_longer_name_first() -> None:
    assert redacted("欧阳春燕和欧阳春都同意", ["欧阳春", "欧阳春燕"]) == "欧阳*燕和欧阳*都同意"


def test_a_post_is_told_from_a_mere_resident() -> None:
    assert all(map(holds_post, ("业委会主任", "3幢楼栋长", "周家湾村民小组组长", "社区民警", "物业项目经理")))
    assert not any(map(holds_post, ("", "有车业主", "退休居民", "退休书记", "租户、外卖骑手（非户籍居民代表）", "村民代表")))
