"""The reader: a page goes in, its record comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

from onrecord.actors import Tables, load_tables, read_actors, settle_speech_pronouns
from onrecord.errors import BadDateError, BadLineError, OnrecordError, ReadingError
from onrecord.events import read_events
from onrecord.jsonl import checked, is_date
from onrecord.language import DEFAULT_PIPELINE, Document, load_pipeline, parse
from onrecord.layers import Layers
from onrecord.notes import Notes
from onrecord.page import PageReading, open_source, read_given, read_page
from onrecord.readings import read_readings, with_topics
from onrecord.record import Article, Record
from onrecord.statements import TaggedPage, TaggingAhead, read_statements
from onrecord.times import read_times, settle_event_anchors

Page = str | Path | dict[str, Any] | BadLineError

BATCH = 32
"""Pages read together: enough for the parser to work in full batches, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that could not be read, in its place among the records."""

    id: str | None
    error: OnrecordError

    def envelope(self) -> dict[str, Any]:
        """Return the line that stands for the page in JSON lines."""
        return {"id": self.id, "error": {"code": self.error.code, "message": str(self.error)}}


@dataclass(frozen=True, slots=True)
class _Started:
    """A page that was opened, with the tagger at work on it; or the error that stands in its place."""

    id: str | None
    reading: PageReading | OnrecordError
    tagged: Callable[[], TaggedPage] | None


class Reader:
    """Reads pages into records; loads its pipeline once and may be shared between threads.

    Args:
        pipeline: name of an installed spaCy pipeline package.
        gazetteer: a table of the user's own (TSV: name, aliases, country, sector, office, from, to) laid over ours.
        cores: how many cores one reader may keep busy; None for all that the process has. With one, nothing runs on
            the side: so it should be where several processes read.

    Raises:
        PipelineError: when the pipeline is not installed.
        GazetteerError: when the user's table cannot be read.
    """

    def __init__(
        self, pipeline: str = DEFAULT_PIPELINE, *, gazetteer: Path | None = None, cores: int | None = None
    ) -> None:
        self._tables = load_tables(gazetteer)
        self._nlp = load_pipeline(pipeline)
        self._tagging = TaggingAhead(cores)
        self._parsing = Lock()  # spaCy does not promise that two threads may parse with one pipeline

    def read(self, page: str | Path, *, published: str | None = None) -> Record:
        """Read one page: a path, or an http(s) address.

        Raises:
            OnrecordError: one of its kinds, when the page cannot be read.
        """
        data, url = open_source(page)
        return self.read_bytes(data, url=url, published=published)

    def read_bytes(self, data: bytes, *, url: str | None = None, published: str | None = None) -> Record:
        """Read one page from its bytes.

        `published`, ISO 8601, stands for the page's own date.
        """
        if published is not None and not is_date(published):
            raise BadDateError(
                f"{published!r} is not an ISO 8601 date, such as 2025-03-03 or 2025-03-03T17:42:00+01:00"
            )
        reading = read_page(data, url=url, published=published)
        tagged = self._tagging.start(reading.article)
        (document,) = self._parse([reading.article])
        return put_on_record(document, Notes(warnings=list(reading.warnings)), tables=self._tables, tagged=tagged)

    def read_many(self, pages: Iterable[Page]) -> Iterator[Record | Unread]:
        """Read pages in batches and yield a record for each, in order.

        A page is a path, an address, a mapping `{"id", "text", "published"?, "url"?, "title"?}`, or an error that
        stands for a page that was lost before. One that cannot be read yields an `Unread` in its place, and the rest
        go on.
        """
        rest = iter(pages)
        batch = self._start(rest)
        while batch:
            documents = iter(self._parse([p.reading.article for p in batch if isinstance(p.reading, PageReading)]))
            following, broken = self._start_next(rest)
            for page in batch:
                if isinstance(page.reading, OnrecordError):
                    yield Unread(page.id, page.reading)
                    continue
                document = next(documents)
                try:
                    notes = Notes(warnings=list(page.reading.warnings))
                    yield put_on_record(document, notes, tables=self._tables, id=page.id, tagged=page.tagged)
                except Exception as error:  # one page in a million must not end the run
                    failure = ReadingError(f"the reader failed on this page ({type(error).__name__}: {error})")
                    failure.__cause__ = error
                    yield Unread(page.id, failure)
            if broken is not None:
                raise broken
            batch = following

    def _start(self, pages: Iterator[Page]) -> list[_Started]:
        """Open a batch of pages and set the tagger to work on them."""
        batch = []
        for page in islice(pages, BATCH):
            id, reading = _open(page)
            tagged = None if isinstance(reading, OnrecordError) else self._tagging.start(reading.article)
            batch.append(_Started(id, reading, tagged))
        return batch

    def _start_next(self, pages: Iterator[Page]) -> tuple[list[_Started], Exception | None]:
        """Start the batch after the one at hand; what the caller's pages raise must not cost that one."""
        try:
            return self._start(pages), None
        except Exception as error:
            return [], error

    def _parse(self, articles: list[Article]) -> list[Document]:
        with self._parsing:
            return list(parse(articles, self._nlp))


def put_on_record(
    document: Document,
    notes: Notes,
    *,
    tables: Tables | None = None,
    id: str | None = None,
    tagged: Callable[[], TaggedPage] | None = None,
) -> Record:
    """Read a parsed page layer by layer into its record.

    `tagged` gives what the tagger says of the page, where it has been set to work before.

    1. Times: every expression found and resolved against the page's date.
    2. Actors: who is on the page, which mention is whose.
    3. Statements: who said what, to whom, through whom, when; then "I" and "we" within them.
    4. Events: what happened, is planned, was denied; then the times that hang on an event.
    5. Readings: what follows: meetings, commitments, positions, figures, terms.
    """
    times = read_times(document, notes)  # 1
    cast = read_actors(document, notes, tables)  # 2
    statements = read_statements(document, times, cast, notes, tagged() if tagged else None)  # 3
    settle_speech_pronouns(document, cast, statements)
    events = read_events(document, times, cast, statements, notes)  # 4
    times = settle_event_anchors(document, times, events, notes)
    statements = with_topics(document, statements, events)
    readings = read_readings(Layers(document, times, cast, statements, events), notes)  # 5
    return Record(
        id=id,
        article=document.article,
        actors=cast.actors(),
        times=tuple(times),
        statements=tuple(statements),
        events=tuple(events),
        meetings=readings.meetings,
        commitments=readings.commitments,
        positions=readings.positions,
        figures=readings.figures,
        terms=readings.terms,
        unresolved=tuple(notes.unresolved),
        warnings=tuple(notes.warnings),
    )


def _open(page: Page) -> tuple[str | None, PageReading | OnrecordError]:
    """Return a page's id and its article, or the error that stands in its place."""
    if isinstance(page, BadLineError):
        return page.page, page
    id = page.get("id") if isinstance(page, dict) else str(page)
    try:
        if isinstance(page, dict):
            given = checked(page)
            id = given.get("id")
            texts = {key: given.get(key) for key in ("published", "url", "title")}
            warnings: tuple[str, ...] = ()
            if texts["published"] is not None and not is_date(texts["published"]):
                warnings = (f"the date given for the page is not ISO 8601 and was left out: {texts['published']!r}",)
                texts["published"] = None
            return id, PageReading(read_given(given["text"], **texts), warnings)
        data, url = open_source(page)
        return id, read_page(data, url=url)
    except OnrecordError as error:
        return None if id is None else str(id), error
