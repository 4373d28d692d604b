"""Commands about people: the order of their names, the roster, sheets into it; finding them and all that was said and agreed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yishi.cli import Door, as_json, door, index, show
from yishi.errors import Refusal, shown
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.roster_sheet import RowProblem
    from yishi.services.roster_import import RosterPreview
    from yishi.store.sheets import Table


def register(cli: click.Group) -> None:
    """Hang the commands of this module under `cli`."""
    for command in (order, search, roster):
        cli.add_command(command)


@click.command()
@click.argument("how", type=click.Choice(["stroke-surname", "stroke-name", "pinyin"]))
@click.argument("names", nargs=-1, required=True, metavar="姓名…")
def order(how: str, names: tuple[str, ...]) -> None:
    """把姓名排好：按姓氏笔画、姓名笔画或拼音，一行一个。"""
    from yishi.domain import name_order, rare_names
    from yishi.services import sound
    from yishi.store import strokes

    if how == "pinyin":
        found = name_order.by_sound(names, lambda name: sound.sounds(name)[0][0])
    else:
        ordered = name_order.by_strokes(names, strokes.load(), empty_middle=how == "stroke-surname")
        found = ordered.names
        for sign in ordered.unknown:
            click.echo(_("{sign}：不知笔画，请手工排。").format(sign=rare_names.visible(sign)), err=True)
    for name in found:
        click.echo(name)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="词…")
@as_json
@door
def search(at: Door, words: tuple[str, ...], json_: bool) -> None:
    """找人、议题、会议、发言、决议、办理经过和资料；写两个词，两个都要有。

    只看不写，窗口开着也能找。大本的议事簿导入以后、窗口开着空闲的时候会编好词的索引，之后找得快；没编好也能找，慢一点。
    """
    from yishi.documents.catalogue import documents
    from yishi.services import search as searching

    titles = {name: each.title for name, each in documents().items()}
    with at.read() as session:
        hits = searching.find(session, " ".join(words), titles=titles)
    if json_:
        papers = {kind for kind, word in searching.KINDS.items() if word == searching.KINDS["document"]}
        show([{"kind": "document" if hit.kind in papers else hit.kind, "ref": hit.number or hit.ref, "text": hit.text} for hit in hits])
        return
    for word in dict.fromkeys(searching.KINDS.values()):
        found = [hit for hit in hits if searching.KINDS[hit.kind] == word]
        if found:
            more = _("（只列最新的{n}条）").format(n=searching.MOST) if searching.cut(found) and word != searching.KINDS["person"] else ""
            click.echo(_("{kind}　{n}").format(kind=_(word), n=len(found)) + more)
        for hit in found:
            number = "" if hit.number and hit.text.startswith(hit.number) else hit.number
            parts = ("", hit.on.isoformat() if hit.on else "", number, hit.text)
            click.echo("　".join(part for n, part in enumerate(parts) if part or n == 0))
    if not hits:
        click.echo(_("没找到“{words}”。换个说法，或者少写一个词再试。").format(words=shown(" ".join(words))))


@click.group()
def roster() -> None:
    """名册：导入表格，查人。"""


@roster.command("import")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--map", "maps", multiple=True, metavar="表头=FIELD",
              help="这一列是什么：name gender birth age id_number phone unit door household household_head local role political tags alias "
              "note skip；说过一次，表头一样的表就记住了")
@click.option("--sheet", default="", metavar="工作表", help="哪张工作表；不写就是第一张有内容的")
@click.option("--dry-run", is_flag=True, help="只检查，不导入")
@as_json
@door
def roster_import(at: Door, file: Path, maps: tuple[str, ...], sheet: str, dry_run: bool, json_: bool) -> None:
    """把 .xlsx、.xls 或 .csv 名册导入；有问题的行一一列出，再导入一次不会重复。"""
    from yishi.cli_backup import before
    from yishi.store import sheets

    sheets.stand_by()  # it starts while the rest of the program is loaded
    from yishi.services import roster_import as importing

    mapping = dict(_pair(text) for text in maps)
    table = (sheets.read_table if mapping else sheets.read_roster)(file, sheet)
    cells = table.rows
    if dry_run:
        with at.read() as session, _naming_sheets(table):
            found = importing.preview(session, cells, mapping, at.today)
    else:
        before(at, "import")
        with at.book() as book:
            with book.write(at.actor, "import") as session, _naming_sheets(table):
                found = importing.take_in(session, cells, mapping, at.today)
            index(book)
    counts = {"added": len(found.added), "updated": len(found.updated), "unchanged": len(found.unchanged)}
    if json_:
        show(counts | {"problems": [{"row": p.row, "column": p.column, "message": p.message} for p in _problems(found)]})
        return
    _tell_import(found, dry_run)
    if len(table.sheets) > 1 and not sheet:
        others = "、".join(shown(name) for name in table.sheets if name != table.sheet)
        click.echo(_("读的是工作表“{name}”；还有：{others}。要读别的，用 --sheet 写明。").format(name=shown(table.sheet), others=others))


@contextmanager
def _naming_sheets(table: "Table") -> Iterator[None]:
    """Say which other sheets there are where the one that was read has no column of names."""
    try:
        yield
    except Refusal as refusal:
        others = "、".join(shown(name) for name in table.sheets if name != table.sheet)
        if refusal.code != "YS-I19" or not others:
            raise
        raise Refusal("YS-I19", _("工作表“{name}”里没有找到姓名那一列。").format(name=shown(table.sheet)),
                      _("一个人都没有导入，议事簿没有变。"),
                      _("文件里还有：{others}。用 --sheet 写明要哪一张，或在表头写上“姓名”。").format(others=others)) from None  # fmt: skip


def _pair(text: str) -> tuple[str, str]:
    header, mark, field = text.rpartition("=")
    if not mark or not header:
        raise click.BadParameter(_("--map 要写成 表头=phone 这样"))
    return header, field.strip()


def _tell_import(found: "RosterPreview", dry_run: bool) -> None:
    words = _("检查过了：可以新增{added}人，更新{updated}人，{unchanged}人不变。") if dry_run else _(
        "新增{added}人，更新{updated}人，{unchanged}人不变。")
    click.echo(words.format(added=len(found.added), updated=len(found.updated), unchanged=len(found.unchanged)))
    if found.left_out:
        click.echo(_("没有导入的列：{columns}").format(columns="、".join(dict.fromkeys(shown(column.header) for column in found.left_out))))
    for p in _problems(found):
        click.echo(_("第{row}行　{column}：{message}").format(row=p.row, column=shown(p.column), message=p.message))


def _problems(found: "RosterPreview") -> "list[RowProblem]":
    return sorted((*found.problems, *found.doubts), key=lambda problem: problem.row)


@roster.command("list")
@click.option("--find", "wanted", default="", metavar="词", help="姓名、拼音、首字母、电话尾号、楼栋、门牌都行")
@as_json
@door
def roster_list(at: Door, wanted: str, json_: bool) -> None:
    """名册上的人；--find 只列找到的。"""
    from yishi.services import people

    with at.read() as session:
        found = people.lines(session, wanted)
    if json_:
        show([{"name": p.name, "pinyin": p.pinyin, "initials": p.initials, "roles": [p.role] if p.role else [], "group": p.unit}
              for p in found])  # fmt: skip
        return
    for p in found:
        click.echo("　".join(part for part in (p.name, p.unit, p.role) if part))
    if not found:
        click.echo(_("没找到“{words}”。").format(words=shown(wanted)) if wanted else _("名册还是空的。"))


@roster.command("id-number")
@click.argument("ref", metavar="姓名")
@click.option("--reason", required=True, metavar="原因", help="为什么要看；谁在什么时候为什么看过，都记下来")
@door
def roster_id_number(at: Door, ref: str, reason: str) -> None:
    """看一个人的身份证全号（收全号的地方才有）；不写原因不给看。"""
    from yishi.services import id_numbers, people

    with at.write(id_numbers.LOOK) as session:
        number = id_numbers.show(session, people.find(session, ref), reason, at.actor, at.now())
    click.echo(number)
