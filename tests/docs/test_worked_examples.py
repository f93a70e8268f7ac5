"""The worked examples of CONTRIBUTING.md do what they say, tried on a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.reader import Reader
from onrecord.record import Record

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r'^```\w+ title="src/([^"]+)"\n(.*?)^```$', PAGE, flags=re.M | re.S)
SENTENCES = [line.replace("**", "") for line in re.findall(r"^> (.+)$", PAGE, flags=re.M)]
PUBLISHED = "2027-07-05"

READ = """
import json, sys
from onrecord.reader import Reader
reader = Reader()
for sentence in json.loads(sys.argv[1]):
    print(reader.read_bytes(sentence.encode(), published=sys.argv[2]).model_dump_json(by_alias=True))
"""


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The three sentences as a copy of the package reads them into which the blocks were written."""
    folder = tmp_path_factory.mktemp("copy")
    skip = shutil.ignore_patterns("__pycache__", "models")
    shutil.copytree(ROOT / "src" / "onrecord", folder / "onrecord", ignore=skip)
    (folder / "onrecord" / "models").symlink_to(ROOT / "src" / "onrecord" / "models")
    for name, block in BLOCKS:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n\n" + block if name.endswith(".py") else block)
    command = [sys.executable, "-c", READ, json.dumps(SENTENCES), PUBLISHED]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def untaught(reader: Reader) -> list[Record]:
    return [reader.read_bytes(sentence.encode(), published=PUBLISHED) for sentence in SENTENCES]


def test_there_are_three_examples_with_four_blocks() -> None:
    assert (len(SENTENCES), len(BLOCKS)) == (3, 4)


def test_a_new_cue_verb(untaught: list[Record], taught: list[dict[str, Any]]) -> None:
    assert [s.act for s in untaught[0].statements] == ["thought"]
    (said,) = taught[0]["statements"]
    assert (said["act"], said["cue"]["lemma"], said["text"]) == ("speech", "grouse", "that the ferry was late again")


def test_a_new_metonym(untaught: list[Record], taught: list[dict[str, Any]]) -> None:
    assert {a.country for a in untaught[1].actors} & {"PRT"} == set()
    (said,) = taught[1]["statements"]
    speaker = next(a for a in taught[1]["actors"] if a["id"] == said["speaker"])
    assert speaker["country"] == "PRT"


def test_a_new_kind_of_date(untaught: list[Record], taught: list[dict[str, Any]]) -> None:
    assert all("week" not in t.text for t in untaught[2].times)
    (time,) = taught[2]["times"]
    assert (time["value"], time["edtf"]) == ("2027-W33", "2027-08-16/2027-08-22")
    assert (time["earliest"], time["latest"]) == ("2027-08-16", "2027-08-22")
    assert time["text"] == "calendar week 33 of 2027"
