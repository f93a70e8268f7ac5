"""The commands around a store, as a shell sees them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.synthetic import Synthetic
from typer.testing import CliRunner, Result

from onrecord.cli import app
from onrecord.errors import FilterError, StoreError
from onrecord.store import Filters, open_store

PRESS = Synthetic(seed=9, people=15)
RECORDS = list(PRESS.records(20))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("cli") / "news.db"
    with open_store(path, write=True) as made:
        for record in RECORDS:
            made.add(record)
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=True)


def shell(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_search_shows_the_quotation_in_its_context(store: str) -> None:
    shown = run("search", "harvest", "--store", store, "--kind", "direct", "--limit", "1").stdout
    with open_store(store) as opened:
        (hit,) = opened.search(Filters("harvest", kind=("direct",)), limit=1).hits
    assert shown.splitlines()[0].startswith("statements of kind direct with the words harvest: ")
    assert f"{hit.before}[{hit.words}]{hit.after}" in shown


def test_search_comes_as_json_lines_and_csv_with_the_same_rows(store: str) -> None:
    lines = [json.loads(x) for x in run("search", "--store", store, "--format", "jsonl").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("search", "--store", store, "--format", "csv").stdout)))
    one = json.loads(run("search", "--store", store, "--format", "json").stdout)
    assert [line["id"] for line in lines] == [row["id"] for row in rows] == [hit["id"] for hit in one["hits"]]
    assert one["total"] == sum(len(r.statements) for r in RECORDS)


def test_search_goes_on_after_its_mark(store: str) -> None:
    first = json.loads(run("search", "--store", store, "--format", "json", "--limit", "5").stdout)
    second = json.loads(
        run("search", "--store", store, "--format", "json", "--limit", "5", "--after", first["next"]).stdout
    )
    both = json.loads(run("search", "--store", store, "--format", "json", "--limit", "10").stdout)
    assert [h["id"] for h in first["hits"] + second["hits"]] == [h["id"] for h in both["hits"]]


def test_filter_given_twice_means_either(store: str) -> None:
    kinds = (("--kind", "direct"), ("--kind", "indirect"), ("--kind", "direct", "--kind", "indirect"))
    found = [json.loads(run("search", "--store", store, "--format", "json", *kind).stdout) for kind in kinds]
    total = [one["total"] for one in found]
    assert total[0] + total[1] == total[2]


@pytest.mark.parametrize("query", ['"', "(", "AND", "a OR", "-x", "*", "'; DROP TABLE articles"])
def test_odd_query_ends_well(store: str, query: str) -> None:
    assert run("search", "--store", store, "--", query).exit_code == 0


def test_timeline_runs_day_by_day(store: str) -> None:
    shown = run("timeline", "--store", store, "--limit", "40").stdout
    days = [line for line in shown.splitlines() if line and not line.startswith(" ")]
    assert days == sorted(days)
    assert len(days) > 3


def test_show_tells_pages_statements_and_actors(store: str) -> None:
    assert json.loads(run("show", "3", "--store", store, "--format", "json").stdout)["id"] == RECORDS[2].id
    assert RECORDS[2].statements[0].text in run("show", "3/s1", "--store", store).stdout
    assert json.loads(run("show", "@1", "--store", store, "--format", "json").stdout)["id"] == 1


@pytest.mark.parametrize("id", ["999", "3/s999", "@999", "x", "3/", "-1"])
def test_show_says_what_is_not_there(store: str, id: str) -> None:
    result = run("show", "--store", store, "--", id)
    assert isinstance(result.exception, StoreError)


def test_actors_are_listed_joined_and_parted(store: str) -> None:
    first, second = (int(line.split("\t")[0][1:]) for line in run("actors", "--store", store).stdout.splitlines()[:2])
    joined = run("actors", "--store", store, "--join", str(first), str(second)).stdout
    assert f"@{second}" in next(x for x in joined.splitlines() if x.startswith(f"@{first}\t"))
    parted = run("actors", "--store", store, "--part", str(second)).stdout
    assert "joined" not in parted


def test_export_writes_to_standard_output(store: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "-", "--store", store, "--format", "statements").stdout)))
    assert len(rows) == sum(len(r.statements) for r in RECORDS)


def test_unknown_filter_value_is_an_error_with_a_code(store: str) -> None:
    result = run("search", "--store", store, "--kind", "loud")
    assert isinstance(result.exception, FilterError)


@pytest.mark.parametrize("arguments", [["search", "--country", "Norway"], ["export", "-", "--format", "polecat"]])
def test_reading_a_store_does_not_load_the_parser(store: str, arguments: list[str]) -> None:
    code = (
        f"import sys; from onrecord.cli import app; app({[*arguments, '--store', store]!r}, standalone_mode=False); "
        "print('spacy' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "False"


def test_error_is_a_sentence_and_an_exit_status(tmp_path: Path) -> None:
    done = shell("search", "gas", "--store", str(tmp_path / "none.db"))
    assert done.returncode == StoreError.exit_code
    assert done.stderr == f"onrecord: there is no store at {str(tmp_path / 'none.db')!r}\n"


def test_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A page.")
    done = shell("add", str(tmp_path / "a.txt"), "--store", "/proc/news.db")
    assert done.returncode == StoreError.exit_code
    assert "cannot be" in done.stderr
    assert "Traceback" not in done.stderr


def test_failures_are_listed_with_their_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    added = run("add", str(tmp_path / "a.txt"), "--store", str(tmp_path / "news.db"), "--workers", "1")
    assert added.exit_code == 3
    shown = run("failures", "--store", str(tmp_path / "news.db")).stdout
    assert "a.txt\tno-article\t" in shown
