"""What a meeting's rules say of it: the bar with 应到 / 实到 / 「还差 3 人」, and warnings. Nothing here locks anything.

The rules are those the meeting was held under. The words say 「按此规则计算」 and never that something is lawful.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from yishi.domain import owners
from yishi.domain.quorum import Alternative, Counted, Part, Reached, reached, thousandths
from yishi.domain.rule_profiles import FormRule, Matter, Override, RuleProfile
from yishi.domain.terms import word
from yishi.i18n import _
from yishi.services import forms
from yishi.services.answers import AgendaLine, MeetingSheet
from yishi.services.booklet import order_faults
from yishi.services.dossier import calendar
from yishi.services.form_lines import LegalWarning, QuorumBar

__all__ = ["LegalWarning", "QuorumBar", "bar", "rule_for_item", "source_words", "suggested", "warnings"]

FAMILY = {"village": "CN-VC", "urban": "CN-RC"}
CAME = ("present", "proxy")
ENTITLED = ("expected", "present", "proxy", "absent")
_STRENGTH = {"MAJORITY_PRESENT": 1, "TWO_THIRDS_PRESENT": 2, "TWO_THIRDS_OF_ALL": 3, "OWNERS_DOUBLE": 4}
BY_OWNERS = "owners_vote"  # those in the hall are not counted: owners are, by heads and by area
_OWNERS = ("业主", "278")  # in the reason why a topic needs a decision: the owners decide, not an assembly

Found = Iterator[LegalWarning]


def bar(sheet: MeetingSheet) -> QuorumBar:
    """Return how many are expected and there, and how many are still lacking under the rule of the meeting."""
    rule, counted = _form_rule(sheet), _counted(sheet)
    expected, present = sheet.line.expected, counted.present
    share = thousandths(present, expected)
    told = _("应到{e}人　实到{p}人　占{share}").format(e=expected, p=present, share=percent(share))
    result = reached(rule.quorum, counted) if rule else None
    if result is None:
        return QuorumBar(expected, present, share, 0, 0, True, told, _without_number(sheet, rule))
    words = told + "　" + _standing(result)
    alternatives = _("，或者").join(one.words for one in rule.quorum) if rule else ""
    source = source_words(forms.rule_held(sheet), rule)
    rule_words = _("按此规则计算：{alternatives}。{source}").format(alternatives=alternatives, source=source)
    if sheet.line.form == BY_OWNERS:
        return _bar_of_owners(sheet, QuorumBar(expected, present, share, 0, 0, False, told, rule_words))
    return QuorumBar(expected, present, share, result.needed, result.lacking, result.met, words, rule_words)


def warnings(sheet: MeetingSheet) -> tuple[LegalWarning, ...]:
    """Return every rule that is not met, with the reason for going on all the same where one was given."""
    reasons = {waiver.matter: waiver.reason for waiver in sheet.waivers}
    found = [warning for check in CHECKS for warning in check(sheet)]
    return tuple(replace(warning, waived_reason=reasons.get(warning.matter, "")) for warning in found)


def rule_for_item(sheet: MeetingSheet, agenda_no: int) -> str:
    """Return the code of the voting rule that this item is usually put under: the form's, or a stricter one that is turned on."""
    item = next((each for each in sheet.agenda if each.no == agenda_no), None)
    override = _override(sheet, item) if item else None
    return override.majority if override else forms.held(sheet).vote_rule


def suggested(title: str, kind: str, day: date) -> Matter | None:
    """Return the matter of article 24 or of civil code 278 that a topic sounds like; None for most. A hint, no finding."""
    return _sounds_like(title, kind, day)[0]


def percent(share: int) -> str:
    """Return a share in thousandths as 78.2%."""
    return f"{share // 10}.{share % 10}%" if share % 10 else f"{share // 10}%"


def source_words(profile: RuleProfile | None, rule: FormRule | None = None) -> str:
    """Return by which rule something is counted; an article is named only where somebody has read the law in force."""
    if profile is None:
        return ""
    if profile.unchecked:
        return _("{title}，待核对新法").format(title=profile.title)
    return profile.title + (rule.article if rule and rule.article not in profile.title else "")


# ---- the bar


def _form_rule(sheet: MeetingSheet) -> FormRule | None:
    profile = forms.rule_held(sheet)
    return profile.of(sheet.line.form) if profile else None


