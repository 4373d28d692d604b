"""Commands about people: the order of their names."""

import click

from yishi.i18n import _


def register(cli: click.Group) -> None:
    """Hang the commands of this module under `cli`."""
    cli.add_command(order)


@click.command()
@click.argument("how", type=click.Choice(["stroke-surname", "stroke-name", "pinyin"]))
@click.argument("names", nargs=-1, required=True, metavar="姓名…")
def order(how: str, names: tuple[str, ...]) -> None:
    """把姓名排好：按姓氏笔画、姓名笔画或拼音，一行一个。"""
    from yishi.domain import name_order
    from yishi.services import sound
    from yishi.store import strokes

    if how == "pinyin":
        found = name_order.by_sound(names, lambda name: sound.sounds(name)[0][0])
    else:
        ordered = name_order.by_strokes(names, strokes.load(), empty_middle=how == "stroke-surname")
        found = ordered.names
        for sign in ordered.unknown:
            click.echo(_("{sign}：不知笔画，请手工排。").format(sign=sign), err=True)
    for name in found:
        click.echo(name)
