"""The 8105 signs of the 《通用规范汉字表》 in the order of their strokes, read once when a list asks for it."""

from functools import cache

from yishi import paths


@cache
def load() -> dict[str, int]:
    """Return each sign's place in the order, from 1."""
    text = paths.resource("names", "strokes.txt").read_text(encoding="utf-8")
    signs = "".join(line.partition(" ")[2] for line in text.splitlines() if line and not line.startswith("#"))
    return {sign: place for place, sign in enumerate(signs, 1)}
