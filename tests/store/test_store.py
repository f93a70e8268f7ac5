"""A store keeps every page once, its versions apart, its actors linked, and finds what it holds."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from benchmarks.synthetic import Synthetic

from onrecord.errors import FilterError, StoreError
from onrecord.record import Record
from onrecord.store import Filters, Input, MadeBy, Store, open_store
from onrecord.store.keys import tidy_address
from onrecord.store.migrations import migrate, steps
from onrecord.store.store import input_of

PRESS = Synthetic(seed=4, people=40)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = open_store(tmp_path_factory.mktemp("store") / "news.db", write=True)
    with made.writing() as writer:
        for record in PRESS.records(120):
            writer.add(record, input_of(record), MadeBy("1", "m"))
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(tmp_path / "news.db", write=True)


def changed(record: Record, **article: object) -> Record:
    return record.model_copy(update={"article": record.article.model_copy(update=article)})


def test_record_comes_back_as_it_went_in(store: Store) -> None:
    assert store.get(7) == PRESS.record(6)


def test_a_page_with_no_day_but_that_of_its_update_stands_on_that_day(empty: Store) -> None:
    empty.add(changed(PRESS.record(0), published=None, modified="2031-05-06T07:08:09"))
    assert {hit.day for hit in empty.search(Filters(since="2031-05-06", until="2031-05-06")).hits} == {"2031-05-06"}


def test_same_page_is_kept_once(empty: Store) -> None:
    record = PRESS.record(0)
    assert empty.add(record).outcome == "new"
    assert empty.add(record).outcome == "known"
    assert [page for page, _ in empty.records()] == [1]


def test_same_file_under_another_name_is_the_same_page(empty: Store) -> None:
    record = changed(PRESS.record(0), url=None)
    first = empty.add(record, Input("/a/x.txt", "page", b"one"))
    again = empty.add(record, Input("/b/y.txt", "page", b"one"))
    assert (first.outcome, again.outcome, again.version) == ("new", "known", first.version)


def test_changed_page_is_a_new_version_with_its_differences(empty: Store) -> None:
    old = PRESS.record(0)
    other = PRESS.record(1)
    new = changed(other, url=f"{old.article.url}?utm_source=x")
    empty.add(old)
    added = empty.add(new)
    versions = empty.versions(added.version)
    assert added.outcome == "version"
    assert [v.number for v in versions] == [1, 2]
    assert versions[0].differences is None
    assert str(old.article.title) in str(versions[1].differences)
    assert str(new.article.title) in str(versions[1].differences)


def test_pages_that_call_themselves_the_front_page_stay_apart(empty: Store) -> None:
    for number in range(2):
        record = changed(PRESS.record(number), url="https://site.example/")
        given = Input(f"https://site.example/{number}", "page", str(number).encode())
        assert empty.add(record, given).outcome == "new"
    assert len(list(empty.records())) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x", "https://A.example:443/x/#top"),
        ("https://a.example/x?id=1", "https://a.example/x?id=1&utm_source=feed&fbclid=9"),
    ],
)
def test_addresses_that_lead_to_one_page_are_one(one: str, other: str) -> None:
    assert tidy_address(one) == tidy_address(other)


@pytest.mark.parametrize("other", ["https://a.example/x?id=2", "https://b.example/x?id=1", "https://a.example/y?id=1"])
def test_addresses_of_other_pages_are_others(other: str) -> None:
    assert tidy_address("https://a.example/x?id=1") != tidy_address(other)


def test_superseded_version_is_not_found_but_can_be_read(empty: Store) -> None:
    old, other = PRESS.record(0), PRESS.record(1)
    empty.add(old)
    empty.add(changed(other, url=old.article.url))
    assert empty.search("").total == len(other.statements)
    assert {h.page for h in empty.search("").hits} == {2}
    assert empty.get(1) == old


def test_counts_follow_a_new_version(empty: Store) -> None:
    once = open_store(empty.path.with_name("once.db"), write=True)
    old, other = PRESS.record(0), PRESS.record(1)
    empty.add(old)
    empty.add(changed(other, url=old.article.url))
    once.add(changed(other, url=old.article.url))
    tallies = "SELECT facet, value, week, n FROM tallies ORDER BY 1, 2, 3"
    assert list(map(tuple, empty.db.execute(tallies))) == list(map(tuple, once.db.execute(tallies)))
    heard = "SELECT key, pages, said, did FROM actors WHERE pages > 0 ORDER BY key"
    assert list(map(tuple, empty.db.execute(heard))) == list(map(tuple, once.db.execute(heard)))


def test_near_copy_is_linked_and_kept(empty: Store) -> None:
    record = PRESS.record(0)
    longer = record.article.text + "Additional reporting from the harbour."
    empty.add(record)
    empty.add(PRESS.record(1))
    copy = empty.add(changed(record, text=longer, url="https://other.example/1", sha256="0" * 64))
    assert copy.outcome == "new"
    assert [(page, likeness > 0.8) for page, _, likeness in empty.copies(copy.version)] == [(1, True)]
    assert empty.copies(2) == []


def test_failed_transaction_leaves_nothing(empty: Store) -> None:
    def fail() -> None:
        with empty.writing() as writer:
            writer.add(PRESS.record(0), input_of(PRESS.record(0)), MadeBy())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert empty.search("").total == 0


def test_failure_is_counted_and_goes_when_the_page_is_read(empty: Store) -> None:
    record = PRESS.record(0)
    for _ in range(2):
        with empty.writing() as writer:
            writer.fail(input_of(record), "no-article", "it holds no article")
    (failure,) = empty.failures()
    assert (failure.code, failure.tries) == ("no-article", 2)
    empty.add(record)
    assert empty.failures() == []


def test_refresh_finds_what_an_older_reader_made(empty: Store) -> None:
    empty.add(PRESS.record(0), made_by=MadeBy("1", "m"))
    empty.add(PRESS.record(1), made_by=MadeBy("2", "m"))
    assert empty.behind(MadeBy("2", "m")) == [1]
    empty.replace(1, PRESS.record(0), MadeBy("2", "m"))
    assert empty.behind(MadeBy("2", "m")) == []
    assert empty.search("").total == 24


def test_input_is_kept_for_another_reading(empty: Store) -> None:
    given = Input("/a/x.html", "page", b"<p>bytes</p>", {"published": "2024-01-02"})
    added = empty.add(PRESS.record(0), given)
    assert empty.input_of(added.version) == given


class TestMigrations:
    @pytest.mark.parametrize("step", [s.number for s in steps()][:-1])
    def test_older_store_is_brought_up_to_date(self, tmp_path: Path, step: int) -> None:
        new = open_store(tmp_path / "new.db", write=True)
        for record in PRESS.records(5):
            new.add(record)
        old = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
        old.row_factory = sqlite3.Row
        migrate(old, upto=step)
        old.execute("ATTACH ? AS new", (str(new.path),))
        for table in ("articles", "versions", "inputs"):
            columns = ", ".join(f'"{r[1]}"' for r in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        old.close()
        brought = open_store(tmp_path / "old.db", write=True)
        assert brought.search("gas").hits == new.search("gas").hits
        assert [r for _, r in brought.records()] == [r for _, r in new.records()]
        commitments = "SELECT * FROM commitments"
        assert list(map(tuple, brought.db.execute(commitments))) == list(map(tuple, new.db.execute(commitments)))

    def test_step_that_fails_leaves_the_store_at_the_step_before(self, tmp_path: Path) -> None:
        db = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
        migrate(db, upto=1)
        db.execute("CREATE TABLE events (x)")
        with pytest.raises(sqlite3.OperationalError):
            migrate(db)
        assert db.execute("SELECT max(number) FROM migrations").fetchone() == (1,)
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'actors'").fetchone() is None

    def test_newer_store_is_refused(self, empty: Store) -> None:
        empty.db.execute("INSERT INTO migrations (number, name, redraw) VALUES (9999, 'x', 0)")
        for write in (True, False):
            with pytest.raises(StoreError, match="update onrecord"):
                open_store(empty.path, write=write)

    def test_older_store_is_brought_up_to_date_by_reading_it(self, tmp_path: Path) -> None:
        db = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
        migrate(db, upto=1)
        db.close()
        assert open_store(tmp_path / "old.db").search("").total == 0


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            "SELECT value, n FROM tallies WHERE facet = 'x' AND week = '' ORDER BY n DESC, value LIMIT 5",
            "tallies_total",
        ),
        (
            "SELECT what FROM commitments c WHERE c.state IN ('open', 'conditional') AND c.due_latest >= '2024' "
            "ORDER BY c.due_latest, c.version LIMIT 5",
            "commitments_open",
        ),
        ("SELECT id FROM actors WHERE country = 'NOR' ORDER BY said DESC, id LIMIT 5", "actors_country"),
    ],
)
def test_front_page_reads_an_index_in_order(empty: Store, sql: str, index: str) -> None:
    plan = " ".join(row["detail"] for row in empty.db.execute(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan
    assert "TEMP B-TREE" not in plan


class TestOpening:
    def test_missing_store_is_not_made_by_reading(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="no store"):
            open_store(tmp_path / "none.db")
        assert not (tmp_path / "none.db").exists()

    @pytest.mark.parametrize("write", [True, False])
    def test_file_that_is_no_store_is_refused_and_left(self, tmp_path: Path, write: bool) -> None:
        (tmp_path / "x.db").write_bytes(b"not a database, but a letter to a friend" * 30)
        with pytest.raises(StoreError, match="not a store"):
            open_store(tmp_path / "x.db", write=write)
        assert (tmp_path / "x.db").read_bytes().startswith(b"not a database")

    def test_database_of_another_program_is_refused(self, tmp_path: Path) -> None:
        other = sqlite3.connect(tmp_path / "x.db")
        other.execute("CREATE TABLE songs (title)")
        other.close()
        with pytest.raises(StoreError, match="not a store"):
            open_store(tmp_path / "x.db", write=True)

    def test_readers_read_while_a_writer_writes(self, empty: Store) -> None:
        empty.add(PRESS.record(0))
        reader = open_store(empty.path)
        with empty.writing() as writer:
            writer.add(PRESS.record(1), input_of(PRESS.record(1)), MadeBy())
            assert reader.search("").total == 12
        assert reader.search("").total == 24

    def test_two_writers_at_once_keep_everything_once(self, empty: Store) -> None:
        def work() -> None:
            with open_store(empty.path, write=True) as mine:
                for record in PRESS.records(12):
                    mine.add(record)

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [r.id for _, r in empty.records()] == [f"p{n}" for n in range(12)]
        assert empty.search("").total == 144

    def test_full_disk_is_a_sentence_and_the_store_intact(self, empty: Store) -> None:
        empty.add(PRESS.record(0))
        pages = empty.db.execute("PRAGMA page_count").fetchone()[0]
        empty.db.execute(f"PRAGMA max_page_count = {pages + 4}")

        def fill() -> None:
            for record in PRESS.records(200, start=1):
                empty.add(record)

        with pytest.raises(StoreError, match="no room left"):
            fill()
        kept = [r.id for _, r in empty.records()]
        assert kept == [f"p{n}" for n in range(len(kept))]
        assert empty.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


class TestActors:
    def test_state_is_one_actor_on_all_pages(self, store: Store) -> None:
        rows = store.db.execute(
            "SELECT count(DISTINCT actor), count(*) FROM page_actors JOIN actors ON id = actor WHERE key = 'state:NOR'"
        ).fetchone()
        assert rows[0] == 1
        assert rows[1] > 1

    def test_joined_actors_are_searched_together_and_can_be_parted(self, store: Store) -> None:
        one, other = store.actors(limit=2)
        store.join_actors(one.id, other.id)
        both = store.search(Filters(speaker=(f"@{other.id}",))).total
        assert both == one.said + other.said == store.actor(one.id).said
        store.part_actor(other.id)
        assert store.search(Filters(speaker=(f"@{other.id}",))).total == other.said

    def test_actor_parted_from_a_page_is_another_there(self, empty: Store) -> None:
        for record in PRESS.records(3):
            empty.add(record)
        row = empty.db.execute("SELECT local, actor FROM page_actors WHERE version = 1 ORDER BY local").fetchone()
        empty.part_from_page(1, row["local"])
        now = "SELECT actor, linked_by FROM page_actors WHERE version = 1 AND local = ?"
        parted = empty.db.execute(now, (row["local"],)).fetchone()
        assert parted["actor"] != row["actor"]
        assert parted["linked_by"] == "hand"
        empty.part_from_page(1, row["local"])
        assert empty.db.execute(now, (row["local"],)).fetchone()["actor"] == row["actor"]

    def test_actors_are_found_by_the_beginning_of_a_name(self, store: Store) -> None:
        name = store.actors(limit=1)[0].name
        assert name in {a.name for a in store.actors(name.split()[1][:3].lower(), prefix=True)}


def test_unknown_value_of_a_filter_names_those_it_knows(store: Store) -> None:
    with pytest.raises(FilterError, match="direct, indirect, mixed"):
        store.search(Filters(kind=("loud",)))
