"""Adding takes every kind of file, keeps all of it once, and goes on after any stop."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
import zstandard
from benchmarks.synthetic import Synthetic
from fastwarc.warc import WarcRecord, WarcRecordType

from onrecord.corpus import Choices, Summary, add, load, sources, worker
from onrecord.corpus.files import file_at
from onrecord.corpus.sources import items_of
from onrecord.corpus.worker import read_shard
from onrecord.errors import NoArticleError, PageNotFoundError, StoreError
from onrecord.reader import Reader
from onrecord.store import MadeBy, Store, open_store

STORY = (
    "Harbour talks begin\n\nPort officials of Norland met on Monday. “The cranes will stand still until May,” "
    "said Orla Venn, the harbour minister.\n\nShe told reporters that the union had been asked to wait."
)
BODY = "".join(f"<p>{p}</p>" for p in STORY.split("\n\n")[1:])
PAGE = (
    "<html><head><title>Harbour talks begin</title></head><body><article><h1>Harbour talks begin</h1>"
    f"{BODY}</article></body></html>"
)


@pytest.fixture(autouse=True)
def _one_reader(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers in this process use the reader that the tests share."""
    monkeypatch.setattr(worker, "_loaded", lambda: reader)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "store").mkdir()
    with open_store(tmp_path / "store" / "news.db", write=True) as made:
        yield made


def lines(folder: Path, name: str, *pages: object) -> str:
    (folder / name).write_text("".join(json.dumps(p) + "\n" for p in pages), encoding="utf-8")
    return str(folder / name)


def told(store: Store) -> list[str]:
    """Return all that a store tells, without when it was added."""
    tables = ("articles", "inputs", "actors", "page_actors", "statements", "events", "parts", "tallies", "commitments",
              "bands", "failures")  # fmt: skip
    rows = [
        f"{table} {tuple(v for k, v in zip(row.keys(), row, strict=True) if k != 'failed_at')}"
        for table in tables
        for row in store.db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    ]
    return rows + [str(tuple(r)) for r in store.db.execute("SELECT id, article, number, sha256, record FROM versions")]


