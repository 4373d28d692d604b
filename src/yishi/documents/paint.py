"""Pages of draw commands to a PDF: fonts embedded, text exact, equal content gives equal bytes, never half a file."""

import errno
import os
import re
import tempfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary
from zlib import compress

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from yishi.documents.embed import Embedding
from yishi.documents.layout import Page, Paper, Picture, Rule, Squares, Text
from yishi.documents.text import refuse_missing
from yishi.errors import Exit, Refusal, shown
from yishi.i18n import _

rl_config.useA85 = 0  # binary streams: a fifth smaller
_embeddings: WeakKeyDictionary[Any, Embedding] = WeakKeyDictionary()  # by PDF document
_FONT_EFFORT = 2  # of 9: outlines hardly shrink further, and packing them took half the time of a paper


class _OurFonts:
    """What the canvas asks of its first font, and the document when it is saved: the faces that were used, embedded."""

    _multiByte, _dynamicFont, shapable = 1, 1, False
    fontName, face = "Yishi", SimpleNamespace(name="Yishi")

    def addObjects(self, doc: Any) -> None:
        """Embed every face the document used; called once, when it is saved."""

        def add(text: str) -> str:
            return str(pdfdoc.format(doc.Reference(_Raw(text.encode())), doc).decode())

        def stream(data: bytes, entries: dict[str, int]) -> str:
            packed = compress(data, _FONT_EFFORT)
            told = "".join(f"/{key} {value}" for key, value in entries.items())
            head = f"<<{told}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode()
            return str(pdfdoc.format(doc.Reference(_Raw(head + packed + b"\nendstream")), doc).decode())

        fonts = doc.idToObject["BasicFonts"].dict
        for subset in _embeddings.pop(doc).subsets.values():
            fonts[subset.key] = _Raw(subset.type0(add, stream).encode())


def _embedding(doc: Any) -> Embedding:
    """Return what this PDF has taken of our faces, and see that they are embedded when it is saved."""
    if doc not in _embeddings:
        _embeddings[doc] = Embedding()
        doc.delayedFonts.append(_OUR_FONTS)
    return _embeddings[doc]


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """A PDF object whose bytes are ready."""

    __RefOnly__ = 1

    def __init__(self, ready: bytes) -> None:
        self.ready = ready

    def format(self, document: Any) -> bytes:
        return self.ready


_OUR_FONTS = _OurFonts()
pdfmetrics.registerFont(_OUR_FONTS)


class _TitleOnly(pdfdoc.PDFInfo):  # type: ignore[misc]
    """Metadata: the title and nothing else, no author, no program, no time."""

    def format(self, document: Any) -> bytes:
        return bytes(pdfdoc.PDFDictionary({"Title": pdfdoc.PDFString(self.title)}).format(document))


def pdf(paper: Paper) -> bytes:
    """Return the PDF of `paper`; a character that no face has is refused (YS-P01) before anything is drawn."""
    texts = [command for page in paper.pages for command in page if isinstance(command, Text)]
    refuse_missing({char for text in texts for char in text.text if not text.chain[char].gid})
    out = BytesIO()
    size = (paper.sheet.width, paper.sheet.height)
    # Without a first font of ours ReportLab names an unembedded Helvetica.
    canvas = Canvas(out, size, pageCompression=1, invariant=1, lang="zh-CN", initialFontName=_OUR_FONTS.fontName)
    canvas._doc.info = _TitleOnly()
    canvas.setTitle(paper.title)
    for number, page in enumerate(paper.pages):
        _page(canvas, page, paper.squares[number] if paper.squares else None)
    canvas.save()
    return out.getvalue()


def _page(canvas: Any, page: Page, squares: Squares | None) -> None:
    canvas.setLineWidth(0.5)
    canvas.lines([tuple(command) for command in page if isinstance(command, Rule)])
    for command in page:
        if isinstance(command, Picture):
            _photo(canvas, command)
    canvas._code.append(_texts(_embedding(canvas._doc), page))
    if squares is not None:
        _dark(canvas, squares)
    canvas.showPage()


def _texts(embedding: Embedding, page: Page) -> str:
    """Return the operators that set the text of a page; the canvas's own text object spends longer on its numbers than we on all."""
    code, font, space = ["BT"], ("", 0.0), 0.0
    for command in page:
        if isinstance(command, Text):
            x, y, size, spacing, chain, text = command
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            if spacing != space:
                code.append(f"{spacing:.4f} Tc")
                space = spacing
            for key, codes in embedding.runs(chain, text):
                if (key, size) != font:
                    code.append(f"/{key} {size:g} Tf")
                    font = key, size
                code.append(f"<{codes}> Tj")
    return "\n".join([*code, "ET"])


def _dark(canvas: Any, squares: Squares) -> None:
    """Fill the dark squares, those beside one another as one."""
    each, path = squares.side / len(squares.rows), canvas.beginPath()
    for place, row in enumerate(squares.rows, 1):
        for run in re.finditer("#+", row):
            path.rect(squares.x + run.start() * each, squares.y + squares.side - place * each, len(run[0]) * each, each)
    canvas.drawPath(path, stroke=0, fill=1)


def _photo(canvas: Any, picture: Picture) -> None:
    from reportlab.lib.utils import ImageReader

    from yishi.documents.photo import jpeg

    if (content := jpeg(picture)) is not None:  # gone since it was measured: its place stays to be glued on
        canvas.drawImage(ImageReader(BytesIO(content)), *picture[:4])


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


def folder(place: Path) -> Path:
    """Return a folder for papers, made where it is not there; refused (YS-P02…P04) where it cannot be."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        taken = _("{name}是一个文件，不是文件夹，存不进去。").format(name=shown(str(place)))
        raise Refusal("YS-P04", taken, _("会议内容都在，原来的文件也没有变。"), _("请把那个文件改个名字，再存一次。")) from None
    except OSError as error:
        raise _refusal(error, place) from error
    return place


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
