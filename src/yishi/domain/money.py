"""Money as it is written: the book counts fen, people and records write yuan."""


def yuan(fen: int) -> str:
    """Return an amount as people write it: 3200, 3200.50, -1300.50."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}" if fen % 100 == 0 else f"{sign}{fen // 100}.{fen % 100:02d}"


def in_yuan(fen: int) -> int | float:
    """Return an amount as a number of yuan, whole where it is."""
    return fen // 100 if fen % 100 == 0 else fen / 100
