"""A paper blown up to A3: 3号 becomes more than 22 pt, to be read standing 1.5 m away."""

from dataclasses import replace

from yishi.documents.layout import Block, Paper, Picture, Row, Rule, Sheet, Style, Text
from yishi.documents.layout import Paragraph as Words

A3 = "A3"
_A3_WIDTH = 297 * 72 / 25.4


def enlarged(paper: Paper, by: float = 0.0) -> Paper:
    """Return the pages blown up `by`, or to the width of A3 (its height for a page across)."""
    by = by or _A3_WIDTH / min(paper.sheet.width, paper.sheet.height)
    pages = tuple([_grown(command, by) for command in page] for page in paper.pages)
    outline = tuple(each._replace(sheet=_wider(each.sheet, by), blocks=[_block(block, by) for block in each.blocks])
                    for each in paper.outline)  # fmt: skip
    return Paper(paper.title, _wider(paper.sheet, by), pages, outline=outline)


def _wider(s: Sheet, by: float) -> Sheet:
    return Sheet(s.width * by, s.height * by, s.top * by, s.right * by, s.bottom * by, s.left * by)


def _block(block: Block, by: float) -> Block:
    def style(s: Style) -> Style:
        return replace(s, size=s.size * by, leading=s.leading * by, pitch=s.pitch * by)

    told = block.content
    if isinstance(told, Words):
        told = told._replace(style=style(told.style))
    elif isinstance(told, Row):
        told = told._replace(edges=[x * by for x in told.edges], styles=list(map(style, told.styles)), height=told.height * by)
    else:
        told = told._replace(inset=told.inset * by, papers=tuple(enlarged(paper, by) for paper in told.papers))
    return block._replace(content=told, top=block.top * by, end=block.end * by)


def _grown(command: Text | Rule | Picture, by: float) -> Text | Rule | Picture:
    if isinstance(command, Picture):
        return command._replace(x=command.x * by, y=command.y * by, width=command.width * by, height=command.height * by)
    if isinstance(command, Text):
        return command._replace(x=command.x * by, y=command.y * by, size=command.size * by, spacing=command.spacing * by)
    return Rule(*(at * by for at in command))
