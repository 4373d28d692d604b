"""A quick frozen value is what the dataclass was: frozen, with its names, order and defaults."""

from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest

from yishi.domain.quick import quick


@quick
@dataclass(frozen=True)
class Line:
    """A line of the tests."""

    name: str
    size: int = 3
    tags: tuple[str, ...] = ()


def test_it_is_made_read_compared_and_copied_like_any_dataclass() -> None:
    line = Line("甲", tags=("乙",))
    assert (line.name, line.size, line.tags) == ("甲", 3, ("乙",))
    assert line == Line("甲", 3, ("乙",)) and hash(line) == hash(Line("甲", 3, ("乙",))) and line != Line("甲")
    assert replace(line, size=4) == Line("甲", 4, ("乙",))
    assert asdict(line) == {"name": "甲", "size": 3, "tags": ("乙",)}
    assert repr(line) == "Line(name='甲', size=3, tags=('乙',))"


def test_it_cannot_be_changed_nor_made_of_other_fields() -> None:
    with pytest.raises(FrozenInstanceError):
        Line("甲").size = 4  # type: ignore[misc]
    with pytest.raises(TypeError):
        Line()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Line("甲", colour="红")  # type: ignore[call-arg]


def test_what_is_more_than_its_fields_is_refused() -> None:
    @dataclass(frozen=True)
    class Grown:
        names: list[str] = field(default_factory=list)

    @dataclass(frozen=True)
    class Checked:
        name: str

        def __post_init__(self) -> None:
            raise ValueError(self.name)

    @dataclass(frozen=True)
    class Counted:
        name: str
        size: int = field(default=0, init=False)

    @dataclass(frozen=True)
    class Taken:
        held: str  # would hide what the fields are put into

    for kind in (Grown, Checked, Counted, Taken, str):
        with pytest.raises(TypeError):
            quick(kind)
