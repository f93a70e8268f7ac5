"""Pools and clusters give what one process gives, and a worker's death costs one page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import fsspec
import pytest
from benchmarks.synthetic import Synthetic
from deadly_worker import dies_of_one_page
from distributed import LocalCluster

from onrecord.corpus import add, add_on_cluster, adding, executors, spreading, worker
from onrecord.errors import ClusterError
from onrecord.reader import Reader
from onrecord.store import Store, open_store

PAGES = [
    {"id": n, "text": f"Orla Venn, the harbour minister, told reporters on Monday that pier {n} will stay shut."}
    for n in range(9)
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db", write=True) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "many.jsonl").write_text("".join(json.dumps(page) + "\n" for page in PAGES[:6]) + "{broken\n")
    for page in PAGES[6:]:
        (made / f"page{page['id']}.txt").write_text(str(page["text"]))
    (made / "left.png").write_bytes(b"x")
    return made


def rows(store: Store) -> set[tuple[object, ...]]:
    """Return what a store tells, apart from the numbers that go by order of adding."""
    statements = (
        "SELECT v.sha256, v.record, s.local, s.text, s.who, s.day FROM statements s JOIN versions v ON v.id = s.version"
    )
    inputs = "SELECT i.key, v.sha256, i.source, i.kind, i.given FROM inputs i JOIN versions v ON v.id = i.version"
    failures = "SELECT key, source, code, reason FROM failures"
    return {tuple(row) for sql in (statements, inputs, failures) for row in store.db.execute(sql)}


def test_worker_that_dies_loses_one_page(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = list(Synthetic(seed=7).pages(6))
    for number, page in enumerate(pages):
        page["id"] = str(number)
    pages[3]["text"] += " deadly"
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages))
    monkeypatch.setattr(adding, "read_shard", dies_of_one_page)
    monkeypatch.setattr(adding, "SHARD_PAGES", 2)
    summary = add([str(tmp_path / "in.jsonl")], store, workers=2)
    assert (summary.pages["new"], summary.pages["failed"]) == (5, 1)
    (failure,) = store.failures()
    assert failure.source.endswith("#3")
    assert "died" in failure.reason
    assert sorted(str(r.id) for _, r in store.records()) == ["p0", "p1", "p2", "p4", "p5"]


def test_pool_of_processes_gives_what_one_process_gives(folder: Path, store: Store, reader: Reader, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(worker, "_loaded", lambda: reader)
    with open_store(tmp_path / "one.db", write=True) as one:
        add([str(folder)], one)
        summary = add([str(folder)], store, workers=2)
        assert (summary.pages["new"], summary.pages["failed"]) == (9, 1)
        assert rows(store) == rows(one)


@pytest.fixture
def cluster(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Executor]:
    monkeypatch.setattr(worker, "_loaded", lambda: reader)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as local,
        executors.cluster(local.scheduler_address) as executor,
    ):
        yield executor


def test_cluster_gives_what_one_process_gives(folder: Path, store: Store, cluster: Executor, tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    with open_store(tmp_path / "one.db", write=True) as one:
        here = add([str(folder)], one)
        there = add_on_cluster([str(folder)], store, cluster, str(tmp_path / "shards"))
        assert (there.pages, there.failures, there.left) == (here.pages, here.failures, here.left)
        assert rows(store) == rows(one)
    shards = list((tmp_path / "shards").iterdir())
    assert {path.suffix for path in shards} == {".parquet"}

    def never(*given: object) -> str:
        raise AssertionError("the shard was there")

    monkeypatch.setattr(spreading, "read_shard", never)
    assert add_on_cluster([str(folder)], store, cluster, str(tmp_path / "shards")).pages["known"] == 9


def test_shards_may_lie_at_an_address(
    folder: Path, store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_loaded", lambda: reader)
    summary = add_on_cluster([str(folder)], store, executors.Inline(), "memory://bucket/shards")
    names = fsspec.filesystem("memory").ls("/bucket/shards", detail=False)
    assert summary.pages == {"new": 9, "failed": 1}
    assert {name.rpartition(".")[2] for name in names} == {"parquet"}


def test_missing_cluster_is_a_sentence() -> None:
    with pytest.raises(ClusterError, match="no Dask scheduler"), executors.cluster("not an address"):
        pass
