"""The command line: the public surface besides the window. Names, JSON keys and exit codes are a contract.

Only this doorstep and the window read the clock. Each command opens the book, calls one verb, and prints.
"""

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yishi import i18n, paths
from yishi.errors import Exit, Refusal
from yishi.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from yishi.store.book import Book

DEFAULT_BOOK = "议事簿.yishi"


@dataclass
class Door:
    """What every command is told: which book, which day, who is writing."""

    location: str
    today: date
    actor: str

    @contextmanager
    def read(self) -> Iterator["Session"]:
        """Lend a session to read; never waits for whoever has the book open."""
        from yishi.store.book import Book

        with Book.open(self.location, write=False) as book, book.read() as session:
            yield session

    @contextmanager
    def book(self, create: bool = False) -> Iterator["Book"]:
        """Lend the book to write in; refused with exit 5 while a window has it."""
        from yishi.store.book import Book

        with Book.open(self.location, who=self.actor, create=create) as book:
            yield book

    @contextmanager
    def write(self, verb: str) -> Iterator["Session"]:
        """Lend a session for one action."""
        with self.book() as book, book.write(self.actor, verb) as session:
            yield session


door = click.make_pass_decorator(Door)
as_json = click.option("--json", "json_", is_flag=True, help="只输出 JSON")


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; nothing ever ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(cli.main(arguments, prog_name="yishi", standalone_mode=False) or 0)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        click.echo(_("YS-U01 命令写得不对：{what} 什么都没有做。用 yishi --help 看写法。").format(what=error.format_message()), err=True)
        return Exit.USAGE
    except click.exceptions.Exit as end:
        return end.exit_code
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        return refusal.exit_code
    except SystemExit:  # whoever reads our output has gone
        return 0
    except OSError as error:
        name = Path(str(error.filename or "")).name
        click.echo(_("YS-B06 读写不了“{name}”。已有的内容都在。请检查磁盘、U盘和文件夹。").format(name=name), err=True)
        return Exit.NO_SPACE
    except Exception as error:
        code = note_bug(error)
        click.echo(_("YS-Z01 程序自己出了错（{code}）。已存好的内容都在。请把这个编号告诉维护的人。").format(code=code), err=True)
        return Exit.BUG


def note_bug(error: BaseException) -> str:
    """Write where it happened to the log, without any personal data, and return the short code to tell."""
    import traceback

    spots = [f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in traceback.extract_tb(error.__traceback__)]
    code = f"{type(error).__name__}@{spots[-1].rsplit(':', 1)[0] if spots else '?'}"
    with (paths.home() / "yishi.log").open("a", encoding="utf-8") as log:
        log.write(f"{code} {' < '.join(reversed(spots))}\n")
    return code


