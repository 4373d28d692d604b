"""Commands that count and draw: statistics and the random call list."""

from typing import TYPE_CHECKING, Any

import click

from yishi.cli import DAY, Door, as_json, door, show
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.figures import Figure

COUNTS = ("meetings", "attendances", "topics", "resolutions", "closed", "reopened", "overdue")
RATES = ("on_time_rate", "response_rate", "resolve_rate", "satisfaction_rate", "conversion_rate")


def register(cli: click.Group) -> None:
    """Hang the commands of this module under `cli`."""
    for command in (stats, sample_callback):
        cli.add_command(command)


@click.command()
@click.argument("period", required=False, metavar="年或季度")
@click.option("--from", "first", type=DAY, help="从哪一天起")
@click.option("--to", "last", type=DAY, help="到哪一天止")
@as_json
@door
def stats(at: Door, period: str | None, first: Any, last: Any, json_: bool) -> None:
    """一套表：这段时间的会议、议题、决议、办结和三率。时间写 2026 或 2026Q3，也可以写起止日期。"""
    from yishi.domain.periods import between, read_period
    from yishi.services import stats as figures

    span = read_period(period) if period else between(first, last, at.today)
    with at.read() as session:
        report = figures.report(session, span, at.today)
    if json_:
        found: dict[str, Any] = {code: report.figure(code).part for code in COUNTS}
        found |= {code: report.figure(code).rate for code in RATES}
        found |= {split.code: {code: n for code, __, n in split.shares} for split in report.splits}
        show(found | {"from": report.first, "to": report.last, "as_of": report.as_of})
        return
    click.echo(_("{first}至{last}，截至{day}").format(first=report.first, last=report.last, day=report.as_of))
    for f in report.figures:
        click.echo(f"{f.word}　{_value(f)}　　{f.definition}")
    for split in report.splits:
        click.echo(f"{split.word}　" + "　".join(f"{word}{n}" for __, word, n in split.shares))


def _value(f: "Figure") -> str:
    if f.whole is None:
        return str(f.part)
    part = f.part / (2 if f.half_parts else 1)
    return _("没有数") if f.rate is None else f"{f.rate:.1%}（{part:g}/{f.whole}）"


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
