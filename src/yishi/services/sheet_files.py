"""Tables from outside for the window: a file read in the background, or what was copied in a spreadsheet."""

from yishi.store.sheets import Reading, Table, long, pasted, stand_by, stand_down

__all__ = ["Reading", "Table", "long", "pasted", "stand_by", "stand_down"]
