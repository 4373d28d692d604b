"""Legal rule profiles: dated, never asserted as the new law, and a mistake is told where it is."""

from datetime import date

import pytest

from yishi.domain import owners, rule_profiles
from yishi.errors import Refusal
from yishi.services.dossier import STATUTORY_FORMS
from yishi.store import shipped_rules

PROFILES = shipped_rules.profiles()
GOOD = rule_profiles.as_data(PROFILES["CN-VC-2018"])


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.code)
def test_a_profile_written_out_and_read_again_is_the_same(profile):
    assert rule_profiles.read(rule_profiles.as_data(profile)) == profile


@pytest.mark.parametrize("code", ["CN-VC-2026", "CN-RC-2026"])
def test_the_new_laws_carry_the_old_numbers_and_say_that_nobody_has_checked_them(code):
    new, old = PROFILES[code], PROFILES[code.replace("2026", "2018")]
    assert new.unchecked and not old.unchecked
    assert "待核对新法" in new.remark and "2018年文本" in new.title and "没有核对" in new.source
    assert new.forms == old.forms and new.valid_from == date(2026, 1, 1) and old.valid_to == date(2025, 12, 31)


def test_the_numbers_are_those_of_the_text_of_2018():
    assembly, reps = PROFILES["CN-VC-2018"].of("statutory_assembly"), PROFILES["CN-VC-2018"].of("statutory_reps")
    assert assembly and reps
    assert [(a.of, str(a.part)) for a in assembly.quorum] == [("adults", ">1/2"), ("households", "2/3")]
    assert (assembly.notice_days, assembly.notice_unit, assembly.majority) == (10, "days", "MAJORITY_PRESENT")
    assert [(who, str(part)) for who, part in assembly.convening] == [("村民", "1/10"), ("村民代表", "1/3")]
    assert (str(reps.women), str(reps.representatives), str(reps.quorum[0].part)) == ("1/3", "4/5", "2/3")
    assert len(PROFILES["CN-VC-2018"].matters) == 9
    assert [o.on for o in PROFILES["CN-VC-2018"].overrides] == [False]


def test_the_civil_code_asks_the_same_as_the_sums_of_the_owners():
    matters = PROFILES["CN-CC-278"].matters
    assert [matter.no for matter in matters] == list(range(1, 10))
    assert {matter.no for matter in matters if str(matter.consent) == "3/4"} == owners.STRICTER


def test_every_statutory_form_follows_a_family_that_governs_it():
    of = shipped_rules.forms()
    assert {code for code, form in of.items() if form.statutory} == STATUTORY_FORMS
    families = {profile.family for profile in PROFILES.values()}
    assert {form.rules for form in of.values() if form.statutory} == families
    assert {form.rules for form in of.values() if not form.statutory} == {"consultation"}
    for profile in PROFILES.values():
        assert {rule.form for rule in profile.forms} <= {code for code, form in of.items() if form.rules == profile.family}


@pytest.mark.parametrize("family", ["CN-VC", "CN-RC"])
@pytest.mark.parametrize(("day", "year"), [(date(2025, 12, 31), "2018"), (date(2026, 1, 1), "2026")])
def test_on_every_day_one_version_is_in_force(family, day, year):
    assert [p.code for p in PROFILES.values() if p.family == family and p.in_force(day)] == [f"{family}-{year}"]


@pytest.mark.parametrize(("change", "where"), [
    ({"title": ""}, "名称"), ({"valid_from": "去年"}, "施行日"), ({"valid_to": "2010-01-01"}, "废止前一日"), ({"articels": []}, "articels"),
    ({"forms": [{"form": "statutory_reps", "quorum": [{"of": "members", "part": "三分之二"}]}]}, "各种会议第1段：到会人数第1段：比例"),
    ({"forms": [{"form": "statutory_reps", "quorum": [{"of": "cats", "part": "2/3"}]}]}, "各种会议第1段：到会人数第1段：按什么算"),
    ({"forms": [{"form": "statutory_reps", "womn": "1/3"}]}, "各种会议第1段：womn"), ({"forms": "all"}, "各种会议"),
    ({"confirmed_by": "王建国"}, "核对人"), ({"overrides": [{"name": "筹资筹劳", "majority": "MOST"}]}, "特殊事项第1段：通过规则"),
])  # fmt: skip
def test_a_mistake_is_told_where_it_is(change, where):
    assert [fault.where for fault in rule_profiles.faults({**GOOD, **change})] == [where]
    with pytest.raises(Refusal, match="YS-F01"):
        rule_profiles.read({**GOOD, **change})
