"""Looking for words in what is kept beside the meetings: papers that were printed, scans that came back, agreements, vouchers.

There are hundreds of them where there are ten thousand speeches: they are looked through, not kept in the index. What a paper is
called is known to the rooms above, which bring the names along.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, func, literal, select, union_all
from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Covenant, Expense, Meeting, PrintedPage, Resolution, ReturnedPage, Topic
from yishi.services.search_sources import Found, Source, in_order, looked_through
from yishi.store import word_index

_SUBJECTS = (Meeting, Resolution, Topic)
_TABLES = (PrintedPage, ReturnedPage, Covenant, Expense)


def find(session: Session, words: tuple[str, ...], most: int, titles: Mapping[str, str]) -> list[Found]:
    """Return the newest papers, scans, agreements and vouchers that have all the words, at most `most` of each."""
    there = word_index.filled(session, [table.__tablename__ for table in _TABLES])
    if not any(there):
        return []
    parts = [select(looked_through(source, words, most).subquery()) for source, any_ in zip(_sources(titles), there, strict=True) if any_]
    found = [Found(*row) for row in session.execute(union_all(*parts))]
    return _printings(in_order(found))


def _sources(titles: Mapping[str, str]) -> tuple[Source, ...]:
    number = func.coalesce(Meeting.number, Resolution.number, "")
    about = func.coalesce(Meeting.title, Resolution.text, Topic.title, "")
    articles: Any = Covenant.articles
    for sign, plain in (('["', ""), ('"]', ""), ('", "', "　")):
        articles = func.replace(articles, sign, plain)

    def named(column: Any) -> Any:
        return case(dict(titles), value=column, else_="") if titles else literal("")

    return (
        Source("paper", "papers", PrintedPage, (named(PrintedPage.document), func.trim(number + " " + about), PrintedPage.code),
               PrintedPage.about_id + " " + PrintedPage.document, PrintedPage.printed_on, number, PrintedPage.page,
               tuple((kind, PrintedPage.about_id) for kind in _SUBJECTS)),
        Source("scan", "scans", ReturnedPage, (named(ReturnedPage.document), func.trim(number + " " + about), ReturnedPage.file_name),
               ReturnedPage.id, ReturnedPage.came_on, number, parents=tuple((kind, ReturnedPage.about_id) for kind in _SUBJECTS)),
        Source("covenant", "covenants", Covenant, (Covenant.title, articles), Covenant.id, Covenant.adopted_on),
        Source("expense", "follow", Expense, (Expense.what, Expense.voucher), Expense.resolution_id, Expense.spent_on, Resolution.number,
               Expense.position, ((Resolution, Expense.resolution_id), (Meeting, Resolution.meeting_id),
                                  (AgendaItem, Resolution.agenda_item_id))),
    )  # fmt: skip


def _printings(found: list[Found]) -> list[Found]:
    """Return each printing once, not each of its pages."""
    once: dict[Any, Found] = {}
    for row in found:
        once.setdefault((row.ref, row.moment) if row.kind == "paper" else row.id, row)
    return list(once.values())
