"""How much a micro-project (微公益) may cost: a range in yuan that the place can change; a warning, never a lock."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Funds:
    """The usual budget of one micro-project, both ends included, in yuan."""

    least: int = 5_000
    most: int = 15_000


FACTORY = Funds()
