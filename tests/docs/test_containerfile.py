"""The container file copies what is there and calls commands that exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from onrecord.cli import app

ROOT = Path(__file__).parents[2]
FILE = (ROOT / "Containerfile").read_text(encoding="utf-8")


def test_what_it_copies_is_there_and_let_through() -> None:
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+)$", FILE, flags=re.M) for name in line.split()[:-1]]
    assert len(copied) == 7
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert set(copied) == let_through


def test_the_commands_that_it_tells_exist() -> None:
    named = set(re.findall(r"onrecord (read|add|serve|doctor)\b", FILE))
    known = {about.name or about.callback.__name__ for about in app.registered_commands if about.callback}
    assert named == {"read", "add", "serve", "doctor"}
    assert named <= known


def test_the_constraints_pin_what_the_package_needs() -> None:
    done = subprocess.run([ROOT / "tools" / "constraints"], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert all(re.fullmatch(r"[a-z0-9._-]+==\S+( ; .+)?", line) for line in lines)
    assert {"spacy", "lxml", "onnxruntime", "fastapi"} <= {line.split("==")[0] for line in lines}