class TestKinds:
    def test_text_and_html_files_of_a_folder(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "in" / "deep").mkdir(parents=True)
        (tmp_path / "in" / "a.txt").write_text(STORY)
        (tmp_path / "in" / "deep" / "b.html").write_text(PAGE.replace("May", "June"))
        (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
        (tmp_path / "in" / ".hidden.txt").write_text(STORY)
        summary = add([str(tmp_path / "in")], store)
        assert summary.pages["new"] == 2
        assert sum(summary.left.values()) == 1
        assert store.search("cranes").total == 2

    def test_packed_files(self, tmp_path: Path, store: Store) -> None:
        line = json.dumps({"id": 1, "text": STORY}).encode()
        (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line))
        # two frames, as tools that append make them
        frames = [zstandard.compress(json.dumps({"id": n, "text": f"{STORY} {n}"}).encode() + b"\n") for n in (2, 3)]
        (tmp_path / "b.jsonl.zst").write_bytes(b"".join(frames))
        summary = add([str(tmp_path / "a.jsonl.gz"), str(tmp_path / "b.jsonl.zst")], store)
        assert summary.pages == {"new": 3}

    def test_json_lines_keep_what_they_say(self, tmp_path: Path, store: Store) -> None:
        page = {"id": "x1", "text": STORY, "url": "https://a.example/1", "title": "Harbour talks begin",
                "published": "2025-03-03"}  # fmt: skip
        add([lines(tmp_path, "in.jsonl", page)], store)
        record = store.get(1)
        assert (record.id, record.article.url, record.article.published, record.article.text) == (
            "x1", "https://a.example/1", "2025-03-03", STORY,
        )  # fmt: skip

    @pytest.mark.parametrize(("column", "choices"), [("text", None), ("story", Choices("story"))])
    def test_csv_with_a_text_column(self, tmp_path: Path, store: Store, column: str, choices: Choices | None) -> None:
        text = STORY.replace("\n", "\r\n")
        (tmp_path / "in.csv").write_text(
            f'headline,{column},date\n"Harbour talks begin","{text}",2025-03-03\n"empty","",\n'
        )
        summary = add([str(tmp_path / "in.csv")], store, choices=choices)
        assert (summary.pages["new"], summary.failures["bad-line"]) == (1, 1)
        assert store.get(1).article.published == "2025-03-03"

    def test_csv_without_a_text_column_says_so(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "in.csv").write_text("a,b\n1,2\n")
        add([str(tmp_path / "in.csv")], store)
        assert "none of its columns is the text: a, b" in store.failures()[0].reason

    def test_rss_and_atom(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "a.rss").write_text(
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            "<item><title>Harbour talks begin</title><link>https://a.example/1</link><guid>g1</guid>"
            f"<pubDate>Mon, 03 Mar 2025 17:42:00 +0100</pubDate><content:encoded><![CDATA[{BODY}]]></content:encoded>"
            "</item><item><title>Only a link</title><link>https://a.example/2</link></item></channel></rss>"
        )
        (tmp_path / "b.atom").write_text(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Quay closed</title><id>t1</id>'
            '<link href="https://b.example/1"/><published>2025-03-04T08:00:00Z</published>'
            f'<content type="html">{BODY.replace("<", "&lt;").replace("May", "June")}</content></entry></feed>'
        )
        summary = add([str(tmp_path / "a.rss"), str(tmp_path / "b.atom")], store)
        assert (summary.pages["new"], summary.pages["failed"]) == (2, 1)
        first, second = store.get(1).article, store.get(2).article
        assert (first.title, first.published) == ("Harbour talks begin", "2025-03-03T17:42:00+01:00")
        assert first.text == STORY
        assert (second.url, second.published) == ("https://b.example/1", "2025-03-04T08:00:00Z")

    def test_feed_that_asks_for_other_files_gets_none(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "secret").write_text("do not tell")
        (tmp_path / "a.xml").write_text(
            f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><rss><channel><item><title>T</title>'
            f"<description>&x; {STORY}</description></item></channel></rss>"
        )
        add([str(tmp_path / "a.xml")], store)
        assert all("do not tell" not in record.article.text for _, record in store.records())

    def test_warc(self, tmp_path: Path, store: Store) -> None:
        with (tmp_path / "crawl.warc.gz").open("wb") as out:
            for url, kind, body in (
                ("https://a.example/1", "text/html; charset=utf-8", PAGE.encode()),
                ("https://a.example/2.png", "image/png", b"\x89PNG"),
            ):
                http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                record = WarcRecord()
                record.init_headers(record_type=WarcRecordType.response, record_urn=b"urn:uuid:1")
                record.headers["WARC-Target-URI"] = url
                record.headers["Content-Type"] = "application/http; msgtype=response"
                record.set_bytes_content(http + body)
                block = tmp_path / "block"
                with block.open("wb") as plain:
                    record.write(plain)
                out.write(gzip.compress(block.read_bytes()))
        summary = add([str(tmp_path / "crawl.warc.gz")], store)
        assert summary.pages == {"new": 1}
        assert store.get(1).article.url == "https://a.example/1"
        assert store.search("cranes").total == 1

    def test_address_is_fetched_as_a_page(self, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sources, "open_source", lambda name: (PAGE.encode(), f"{name}/final"))
        assert add(["https://a.example/story.php"], store).pages == {"new": 1}
        assert store.get(1).article.url == "https://a.example/story.php/final"

    def test_shards_elsewhere_are_opened_by_their_address(self, store: Store) -> None:
        with fsspec.open("memory://crawl/in.jsonl", "w") as out:
            out.write(json.dumps({"id": 1, "text": STORY}))
        assert add(["memory://crawl/in.jsonl"], store).pages == {"new": 1}
        out = read_shard("memory://crawl/in.jsonl", "memory://crawl/out.parquet")
        assert load([out], store).pages == {"known": 1}


