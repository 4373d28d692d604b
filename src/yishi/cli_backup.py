"""Commands that keep the book safe: backups made, listed and put back."""

from datetime import datetime
from pathlib import Path

import click

from yishi.cli import Door, as_json, door, show
from yishi.errors import Exit, Refusal
from yishi.i18n import _


def register(cli: click.Group) -> None:
    """Hang the commands of this module under `cli`."""
    for command in (backup, backups, restore):
        cli.add_command(command)


@click.command()
@click.argument("folder", metavar="文件夹", required=False, type=click.Path(path_type=Path))
@click.option("--why", hidden=True, default="manual")
@click.option("--snapshot", is_flag=True, hidden=True)
@as_json
@door
def backup(at: Door, folder: Path | None, why: str, snapshot: bool, json_: bool) -> None:
    """备份整本议事簿：重新打开、核对无误了才算数。不写文件夹，就放在设置里定的地方。"""
    from yishi import paths
    from yishi.store import backup_place
    from yishi.store.backups import WHYS, make, snapshot_of
    from yishi.store.clock import local_moment

    place = backup_place.place_of(paths.home())
    spare = snapshot_of(file_of(at), paths.home())
    try:
        made = make(file_of(at), (folder or place.folder).absolute(), why if why in WHYS else "manual", of=spare if snapshot else None)
    finally:
        if snapshot or why in ("open", "close"):  # then nobody else is about to use it
            spare.unlink(missing_ok=True)
    if json_:
        show(told(made.file, local_moment(made.about.taken), True, made.about.records) | {"new": made.fresh, "lacking": made.lacking})
        return
    words = _("已备份：{file}") if made.fresh else _("没有新的内容，上一份备份还是好的：{file}")
    click.echo(words.format(file=made.file))
    if made.lacking:
        click.echo(_("有{n}张照片或录音没有备份上，文字记录都在。请看看U盘是不是满了。").format(n=made.lacking), err=True)
    if place.away and folder is None:
        click.echo(away(place.chosen), err=True)


def told(file: Path, taken: datetime | None, verified: bool, records: int) -> dict[str, object]:
    """Return what `--json` says of one backup; the time is this PC's, null where the backup no longer says it."""
    return {"file": str(file), "taken": taken.isoformat(timespec="seconds") if taken else None, "verified": verified, "records": records}


def away(folder: Path | None) -> str:
    """Return the calm word about a drive that is not there."""
    return _("平时放备份的“{folder}”现在不在（U盘没插？），先放在本机。").format(folder=folder)


def file_of(at: Door) -> Path:
    """Return the book's file; a hub's is backed up where it is (YS-B18)."""
    if "://" in at.location:
        raise Refusal("YS-B18", _("镇级服务器上的议事簿，要在服务器上备份。"), next_step=_("请找管服务器的人。"))
    return Path(at.location)


@click.command()
@as_json
@door
def backups(at: Door, json_: bool) -> None:
    """列出这本议事簿的备份，新的在前；每一份都逐字节核对。"""
    from yishi.services import safekeeping

    found = safekeeping.lines(file_of(at), whole=True)
    if json_:
        show([told(b.file, b.taken, bool(b.whole), b.records) for b in found])
        return
    for b in found:
        if b.whole and b.taken:
            click.echo(_("{when}　{n}条　{file}").format(when=f"{b.taken:%Y-%m-%d %H:%M}", n=b.records, file=b.file))
        else:
            click.echo(_("坏了，不能用　{file}").format(file=b.file))
    if not found:
        click.echo(_("还没有备份。"))


def damaged_ones(at: Door) -> tuple[Path, ...]:
    """Return the book's backups, and what is kept with them, that are not as they were written."""
    from yishi.services import safekeeping

    return () if "://" in at.location else safekeeping.damaged(Path(at.location))


@click.command()
@click.argument("file", metavar="备份", type=click.Path(path_type=Path))
@door
def restore(at: Door, file: Path) -> None:
    """换回一份备份：先核对，再把现在的议事簿备份一份，才换。已经删除资料的人不会回来。"""
    from yishi.services import safekeeping

    done = safekeeping.restore(file.absolute(), file_of(at), at.actor, at.today)
    click.echo(_("已恢复：{file}").format(file=file.name))
    if done.again:
        click.echo(_("备份里还有{n}个人的资料早已要求删除，又删了一次。").format(n=done.again))
    if done.before is not None:
        words = _("原来的议事簿坏了，照原样放在：{file}") if done.was_damaged else _("原来的议事簿备份在：{file}")
        click.echo(words.format(file=done.before))
    if done.lacking:
        click.echo(_("有{n}张照片或录音没有放回来，文字记录都在。").format(n=done.lacking), err=True)


def before(at: Door, why: str) -> None:
    """Back the book up before much comes in; a backup that has no room is said and stops nothing."""
    from yishi import paths
    from yishi.store import backup_place
    from yishi.store.backups import make

    if "://" in at.location or not Path(at.location).exists():
        return
    try:
        make(Path(at.location), backup_place.place_of(paths.home()).folder, why)
    except Refusal as refusal:
        if refusal.exit_code not in (Exit.NO_SPACE, Exit.BUSY):
            raise
        click.echo(str(refusal), err=True)
