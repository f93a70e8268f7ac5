"""`onrecord read` and its neighbours, as a shell sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry-call.txt"


def onrecord(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def test_the_example_goes_on_record_as_json() -> None:
    done = onrecord("read", "--format", "json", str(EXAMPLE))
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert record["schema"] == "onrecord/1"
    assert record["article"]["title"] == "Estonia's Kallaste urges Finland to reopen night ferry line"


def test_the_example_reads_as_a_page() -> None:
    done = onrecord("read", str(EXAMPLE))
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert shown.index("Estonia's Kallaste urges") < shown.index("WHO SAID WHAT") < shown.index("WHAT HAPPENED")


def test_output_is_utf8_where_the_system_has_a_code_page_that_lacks_its_characters() -> None:
    command = [sys.executable, "-m", "onrecord", "read", str(EXAMPLE)]
    done = subprocess.run(command, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "“" in done.stdout.decode("utf-8")


def test_standard_input_is_a_page() -> None:
    done = onrecord("read", "--format", "json", "-", stdin=EXAMPLE.read_bytes())
    assert json.loads(done.stdout)["article"]["standfirst"].startswith("Finnish side says")


def test_lines_come_out_in_order_and_a_bad_one_in_its_place(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": "Oslo spoke.\n\nTwice."}, {"id": "b"}, {"id": "c", "text": "Lima  did\tnot."}]
    pages = tmp_path / "pages.jsonl"
    pages.write_text("".join(json.dumps(x) + "\n" for x in lines) + "not json\n")
    done = onrecord("read", "--format", "jsonl", str(pages))
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert [x["id"] for x in out] == ["a", "b", "c", None]
    assert out[2]["article"]["text"] == "Lima  did\tnot."
    assert [x["error"]["code"] for x in out if "error" in x] == ["bad-line", "bad-line"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("no-such-page.txt",), 4, "no-such-page.txt"),
        (("--pipeline", "no_such_pipeline", str(EXAMPLE)), 9, "no_such_pipeline"),
        (("--published", "someday", str(EXAMPLE)), 11, "someday"),
    ],
)
def test_bad_input_gets_a_sentence_and_a_status(arguments: tuple[str, ...], status: int, words: str) -> None:
    done = onrecord("read", *arguments)
    assert done.returncode == status
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_schema_is_that_of_the_record() -> None:
    schema = json.loads(onrecord("schema").stdout)
    assert "article" in schema["properties"]
    assert "schema" in schema["properties"]


WITHOUT_PARSER = """
import sys
sys.argv = ["onrecord", "--help"]
from onrecord.cli import main
try:
    main()
except SystemExit:
    pass
assert "spacy" not in sys.modules
"""


def test_help_does_not_load_the_parser() -> None:
    assert subprocess.run([sys.executable, "-c", WITHOUT_PARSER], capture_output=True, check=False).returncode == 0


def test_actors_are_listed_with_their_codes() -> None:
    done = onrecord("actors", str(EXAMPLE))
    assert done.returncode == 0
    assert "EE" in done.stdout.decode()
    assert "366" in done.stdout.decode()
