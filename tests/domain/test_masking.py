"""What the notice board may show of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import RECORDS
from yishi.domain.masking import mask_address, mask_name, mask_names, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张伟", "张*"),
        ("周德厚", "周*厚"),
        ("诸葛平", "诸葛*"),
        ("欧阳春燕", "欧阳*燕"),
        ("买买提·艾力", "买**·艾*"),
        ("欧阳", "欧*"),
        ("张", "*"),
        ("", ""),
        ("贺兰英", "贺*英"),
        ("歐陽修", "歐陽*"),
        ("张 伟", "张*"),
        ("王建国（书记）", "王*国"),
        ("阿依古丽•买买提", "阿***•买**"),
        ("John Smith", "J*** S****"),
        ("刘𰻝", "刘*"),
        ("李𬱖明", "李*明"),
        ("王䶮\U000e0100", "王*"),
        ("爱新觉罗启星", "爱****星"),
        ("买买提.艾力", "买**.艾*"),
        ("买买提。艾力", "买**。艾*"),
        ("阿·力", "阿·*"),
        ("张伟.", "张*"),
        ("张伟13900000000", "张************"),
        ("13900000000", "***********"),
        ("周德厚１３９０００００００", "周************"),
    ],
)
def test_a_name_is_masked_by_the_factory_rule(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("19912340012", "199****0012"),
        ("199 1234 0012", "199****0012"),
        ("+86 19912340012", "199****0012"),
        ("１９９１２３４００１２", "199****0012"),
        ("0512-88881234", "**********34"),
        ("88881234", "******34"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_phone_keeps_three_and_four(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("12幢2单元301室", "12幢"),
        ("梧桐里小区3幢东侧空地", "梧桐里小区3幢"),
        ("幸福路88号3栋201", "幸福路88号3栋"),
        ("5号楼1单元", "5号楼"),
        ("三幢二单元", "三幢"),
        ("A座1203", "A座"),
        ("12-2-301", "12幢"),
        ("周家湾组", "周家湾组"),
        ("桃湾村周家湾12号", "桃湾村周家湾"),
        ("上塘组15号", "上塘组"),
        ("中山路38号", "中山路"),
        ("301室", "*"),
        ("", ""),
        ("五里墩三十八号", "五里墩"),
        ("3单元301室", "*"),
        ("叁单元伍零贰室", "*"),
        ("东区甲单元乙室", "东区"),
        ("廿三号", "*"),
        ("幸福里廿三号", "幸福里"),
        ("翠竹苑叁单元伍零贰室", "翠竹苑"),
        ("贰拾叁幢甲单元", "贰拾叁幢"),
        ("东区伍零贰", "东区"),
        ("A单元502", "*"),
        ("五里墩村", "五里墩村"),
    ],
)
def test_an_address_ends_at_the_building(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_two_who_look_alike_are_told_apart_by_building() -> None:
    people = [("张伟", "3幢2单元301室"), ("张强", "5幢"), ("李娜", "3幢"), ("张伟", "3幢2单元301室")]
    assert mask_names(people) == ["张*（3幢）", "张*（5幢）", "李*", "张*（3幢）"]
    assert mask_names([("张伟", "3幢"), ("张强", "3幢"), ("张三", "")]) == ["张*（3幢）", "张*（3幢，2）", "张*"]


@given(st.text("王李欧阳春燕建国德厚𰻝", min_size=2, max_size=5))
def test_no_name_comes_through_whole(name: str) -> None:
    masked = mask_name(name)
    assert "*" in masked and masked != name and len(masked) == len(name)


@given(st.text(max_size=30))
def test_no_door_number_and_no_phone_come_through(text: str) -> None:
    assert "301室" not in mask_address(text + "2单元301室")
    assert "1234" not in mask_phone("199" + "1234" + "0012")


def test_the_worked_meetings_hold_no_phone_in_this_folder() -> None:
    assert "phone" not in RECORDS.read_text(encoding="utf-8")
