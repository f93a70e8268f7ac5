"""A report for those who mend the program: versions, what was found wrong here, and of a page what its reader allows.

Nothing is sent anywhere. Without consent nothing of the page is in it: no words, no address, no message that may quote.
"""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from onrecord import __version__
from onrecord.care.doctor import NAME, Finding
from onrecord.care.shrinking import shrink
from onrecord.errors import OnrecordError
from onrecord.reader import Reader
from onrecord.record import Record
from onrecord.telling import Teller

Facts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a page.

    `page` is as little of it as still shows the fault, and `whole` says that it could not be made smaller. `facts` are
    what is read on the words complained of; `error` is the error that the reader ended with, None when it did not.
    """

    page: str
    whole: bool
    facts: Facts = ()
    error: Exception | None = None


def fault_of(data: bytes, words: str, *, reader: Reader, url: str | None = None) -> Fault:
    """Return what goes wrong with a page, and the smallest page on which it does.

    Args:
        words: those on which something is read wrongly; empty for the whole page, which then is not made smaller.
    """
    try:
        record = reader.read_bytes(data, url=url)
    except Exception as error:  # the report is about whatever it is
        return _unread(data, error, reader)
    facts = _facts(record, words)
    head = [record.article.title or ""] if record.article.title else []
    stamp = [f"Published: {record.article.published}"] if record.article.published else []
    body = [record.article.text[p.start : p.end] for p in record.article.paragraphs if p.role != "title"]

    def same(parts: Sequence[str]) -> bool:
        return _reads(_page([*head, *stamp, *parts]), words, reader) == facts

    if not words or not facts or not same(body):
        return Fault(data.decode("utf-8", "replace"), whole=True, facts=facts)
    return Fault(_page([*head, *stamp, *shrink(body, same)]), whole=False, facts=facts)


def _unread(data: bytes, error: Exception, reader: Reader) -> Fault:
    """Return the fewest lines with which the reader ends in the same error."""
    lines = data.splitlines(keepends=True)
    kind = (type(error), _cause(error))

    def same(parts: Sequence[bytes]) -> bool:
        try:
            reader.read_bytes(b"".join(parts))
        except Exception as other:
            return (type(other), _cause(other)) == kind
        return False

    small = shrink(lines, same) if same(lines) else lines
    return Fault(b"".join(small).decode("utf-8", "replace"), whole=len(small) == len(lines), error=error)


def _cause(error: BaseException) -> str | None:
    return type(error.__cause__).__name__ if error.__cause__ else None


def _page(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _reads(page: str, words: str, reader: Reader) -> Facts | None:
    try:
        return _facts(reader.read_bytes(page.encode()), words)
    except OnrecordError:
        return None


def _facts(record: Record, words: str) -> Facts:
    """Return the statements, events and times that stand on words, without the ids that change from page to page."""
    start = record.article.text.find(words) if words else -1
    if start < 0:
        return ()
    end = start + len(words)
    tell = Teller(record)
    found: list[tuple[str, ...]] = []
    for s in record.statements:
        if any(e.start < end and start < e.end for e in s.spans):
            found.append(("statement", tell.speaker(s), tell.names(s.addressees), s.text, *tell.circumstances(s)))
    for e in record.events:
        if any(t.start < end and start < t.end for t in (e.trigger, *e.evidence)):
            found.append(("event", e.type, e.status, tell.parties(e), tell.when(e.date) or "no date", e.trigger.text))
    for t in record.times:
        if t.start < end and start < t.end:
            found.append(("time", t.text, t.value or "not settled"))
    return tuple(found)


def report(what: str, findings: Iterable[Finding], fault: Fault | None, *, consent: bool) -> str:
    """Return the report as Markdown.

    Args:
        what: what is wrong, in the words of who reports it.
        findings: what the doctor found.
        fault: what goes wrong with a page, None for none.
        consent: whether the page may stand in the report.
    """
    parts = ["# Bug report", what.strip() or "(Say here what is wrong, and what should stand there.)", "## Versions"]
    parts.append("\n".join(f"- {name}: {version}" for name, version in versions().items()))
    wrong = [f for f in findings if f.state != "ok"]
    parts += ["## Found here", "\n".join(f"- {f.about}: {_bare(f.told)}" for f in wrong) or "Nothing wrong."]
    if fault is not None and fault.error is not None:
        parts += ["## Error", _trace(fault.error, consent=consent)]
    if fault is not None and consent:
        shown = "The page" if fault.whole else "As much of the page as shows it"
        parts += [f"## {shown}", _fenced(fault.page)]
        if fault.facts:
            parts += ["## What is read there", "\n".join(f"- {'; '.join(filter(None, f))}" for f in fault.facts)]
    elif fault is not None:
        parts.append("The page is not in this report: its reader did not say that it may be.")
    return "\n\n".join(parts) + "\n"


def versions() -> dict[str, str]:
    """Return the versions that decide what is read, by name."""
    from onrecord.corpus.identity import this_reader
    from onrecord.language import DEFAULT_PIPELINE

    names = ("spacy", DEFAULT_PIPELINE, "onnxruntime", "tokenizers", "numpy", "pydantic", "lxml", "trafilatura")
    return {
        NAME: __version__,
        "models and tables": this_reader().model,
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **{name: _version(name) for name in names},
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _trace(error: Exception, *, consent: bool) -> str:
    """Return an error with the lines of this package that it came through; what it says only with consent."""
    chain: list[Any] = [e for e in (error.__cause__, error) if e is not None]
    lines = []
    for one in chain:
        for frame in traceback.extract_tb(one.__traceback__):
            inside = re.split(r"[\\/]onrecord[\\/]", frame.filename)
            if len(inside) > 1:
                lines.append(f"  onrecord/{inside[-1]} line {frame.lineno}, in {frame.name}".replace("\\", "/"))
        lines.append(f"{type(one).__name__}" + (f": {one}" if consent else ""))
    return _fenced("\n".join(lines))


def _fenced(text: str) -> str:
    """Return a text in a fence that no run of its own backticks closes."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.rstrip()}\n{fence}"


def _bare(told: str) -> str:
    """Return what the doctor says without the folders of this machine."""
    return re.sub(r"'?(?:/|[A-Za-z]:\\)[^\s':]+[\\/]([^\s'/\\:]+)'?", r"\1", told)
