"""A search finds exactly what was asked for, newest first, and no query is an error."""

from __future__ import annotations

import pytest
from benchmarks.synthetic import COUNTRIES, Synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import FilterError
from onrecord.record import Record, Statement
from onrecord.store import FILTERS, Filters, MadeBy, Store, open_store
from onrecord.store import search as search_module
from onrecord.store.store import input_of

PRESS = Synthetic(seed=5, people=30)
RECORDS = list(PRESS.records(150))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = open_store(tmp_path_factory.mktemp("store") / "news.db", write=True)
    with made.writing() as writer:
        for record in RECORDS:
            writer.add(record, input_of(record), MadeBy())
    return made


def everything(store: Store, filters: Filters | str, **more: object) -> set[str]:
    found: list[str] = []
    after = None
    while True:
        results = store.search(filters, limit=50, after=after, **more)  # type: ignore[arg-type]
        found += [h.id for h in results.hits]
        after = results.next
        if after is None:
            assert len(found) == len(set(found)) == results.total
            return set(found)


def expected(wanted: object) -> set[str]:
    assert callable(wanted)
    return {f"{page}/{s.id}" for page, r in enumerate(RECORDS, 1) for s in r.statements if wanted(r, s)}


def speaker_of(record: Record, statement: Statement) -> object:
    return next((a for a in record.actors if a.id == statement.speaker), None)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters("harvest"), lambda r, s: "harvest" in s.text),
        (Filters("HARVESTS"), lambda r, s: "harvest" in s.text),
        (Filters("threat*"), lambda r, s: "threat" in s.text),
        (Filters('"trust between neighbours"'), lambda r, s: "trust between neighbours" in s.text),
        (Filters('"neighbours between"'), lambda r, s: False),
        (Filters("harvest OR timetable"), lambda r, s: "harvest" in s.text or "timetable" in s.text),
        (Filters("grain -harvest"), lambda r, s: "grain" in s.text and "harvest" not in s.text),
        (Filters("-harvest"), lambda r, s: "harvest" not in s.text),
        (Filters(kind=("direct",)), lambda r, s: s.kind == "direct"),
        (Filters(kind=("direct",), act=("thought",)), lambda r, s: s.kind == "direct" and s.act == "thought"),
        (Filters(polarity=("denied", "declined")), lambda r, s: s.polarity in ("denied", "declined")),
        (Filters(topic=("gas transit",)), lambda r, s: "gas transit" in s.topics),
        (Filters(outlet=("Harbour Post",)), lambda r, s: r.article.publisher == "Harbour Post"),
        (Filters(country=("KEN", "PER")), lambda r, s: speaker_of(r, s).country in ("KEN", "PER")),
        (Filters(country=("United States of America",)), lambda r, s: speaker_of(r, s).country == "USA"),
        (Filters(country=("Nowhere",)), lambda r, s: False),
        (Filters(speaker=(PRESS.people[0][0],)), lambda r, s: speaker_of(r, s).name == PRESS.people[0][0]),
        (Filters(speaker=("nobody at all",)), lambda r, s: False),
        (Filters(since="2020-02", until="2021"), lambda r, s: "2020-02" <= r.article.published[:10] < "2022"),
        (Filters(since="2030"), lambda r, s: False),
    ],
    ids=lambda value: value.sentence() if isinstance(value, Filters) else "",
)  # fmt: skip
def test_search_finds_what_was_asked_for(store: Store, filters: Filters, wanted: object) -> None:
    assert everything(store, filters, find="statements") == expected(wanted)


def test_about_finds_statements_that_name_the_country(store: Store) -> None:
    name = COUNTRIES["BRA"]
    assert everything(store, Filters(about=("BRA",))) == expected(lambda r, s: name in s.text)
    assert everything(store, Filters(about=(name.lower(),))) == expected(lambda r, s: name in s.text)


def test_type_and_status_find_events(store: Store) -> None:
    wanted = {f"{page}/{e.id}" for page, r in enumerate(RECORDS, 1) for e in r.events if e.type == "SANCTION"}
    assert everything(store, Filters(type=("sanction",))) == wanted
    assert everything(store, Filters(type=("SANCTION",), status=("happened",))) == set()


