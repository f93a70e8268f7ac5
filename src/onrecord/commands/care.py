"""`onrecord doctor`, `onrecord bug-report` and `onrecord completion`: for when something is not as it should be."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

NOT_WELL = 21
"""Exit status of the doctor when something that is needed is missing or wrong."""

MAY = "Put this into the report?"


class Shell(StrEnum):
    """The shells that commands can be completed in."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


def doctor(
    store: Annotated[
        Path | None, typer.Option(metavar="FILE", envvar="ONRECORD_STORE", help="A store to look into as well.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Say what is missing or wrong: packages, extras, models, SQLite, folders, a store. It changes nothing."""
    from onrecord.care import examine

    well = True
    for finding in examine(store):
        well = well and finding.state != "wrong"
        if json_:
            sys.stdout.write(json.dumps(asdict(finding), ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(f"{finding.state:<8} {finding.about}: {finding.told}\n")
        sys.stdout.flush()
    if not well:
        raise typer.Exit(NOT_WELL)


def bug_report(
    page: Annotated[str, typer.Argument(help="The page that is read wrongly: a file or an address.")] = "",
    words: Annotated[str, typer.Option(help="The words of the page on which something is read wrongly.")] = "",
    what: Annotated[str, typer.Option(help="What is wrong, and what should stand there.")] = "",
    out: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for standard output.")] = "-",
    with_page: Annotated[
        bool | None,
        typer.Option("--with-page/--without-page", help="Whether the page may be in it; else you are asked."),
    ] = None,
) -> None:
    """Write a report for those who mend the program: versions, what is wrong here, and as much of a page as shows it.

    Nothing is sent. The page is in it only when you say so; it is made as small as still shows what is wrong, and you
    are shown it before you are asked.
    """
    from onrecord.care import examine
    from onrecord.care.report import fault_of, report
    from onrecord.errors import CorrectionError, StoreError
    from onrecord.page import open_source
    from onrecord.reader import Reader

    fault, consent = None, False
    if page:
        data, url = open_source(page)
        sys.stderr.write("Reading the page, then as little of it as shows the same.\n")
        fault = fault_of(data, words, reader=Reader(), url=url)
        if words and not fault.facts and fault.error is None:
            raise CorrectionError(f"nothing is read on the words {words!r}, or they do not stand on the page")
        consent = bool(with_page)
        if with_page is None and sys.stdin.isatty():
            sys.stderr.write(f"{fault.page}\n")
            consent = typer.confirm(MAY, default=False, err=True)
    made = report(what, examine(), fault, consent=consent)
    if out == "-":
        sys.stdout.write(made)
        return
    try:
        Path(out).write_text(made, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{out!r} cannot be written: {error.strerror or error}") from error


def completion(
    shell: Annotated[Shell, typer.Argument(help="The shell that you type in.")],
) -> None:
    """Print what makes a shell complete commands and options, to be put where your shell looks for it."""
    # Typer has it, and does not say that it is to be used.
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    script = get_completion_script(prog_name="onrecord", complete_var="_ONRECORD_COMPLETE", shell=shell.value)
    sys.stdout.write(script + "\n")
