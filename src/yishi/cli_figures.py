"""Commands that count and draw: statistics, the register and the random call list."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yishi.cli import DAY, Door, as_json, door, show
from yishi.domain.money import in_yuan, yuan
from yishi.errors import Refusal, shown
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.periods import Period
    from yishi.services.figures import Figure


def register(cli: click.Group) -> None:
    """Hang the commands of this module under `cli`."""
    for command in (stats, register_, sample_callback):
        cli.add_command(command)


@click.command()
@click.argument("period", required=False, metavar="年或季度")
@click.option("--from", "first", type=DAY, help="从哪一天起")
@click.option("--to", "last", type=DAY, help="到哪一天止")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="存成 .xlsx 表格，或 .pdf 总表")
@as_json
@door
def stats(at: Door, period: str | None, first: Any, last: Any, output: Path | None, json_: bool) -> None:
    """一套表：这段时间的会议、议题、决议、办结和三率。时间写 2026 或 2026Q3，也可以写起止日期。"""
    from yishi.domain.periods import between, read_period
    from yishi.services import stats as figures

    if period and (first or last):
        raise click.UsageError(_("年或季度和起止日期只能写一样。"))
    span = read_period(period) if period else between(first, last, at.today)
    if output is not None:
        _write_stats(at, span, output, told=not json_)  # of --json nothing but JSON is printed
        if not json_:
            return
    with at.read() as session:
        report = figures.report(session, span, at.today)
    if json_:
        found: dict[str, Any] = {f.code: f.part if f.whole is None else f.rate for f in report.figures}
        found |= {split.code: {code: in_yuan(n) if split.money else n for code, __, n in split.shares} for split in report.splits}
        show(found | {"from": report.first, "to": report.last, "as_of": report.as_of})
        return
    click.echo(_("{first}至{last}，截至{day}").format(first=report.first, last=report.last, day=report.as_of))
    for f in report.figures:
        click.echo(f"{f.word}　{_value(f)}　　{f.definition}" + (f"（{f.note}）" if f.note else ""))
    for split in report.splits:
        said = "　".join(f"{word}{yuan(n) if split.money else n}" for __, word, n in split.shares)
        click.echo(f"{split.word}　{said}")


def _value(f: "Figure") -> str:
    if f.whole is None:
        return str(f.part)
    return f"{f.value}（{f.fraction}）" if f.value else _("没有数")


def _write_stats(at: Door, span: "Period", target: Path, *, told: bool) -> None:
    from yishi.services import quarter, score, tables
    from yishi.services import stats as figures
    from yishi.store.outfile import refuse_book

    ending = _ending(target)
    refuse_book(target, at.location)
    with at.read() as session:
        if ending == ".pdf":
            from yishi.documents.catalogue import documents

            documents()["quarter"].write(quarter.sheet(session, span, at.today), target)
        else:
            report = figures.report(session, span, at.today)
            found = tables.figures(report), tables.splits(report), tables.scores(score.table(session, span, at.today))
            _write_tables(target, *found)
    if told:
        click.echo(_("已存到 {file}").format(file=target))


def _write_tables(target: Path, *tables: Any) -> None:
    from yishi.documents import xlsx

    xlsx.write_sheets([xlsx.Sheet(t.name, t.headers, t.rows) for t in tables], target)


def _ending(target: Path) -> str:
    ending = target.suffix.lower()
    if ending not in (".xlsx", ".pdf"):
        raise Refusal("YS-N03", _("只能存成 .xlsx 或 .pdf，存不了“{suffix}”。").format(suffix=shown(target.suffix)),
                      next_step=_("请把文件名写成 .xlsx 或 .pdf 结尾。"))
    return ending


@click.command("register")
@click.argument("period", required=False, metavar="年或季度")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="存成 .xlsx 或 .pdf")
@click.option("--ledger", type=click.Choice(["party_building", "livelihood"]), help="只要党建（party_building）或民生（livelihood）那本账")
@door
def register_(at: Door, period: str | None, output: Path, ledger: str | None) -> None:
    """总台账：一件事一行，存成表格或 PDF；不写时间就是整本。"""
    from yishi.domain.periods import read_period
    from yishi.services import ledgers, register_columns, tables
    from yishi.store.outfile import refuse_book

    span, ending = read_period(period) if period else None, _ending(output)
    refuse_book(output, at.location)
    with at.read() as session:
        if ending == ".pdf":
            from yishi.documents.catalogue import documents

            documents()["register"].write(ledgers.printed(session, span, at.today, ledger), output)
        else:
            found = ledgers.register(session, span, at.today, ledger)
            wished = ledgers.wishes(session, span)
            _write_tables(output, tables.register(found, register_columns.chosen(session)), *([tables.wishes(wished)] if wished else []))
    click.echo(_("已存到 {file}").format(file=output))


@click.command("sample-callback")
@click.argument("resolution", metavar="决议编号")
@click.option("--size", type=click.IntRange(1, 100_000), help="抽几户；不写就是全部，最多250")
@click.option("--seed", type=click.IntRange(0, 2**63), help="随机种子；写同一个数抽出同一份名单")
@as_json
@door
def sample_callback(at: Door, resolution: str, size: int | None, seed: int | None, json_: bool) -> None:
    """随机抽出回访名单，不放回；同一个种子抽出同一份。"""
    from yishi.services import callbacks, resolutions

    with at.read() as session:
        drawn = callbacks.draw(session, resolutions.find(session, resolution), size, callbacks.seed_of(at.today) if seed is None else seed)
    if json_:
        listed = [{"no": n, "name": p.name, "unit": p.unit, "phone": p.phone} for n, p in enumerate(drawn.sample, 1)]
        show({"seed": drawn.seed, "total": drawn.total, "margin": drawn.margin, "sample": listed})
        return
    click.echo(_("从{total}人中抽{n}人，种子{seed}").format(total=drawn.total, n=len(drawn.sample), seed=drawn.seed))
    for n, p in enumerate(drawn.sample, 1):
        click.echo("　".join(part for part in (str(n), p.name, p.unit, p.phone) if part))
