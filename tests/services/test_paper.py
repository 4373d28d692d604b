"""What is printed of a meeting carries the form that it was held under, named votes and reasons."""

from dataclasses import replace
from datetime import date

import pytest

from yishi.documents import minutes, record
from yishi.documents.catalogue import offered
from yishi.documents.layout import Paper, Text
from yishi.services import forms, meetings, paper, room, voting, waivers
from yishi.services.answers import AttachmentLine
from yishi.store import shipped_rules
from yishi.store.book import Book

TODAY = date(2026, 5, 18)


def said(made: Paper) -> str:
    """Return the characters of a paper in the order in which they were set."""
    return "".join(c.text for page in made.pages for c in page if isinstance(c, Text) and c.size > 10.5).replace(" ", "")


def held(book: Book, form: str) -> str:
    with book.write("许晓芸", "open_meeting") as session:
        made = room.open_meeting(session, form, "议一议", "晒场", "2026-05-18T19:00", "周德厚", "许晓芸")
        room.add_agenda(session, made, "老井围栏")
        for name in ("周德厚", "吴秀兰", "方志远"):
            room.sign_in(session, made, name)
        room.close_meeting(session, made, "2026-05-18T20:00")
    return made


def printed(book: Book, meeting_id: str):
    with book.read() as session:
        return paper.sheet(session, meeting_id, TODAY)


@pytest.mark.parametrize("code", sorted(shipped_rules.forms()))
def test_every_form_is_found_in_the_printed_minutes(new_book, code: str) -> None:
    book, form = new_book("village"), shipped_rules.forms()[code]
    sheet = printed(book, held(book, code))
    for compose in (minutes.compose, record.compose):
        text = said(compose(sheet))
        assert form.name.replace(" ", "") in text
        for word in (*form.parties, *form.stages):
            assert word.replace(" ", "") in text, word
        assert (f"决议公示{form.posting_days}日" if form.posting_days else "决议不公示") in text
        if form.notice_days is not None:
            assert f"会前{form.notice_days}" in text
        assert ("示例" in text) == form.example
    assert set(sheet.form.papers) == {forms_word(each) for each in form.papers}


def forms_word(code: str) -> str:
    from yishi.domain.meeting_forms import PAPERS

    return PAPERS[code]


def test_an_edit_of_a_form_changes_the_next_meeting_and_its_papers_and_not_a_past_one(new_book) -> None:
    book = new_book("village")
    before = held(book, "residents_council")
    before_data = forms.meeting_forms.as_data(shipped_rules.forms()["residents_council"])
    data = {**before_data, "parties": ["湾里人"], "papers": ["sign_in", "ballot"]}
    with book.write("许晓芸", "form") as session:
        forms.change_form(session, "residents_council", data)
    after = held(book, "residents_council")
    assert "参与方为湾里人" in said(minutes.compose(printed(book, after)))
    assert "湾里人" not in said(minutes.compose(printed(book, before)))
    with book.read() as session:
        told = [{each.name for each in offered(paper.offered(meetings.sheet(session, m)))} for m in (before, after)]
    assert "notice" in told[0] and "ballot" not in told[0]
    assert "ballot" in told[1] and "notice" not in told[1]


def test_who_voted_how_and_why_one_went_on_reach_the_record(new_book) -> None:
    book = new_book("village")
    with book.write("许晓芸", "open_meeting") as session:
        made = room.open_meeting(session, "residents_council", "议一议", "晒场", "2026-05-18T19:00")
        room.add_agenda(session, made, "老井围栏")
        for name in ("周德厚", "吴秀兰"):
            room.sign_in(session, made, name)
        people = {a.name: a.person_id for a in meetings.sheet(session, made).attendees}
        voting.record(session, made, 1, "先围起来", "FOR_GT_AGAINST", "记名", 1, 1, 0,
                      choices={people["周德厚"]: "for", people["吴秀兰"]: "against"})
        waivers.go_on(session, made, "no_photo", "天黑了")
        waivers.go_on(session, made, "notice", "当天临时商量")
    text = said(record.compose(printed(book, made)))
    assert "同意：周德厚；反对：吴秀兰" in text and "理由：天黑了。" in text and "理由：当天临时商量。" in text
    assert "反对：吴秀兰" not in said(minutes.compose(printed(book, made)))


def test_numbers_are_called_enough_only_where_a_rule_counts_them(new_book) -> None:
    book = new_book("village")
    assert printed(book, held(book, "residents_council")).quorum_words == ""
    made = held(book, "statutory_reps")
    with book.write("许晓芸", "members") as session:
        from yishi.domain.records import Meeting
        from yishi.services.living import one

        one(session, Meeting, made).members = 30
    words = printed(book, made).quorum_words
    assert words.startswith("不到规定人数") and "还差" in words


def test_pictures_go_to_their_item_as_the_window_calls_them() -> None:
    from tests.services.test_wrap_up import complete

    lines = (AttachmentLine("a", 1, "photo", "0" * 64, "", "划线后", True), AttachmentLine("b", 1, "recording", "1" * 64, "", "", None),
             AttachmentLine("c", 0, "note", "2" * 64, "", "", None))
    assert paper.printed(replace(complete(), attachments=lines)).pictures == ((1, "图1", "划线后"), (0, "图2", ""))
