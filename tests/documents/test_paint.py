"""The file: fonts embedded, text exact to the rarest name, equal bytes, no half file, nothing but the title said."""

import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from yishi import paths
from yishi.documents import minutes, paint, record, sign_in
from yishi.documents.layout import Flow, Paper
from yishi.documents.page import A4, BODY
from yishi.documents.text import missing, printable
from yishi.errors import Exit, Refusal
from yishi.services.answers import MeetingSheet

RARE = ["王䶮", "陈㛃", "李𬱖", "赵𬭎", "孙𫍽", "周𠅤", "吴𫖯", "郑𪨊", "冯𬸦", "刘𰻝"]


def paper(text: str) -> Paper:
    flow = Flow(A4)
    flow.paragraph(text, BODY)
    return flow.finish("标题")


def test_rare_names_are_read_back_character_by_character(
    named: Callable[[list[str]], MeetingSheet], words: Callable[[Paper], str]
) -> None:
    sheet = named(RARE)
    for compose in (sign_in.compose, minutes.compose, record.compose):
        text = words(compose(sheet))
        assert [name for name in RARE if name not in text] == []


def test_every_font_is_embedded_once_as_a_subset_with_a_text_map(meeting: MeetingSheet, tmp_path: Path) -> None:
    for compose in (minutes.compose, record.compose, sign_in.compose):
        paint.write(compose(meeting), tmp_path / "a.pdf")
        done = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True, check=True)
        rows = [line.split() for line in done.stdout.splitlines()[2:]]
        assert rows and all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows), done.stdout
        faces = [row[0].split("+")[1] for row in rows]
        assert len(faces) == len(set(faces)) and "Helvetica" not in done.stdout


def test_the_same_meeting_gives_the_same_bytes(meeting: MeetingSheet) -> None:
    for compose in (minutes.compose, record.compose, sign_in.compose):
        assert paint.pdf(compose(meeting)) == paint.pdf(compose(meeting))


def test_metadata_says_the_title_and_nothing_else(tmp_path: Path) -> None:
    paint.write(paper("内容"), tmp_path / "a.pdf")
    done = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, text=True, check=True)
    keys = {line.split(":")[0] for line in done.stdout.splitlines()}
    assert "标题" in done.stdout
    assert not keys & {"Author", "Creator", "Producer", "Subject", "Keywords", "CreationDate", "ModDate"}


@pytest.mark.parametrize("text", [
    "<!-- 不同意 -->王", "a<b", "R&D", "第一</第二>", '<img src="/etc/hostname"/>', "=1+1", "<b>粗</b>",
    "(括号\\反斜杠)",
])
def test_markup_comes_out_as_the_words_it_is(text: str, words: Callable[[Paper], str], tmp_path: Path) -> None:
    assert words(paper(text)) == "".join(text.split())
    assert b"/XObject" not in paint.pdf(paper(text))


def test_characters_without_ink_are_dropped_and_line_ends_kept() -> None:
    assert printable("\u202e反的\u202c\x00\ufeff零\u200b宽\x1b[31m") == "反的零宽[31m"
    assert printable("一\r\n二\u2028三\t四\xa0五") == "一\n二\n三\u3000四 五"
    assert printable("葛\U000e0100") == "葛"
    assert printable("cafe\u0301") == "café"


def test_a_character_that_no_face_has_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    with pytest.raises(Refusal) as refused:
        paint.write(paper("张\U0010fffd三👍和\ue000"), target)
    assert refused.value.code == "YS-P01"
    assert all(named in refused.value.message for named in ("👍（U+1F44D）", "U+E000", "U+10FFFD"))
    assert list(tmp_path.iterdir()) == []
    assert missing("张三👍") == ("👍",)


def test_an_older_file_stands_until_the_new_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal) as refused:
        paint.write(paper("新"), target)
    assert refused.value.exit_code == Exit.NO_SPACE
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_a_file_that_another_program_holds_is_refused_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def held(_source: str, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(Refusal, match="这个文件正在别的软件里开着，存不进去。") as refused:
        paint.write(paper("新"), target)
    assert refused.value.code == "YS-P02" and list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        paint.write(paper("新"), tmp_path / "没有" / "a.pdf")
    assert refused.value.code == "YS-P04"


def test_the_faces_are_the_ones_that_were_built() -> None:
    import hashlib

    sums = dict(reversed(line.split("  ")) for line in paths.resource("fonts", "SHA256SUMS").read_text().splitlines())
    for name, digest in sums.items():
        data = paths.resource("fonts", name).read_bytes()
        assert len(data) < 35_000_000
        assert hashlib.sha256(data).hexdigest() == digest, name