def test_newest_come_first_and_oldest_on_demand(store: Store) -> None:
    days = [h.day for h in store.search("grain", limit=500).hits]
    assert days == sorted(days, key=str, reverse=True)
    assert [h.day for h in store.search("grain", order="oldest", limit=500).hits] == days[::-1]


def test_hits_beyond_those_counted_are_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = store.search("")
    monkeypatch.setattr(search_module, "COUNTED", 100)
    first = store.search("", limit=10)
    second = store.search("", limit=10, after=first.next)
    assert (whole.total, whole.more) == (sum(len(r.statements) for r in RECORDS), False)
    assert (first.total, first.more, second.total, second.more) == (100, True, 100, True)
    assert store.facets("", ["kind"])[1]
    assert sum(c.n for c in store.facets("", ["kind"])[0]["kind"]) == 100


def test_hit_stands_in_the_words_of_its_page(store: Store) -> None:
    for hit in store.search("harvest", limit=40).hits:
        assert hit.words == hit.text
        assert hit.before + hit.words + hit.after in store.get(hit.page).article.text
        assert store.hit(hit.id) == hit


def test_facets_count_the_hits(store: Store) -> None:
    counts, part = store.facets("harvest", ["kind", "outlet"])
    assert not part
    kinds = [s.kind for r in RECORDS for s in r.statements if "harvest" in s.text]
    assert {c.value: c.n for c in counts["kind"]} == {k: kinds.count(k) for k in set(kinds)}
    assert {c.value for c in counts["outlet"]} <= {r.article.publisher for r in RECORDS}


def test_value_of_a_facet_is_one_that_the_filter_takes(store: Store) -> None:
    counts, _ = store.facets("", ["speaker", "country", "outlet", "topic", "kind", "act"])
    for name, values in counts.items():
        assert store.search(Filters(**{name: (values[0].value,)})).total == values[0].n  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    ['"', '""', "(", "a AND", "NOT", "OR", "OR OR", "-", "--", "*", "a*b*", "col:x", "text:gas", "^gas", "NEAR(a b)",
     "gas +", "{a b}: c", "'; DROP TABLE versions; --", "%", "\\", "\x00gas", "\ud800", "any=", "kind=direct=", "=",
     "ة", "é" * 3000, "a " * 5000, "- -gas", '"gas', 'gas"transit', "☃", "١٢", "gas\n-\ntransit"],
)  # fmt: skip
def test_odd_query_is_no_error(store: Store, typed: str) -> None:
    assert store.search(typed).total <= sum(len(r.statements) for r in RECORDS)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab\"*()-:^+{}=' \\%_OR AND NOT,.;é\x00"), max_size=40) | st.text(max_size=30))
def test_any_query_is_no_error(store: Store, typed: str) -> None:
    store.search(typed)
    store.search(Filters(speaker=(typed,), about=(typed,), outlet=(typed,), topic=(typed,)))


def test_tags_cannot_be_searched_as_words(store: Store) -> None:
    assert store.search("kind=direct=").total == 0


@pytest.mark.parametrize("filters", [Filters(since="yesterday"), Filters(until="2024-13"), Filters(status=("gone",))])
def test_filter_with_an_unknown_value_is_refused(store: Store, filters: Filters) -> None:
    with pytest.raises(FilterError):
        store.search(filters)


def test_cursor_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(FilterError):
        store.search("gas", after="x; --")


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_has_its_sentence(name: str) -> None:
    value = FILTERS[name].known[0] if FILTERS[name].known else "Iceland"
    assert value in Filters(**{name: (value,)}).sentence()  # type: ignore[arg-type]


def test_sentence_says_all_that_is_asked() -> None:
    asked = Filters("gas", speaker=("Orlova",), country=("RUS", "PER"), since="2024")
    assert asked.sentence() == "statements by Orlova from RUS or PER with the words gas since 2024"