def show(value: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def day(text: str) -> date:
    """Return a date written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(_("“{text}”不是 2026-12-31 这样的日期").format(text=text)) from None


class Day(click.ParamType[date]):
    """A date written YYYY-MM-DD."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        return value if isinstance(value, date) else day(value)


DAY = Day()


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--book", "location", envvar="YISHI_BOOK", help="议事簿文件（.yishi）或镇级服务器地址")
@click.option("--today", type=DAY, envvar="YISHI_TODAY", help="按哪一天看灯和期限")
@click.option("--actor", envvar="YISHI_ACTOR", help="谁在记")
@click.option("--lang", type=click.Choice(i18n.LANGUAGES), default="zh_CN", help="语言")
@click.pass_context
def cli(context: click.Context, location: str | None, today: date | None, actor: str | None, lang: str) -> int:
    """议事：村和社区的议事会——开会、记录、印纪要，跟进—督查—评价直到办结。不带命令就打开窗口。"""
    i18n.use(lang)
    chosen = location or str(paths.home() / DEFAULT_BOOK)
    context.obj = Door(chosen, today or date.today(), actor or _user())
    if context.invoked_subcommand is None:
        from yishi.gui.application import run as open_window

        return open_window(chosen, today, actor or "")
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "yishi"


@cli.command()
@click.option("--community", required=True, help="村或社区的名称")
@click.option("--kind", type=click.Choice(["village", "urban"]), required=True, help="村 village，城市社区 urban")
@click.option("--abbr", default="", help="编号里的简称，例如 桃")
@click.option("--town", default="", help="镇街")
@door
def init(at: Door, community: str, kind: str, abbr: str, town: str) -> None:
    """新建一本议事簿。"""
    from yishi.services import communities

    _refuse_existing(at.location)
    with at.book(create=True) as book, book.write(at.actor, "init") as session:
        communities.found(session, kind, community, abbr, town)
    click.echo(_("已新建：{file}").format(file=at.location))


def _refuse_existing(location: str) -> None:
    if "://" not in location and Path(location).exists():
        raise Refusal("YS-B02", _("{file}已经有了。").format(file=Path(location).name), _("它没有变。"), _("请换一个文件名。"))


@cli.command()
@click.option("--kind", type=click.Choice(["village", "urban"]), default="village")
@door
def sample(at: Door, kind: str) -> None:
    """另做一本样例：虚构的会议，红黄绿灯都有。"""
    from yishi.services import sample as samples

    _refuse_existing(at.location)
    with at.book(create=True) as book, book.write(at.actor, "init") as session:
        samples.fill(session, kind, at.today, at.actor)
    click.echo(_("样例已做好：{file}").format(file=at.location))


@cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不导入")
@door
def import_(at: Door, files: tuple[Path, ...], dry_run: bool) -> None:
    """导入会议记录；要么全部进来，要么一条不进。"""
    from yishi.services import record_format, records_in

    documents = [record_format.read_file(file) for file in files]
    with at.book() as book, (book.rehearse if dry_run else book.write)(at.actor, "import") as session:
        done = records_in.import_documents(session, documents, at.today)
    words = _("检查过了，可以导入{n}场会议，{m}场原来就有。") if dry_run else _("导入{n}场会议，{m}场原来就有。")
    click.echo(words.format(n=len(done.added), m=len(done.unchanged)))


@cli.command()
@click.argument("meeting")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@door
def export(at: Door, meeting: str, output: Path) -> None:
    """把一场会议存成记录文件。"""
    from yishi.services import meetings, records_out

    with at.read() as session:
        found = records_out.document(session, meetings.find(session, meeting))
    output.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    click.echo(_("已存到 {file}").format(file=output))


@cli.command()
@click.argument("what", type=click.Choice(["meeting"]))
def schema(what: str) -> None:
    """会议记录文件的格式说明（JSON Schema）。"""
    from yishi.services import record_format

    show(record_format.schema())


@cli.command()
@door
def record(at: Door) -> int:
    """现场记录：标准输入每行一个 JSON，存好一行回一行 ok。"""
    from yishi.services import live_entry

    entry, refused = live_entry.LiveEntry(at.actor, at.today), False
    with at.book() as book:
        for text in sys.stdin:
            if not text.strip():
                continue
            before = entry.meeting
            try:
                line = live_entry.read_line(text)
                with book.write(at.actor, live_entry.verb_of(line)) as session:
                    made = entry.take(session, line)
                click.echo(f"ok {made}")
            except Refusal as refusal:
                entry.meeting, refused = before, True
                click.echo(f"refused {refusal}".replace("\n", " "))
            sys.stdout.flush()
    return Exit.REFUSED if refused else Exit.DONE


@cli.command()
@click.argument("resolution")
@click.argument("event")
@click.option("--by", default="", help="做这件事的人")
@click.option("--on", type=DAY, help="哪一天")
@click.option("--text", default="")
@click.option("--due", type=DAY)
@click.option("--workdays", type=int)
@click.option("--photo", "photos", multiple=True, type=click.Path(path_type=Path), help="照片，可以多张")
@click.option("--data", default="", help="其余内容，JSON")
@door
def loop(at: Door, resolution: str, event: str, by: str, on: date | None, text: str, due: date | None, workdays: int | None,
         photos: tuple[Path, ...], data: str) -> None:
    """跟进—督查—评价里的一步。"""
    from yishi.services import live_entry
    from yishi.store.attachments import keep_photo

    line: dict[str, Any] = {"do": "loop", "resolution": resolution, "event": event, "by": by, "text": text}
    line |= {"on": on.isoformat()} if on else {}
    line |= {"due": due.isoformat()} if due else {}
    line |= {"workdays": workdays} if workdays is not None else {}
    line |= {"data": _object(data)} if data else {}
    entry, checked = live_entry.LiveEntry(at.actor, at.today), live_entry.read_line(json.dumps(line, ensure_ascii=False))
    with at.book() as book:
        entry.photos = [keep_photo(Path(at.location), photo) for photo in photos]
        with book.write(at.actor, event) as session:
            made = entry.take(session, checked)
    click.echo(f"ok {made}")


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise click.BadParameter(_("--data 要写一个 JSON 对象"))
    return found


@cli.command()
@door
def undo(at: Door) -> None:
    """撤销这个人上一步做的事。"""
    from yishi.store.undo import undo_last

    with at.write("undo") as session:
        undone = undo_last(session, at.actor)
    click.echo(_("已撤销：{verb}").format(verb=undone.verb))
    for kind, __, field in undone.left:
        click.echo(_("没有动：{kind} {field}，之后又改过了。").format(kind=kind, field=field))


def _load_commands() -> None:
    """Register the commands that only read; they live in a module of their own."""
    from yishi import cli_read

    cli_read.register(cli)


_load_commands()
