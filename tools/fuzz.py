"""Look for input that breaks the reader, led by coverage; runs until it is stopped or finds something.

    pip install atheris
    python -m tools.fuzz page|given|quotations [FOLDER] [-max_total_time=3600] [other flags of libFuzzer]

FOLDER keeps the inputs that reached something new. A finding is written to `crash-*`; mended, it goes to
`tests/soundness/seeds`, where the tests read it again. atheris is no dependency of the project: it has no wheels for
every machine that the tests run on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from onrecord.errors import OnrecordError


def read_as_page(data: bytes) -> None:
    """Read bytes as a page, within HTML or as they are."""
    from onrecord.page import read_page

    with suppress(OnrecordError):
        article = read_page(data).article
        check(article.text, [(p.start, p.end) for p in article.paragraphs])


def read_as_given(data: bytes) -> None:
    """Read bytes as the text of a line of JSON lines."""
    from onrecord.page import read_given

    text = data.decode("utf-8", "ignore")
    with suppress(OnrecordError):
        article = read_given(text)
        assert article.text == text
        check(text, [(p.start, p.end) for p in article.paragraphs])


def scan(data: bytes) -> None:
    """Scan the quotations of bytes as paragraphs, drawn from an alphabet that is rich in marks."""
    from onrecord.quotation import scan_quotations
    from onrecord.record import Paragraph

    alphabet = "\"'“”„‟‘’‚‛«»‹›` ab.,1sA\n—"
    text = "".join(alphabet[b % len(alphabet)] for b in data)
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(start=at, end=at + len(line), role="body"))
        at += len(line) + 1
    ends: list[int] = []
    for quotation in scan_quotations(text, paragraphs):
        while ends and ends[-1] <= quotation.start:
            ends.pop()
        assert quotation.start <= quotation.inner_start < quotation.inner_end <= quotation.end
        assert not ends or quotation.end <= ends[-1]
        assert quotation.depth == len(ends)
        ends.append(quotation.end)


def check(text: str, extents: list[tuple[int, int]]) -> None:
    """Hold paragraphs to their text."""
    at = 0
    for start, end in extents:
        assert at <= start < end <= len(text)
        at = end
    text.encode()


TARGETS: dict[str, Callable[[bytes], None]] = {"page": read_as_page, "given": read_as_given, "quotations": scan}


def main() -> None:
    """Run one target."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(__doc__)
    target = TARGETS[sys.argv[1]]
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["onrecord"]):
        target(b"The ministers met. \xe2\x80\x9cWe agree,\xe2\x80\x9d she said.")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
