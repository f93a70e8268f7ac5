"""Runs what the tutorial shows and writes its outputs anew: `python -m tools.tutorial`.

A block of the language `console` begins with `$ onrecord ...`; the lines below it are what that command prints. A
comment above the block picks what is shown of a long output:

    <!-- first 12 -->                   the first twelve lines
    <!-- from "WHO SAID WHAT" for 9 -->   nine lines from the first that begins so
    <!-- nothing -->                      none

A block of the language `python` is run, too, and may print nothing. All run one after another in one folder that holds
`examples/` and nothing else.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tutorial.md"
COLUMNS = 88
"""Width of the terminal: what a block of code on the site shows without scrolling."""

_BLOCK = re.compile(
    r"(?:<!-- (?P<pick>[^>]*?) -->\n)?```(?P<language>console|python)\n(?P<body>.*?)```\n", flags=re.DOTALL
)
_FROM = re.compile(r'from "(.*)" for (\d+)')


@dataclass(frozen=True)
class Step:
    """A block of the tutorial: a command with the output that is shown, or a piece of Python."""

    language: str
    pick: str | None
    code: str
    shown: tuple[str, ...]
    start: int
    end: int


def steps(page: str) -> Iterator[Step]:
    """Yield the steps of the tutorial in order; `start` and `end` are those of a block's lines between its fences."""
    for block in _BLOCK.finditer(page):
        body = block["body"]
        if block["language"] == "python":
            yield Step("python", None, body, (), *block.span("body"))
        else:
            command, *shown = body.splitlines()
            yield Step("console", block["pick"], command.removeprefix("$ "), tuple(shown), *block.span("body"))


def workplace(folder: Path) -> None:
    """Put into an empty folder what the tutorial begins with."""
    shutil.copytree(ROOT / "examples", folder / "examples")


def output_of(step: Step, folder: Path) -> list[str]:
    """Run a step and return the lines that it prints.

    Raises:
        RuntimeError: when it does not end well.
    """
    if step.language == "python":
        command = [sys.executable, "-c", step.code]
    else:
        name, *arguments = shlex.split(step.code)
        if name != "onrecord":
            raise RuntimeError(f"only onrecord is run, not {name!r}")
        command = [sys.executable, "-m", "onrecord", *arguments]
    there = {k: v for k, v in os.environ.items() if k != "ONRECORD_STORE"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=there | {"NO_COLOR": "1", "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{step.code}\nended with {done.returncode}: {done.stderr}")
    return [line.rstrip() for line in done.stdout.splitlines()]


def run(page: str, folder: Path) -> Iterator[tuple[Step, list[str]]]:
    """Run the steps of a page in a folder and yield each with what it prints; a command shown twice is run once."""
    workplace(folder)
    printed: dict[str, list[str]] = {}
    for step in steps(page):
        if step.code not in printed:
            printed[step.code] = output_of(step, folder)
        yield step, printed[step.code]


def picked(lines: list[str], pick: str | None) -> list[str]:
    """Return the lines of an output that are shown; `...` stands for what is left out."""
    first, last = 0, len(lines)
    if pick == "nothing":
        return []
    if pick and (found := _FROM.fullmatch(pick)):
        first = next((i for i, line in enumerate(lines) if line.startswith(found[1])), len(lines))
        if first == len(lines):
            raise RuntimeError(f"no line begins with {found[1]!r}")
        last = first + int(found[2])
    elif pick and pick.startswith("first "):
        last = int(pick.removeprefix("first "))
    elif pick:
        raise RuntimeError(f"not understood: {pick!r}")
    shown = lines[first:last]
    while shown and not shown[-1]:
        shown.pop()
    while shown and not shown[0]:
        shown.pop(0)
    return [*(["..."] if first else []), *shown, *(["..."] if last < len(lines) else [])]


def main() -> None:
    """Write the outputs anew."""
    page = PAGE.read_text(encoding="utf-8")
    parts, done = [], 0
    with tempfile.TemporaryDirectory() as name:
        for step, lines in run(page, Path(name)):
            print(step.code.splitlines()[0], flush=True)
            if step.language == "console":
                shown = "\n".join([f"$ {step.code}", *picked(lines, step.pick)]) + "\n"
                parts += [page[done : step.start], shown]
                done = step.end
    PAGE.write_text("".join(parts) + page[done:], encoding="utf-8")


if __name__ == "__main__":
    main()
