"""A meeting form that is written wrongly says where; one that is right comes back as it was."""

from datetime import date

import pytest

from yishi.domain import meeting_forms, rule_data
from yishi.domain.meeting_forms import MeetingForm
from yishi.domain.terms import FORM_WORDS
from yishi.errors import Refusal
from yishi.store import shipped_rules

GOOD = {
    "code": "custom", "name": "老街夜话", "letters": "ZD", "kinds": ["village"], "legal_status": "consultative", "vote_rule": "CONSENSUS",
    "vote_rules": ["CONSENSUS", "FOR_GT_AGAINST"], "rules": "consultation", "stages": ["摆谈", "商定"], "notice_days": 2,
}  # fmt: skip


def test_the_words_of_history_are_the_names_that_are_shipped():
    assert {code: form.name for code, form in shipped_rules.forms().items()} == FORM_WORDS
    letters = [form.letters for form in shipped_rules.forms().values()]
    assert len(set(letters)) == len(letters) == len(FORM_WORDS)


@pytest.mark.parametrize("form", shipped_rules.forms().values(), ids=lambda form: form.code)
def test_a_form_written_out_and_read_again_is_the_same(form):
    assert meeting_forms.read(meeting_forms.as_data(form)) == form


@pytest.mark.parametrize("form", shipped_rules.forms().values(), ids=lambda form: form.code)
def test_what_nobody_knows_is_empty_and_the_remark_says_so(form):
    assert form.stages or form.statutory or "步骤" in form.remark
    assert form.code != "five_party" or (form.example and "示例，请按当地文件修改" in form.remark)


def test_only_what_is_our_own_is_marked_an_example():
    assert [form.code for form in shipped_rules.forms().values() if form.example] == ["five_party"]
    of = shipped_rules.forms()
    assert len(of["five_party"].parties) == 5 and len(of["five_party"].stages) == 7
    assert of["laofushi"].stages == of["xuqiaozhen"].stages == of["laofushi"].parties == ()


def test_judging_people_is_never_public_by_default():
    assert {form.code for form in shipped_rules.forms().values() if not form.public} == {"moral_council", "wedding_funeral_council"}


def test_the_five_of_the_community_are_known():
    five = {"社区", "社会组织", "社工", "志愿者", "慈善资源"}
    assert five <= set(shipped_rules.forms()["residents_council"].parties)


@pytest.mark.parametrize(("change", "where", "message"), [
    ({"name": " "}, "名称", "还空着"), ({"letters": "Tw1"}, "编号字母", "两个大写字母"), ({"vote_rule": "MOST"}, "通常的表决规则", "MOST"),
    ({"stages": ["摆谈", ""]}, "步骤第2项", "空着"),
    ({"stages": ["摆谈", "摆谈"]}, "步骤第2项", "两次"), ({"stages": "摆谈"}, "步骤", "一列"),
    ({"papers": ["sign_in", "novel"]}, "要备的材料第2项", "novel"), ({"notice_days": 3.5}, "提前几天通知", "整数"),
    ({"notice_days": True}, "提前几天通知", "整数"), ({"posting_days": 0}, "公示几天", "1到"), ({"public": "no"}, "公开", "是"),
    ({"postign_days": 7}, "postign_days", "没有这一项"), ({"recurs_on": "初一"}, "固定议事日", "每月15日"),
    ({"vote_rules": ["MAJORITY_PRESENT"]}, "通常的表决规则", "不在"), ({"kinds": []}, "村或社区", "还空着"),
    ({"name": "夜" * 201}, "名称", "太长"),
    ({"legal_status": "royal"}, "法律地位", "royal"), ({"parties": [3]}, "参与方第1项", "空着"),
])  # fmt: skip
def test_a_mistake_is_told_where_it_is(change, where, message):
    found = meeting_forms.faults({**GOOD, **change})
    assert [fault.where for fault in found] == [where] and message in found[0].message
    with pytest.raises(Refusal, match="YS-F01") as refused:
        meeting_forms.read({**GOOD, **change})
    assert where in refused.value.message


def test_all_mistakes_are_told_at_once():
    assert [fault.where for fault in meeting_forms.faults({**GOOD, "name": "", "notice_days": -1})] == ["名称", "提前几天通知"]


@pytest.mark.parametrize(("text", "line"), [('name = "夜话"\nletters = ZD\n', "第2行"), ("name = ", "第1行"), ("a = 1\na = 2", "第2行")])
def test_a_text_that_cannot_be_read_names_the_line(text, line):
    with pytest.raises(Refusal, match="YS-F02") as refused:
        rule_data.parse(text)
    assert line in refused.value.message and "line" not in refused.value.message


@pytest.mark.parametrize(("on", "after", "day"), [
    ("每月15日", date(2026, 6, 8), date(2026, 6, 15)), ("每月15日", date(2026, 6, 15), date(2026, 6, 15)),
    ("每月15日", date(2026, 12, 16), date(2027, 1, 15)), ("每月31日", date(2026, 2, 3), date(2026, 2, 28)),
    ("每周五", date(2026, 6, 8), date(2026, 6, 12)), ("每周日", date(2026, 6, 8), date(2026, 6, 14)), ("", date(2026, 6, 8), None),
])  # fmt: skip
def test_a_fixed_day_comes_round(on, after, day):
    form = meeting_forms.read({**GOOD, "recurs": True, "recurs_on": on})
    assert meeting_forms.next_day(form, after) == day


def test_a_form_of_another_version_is_read_as_far_as_it_is_known():
    later = meeting_forms.lenient({**GOOD, "music": "二胡"})
    assert isinstance(later, MeetingForm) and later.name == "老街夜话"
    assert meeting_forms.lenient({"code": "custom"}) is None
