"""What only shows when cells are put side by side: two columns of a line that do not agree, a number shorter than all the others."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from operator import ne

from yishi.i18n import _

_SHIFT = 4  # years between the calendars from 1900 and from 1904 that spreadsheets count by


def of_sex(kept: Sequence[int], own: Sequence[str], by_id: Sequence[str]) -> dict[int, str]:
    """Return by line the sexes that differ from those that ID numbers tell."""
    if not any(map(ne, own, by_id)):
        return {}
    message = _("性别和身份证号对不上，按性别一栏写的收。")
    return {n: message for n in kept if own[n] and by_id[n] and own[n] != by_id[n]}


def of_birth(kept: Collection[int], day: Sequence[int | None], by_id: Sequence[int | None], bad: Collection[int]) -> dict[int, str]:
    """Return by line the years of birth that differ from those of ID numbers that are right (all but `bad`): these are believed.

    Days that were copied from a workbook that counts from 1904 into one that counts from 1900 are four years too early.
    """
    if not any(map(ne, day, by_id)):
        return {}
    told = {}
    for n in kept:
        one, other = day[n], by_id[n]
        if one and other and one != other and n not in bad:
            told[n] = _("这里是{day}年，身份证号上是{id}年，按身份证号收。").format(day=one, id=other)
            if abs(one - other) == _SHIFT:
                told[n] += _("差了整4年，多半是表格软件换日期算法时改的。")
    return told


def of_length(values: Sequence[str], messages: Mapping[int, str]) -> dict[int, str]:
    """Return by line the household numbers that have fewer figures than those beside them: they may have lost their zeros."""
    held = set(values)
    if len(set(map(len, held))) < 2:
        return {}
    different = {value for value in held if value.isdecimal() and value.isascii()}
    lengths = Counter(map(len, different))
    if len(lengths) < 2:
        return {}
    zeros = {len(value) for value in different if value[0] == "0" and len(value) > 1}
    usual, many = lengths.most_common(1)[0]
    if len(zeros) == 1:
        usual = zeros.pop()
    elif zeros or usual < 4 or many < 3 or many < (0.75 if len(different) < 40 else 0.95) * len(different):
        return {}
    short = {value for value in different if len(value) < usual}
    told = {value: _("别的户号是{usual}位，这里只有{n}位，开头的0可能被表格软件去掉了，照原样收了。").format(usual=usual, n=len(value))
            for value in short}  # fmt: skip
    return {n: told[value] for n, value in enumerate(values) if value in told and n not in messages}