def _counted(sheet: MeetingSheet) -> Counted:
    """Count those who are there; while the meeting goes on, without those who have left."""
    going_on = sheet.line.state == "open"
    present = sum(not (going_on and line.left_at) for line in sheet.marked(*CAME))
    rule = _form_rule(sheet)
    expected: int | None = max(sheet.line.expected, present)
    if rule and any(one.of == "adults" for one in rule.quorum) and sheet.members is None and sheet.line.expected <= sheet.line.present:
        expected = None  # only those who came are listed: nobody has said how many adults there are
    return Counted(expected, present, sheet.households_total, sheet.households_present)


def _standing(result: Reached) -> str:
    if result.whole is None:
        return _("还没有填应到人数")
    if result.by.of == "households":
        told = _("到会{c}户，共{w}户").format(c=result.count, w=result.whole)
        return told + "　" + (_("按户算够数") if result.met else _("还差 {n} 户").format(n=result.lacking))
    return _("够数") if result.met else _("还差 {n} 人").format(n=result.lacking)


def _bar_of_owners(sheet: MeetingSheet, bare: QuorumBar) -> QuorumBar:
    """Return the bar by the owners' vote that was recorded last; two thirds must have taken part by heads and by area."""
    tally = next((each.owners for each in reversed(sheet.resolutions) if each.owners is not None), None)
    if tally is None:
        return replace(bare, words=bare.words + "　" + _("按面积和人数两项算"))
    needed, met = -(-2 * tally.total_owners // 3), owners.enough_took_part(tally)
    words = _("参与{p}户、{pa}平方米，都够三分之二") if met else _("参与{p}户、{pa}平方米，人数或面积不够三分之二")
    told = words.format(p=tally.participating_owners, pa=owners.area_text(tally.participating_area))
    lacking = max(0, needed - tally.participating_owners)
    return replace(bare, needed=needed, lacking=lacking, met=met, words=bare.words + "　" + told)


def _without_number(sheet: MeetingSheet, rule: FormRule | None) -> str:
    if rule is not None:
        return _("规则里还没有到会人数，请核对：{source}。").format(source=source_words(forms.rule_held(sheet), rule))
    if forms.held(sheet).statutory:
        return _("没有查到开会那天适用的规则。")
    return _("这是协商，不套法定人数。")


# ---- who must be there


def stated(sheet: MeetingSheet) -> Found:
    """More came than are said to belong to the meeting: one of the two numbers is wrong."""
    if sheet.members is not None and sheet.line.present > sheet.members:
        words = _("填的应到是{e}人，实到{p}人，比应到的还多，请核对。").format(e=sheet.members, p=sheet.line.present)
        yield LegalWarning("stated", words, "", level="yellow")


def quorum(sheet: MeetingSheet) -> Found:
    """到会人数, and whether anybody has said how many belong to the meeting."""
    rule, state = _form_rule(sheet), sheet.line.state
    result = reached(rule.quorum, _counted(sheet)) if rule and state != "planned" else None
    if rule is None or result is None:
        return
    source, here = source_words(forms.rule_held(sheet), rule), bar(sheet)
    if sheet.line.form == BY_OWNERS and not here.met:
        told = here.words.rpartition("　")[2] + _("。") if here.needed else _("还没有登记业主表决，按面积和人数两项算。")
        yield LegalWarning("quorum", told, source, level="red" if here.needed else "yellow")
    if sheet.line.form == BY_OWNERS or result.met:
        return
    by_households = next((one for one in rule.quorum if one.of == "households"), None)
    hint = _("也可以按户算，请填上总户数和到会户数。") if by_households and not sheet.households_total else ""
    if result.whole is None:
        words = _("还没有填应到人数（{who}），算不出够不够数。").format(who=rule.composition or _("组成人员"))
        yield LegalWarning("members", words + hint, source)
        return
    words = _("应到{e}人，实到{p}人，{lacking}（{part}）。").format(
        e=here.expected, p=here.present, lacking=_lack(result), part=result.by.words)
    yield LegalWarning("quorum", words + hint, source)


def _lack(result: Reached) -> str:
    return _("还差 {n} 户").format(n=result.lacking) if result.by.of == "households" else _("还差 {n} 人").format(n=result.lacking)


def composition(sheet: MeetingSheet) -> Found:
    """妇女三分之一以上, 代表五分之四以上: counted on the list of all who belong to the meeting, where it is whole."""
    rule, listed = _form_rule(sheet), sheet.marked(*ENTITLED)
    whole = len(listed)
    if rule is None or not whole or (sheet.members is not None and sheet.members != whole):
        return
    source = source_words(forms.rule_held(sheet), rule)
    women, no_gender = sum(line.gender == "女" for line in listed), sum(not line.gender for line in listed)
    elected, no_role = sum("代表" in line.role for line in listed), sum(not line.role for line in listed)
    told: tuple[tuple[str, Part | None, int, int, str, str], ...] = (
        ("women", rule.women, women, no_gender, _("名单上{w}人，妇女{n}人"), _("还有{m}人没写性别")),
        ("representatives", rule.representatives, elected, no_role, _("名单上{w}人，代表{n}人"), _("还有{m}人没写身份")),
    )
    for matter, part, count, unknown, words, unsaid in told:
        if part is None or part.met(count, whole) or unknown == whole:
            continue
        needed = _("，{part}要{k}人").format(part=part.words, k=part.needed(whole))
        rest = _("；") + unsaid.format(m=unknown) if unknown else ""
        level = "yellow" if part.met(count + unknown, whole) else "red"
        yield LegalWarning(matter, words.format(w=whole, n=count) + needed + rest + _("。"), source, level=level)


# ---- notice


def notice(sheet: MeetingSheet) -> Found:
    """通知提前的天数: the day of the notice is not counted, the day of the meeting is."""
    form, rule = forms.held(sheet), _form_rule(sheet)
    by_rule = rule is not None and rule.notice_days is not None
    days, unit = (rule.notice_days, rule.notice_unit) if rule and by_rule else (form.notice_days, form.notice_unit)
    if not days or sheet.line.state == "planned":
        return
    source = source_words(forms.rule_held(sheet), rule) if by_rule else _("会议形式“{name}”的设置").format(name=form.name)
    asked = _("{n}个工作日").format(n=days) if unit == "workdays" else _("{n}天").format(n=days)
    level = "red" if form.statutory else "yellow"
    if sheet.notice_date is None:
        yield LegalWarning("notice", _("没有写哪天通知的，要提前{asked}。").format(asked=asked), source, level=level)
        return
    held_on = _day(sheet)
    ahead = (held_on - sheet.notice_date).days
    if unit == "workdays":
        ahead = sheet.notice_workdays if sheet.notice_workdays is not None else calendar().count(sheet.notice_date, held_on)
    if ahead < days:
        told = _("{n}个工作日").format(n=max(ahead, 0)) if unit == "workdays" else _("{n}天").format(n=max(ahead, 0))
        yield LegalWarning("notice", _("通知只提前了{told}，要提前{asked}。").format(told=told, asked=asked), source, level=level)


# ---- matters


def precheck(sheet: MeetingSheet) -> Found:
    """党组织先行研究: of each item where the rule of the day asks for it, or that is going to such a meeting."""
    form, day = forms.held(sheet), _day(sheet)
    own = forms.rule_held(sheet)
    asking = own if own and form.code in own.precheck else None
    to_come = forms.family_on(FAMILY.get(sheet.community_kind, ""), day) if not form.statutory else None
    for item in sheet.agenda:
        if item.about_resolution_id or item.party_precheck_on is not None or item.party_precheck_document.strip():
            continue  # what was decided before is only reported on
        flagged = to_come is not None and to_come.precheck and item.statutory_flag and not _of_owners(item.statutory_flag)
        flagged = flagged and not _decided_elsewhere(sheet, item)
        profile = asking or (to_come if flagged else None)
        if profile is not None:
            words = _("第{n}项“{title}”没有写党组织研究的日期和文件。").format(n=item.no, title=item.title)
            yield LegalWarning(f"precheck {item.no}", words, profile.precheck_source, level="red" if asking else "yellow")


def statutory(sheet: MeetingSheet) -> Found:
    """须提请××会议决定: a consultation cannot decide a matter that is others' to decide (domain rule 2.1)."""
    if forms.held(sheet).statutory:
        return
    for item in sheet.agenda:
        if _decided_elsewhere(sheet, item):
            continue
        matter, profile = _sounds_like(item.title, sheet.community_kind, _day(sheet))
        if item.statutory_flag:
            known = forms.family_on("CN-CC-278" if _of_owners(item.statutory_flag) else FAMILY.get(sheet.community_kind, ""), _day(sheet))
            who = known.decided_by if known else word(sheet.community_kind, _("村民会议"))
            words = _("第{n}项“{title}”须提请{who}决定，这里形成的是协商意见。").format(n=item.no, title=item.title, who=who)
            yield LegalWarning(f"statutory {item.no}", words, item.statutory_flag, level="yellow")
        elif matter and profile:
            words = _("第{n}项“{title}”看着像“{matter}”，如果是，须提请{who}决定。").format(
                n=item.no, title=item.title, matter=matter.text, who=profile.decided_by)
            yield LegalWarning(f"statutory {item.no}", words, source_words(profile), level="yellow")


def majority(sheet: MeetingSheet) -> Found:
    """A vote of a statutory meeting under a rule that asks for less than its own, or for less than a stricter one turned on."""
    profile, rule = forms.rule_held(sheet), _form_rule(sheet)
    if profile is None or rule is None:
        return
    items = {item.no: item for item in sheet.agenda}
    counted = _counted(sheet)
    for no in dict.fromkeys(m.agenda for m in sheet.motions if m.rule != "INFO_ONLY" and m.agenda in items):
        override = _override(sheet, items[no])
        wanted = override.majority if override else rule.majority
        weaker = [m for m in sheet.motions if m.agenda == no and _STRENGTH.get(m.rule, 0) < _STRENGTH.get(wanted, 0)]
        if weaker:
            words = _("第{n}项用的是“{used}”，按此规则要“{wanted}”。")
            told = words.format(n=no, used=weaker[0].rule_words, wanted=_rule_words(wanted))
            yield LegalWarning(f"majority {no}", told, override.source if override else source_words(profile, rule))
        if override and override.quorum and not override.quorum.met(counted.present, counted.expected or 0):
            stricter = reached([Alternative("members", override.quorum)], counted)
            lacking = _lack(stricter) if stricter and stricter.whole else _("还没有填应到人数")
            told = _("第{n}项属于{name}，{part}到会才够，{lacking}。").format(
                n=no, name=override.name, part=override.quorum.words, lacking=lacking)
            yield LegalWarning(f"quorum {no}", told, override.source)


def order(sheet: MeetingSheet) -> Found:
    """四议两公开的次序和党员大会的人数."""
    rule = _form_rule(sheet)
    if rule is None or not rule.steps:
        return
    source = source_words(forms.rule_held(sheet))
    for fault in order_faults(sheet.booklet, forms.held(sheet).stages, rule.steps):
        yield LegalWarning(fault.matter, fault.words, source, level=fault.level)


CHECKS: tuple[Callable[[MeetingSheet], Found], ...] = (stated, quorum, notice, composition, precheck, statutory, majority, order)


# ---- small things


def _day(sheet: MeetingSheet) -> date:
    return date.fromisoformat(sheet.line.start[:10])


def _of_owners(flag: str) -> bool:
    return any(sign in flag for sign in _OWNERS)


def _decided_elsewhere(sheet: MeetingSheet, item: AgendaLine) -> bool:
    """Return whether those who may decide it have done so already."""
    about = [r for r in sheet.resolutions if r.agenda == item.no]
    return bool(about) and all(r.line.legal_status != "consultative" for r in about)


def _override(sheet: MeetingSheet, item: AgendaLine) -> Override | None:
    """Return the stricter rule that is turned on for what this item is about."""
    profile = forms.rule_held(sheet)
    text = item.title + item.statutory_flag
    found = profile.overrides if profile else ()
    return next((each for each in found if each.on and any(sign in text for sign in each.signs)), None)


def _sounds_like(title: str, kind: str, day: date) -> tuple[Matter | None, RuleProfile | None]:
    for family in (FAMILY.get(kind, ""), "CN-CC-278"):
        profile = forms.family_on(family, day)
        for matter in profile.matters if profile else ():
            if any(sign in title for sign in matter.signs):
                return matter, profile
    return None, None


def _rule_words(rule: str) -> str:
    from yishi.domain.voting import RULE_WORDS

    return _(RULE_WORDS.get(rule, rule))
