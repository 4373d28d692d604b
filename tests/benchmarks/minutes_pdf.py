"""Workload `minutes-pdf`: minutes (8 topics, votes, resolutions) and the record (40 speeches) to PDF, beside typst.

Typst gets the very paragraphs that the product sets, on the same page, in the same faces: those of the standard, and
once more everything in one. Warm: several documents one after the other in one process. Cold: a fresh process with a
ready document. Whole: `yishi print`, which opens the book too.
"""

import json
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.measure import PEAK, Case, Process, cpu, process

DOCUMENTS = 6  # warm ones
ONE = ("NotoSerifSC-Regular",)
FIVE = (*ONE, "NotoSerifSC-Bold", "NotoSansSC-Regular", "YishiKai-Regular", "FandolFang-Regular")
SET_IN = {"Song": 'font: "Noto Serif SC"', "Title": 'font: "Noto Serif SC", weight: "bold"', "Hei": 'font: "Noto Sans SC"',
          "Kai": 'font: "Yishi Kai"', "Fang": 'font: "FandolFang R"'}  # fmt: skip
MARK = "\ufffc"  # stands before every paragraph of a typst source
AGAINST = "typst (Python binding)"

READY = (
    PEAK
    + """
import pickle, sys
from pathlib import Path
from yishi.documents.catalogue import documents
sheet = pickle.loads(Path(sys.argv[2]).read_bytes())
documents()[sys.argv[1]].write(sheet, Path(sys.argv[3]))
print(peak_mb())
"""
)
WHOLE = (
    PEAK
    + """
import runpy, sys
book, out = sys.argv[1:]
sys.argv = ["yishi", "--book", book, "--today", "2026-06-15", "print", "minutes", "TW-2026-01", "-o", out]
try:
    runpy.run_module("yishi", run_name="__main__")
except SystemExit as end:
    if end.code:
        raise
print(peak_mb())
"""
)
TYPST = (
    PEAK
    + """
import sys, typst
fonts = typst.Fonts(include_system_fonts=False, font_paths=[sys.argv[3]])
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=fonts)
print(peak_mb())
"""
)


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurements: each paper warm and cold, the minutes as a whole process."""
    found = [case for document in ("minutes", "record") for case in _paper(folder, document)]
    book, out, env = worked.book(folder, DOCUMENTS), folder / "whole.pdf", {"YISHI_HOME": str(worked.home(folder))}
    told: list[Process] = []

    def whole() -> float:
        told.append(process(WHOLE, str(book), str(out), env=env))
        return told[-1].cpu

    facts = {
        "wall s": lambda: round(min(p.wall for p in told), 2),
        "peak MB": lambda: told[-1].out.split()[-1],
    }
    return [*found, _case("minutes, whole process", whole, _cold_typst(folder, "minutes"), "≤ 1.2 s", facts)]


def _case(name: str, product: Any, reference: Any, goal: str, facts: dict[str, Any] | None = None) -> Case:
    return Case(
        "minutes-pdf",
        name,
        product,
        reference,
        AGAINST,
        goal,
        facts=(lambda: {k: f() for k, f in facts.items()}) if facts else None,
    )


def _paper(folder: Path, document: str) -> Iterator[Case]:
    from yishi.documents.catalogue import documents

    paper, sheets = documents()[document], _sheets(folder)
    out, ready = folder / f"{document}.pdf", folder / f"{document}.pickle"
    ready.write_bytes(pickle.dumps(sheets[0]))

    def warm() -> float:
        return cpu(lambda: [paper.write(sheet, out) for sheet in sheets]) / len(sheets)

    def warm_in_one() -> float:
        with _one_face():
            return warm()

    told: list[Process] = []

    def cold() -> float:
        told.append(process(READY, document, str(ready), str(out)))
        return told[-1].cpu

    facts = {
        "pages": lambda: _pages(out),
        "KB": lambda: out.stat().st_size // 1000,
        "typst pages": lambda: _pages(out.with_suffix(".typst.pdf")),
        "peak MB": lambda: told[-1].out.split()[-1],
    }
    yield _case(f"{document}, warm", warm, _warm_typst(folder, document, FIVE), "≤ 0.85 ×")
    yield _case(f"{document}, warm, one face", warm_in_one, _warm_typst(folder, document, ONE), "≤ 0.6 ×")
    goal = "≤ 1.3 ×, 40 MB, 120 KB"
    yield _case(f"{document}, cold, ready document", cold, _cold_typst(folder, document), goal, facts)


def _pages(pdf: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf)) if pdf.exists() else 0


@cache
def _sheets(folder: Path) -> list[Any]:
    from yishi.services import meetings
    from yishi.store.book import Book

    path, home = worked.book(folder, DOCUMENTS), worked.home(folder)
    with Book.open(path, home=home, write=False) as book, book.read() as session:
        return [meetings.sheet(session, line.id, worked.TODAY) for line in meetings.lines(session)]


# --- the reference


@contextmanager
def _one_face() -> Iterator[None]:
    """Let every chain of the product begin with the same face."""
    from yishi.documents import chain

    chains = (chain.TITLE, chain.HEI, chain.KAI, chain.FANG)
    kept = [each.faces for each in chains]

    def wear(faces: tuple[Path, ...], each: Any) -> None:
        each.faces = faces
        each.clear()
        each.advances.clear()

    for each in chains:
        wear(chain.SONG.faces, each)
    try:
        yield
    finally:
        for faces, each in zip(kept, chains, strict=True):
            wear(faces, each)


def _fonts(folder: Path, faces: tuple[str, ...]) -> Path:
    from yishi import paths

    only = folder / f"faces-{len(faces)}"
    only.mkdir(exist_ok=True)
    for face in faces:
        if not (only / f"{face}.ttf").exists():
            shutil.copy(paths.resource("fonts", f"{face}.ttf"), only)
    return only


def _warm_typst(folder: Path, document: str, faces: tuple[str, ...]) -> Any:
    try:
        import typst
    except ImportError:
        return None
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_fonts(folder, faces))])
    sources = [_source(sheet, document, faces) for sheet in _sheets(folder)]
    out, turn = str(folder / "typst.pdf"), iter(range(10**6))

    def compile_all() -> None:
        for source in sources:  # typst remembers paragraphs that it has set: each turn, every one of them is another
            typst.compile(source.replace(MARK, str(next(turn))).encode(), output=out, font_paths=fonts)

    return lambda: cpu(compile_all) / len(sources)


def _cold_typst(folder: Path, document: str) -> Any:
    try:
        import typst  # noqa: F401
    except ImportError:
        return None
    source, out = folder / f"{document}.typ", folder / f"{document}.typst.pdf"
    source.write_text(_source(_sheets(folder)[0], document, FIVE).replace(MARK, ""), encoding="utf-8")
    return lambda: process(TYPST, str(source), str(out), str(_fonts(folder, FIVE))).cpu


@contextmanager
def _listening(heard: list[tuple[str, Any]]) -> Iterator[None]:
    """Note every paragraph that is set meanwhile."""
    from yishi.documents.layout import Flow

    set_paragraph = Flow.paragraph

    def note(flow: Any, content: Any, style: Any, keep: int = 1) -> float:
        spans = [(style.chain, content)] if isinstance(content, str) else list(content)
        heard.append(([(chain.name, words) for chain, words in spans], style))
        return set_paragraph(flow, content, style, keep)

    Flow.paragraph = note  # type: ignore[method-assign]
    try:
        yield
    finally:
        Flow.paragraph = set_paragraph  # type: ignore[method-assign]


def _source(sheet: Any, document: str, faces: tuple[str, ...]) -> str:
    """Return the same paper as a typst source: page, type, faces, line pitch, indents, folio."""
    from yishi.documents.catalogue import documents
    from yishi.documents.page import LEADING

    heard: list[tuple[str, Any]] = []
    with _listening(heard):
        documents()[document].compose(sheet)
    lines = [
        '#set page(paper: "a4", margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm), '
        "footer: context align(center)[— #counter(page).display() —])",
        '#set text(font: "Noto Serif SC", size: 15.75pt, lang: "zh", top-edge: 0.88em, bottom-edge: -0.12em)',
        f"#set par(leading: {LEADING - 15.75:.2f}pt, spacing: {LEADING - 15.75:.2f}pt, justify: true)",
    ]
    for spans, style in heard:
        text = " + ".join(
            f"text({SET_IN[name if faces == FIVE else 'Song']}, size: {style.size}pt, "
            f"{json.dumps(MARK * (not i) + words, ensure_ascii=False)})"
            for i, (name, words) in enumerate(spans)
        )
        if style.align == "center":
            lines.append(f"#align(center, {text})")
        else:
            lines.append(f"#par(first-line-indent: (amount: {style.indent}em, all: true), {text})")
    return "\n\n".join(lines)
