"""The command line: the public surface besides the window. Names, JSON keys and exit codes are a contract.

Only this doorstep and the window read the clock. Each command opens the book, calls one verb, and prints.
"""

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from yishi import doorstep, i18n, paths
from yishi.errors import Exit, Refusal, shown
from yishi.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from yishi.store.book import Book

DEFAULT_BOOK = "议事簿.yishi"
_INDEXING = 2  # s


@dataclass
class Door:
    """What every command is told: which book, which day, who is writing."""

    location: str
    today: date
    actor: str

    def now(self) -> datetime:
        """Return the minute it is, on the day that counts."""
        return datetime.combine(self.today, datetime.now().time().replace(microsecond=0))

    @contextmanager
    def read(self) -> Iterator["Session"]:
        """Lend a session to read; never waits for whoever has the book open."""
        from yishi.store.book import Book

        with Book.open(self.location, write=False) as book, book.read() as session:
            yield session

    @contextmanager
    def book(self) -> Iterator["Book"]:
        """Lend the book to write in; refused with exit 5 while a window has it."""
        from yishi.store.book import Book

        with Book.open(self.location, who=self.actor) as book:
            yield book

    @contextmanager
    def new_book(self) -> Iterator["Session"]:
        """Lend a session to fill a book that is there only if all goes well."""
        from yishi.store.founding import new_book

        with new_book(self.location, who=self.actor) as book, book.write(self.actor, "init") as session:
            yield session

    @contextmanager
    def write(self, verb: str) -> Iterator["Session"]:
        """Lend a session for one action."""
        with self.book() as book, book.write(self.actor, verb) as session:
            yield session


def index(book: "Book") -> None:
    """Take what was written into the index of words, so that the next search need not look through it; for two seconds at most.

    What is left is taken in by the next one, or by the window in quiet moments.
    """
    from yishi.services import search_index

    with book.read() as session:
        more = [search_index.worth_it(session)]
    until = monotonic() + _INDEXING
    with suppress(Refusal):  # no space: everything is saved, and the texts themselves are looked through
        while more[-1] and monotonic() < until:
            book.keep(lambda session: more.append(search_index.settle(session)))


door = click.make_pass_decorator(Door)
as_json = click.option("--json", "json_", is_flag=True, help="只输出 JSON")


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; nothing ever ends in a traceback."""
    doorstep.open_streams()
    return doorstep.explained(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    try:
        for argument in arguments:
            _refuse_broken(argument)
        return int(cli.main(arguments, prog_name="yishi", standalone_mode=False) or 0)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        doorstep.tell(_("YS-U01 命令写得不对：{what} 什么都没有做。用 yishi --help 看写法。").format(what=_usage(error)))
        return Exit.USAGE
    except click.exceptions.Exit as end:
        return end.exit_code


def _refuse_broken(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        what, step = _("命令里有一个读不懂的坏字符。"), _("请把那个字符重新输入；在文件名里的，请先给文件改名。")
        raise Refusal("YS-J01", what, next_step=step) from None


def _usage(error: click.ClickException) -> str:
    """Return in the user's language what click found wrong; our own words stay as they are."""
    if isinstance(error, click.MissingParameter):
        return _("缺少“{name}”。").format(name=_name_of(error.param))
    if isinstance(error, click.BadParameter):
        kind, name = error.param.type if error.param else None, _name_of(error.param)
        if isinstance(kind, click.Choice):
            choices = "、".join(map(str, kind.choices))
            return _("“{name}”可以写：{choices}。").format(name=name, choices=choices) if name != choices else _(
                "这里可以写：{choices}。").format(choices=choices)
        if isinstance(kind, click.IntRange):
            return _("“{name}”要写{low}到{high}之间的整数。").format(name=name, low=kind.min, high=kind.max)
        if isinstance(kind, click.types.IntParamType):
            return _("“{name}”要写整数。").format(name=name)
        return error.message + ("" if error.message.endswith("。") else "。")
    if isinstance(error, click.NoSuchOption):
        return _("没有“{name}”这个选项。").format(name=shown(error.option_name))
    if isinstance(error, click.BadOptionUsage):
        return _("“{name}”后面该不该带内容，写得不对。").format(name=shown(error.option_name))
    if error.message.startswith("No such command"):
        return _("没有“{name}”这个命令。").format(name=shown(error.message.partition("'")[2].rpartition("'")[0]))
    if error.message.startswith("Got unexpected extra"):
        return _("多写了“{name}”。").format(name=shown(error.message.partition("(")[2].rpartition(")")[0]))
    return _("还要写是哪个命令。") if error.message[:1].isascii() else error.message


