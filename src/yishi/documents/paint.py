"""Pages of draw commands to a PDF: fonts embedded, text exact, equal content gives equal bytes, never half a file."""

import errno
import os
import tempfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from yishi.documents.chain import Chain
from yishi.documents.embed import Embedding
from yishi.documents.face import open_face
from yishi.documents.layout import Page, Paper, Rule, Text
from yishi.documents.text import refuse_missing
from yishi.errors import Exit, Refusal
from yishi.i18n import _

rl_config.useA85 = 0  # binary streams: a fifth smaller
_embeddings: WeakKeyDictionary[Any, Embedding] = WeakKeyDictionary()  # by PDF document
_registered: set[str] = set()


class _ChainFont:
    """What pdfmetrics.registerFont and the canvas ask of a font; the faces of the chain are its "subsets"."""

    _multiByte, _dynamicFont, shapable = 1, 1, False

    def __init__(self, chain: Chain) -> None:
        self.chain, self.fontName = chain, chain.name
        first = open_face(chain.faces[0])
        scale = 1000 / first.upem
        self.face = SimpleNamespace(name=chain.name, ascent=first.ascent * scale, descent=first.descent * scale)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        return size * self.chain.width(text)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[str, bytes]]:
        if doc not in _embeddings:
            _embeddings[doc] = Embedding()
            doc.delayedFonts.append(self)
        return _embeddings[doc].runs(self.chain, text)

    def getSubsetInternalName(self, key: str, doc: Any) -> str:
        return "/" + key

    def addObjects(self, doc: Any) -> None:
        """Embed every face the document used; called once, when it is saved."""

        def add(text: str) -> str:
            return str(pdfdoc.format(doc.Reference(_Raw(text)), doc).decode())

        def stream(data: bytes, entries: dict[str, int]) -> str:
            thing = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), data, [pdfdoc.PDFZCompress])
            return str(pdfdoc.format(doc.Reference(thing), doc).decode())

        fonts = doc.idToObject["BasicFonts"].dict
        for subset in _embeddings.pop(doc).subsets.values():
            fonts[subset.key] = _Raw(subset.type0(add, stream))


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """A PDF object whose text is ready."""

    __RefOnly__ = 1

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        return self.text.encode()


class _TitleOnly(pdfdoc.PDFInfo):  # type: ignore[misc]
    """Metadata: the title and nothing else, no author, no program, no time."""

    def format(self, document: Any) -> bytes:
        return bytes(pdfdoc.PDFDictionary({"Title": pdfdoc.PDFString(self.title)}).format(document))


def pdf(paper: Paper) -> bytes:
    """Return the PDF of `paper`; a character that no face has is refused (YS-P01) before anything is drawn."""
    texts = [command for page in paper.pages for command in page if isinstance(command, Text)]
    refuse_missing({char for text in texts for char in text.text if not text.chain[char].gid})
    chains = {text.chain.name: text.chain for text in texts}
    for chain in chains.values():
        if chain.name not in _registered:
            pdfmetrics.registerFont(_ChainFont(chain))
            _registered.add(chain.name)
    out = BytesIO()
    size = (paper.sheet.width, paper.sheet.height)
    # Without a first font of ours ReportLab names an unembedded Helvetica.
    canvas = Canvas(out, size, pageCompression=1, invariant=1, lang="zh-CN", initialFontName=next(iter(chains), None))
    canvas._doc.info = _TitleOnly()
    canvas.setTitle(paper.title)
    for page in paper.pages:
        _page(canvas, page)
    canvas.save()
    return out.getvalue()


def _page(canvas: Any, page: Page) -> None:
    canvas.setLineWidth(0.5)
    canvas.lines([tuple(command) for command in page if isinstance(command, Rule)])
    drawn = canvas.beginText()
    for command in page:
        if isinstance(command, Text):
            drawn.setFont(command.chain.name, command.size)
            drawn.setTextOrigin(command.x, command.y)
            drawn.setCharSpace(command.spacing)
            drawn.textOut(command.text)
    canvas.drawText(drawn)
    canvas.showPage()


def write(paper: Paper, target: Path) -> None:
    """Write the PDF of `paper` to `target`, the whole of it or nothing; refused (YS-P02…P04) where it cannot be."""
    save(pdf(paper), target)


def save(data: bytes, target: Path) -> None:
    """Put `data` at `target` by way of a temporary file beside it, so that a half file is never seen."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".yishi-", suffix=target.suffix, dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise _refusal(error, target) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refusal(error: OSError, target: Path) -> Refusal:
    """Say what stands in the way of writing `target`."""
    safe = _("会议内容都在，原来的文件也没有变。")
    elsewhere = _("请换一个文件夹再存。")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        full = _("磁盘满了，文件存不下。")
        return Refusal("YS-P03", full, safe, _("请腾出一些空间，或者换一个盘再存。"), Exit.NO_SPACE)
    if error.errno == errno.EROFS:
        return Refusal("YS-P03", _("这个盘是只读的，存不进去。"), safe, elsewhere, Exit.NO_SPACE)
    if isinstance(error, PermissionError) and target.exists():
        taken = _("这个文件正在别的软件里开着，存不进去。")
        return Refusal("YS-P02", taken, safe, _("请先关掉它，或者换一个文件名再存。"))
    if isinstance(error, PermissionError):
        return Refusal("YS-P02", _("这个文件夹不让写，存不进去。"), safe, elsewhere)
    if isinstance(error, FileNotFoundError):
        return Refusal("YS-P04", _("没有这个文件夹：{folder}").format(folder=target.parent), safe, elsewhere)
    if isinstance(error, IsADirectoryError):
        return Refusal("YS-P04", _("这是一个文件夹，不是文件：{name}").format(name=target), safe, elsewhere)
    why = _("文件没有存成，磁盘或 U 盘可能断开了。")
    return Refusal("YS-P04", why, safe, _("请检查盘是否插好，或者换一个盘再存。"), Exit.NO_SPACE)