class TestFailures:
    def test_bad_page_is_noted_and_the_rest_goes_on(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text("")
        (tmp_path / "in" / "b.txt").write_bytes(b"\x7fELF\0\0\0\1" * 100)
        (tmp_path / "in" / "c.txt").write_text(STORY)
        summary = add([str(tmp_path / "in")], store)
        assert (summary.pages["new"], summary.pages["failed"]) == (1, 2)
        assert [Path(f.source).name for f in store.failures()] == ["a.txt", "b.txt"]

    def test_bad_line_is_noted_with_its_number(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "in.jsonl").write_text('{"text": "' + "Norland waits. " * 9 + '"}\n{broken\n[]\n{"text": " "}\n')
        summary = add([str(tmp_path / "in.jsonl")], store)
        assert summary.pages == {"new": 1, "failed": 3}
        assert [f.source.rpartition("#")[2] for f in store.failures()] == ["2", "3", "4"]

    def test_failure_is_tried_again_and_goes_when_it_succeeds(
        self, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.txt").write_text(STORY)
        with monkeypatch.context() as broken:
            broken.setattr(worker, "_read_page", lambda input: NoArticleError("not today"))
            for _ in range(2):
                add([str(tmp_path / "a.txt")], store)
            assert [f.tries for f in store.failures()] == [2]
        assert add([str(tmp_path / "a.txt")], store).pages == {"new": 1}
        assert store.failures() == []

    def test_reader_that_crashes_loses_one_page(
        self, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, reader: Reader
    ) -> None:
        class Fragile:
            def read_bytes(self, data: bytes, **given: object) -> object:
                if b"fatal" in data:
                    raise ZeroDivisionError
                return reader.read_bytes(data)

        monkeypatch.setattr(worker, "_loaded", Fragile)
        (tmp_path / "a.txt").write_text(STORY)
        (tmp_path / "b.txt").write_text(STORY + " fatal")
        summary = add([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], store)
        assert (summary.pages["new"], summary.failures["internal"]) == (1, 1)

    def test_text_that_spoils_its_batch_is_found_out(
        self, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, reader: Reader
    ) -> None:
        class Fragile:
            def read_many(self, pages: list[dict[str, str]]) -> Iterator[object]:
                if any("fatal" in page["text"] for page in pages):
                    raise MemoryError
                return reader.read_many(pages)

        monkeypatch.setattr(worker, "_loaded", Fragile)
        pages = [{"id": n, "text": STORY + (" fatal" if n == 2 else f" {n}")} for n in range(4)]
        assert add([lines(tmp_path, "in.jsonl", *pages)], store).pages == {"new": 3, "failed": 1}
        assert store.failures()[0].source.endswith("#2")

    def test_half_a_surrogate_pair_fails_its_page_only(self, tmp_path: Path, store: Store) -> None:
        path = tmp_path / "in.jsonl"
        path.write_text('{"id": 1, "text": "Orla Venn said \\ud83d."}\n{"id": 2, "text": "Orla Venn said no."}\n')
        summary = add([str(path)], store)
        assert summary.pages["new"] + summary.pages["failed"] == 2
        assert summary.pages["new"] >= 1
        assert [r.id for _, r in store.records()][-1] == "2"

    def test_broken_archive_keeps_what_came_before(self, tmp_path: Path, store: Store) -> None:
        pages = [{"id": n, "text": f"{STORY} {os.urandom(2000).hex()}"} for n in range(40)]
        packed = gzip.compress(b"".join(json.dumps(page).encode() + b"\n" for page in pages))
        (tmp_path / "in.jsonl.gz").write_bytes(packed[: len(packed) // 2])
        found = list(items_of(file_at(str(tmp_path / "in.jsonl.gz"))))
        assert len(found) > 10
        assert [item.error is None for item in found[:-2]] == [True] * (len(found) - 2)
        assert found[-1].error is not None
        assert "breaks off" in str(found[-1].error)

    def test_missing_path_is_said_before_anything_is_done(self, tmp_path: Path, store: Store) -> None:
        with pytest.raises(PageNotFoundError):
            add([str(tmp_path / "none.txt")], store)


class TestAgain:
    def test_second_run_finds_nothing_new(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "a.txt").write_text(STORY)
        paths = [str(tmp_path / "a.txt"), lines(tmp_path, "in.jsonl", {"id": 1, "text": STORY + " More."})]
        assert add(paths, store).pages == {"new": 2}
        before = told(store)
        assert add(paths, store).pages == {"known": 2}
        assert told(store) == before

    def test_changed_file_is_a_new_version(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "a.txt").write_text(STORY)
        add([str(tmp_path / "a.txt")], store)
        (tmp_path / "a.txt").write_text(STORY.replace("May", "August"))
        assert add([str(tmp_path / "a.txt")], store).pages == {"version": 1}
        assert "August" in str(store.versions(1)[1].differences)

    def test_same_line_twice_is_kept_once(self, tmp_path: Path, store: Store) -> None:
        page = {"id": 1, "text": STORY}
        assert add([lines(tmp_path, "in.jsonl", page, page)], store).pages == {"new": 1, "known": 1}

    def test_stopped_run_leaves_whole_shards_and_the_next_goes_on(self, tmp_path: Path, store: Store) -> None:
        path = lines(tmp_path, "in.jsonl", *SHORT)

        class StoppedError(Exception):
            pass

        def stop(summary: Summary, done: int) -> None:
            if summary.pages["new"] >= 32:
                raise StoppedError

        with pytest.raises(StoppedError):
            add([path], store, watch=stop)
        assert add([path], store).pages == {"known": 32, "new": len(SHORT) - 32}
        with open_store(tmp_path / "whole.db", write=True) as whole:
            add([path], whole)
            assert told(store) == told(whole)

    def test_nothing_is_left_beside_the_store(self, tmp_path: Path, store: Store) -> None:
        left = store.path.with_name(f".{store.path.name}-work-999999999-abc")
        left.mkdir()
        add([lines(tmp_path, "in.jsonl", {"id": 1, "text": STORY})], store)
        assert {p.name for p in store.path.parent.iterdir()} <= {"news.db", "news.db-wal", "news.db-shm"}


SHORT = [{"id": n, "text": f"The council of Norland met on day {n}, Orla Venn said."} for n in range(70)]


class TestShards:
    @pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
    def test_loaded_shards_give_the_same_store(self, tmp_path: Path, store: Store, suffix: str) -> None:
        (tmp_path / "a.txt").write_text(STORY)
        bad = {"id": "bad", "text": "fine"}
        paths = [lines(tmp_path, "in.jsonl", {"id": 1, "text": STORY + " More."}, bad, "no object")]
        add(paths, store)
        out = read_shard(paths[0], str(tmp_path / f"out.{suffix}"))
        with open_store(tmp_path / "other.db", write=True) as other:
            assert load([out], other).pages == {"new": 2, "failed": 1}
            assert told(other) == told(store)
            assert load([out], other).pages["known"] == 2

    def test_shard_is_written_whole_or_not_at_all(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(items: object) -> Iterator[object]:
            raise KeyboardInterrupt
            yield

        monkeypatch.setattr(worker, "read_items", fail)
        with pytest.raises(KeyboardInterrupt):
            read_shard(lines(tmp_path, "in.jsonl", {"text": STORY}), str(tmp_path / "out.parquet"))
        assert [p.name for p in tmp_path.iterdir() if "out" in p.name] == []

    def test_file_that_is_no_shard_is_refused(self, tmp_path: Path, store: Store) -> None:
        with pytest.raises(StoreError, match="not a shard"):
            load([lines(tmp_path, "in.jsonl", {"id": 1, "text": STORY})], store)

    def test_duckdb_reads_a_shard_as_it_is(self, tmp_path: Path) -> None:
        import duckdb

        out = read_shard(lines(tmp_path, "in.jsonl", {"id": 1, "text": STORY}), str(tmp_path / "out.parquet"))
        assert duckdb.sql(f"SELECT text, record->>'$.schema' FROM '{out}'").fetchall() == [(STORY, "onrecord/1")]


def test_refresh_reads_again_what_an_older_reader_read(tmp_path: Path, store: Store) -> None:
    from onrecord.corpus.refreshing import refresh

    (tmp_path / "a.html").write_text(PAGE)
    add([str(tmp_path / "a.html"), lines(tmp_path, "in.jsonl", {"id": 1, "text": STORY})], store)
    before = told(store)
    for page in (1, 2):
        stale = store.get(page).model_copy(update={"statements": (), "events": ()})
        store.replace(page, stale, MadeBy("0.0", "old"))
    assert store.search("cranes").total == 0
    assert refresh(store) == (2, 0)
    assert told(store) == before
    assert refresh(store) == (0, 0)


KILLED = """
import sys
from benchmarks.synthetic import Synthetic
from onrecord.corpus import worker
press = {r.id: r for r in Synthetic(seed=7, people=20).records(200)}
worker.read_items = lambda items: ((item, press[item.input.given["id"]]) for item in items)
worker.this_reader = lambda: worker.MADE
from onrecord.store import MadeBy, open_store
worker.MADE = MadeBy("1", "m")
from onrecord.corpus import add
add([sys.argv[1]], open_store(sys.argv[2], write=True))
"""


def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(tmp_path: Path) -> None:
    path = lines(tmp_path, "in.jsonl", *Synthetic(seed=7, people=20).pages(200))

    def run(store: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", KILLED, path, str(store)])

    assert run(tmp_path / "whole.db").wait(120) == 0
    kills = 0
    for seconds in (0.7, 1.0, 1.3):
        process = run(tmp_path / "killed.db")
        time.sleep(seconds)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait(60)
    assert run(tmp_path / "killed.db").wait(120) == 0
    assert kills
    with open_store(tmp_path / "whole.db") as whole, open_store(tmp_path / "killed.db") as killed:
        assert told(killed) == told(whole)
        assert len(list(killed.records())) == 200


def test_two_adds_at_once_keep_everything_once(tmp_path: Path) -> None:
    path = lines(tmp_path, "in.jsonl", *Synthetic(seed=7, people=20).pages(200))
    command = [sys.executable, "-c", KILLED, path, str(tmp_path / "news.db")]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    with open_store(tmp_path / "news.db") as store:
        assert sorted(str(r.id) for _, r in store.records()) == sorted(f"p{n}" for n in range(200))
        assert store.db.execute("SELECT count(*) FROM inputs").fetchone()[0] == 200
