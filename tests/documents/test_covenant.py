"""公约 for the wall and the closing statement of a micro-project."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from yishi.documents.catalogue import documents
from yishi.documents.layout import Paper, Text
from yishi.documents.manner import Manner
from yishi.services.covenants import CovenantPaper, CovenantSheet
from yishi.services.micro_projects import ProjectSheet, ProjectStatement, SpendingLine

Words = Callable[[Paper], str]
ARTICLES = ("爱护公共环境，不乱扔垃圾。", "电动自行车在集中充电点充电，不进楼入户", "邻里互助 <b>&amp;</b> 守望")


@pytest.fixture
def covenant() -> CovenantPaper:
    sheet = CovenantSheet("c", "居民公约", 2, ARTICLES, "m", "JM-2026-01　居民会议", date(2026, 4, 24), date(2026, 5, 1), None,
                          date(2026, 5, 10), "柳桥街道办事处", "", True, ())  # fmt: skip
    return CovenantPaper(sheet, "翠屏社区", "翠屏社区居民委员会", False)


@pytest.fixture
def statement() -> ProjectStatement:
    spending = (SpendingLine("a", "印宣传页", 30_050, date(2026, 5, 2), "activity", "0001", "", ""),
                SpendingLine("b", "请人记账", 20_000, None, "management", "", "f" * 64, ""))  # fmt: skip
    project = ProjectSheet("r", "翠议〔2026〕4-1", "消防通道划线", "慈善", 800_000, 50_050, spending,
                           (("业务活动费", 30_050), ("管理费", 20_000), ("税费", 0)), (), date(2026, 6, 30))  # fmt: skip
    return ProjectStatement(project, "翠屏社区", "翠屏社区居民委员会", "孙伟", "绿安物业", date(2026, 7, 1), False)


def sizes(paper: Paper, words: str) -> list[float]:
    return [c.size for page in paper.pages for c in page if isinstance(c, Text) and words in c.text]


def test_every_article_stands_with_its_number_and_who_adopted_and_filed_it(covenant: CovenantPaper, words: Words) -> None:
    text = words(documents()["covenant"].compose(covenant))
    assert "翠屏社区居民公约" in text and "2026年4月24日通过，自2026年5月1日起施行" in text
    assert "第一条爱护公共环境" in text and "第三条邻里互助<b>&amp;</b>守望" in text
    assert "2026年5月10日报柳桥街道办事处备案" in text


def test_a_draft_says_that_nobody_adopted_it(covenant: CovenantPaper, words: Words) -> None:
    draft = replace(covenant, sheet=replace(covenant.sheet, adopted_on=None, starts_on=None, filed_on=None))
    text = words(documents()["covenant"].compose(draft))
    assert "征求意见稿，还没有通过" in text and "施行" not in text


@pytest.mark.parametrize("large", [False, True])
def test_on_a3_the_articles_are_at_least_22_points(covenant: CovenantPaper, large: bool) -> None:
    paper = documents()["covenant"].compose(covenant, Manner(paper="A3", large=large))
    assert round(paper.sheet.width / 72 * 25.4) == 297
    assert min(sizes(paper, "爱护公共环境")) >= 22


def test_few_articles_fill_the_sheet_in_large_type_and_many_are_never_under_16_points(covenant: CovenantPaper) -> None:
    assert min(sizes(documents()["covenant"].compose(covenant, Manner()), "爱护公共环境")) >= 22
    long = replace(covenant, sheet=replace(covenant.sheet, articles=ARTICLES * 40))
    assert min(sizes(documents()["covenant"].compose(long, Manner()), "爱护公共环境")) == 16
    assert min(sizes(documents()["covenant"].compose(long, Manner(large=True)), "爱护公共环境")) == 22


def test_three_hundred_articles_run_over_pages_and_none_is_lost(covenant: CovenantPaper, words: Words) -> None:
    many = replace(covenant, sheet=replace(covenant.sheet, articles=tuple(f"甲乙{n}丙丁" for n in range(1, 301))))
    paper = documents()["covenant"].compose(many)
    text = words(paper)
    assert len(paper.pages) > 1 and all(f"甲乙{n}丙丁" in text for n in range(1, 301))


def test_a_statement_adds_up_with_its_vouchers(statement: ProjectStatement, words: Words) -> None:
    text = words(documents()["closing-statement"].compose(statement))
    for part in ("微项目结项表", "8000", "500.50", "7499.50", "0001", "有照片", "业务活动费300.50", "管理费200", "2026年6月30日"):
        assert part in text, part


def test_what_was_overspent_is_said(statement: ProjectStatement, words: Words) -> None:
    spent = replace(statement, project=replace(statement.project, spent=900_000))
    text = words(documents()["closing-statement"].compose(spent))
    assert "超支1000" in text and "没有结余" in text


def test_a_statement_without_expenses_leaves_rows_to_write_in(statement: ProjectStatement) -> None:
    bare = replace(statement, project=replace(statement.project, spending=(), spent=0))
    assert len(documents()["closing-statement"].compose(bare).pages) == 1
