"""The spaCy component: `nlp.add_pipe("onrecord")` puts every document of a pipeline on record.

spaCy finds it by the package's entry point; there is nothing to import. docs/python.md tells what it sets.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.actors import Tables, load_tables
from onrecord.errors import BadDateError
from onrecord.jsonl import is_date
from onrecord.language import DEFAULT_PIPELINE, Document, load_pipeline, parse, parted
from onrecord.notes import Notes
from onrecord.page import read_given
from onrecord.reader import put_on_record
from onrecord.record import Extent, Record

GROUPS = ("statements", "events", "times", "mentions")
"""The span groups that are set, each named `onrecord/GROUP` in `Doc.spans`."""

ANNOTATION = ("TAG", "POS", "LEMMA", "DEP", "ENT_IOB")
"""What the parse of the pipeline before must have set to be used; without all of it the text is parsed anew."""

_KEPT = "onrecord"
"""Key of the record in `Doc.user_data`, as JSON: what is not plain data would keep a document from being saved."""


@Language.factory(
    "onrecord",
    default_config={"reparse": False, "gazetteer": None},
    assigns=["doc._.record", "doc.spans"],
)
def make(nlp: Language, name: str, reparse: bool, gazetteer: str | None) -> RecordComponent:
    """Return the component.

    Args:
        reparse: parse the text with the pipeline that `onrecord` is tuned on, whatever yours has set.
        gazetteer: path of a table of the user's own, as `onrecord read --gazetteer` has it.

    Raises:
        GazetteerError: when the user's table cannot be read.
    """
    return RecordComponent(load_tables(Path(gazetteer) if gazetteer else None), reparse=reparse)


class RecordComponent:
    """Sets `Doc._.record` and the span groups; errors are those of the package, for spaCy's error handler."""

    def __init__(self, tables: Tables, *, reparse: bool = False) -> None:
        self._tables, self._reparse = tables, reparse
        _set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Put one document on record.

        Raises:
            BadDateError: when `doc._.published` is no ISO 8601 date.
            NotEnglishError: when the text is plainly in another language.
        """
        record = put_on_record(self._document(doc), Notes(), tables=self._tables)
        doc._.record = record
        for group, spans in zip(GROUPS, _spans(doc, record), strict=True):
            doc.spans[f"onrecord/{group}"] = SpanGroup(doc, name=f"onrecord/{group}", spans=spans)
        return doc

    def _document(self, doc: Doc) -> Document:
        """Return the text as an article with its parse: the one that the pipeline before has set, or a new one."""
        if (published := doc._.published) is not None and not is_date(published):
            raise BadDateError(f"doc._.published is {published!r}, not an ISO 8601 date")
        article = read_given(doc.text, published=doc._.published, url=doc._.url, title=doc._.title)
        if not self._reparse and all(doc.has_annotation(layer) for layer in ANNOTATION):
            own = parted(article, doc)
            if own is not None:
                return own
        (document,) = parse([article], _own_pipeline())
        return document


def _spans(doc: Doc, record: Record) -> tuple[list[Span], ...]:
    """Return the spans of each group; a span's id is the fact's, or the index of a time."""

    def span(extent: Extent, label: str, id: str) -> list[Span]:
        found = doc.char_span(extent.start, extent.end, label=label, span_id=id, alignment_mode="expand")
        return [found] if found is not None else []

    statements = [s for st in record.statements for e in st.spans for s in span(e, st.kind, st.id)]
    events = [s for ev in record.events for s in span(ev.trigger, ev.type, ev.id)]
    times = [s for number, time in enumerate(record.times) for s in span(time, time.type, str(number))]
    mentions = [s for actor in record.actors for m in actor.mentions for s in span(m, actor.kind, actor.id)]
    return statements, events, times, mentions


def _set_extensions() -> None:
    """Declare what the component reads and sets on `Doc._.`; declared again, it stays as it is."""
    for name in ("published", "url", "title"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("record"):
        Doc.set_extension("record", getter=_record_of, setter=_keep_record)


def _record_of(doc: Doc) -> Record | None:
    kept = doc.user_data.get(_KEPT)
    return _loaded(kept) if kept is not None else None


def _keep_record(doc: Doc, record: Record) -> None:
    doc.user_data[_KEPT] = record.model_dump_json(by_alias=True)


@lru_cache(maxsize=16)
def _loaded(kept: str) -> Record:
    return Record.model_validate_json(kept)


@cache
def _own_pipeline() -> Language:
    return load_pipeline(DEFAULT_PIPELINE)