def _name_of(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    if parameter and isinstance(parameter.type, click.Choice):
        return "、".join(map(str, parameter.type.choices))
    return parameter.human_readable_name if parameter else ""


def show(value: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def day(text: str) -> date:
    """Return a date written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(_("“{text}”不是 2026-12-31 这样的日期").format(text=shown(text))) from None


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
    chosen, who = location or str(paths.home() / DEFAULT_BOOK), actor or _user()
    for told in (chosen, who):  # also from the surroundings, where `run` has not looked
        _refuse_broken(told)
    context.obj = Door(chosen, today or date.today(), who)
    if context.invoked_subcommand is None:
        return doorstep.window(chosen, today, actor or "")
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

    with at.new_book() as session:
        communities.found(session, kind, community, abbr, town)
    click.echo(_("已新建：{file}").format(file=at.location))


@cli.command()
@click.option("--kind", type=click.Choice(["village", "urban"]), default="village")
@door
def sample(at: Door, kind: str) -> None:
    """另做一本样例：虚构的会议，红黄绿灯都有。"""
    from yishi.services import sample as samples

    try:
        with at.new_book() as session:
            samples.fill(session, kind, at.today, at.actor)
    except OverflowError:
        what, step = _("{day}太早或太远，做不出样例。").format(day=at.today), _("请换一个近些的日子。")
        raise Refusal("YS-T03", what, next_step=step) from None
    click.echo(_("样例已做好：{file}").format(file=at.location))


@cli.command("import")
@click.argument("files", metavar="文件", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不导入")
@door
def import_(at: Door, files: tuple[Path, ...], dry_run: bool) -> None:
    """导入会议记录；要么全部进来，要么一条不进。"""
    from yishi.cli_backup import before
    from yishi.services import record_format, records_in

    documents = [record_format.read_file(file) for file in files]
    if not dry_run:
        before(at, "import")
    with at.book() as book:
        with (book.rehearse if dry_run else book.write)(at.actor, "import") as session:
            done = records_in.import_documents(session, documents, at.today)
        if not dry_run:
            index(book)
    words = _("检查过了，可以导入{n}场会议，{m}场原来就有。") if dry_run else _("导入{n}场会议，{m}场原来就有。")
    click.echo(words.format(n=len(done.added), m=len(done.unchanged)))


@cli.command()
@click.argument("meeting", metavar="会议编号")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@door
def export(at: Door, meeting: str, output: Path) -> None:
    """把一场会议存成记录文件。"""
    from yishi.services import meetings, records_out
    from yishi.store.outfile import put_file, refuse_book

    refuse_book(output, at.location)
    with at.read() as session:
        found = records_out.document(session, meetings.find(session, meeting))
    put_file(output, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode(), at.location)
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
    from yishi.services import line_format, live_entry

    entry, refused = live_entry.LiveEntry(at.actor, at.today), False
    with at.book() as book:
        for said in sys.stdin:
            text = said.removeprefix("\ufeff")  # some editors put it first
            if not text.strip():
                continue
            before, entry.hour = entry.meeting, f"{datetime.now():%H:%M}"
            try:
                line = line_format.read_line(text)
                with book.write(at.actor, live_entry.verb_of(line)) as session:
                    made = entry.take(session, line)
                click.echo(f"ok {made}")
            except Refusal as refusal:
                entry.meeting, refused = before, True
                click.echo(f"refused {refusal}".replace("\n", " "))
            sys.stdout.flush()
    return Exit.REFUSED if refused else Exit.DONE


@cli.command()
@click.argument("resolution", metavar="决议编号")
@click.argument("event", metavar="哪一步")
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
    from yishi.services import line_format, live_entry
    from yishi.store.attachments import drawn_anew, keep

    given = {"by": by, "on": on and on.isoformat(), "text": text, "due": due and due.isoformat(), "workdays": workdays}
    line = line_format.loop_line(resolution, event, given, _object(data) if data else {})
    pictures = [drawn_anew(photo) for photo in photos]
    entry = live_entry.LiveEntry(at.actor, at.today, photos=[picture.digest for picture in pictures])
    with at.book() as book, book.write(at.actor, event) as session:
        made = entry.take(session, line)
        for picture in pictures:  # before the commit that names them, after the step was found right
            keep(Path(at.location), picture)
    click.echo(f"ok {made}")


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text.removeprefix("\ufeff"))
        json.dumps(found)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise click.BadParameter(_("--data 要写一个 JSON 对象"))
    return found


@cli.command()
@door
def undo(at: Door) -> None:
    """撤销这个人上一步做的事。"""
    from yishi.domain.terms import verb_word
    from yishi.store.in_the_way import in_the_way
    from yishi.store.undo import undo_last

    with at.write("undo") as session:
        undone = undo_last(session, at.actor)
        later = None if undone.done else in_the_way(session, undone)
    verb = _(verb_word(undone.verb))
    if not undone.done:
        what = _("“{verb}”没有撤销：后来的记录要用到它，或者已经改过了。").format(verb=verb)
        if later is not None:
            who, since = later.actor or _("别人"), _(verb_word(later.verb))
            what = _("“{verb}”之后{who}又改了同一处（{later}）。").format(verb=verb, who=who, later=since)
        raise Refusal("YS-J03", what, next_step=_("请先撤销后来的那一步，或者直接改。"))
    click.echo(_("已撤销：{verb}").format(verb=verb))
    for name in dict.fromkeys(map(_left_words, undone.left)):
        click.echo(_("没有动：{name}，后来的记录要用到它，或者已经改过了。").format(name=name))


def _left_words(field: tuple[str, str, str]) -> str:
    from yishi.domain.record_words import FIELD_WORDS, RECORD_WORDS

    kind, _id, name = field
    word = "" if name in ("deleted", "erased") else FIELD_WORDS.get(name, "")
    return _(RECORD_WORDS[kind]) + (f" {_(word)}" if word else "")


def _load_commands() -> None:
    """Register the commands of the other modules; they need this one's doors."""
    from yishi import cli_backup, cli_figures, cli_paper, cli_people, cli_read

    for module in (cli_read, cli_figures, cli_people, cli_paper, cli_backup):
        module.register(cli)


_load_commands()
