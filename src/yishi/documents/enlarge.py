"""A paper blown up to A3: 3号 becomes more than 22 pt, to be read standing 1.5 m away."""

from dataclasses import replace

from yishi.documents.layout import Paper, Rule, Text

A3 = "A3"
_A3_WIDTH = 297 * 72 / 25.4


def enlarged(paper: Paper) -> Paper:
    """Return the pages blown up to the width of A3 (its height for a page across)."""
    narrow = min(paper.sheet.width, paper.sheet.height)
    by = _A3_WIDTH / narrow
    pages = tuple([_grown(command, by) for command in page] for page in paper.pages)
    s = paper.sheet
    sheet = replace(s, width=s.width * by, height=s.height * by, top=s.top * by, right=s.right * by, bottom=s.bottom * by, left=s.left * by)
    return Paper(paper.title, sheet, pages)


def _grown(command: Text | Rule, by: float) -> Text | Rule:
    if isinstance(command, Text):
        return command._replace(x=command.x * by, y=command.y * by, size=command.size * by, spacing=command.spacing * by)
    return Rule(*(at * by for at in command))
