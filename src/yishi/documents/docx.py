"""A paper as a DOCX that can go on being edited: real styles 标题 and 正文, real tables, no text boxes, nothing of the text lost.

It is made from what the pages are made of, so both come from one place. Fonts are named, not embedded: 仿宋_GB2312 with 仿宋 in
its place where it is missing, as offices in China have them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt

from yishi.documents.chain import FANG, HEI, TITLE
from yishi.documents.layout import Grid, Outline, Paper, Paragraph, Picture, Row, Sheet, Style
from yishi.documents.page import LEADING
from yishi.documents.text import one_line
from yishi.documents.word_body import Place, around, kind_of, set_pages
from yishi.documents.word_xml import FONTS, LATIN, Line, Looks, flowing, half_points, twips

FALLBACK = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}  # what Word takes where the font is not there
_WHEN = datetime(2000, 1, 1)  # when and by whom a file was made is nobody's business
_EMU = 12700  # a point
_ABROAD = nsdecls("w", "r", "wp", "a", "pic")
_NAMES = {"": "Normal", "Title": "Title", "Heading1": "Heading 1"}


def document(paper: Paper) -> bytes:
    """Return the DOCX of a paper; its title is, with the text, all that the file tells."""
    made = Document()
    looks = Looks(_usual(paper), _shower(made))
    _styles(made, looks)
    _tongue(made)
    _fallbacks(made)
    body = made.element.body
    told = parse_xml(f"<w:body {_ABROAD}>{''.join(_sections(paper, looks))}</w:body>")
    for old in list(body):
        body.remove(old)
    for new in list(told):
        body.append(new)
    _around(made, paper, looks)
    facts = made.core_properties
    facts.title, facts.author, facts.last_modified_by, facts.comments, facts.revision = one_line(paper.title), "", "", "", 1
    facts.created = facts.modified = _WHEN
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _sections(paper: Paper, looks: Looks) -> Iterator[str]:
    """Yield what stands on the pages; where the sheet changes, another section begins."""
    groups = [(sheet, list(pages)) for sheet, pages in groupby(enumerate(paper.outline), lambda each: each[1].sheet)]
    for n, (sheet, pages) in enumerate(groups):
        what = set_pages(paper, [outline for _at, outline in pages], pages[0][0], Place(sheet, looks))
        told = flowing(what, looks)
        properties = _section(sheet, looks.usual[""])
        if n < len(groups) - 1:
            end = Line([], height=1).xml(looks).replace("</w:pPr>", f"{properties}</w:pPr>")
            yield told + end
        else:
            yield told + properties


def _around(made: Any, paper: Paper, looks: Looks) -> None:
    """Give each section the header and footer of its first page."""
    firsts = [next(pages)[0] for _sheet, pages in groupby(enumerate(paper.outline), lambda each: each[1].sheet)]
    for section, first in zip(made.sections, firsts, strict=True):
        above, below = around(paper.pages[first], paper.outline[first], looks, first + 1, len(paper.pages))
        for part, lines in ((section.header, above), (section.footer, below)):
            part.is_linked_to_previous = False
            root = part._element
            for old in list(root):
                root.remove(old)
            for line in lines or [Line([], height=1)]:
                root.append(parse_xml(line.xml(looks).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _section(sheet: Sheet, text: Style) -> str:
    """Return size, margins and, where the text is set on a grid, its characters a line and lines a page."""
    across = ' w:orient="landscape"' if sheet.width > sheet.height else ""
    edges = (("top", sheet.top), ("right", sheet.right), ("bottom", sheet.bottom), ("left", sheet.left))
    foot = min(sheet.bottom / 2, 42)
    margins = "".join(f' w:{edge}="{twips(by)}"' for edge, by in edges)
    grid = ""
    if text.pitch:
        space = round((text.pitch - half_points(text.size) / 2) * 4096)
        grid = f'<w:docGrid w:type="linesAndChars" w:linePitch="{twips(text.leading)}" w:charSpace="{space}"/>'
    return (f'<w:sectPr><w:pgSz w:w="{twips(sheet.width)}" w:h="{twips(sheet.height)}"{across}/>'
            f'<w:pgMar{margins} w:header="{twips(foot)}" w:footer="{twips(foot)}" w:gutter="0"/>{grid}</w:sectPr>')


def _usual(paper: Paper) -> dict[str, Style]:
    """Return the types of 正文, 标题 and 标题 1: of each what most characters of the paper are set in."""
    seen: dict[str, Counter[tuple[str, float]]] = {kind: Counter() for kind in _NAMES}
    types: dict[tuple[str, float], Style] = {}
    for style, kind, count in _types(paper.outline):
        key = (style.chain.name, style.size)
        seen[kind][key] += count
        types.setdefault(key, style)

    def most(kind: str, other: Style) -> Style:
        return types[seen[kind].most_common(1)[0][0]] if seen[kind] else other

    text = most("", Style(FANG, 15.75, LEADING))
    text = Style(FANG, text.size, text.leading, text.pitch)
    return {"": text, "Title": most("Title", Style(TITLE, 22, LEADING)), "Heading1": most("Heading1", Style(HEI, text.size, text.leading))}


def _types(outline: tuple[Outline, ...]) -> Iterator[tuple[Style, str, int]]:
    """Yield the type of every piece of text, which style it takes, how many characters it has."""
    for page in outline:
        for block in page.blocks:
            told = block.content
            if isinstance(told, Paragraph):
                yield told.style, kind_of(told.spans, told.style), sum(len(words) for _chain, words in told.spans)
            elif isinstance(told, Row):
                yield from ((style, "", len(text)) for style, text in zip(told.styles, told.cells, strict=True))
            elif isinstance(told, Grid):
                yield from _types(told.papers[0].outline)


def _shower(made: Any) -> Callable[[Picture], str]:
    """Return what puts a photo into the file and gives the XML of its run; one that cannot be read is left out."""
    from yishi.documents.photo import jpeg

    count = 0

    def show(picture: Picture) -> str:
        nonlocal count
        content = jpeg(picture)
        if content is None:
            return ""
        count += 1
        inline = made.part.new_pic_inline(BytesIO(content), Emu(round(picture.width * _EMU)), Emu(round(picture.height * _EMU)))
        inline.docPr.set("id", str(count))
        inline.docPr.set("name", f"图{count}")
        return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"

    return show


def _styles(made: Any, looks: Looks) -> None:
    """Make the styles that come with every office (标题, 标题 1, 正文) look as the paper does."""
    for kind, name in _NAMES.items():
        style, usual = made.styles[name], looks.usual[kind]
        style.font.size, style.font.bold, style.font.italic = Pt(half_points(usual.size) / 2), False, False
        style.font.color.rgb = None
        chain = "Fang" if not kind else usual.chain.name
        _named(style.element.get_or_add_rPr(), FONTS[chain])
        _plain(style.element)
        spacing = style.paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(usual.leading)
        spacing.alignment = WD_ALIGN_PARAGRAPH.CENTER if kind == "Title" else WD_ALIGN_PARAGRAPH.JUSTIFY


def _plain(element: Any) -> None:
    """Take colour and border of the template's headings away."""
    for tag in ("w:color", "w:kern", "w:spacing"):
        for found in element.findall(f"{qn('w:rPr')}/{qn(tag)}"):
            found.getparent().remove(found)
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for found in element.findall(f"{qn('w:pPr')}/{qn(tag)}"):
            found.getparent().remove(found)


def _named(properties: Any, east: str) -> None:
    """Name the fonts of a style: Chinese characters by `eastAsia`, the others in a Latin face."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east)):
        fonts.set(qn(f"w:{name}"), value)


def _tongue(made: Any) -> None:
    """Say that the text is Chinese: the template says Japanese, and quotation marks and line ends go by it."""
    for found in made.settings.element.iter(qn("w:themeFontLang")):
        found.set(qn("w:eastAsia"), "zh-CN")
    for found in made.styles.element.iter(qn("w:lang")):
        found.set(qn("w:eastAsia"), "zh-CN")
    for found in made.settings.element.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")


def _fallbacks(made: Any) -> None:
    """Say in the font table what stands in for a font that the PC does not have."""
    part = next((rel.target_part for rel in made.part.rels.values() if rel.reltype.endswith("/fontTable")), None)
    if part is None:
        return
    entries = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                      for name, other in FALLBACK.items())  # fmt: skip
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")
