"""Changes to a page that may change only so much of its record."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from html import escape
from typing import Any

import pytest

from onrecord.reader import Reader
from onrecord.record import Record

TITLE = "Malta and Peru agree to open a consulate in Cusco"
PARAGRAPHS = (
    "VALLETTA, March 4 (Harbour Post) -- The foreign ministers of Malta and Peru met in Valletta on Tuesday and agreed "
    "to open a consulate in Cusco by July.",
    "“We have waited long for this,” Malta’s foreign minister, Carmen Zerafa, told reporters after the talks. "
    "“The work begins next month.”",
    "Peru’s foreign minister, Hugo Quispe, said the two countries would sign a treaty on visas on Friday.",
    "Zerafa denied that Malta had asked for money. She promised to send 40 tonnes of cement to Cusco.",
    "Quispe accused Bolivia of closing the border last week and threatened to recall the ambassador.",
)
UNRELATED = "The weather in Lisbon was mild, and the trams of the old town ran as they do every spring."
PUBLISHED = "2025-03-04"


def page(paragraphs: tuple[str, ...] = PARAGRAPHS, title: str = TITLE) -> str:
    return "\n\n".join((title, *paragraphs)) + "\n"


def read(reader: Reader, text: str, published: str | None = PUBLISHED) -> Record:
    return reader.read_bytes(text.encode(), published=published)


def name_of(record: Record, id: str | None) -> str | None:
    return next((a.name for a in record.actors if a.id == id), None)


def said(record: Record) -> list[tuple[Any, ...]]:
    """Return what a record says of each statement, without its ids and offsets."""
    return [
        (
            s.kind, s.act, s.polarity, s.text, name_of(record, s.speaker), s.cue.text if s.cue else None,
            None if s.said is None else record.times[s.said].value, tuple(name_of(record, a) for a in s.addressees),
        )
        for s in record.statements
    ]  # fmt: skip


def happened(record: Record) -> list[tuple[Any, ...]]:
    """Return what a record says of each event, without its ids and offsets."""
    return [
        (
            e.type, e.status, e.trigger.text, [name_of(record, a) for a in e.actors],
            [name_of(record, a) for a in e.recipients], None if e.date is None else record.times[e.date].value,
        )
        for e in record.events
    ]  # fmt: skip


def timed(record: Record) -> list[tuple[Any, ...]]:
    return [(t.text, t.type, t.value, t.edtf) for t in record.times]


def test_an_unrelated_paragraph_at_the_end_changes_nothing_above_it(reader: Reader) -> None:
    alone, longer = read(reader, page()), read(reader, page((*PARAGRAPHS, UNRELATED)))
    end = len(alone.article.text)
    assert longer.article.text[:end] == alone.article.text
    assert len(said(alone)) >= 5
    assert said(longer) == said(alone)
    assert happened(longer) == happened(alone)
    assert [t for t in longer.times if t.end <= end] == list(alone.times)
    assert [(a.name, a.mentions) for a in longer.actors if a.mentions[0].end <= end] == [
        (a.name, a.mentions) for a in alone.actors
    ]


@pytest.mark.parametrize(
    ("given", "family"), [("Marta", "Vella"), ("Eleni", "Papadaki"), ("Ngozi", "Adeyemi"), ("Ana", "O’Brien")]
)
def test_renaming_a_person_renames_her_everywhere(reader: Reader, given: str, family: str) -> None:
    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("Carmen", given).replace("Zerafa", family)
        return type(value)(renamed(v) for v in value) if isinstance(value, list | tuple) else value

    before, after = read(reader, page()), read(reader, renamed(page()))
    assert said(after) == renamed(said(before))
    assert happened(after) == renamed(happened(before))
    assert [(a.name, a.kind, a.country, len(a.mentions)) for a in after.actors] == [
        (renamed(a.name), a.kind, a.country, len(a.mentions)) for a in before.actors
    ]


def test_straight_marks_give_the_statements_of_curly_ones(reader: Reader) -> None:
    straight = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
    plain, curly = read(reader, page().translate(straight)), read(reader, page())
    assert [tuple(v.translate(straight) if isinstance(v, str) else v for v in s) for s in said(curly)] == said(plain)


@pytest.mark.parametrize("weeks", [1, -1, 5])
def test_a_page_moved_by_weeks_moves_its_relative_days(reader: Reader, weeks: int) -> None:
    paragraphs = (
        "The foreign ministers of Malta and Peru met in Valletta on Tuesday and agreed to meet again on Friday.",
        "“We spoke yesterday,” Malta’s foreign minister, Carmen Zerafa, said. Peru closed its embassy last Sunday.",
    )
    day = date.fromisoformat(PUBLISHED)
    now = read(reader, page(paragraphs))
    then = read(reader, page(paragraphs), (day + timedelta(weeks=weeks)).isoformat())
    days = [date.fromisoformat(t.value) for t in now.times if t.value]
    assert len(days) == 4
    assert [t.value for t in then.times] == [(d + timedelta(weeks=weeks)).isoformat() for d in days]


def test_reports_that_have_nothing_to_do_with_each_other_may_stand_in_any_order(reader: Reader) -> None:
    items = (
        "Norway’s president, Liv Aasen, said on Monday that Chile had closed its ports to Norwegian ships.",
        "Kenya sent 300 tonnes of grain to Jordan on 2 March 2025, the ministry of trade in Nairobi announced.",
        "Ghana’s foreign minister, Kofi Mensah, denied on Sunday that Senegal had threatened to leave the talks.",
    )
    there, back = read(reader, page(items, "Three reports")), read(reader, page(items[::-1], "Three reports"))
    assert len(there.statements) >= 3
    assert len(there.times) >= 3
    assert sorted(said(there), key=repr) == sorted(said(back), key=repr)
    assert sorted(happened(there), key=repr) == sorted(happened(back), key=repr)
    assert sorted(timed(there), key=repr) == sorted(timed(back), key=repr)


def test_a_page_of_html_gives_the_record_of_its_text(reader: Reader) -> None:
    body = "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS)
    markup = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    plain, marked = read(reader, page()), read(reader, markup)
    assert marked.article.text == plain.article.text
    left = {"article", "id"}
    assert marked.model_dump(exclude=left) == plain.model_dump(exclude=left)


def test_one_reader_in_eight_threads_gives_what_one_thread_gives(reader: Reader) -> None:
    texts = [page(PARAGRAPHS[:n], f"{TITLE}, again") for n in range(1, 6)] * 3
    alone = [read(reader, text).model_dump_json() for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: read(reader, text).model_dump_json(), texts))
    assert together == alone


def test_a_page_gives_the_same_record_beside_other_pages(reader: Reader) -> None:
    given = [{"id": str(n), "text": page(PARAGRAPHS[: n + 1]), "published": PUBLISHED} for n in range(5)]
    together = [r.model_dump_json() for r in reader.read_many(given) if isinstance(r, Record)]
    alone = [r.model_dump_json() for one in given for r in reader.read_many([one]) if isinstance(r, Record)]
    assert len(together) == 5
    assert together == alone


def test_two_processes_with_other_hash_seeds_give_the_same_bytes() -> None:
    program = (
        "import sys; from onrecord.reader import Reader; "
        f"print(Reader().read_bytes(sys.stdin.buffer.read(), published={PUBLISHED!r}).model_dump_json())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program], input=page().encode(), capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "4711")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert b"Zerafa" in told[0]
