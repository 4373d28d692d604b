"""A paper as a DOCX that can go on being edited: real styles 标题 and 正文, no text boxes, nothing of the text lost.

The module that sets a paper writes into a flow that keeps paragraphs instead of laying them out, so that the words come from one
place. Fonts are named, not embedded: 仿宋_GB2312 with 仿宋 in its place where it is missing, as offices in China have them.
"""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from yishi.documents.chain import Chain
from yishi.documents.layout import Flow, Rule, Spans, Style, Text
from yishi.documents.page import A4, LEADING
from yishi.documents.text import one_line, printable

FONTS = {"Fang": "仿宋_GB2312", "Hei": "黑体", "Kai": "楷体_GB2312", "Song": "宋体", "Title": "方正小标宋简体"}
FALLBACK = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}  # what Word takes where the font is not there
_LATIN = "Times New Roman"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = "＿" * 8
_BODY_SIZE = 16.0  # 3号
_HEAD_SIZE = 22.0
_WHEN = datetime(2000, 1, 1)  # when and by whom a file was made is nobody's business
_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT,
          "justify": WD_ALIGN_PARAGRAPH.JUSTIFY}  # fmt: skip


class _Loose(list[Text | Rule]):
    """Takes what is drawn at a place of its own: labels to sign beside, who signs, rules to write on."""

    def __init__(self, keep: Callable[[Text | Rule], None]) -> None:
        super().__init__()
        self._keep = keep

    def append(self, command: Text | Rule) -> None:
        self._keep(command)


class TextFlow(Flow):
    """A flow without pages: paragraphs one after another, each with its style."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[list[tuple[Chain, str]], Style]] = []
        self._y: float | None = None
        super().__init__(A4)

    def next_page(self) -> None:
        self.page = _Loose(self._loose)
        self.y = self.sheet.height - self.sheet.top

    def keep(self, height: float) -> bool:
        return False

    def skip(self, height: float) -> None:
        self._y = None
        if self.paragraphs and height >= LEADING - 0.1:
            self.paragraphs.append(([], self.paragraphs[-1][1]))

    def paragraph(self, content: str | Spans, style: Style, keep: int = 1) -> float:
        self._y = None
        self.paragraphs.append(([(style.chain, content)] if isinstance(content, str) else list(content), style))
        return self.sheet.left

    def rule(self, x1: float, x2: float, style: Style) -> None:
        if self.paragraphs and self.paragraphs[-1][0]:
            self.paragraphs[-1][0].append((style.chain, _LINE))
        else:
            self.paragraphs.append(([(style.chain, _LINE * 3)], style))

    def _loose(self, command: Text | Rule) -> None:
        """Put what stands on one line together; what stands far right is a signature."""
        if isinstance(command, Rule):
            if self.paragraphs:
                self.paragraphs[-1][0].append((self.paragraphs[-1][1].chain, _LINE))
            return
        if self._y is not None and abs(self._y - command.y) < 1 and self.paragraphs:
            self.paragraphs[-1][0].append((command.chain, "　" + command.text))
            return
        self._y = command.y
        right = command.x > self.sheet.left + self.sheet.measure / 3
        style = Style(command.chain, command.size, LEADING, indent=0 if right else 2, align="right" if right else "left")
        self.paragraphs.append(([(command.chain, command.text)], style))


def document(write: Callable[[Flow], str]) -> bytes:
    """Return the DOCX of what `write` sets; it returns the title, which with the text is all that the file tells."""
    flow = TextFlow()
    title = write(flow)
    made = Document()
    _page(made)
    _styles(made)
    _fallbacks(made)
    for spans, style in flow.paragraphs:
        for part in _split(spans):
            _paragraph(made, part, style)
    facts = made.core_properties
    facts.title, facts.author, facts.last_modified_by, facts.comments, facts.revision = one_line(title), "", "", "", 1
    facts.created = facts.modified = _WHEN
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Any) -> None:
    """Set A4 with the margins of GB/T 9704."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)


def _styles(made: Any) -> None:
    """Make the styles that come with every office (标题, 标题 1, 正文) look as official papers do."""
    for name, chain, size in (("Normal", "Fang", _BODY_SIZE), ("Title", "Title", _HEAD_SIZE), ("Heading 1", "Hei", _BODY_SIZE)):
        style = made.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
        style.font.color.rgb = None
        _named(style.element.get_or_add_rPr(), FONTS[chain])
        _plain(style.element)
        spacing = style.paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LEADING)


def _plain(element: Any) -> None:
    """Take colour and border of the template's headings away."""
    for tag in ("w:color", "w:kern", "w:spacing"):
        for found in element.findall(f"{qn('w:rPr')}/{qn(tag)}"):
            found.getparent().remove(found)
    for found in element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        found.getparent().remove(found)


def _named(properties: Any, east: str) -> None:
    """Name the fonts of a run or style: Chinese characters by `eastAsia`, the others in a Latin face."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for name, value in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", east)):
        fonts.set(qn(f"w:{name}"), value)


def _fallbacks(made: Any) -> None:
    """Say in the font table what stands in for a font that the PC does not have."""
    part = next((rel.target_part for rel in made.part.rels.values() if rel.reltype.endswith("/fontTable")), None)
    if part is None:
        return
    entries = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                      for name, other in FALLBACK.items())  # fmt: skip
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")


def _split(spans: Spans) -> list[list[tuple[Chain, str]]]:
    """Cut at line ends; a paragraph without text stays an empty one."""
    parts: list[list[tuple[Chain, str]]] = [[]]
    for chain, words in spans:
        for n, piece in enumerate(_NO_XML.sub("", printable(words)).split("\n")):
            if n:
                parts.append([])
            parts[-1].append((chain, piece))
    return parts


def _paragraph(made: Any, spans: list[tuple[Chain, str]], style: Style) -> None:
    chains = {chain.name for chain, words in spans if words}
    kind = "Title" if chains == {"Title"} else "Heading 1" if chains == {"Hei"} and style.indent and len(spans) == 1 else "Normal"
    paragraph = made.add_paragraph(style=kind)
    paragraph.alignment = _ALIGN[style.align]
    if style.align in ("justify", "left") and style.indent and spans:
        paragraph.paragraph_format.first_line_indent = Pt(round(_BODY_SIZE * style.indent))
    usual = {"Title": "Title", "Heading 1": "Hei", "Normal": "Fang"}[kind]
    for chain, words in spans:
        if not words:
            continue
        run = paragraph.add_run(words)
        if chain.name != usual:
            _named(run._element.get_or_add_rPr(), FONTS.get(chain.name, FONTS["Fang"]))
