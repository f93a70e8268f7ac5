"""The command line: registers the commands, and turns errors into sentences and exit statuses."""

from __future__ import annotations

import io
import os
import sys

import typer

from onrecord import __version__
from onrecord.commands.actors import actors
from onrecord.commands.add import add, load
from onrecord.commands.care import bug_report, completion, doctor
from onrecord.commands.compare import compare
from onrecord.commands.correct import correct, corrections
from onrecord.commands.evaluate import evaluate
from onrecord.commands.export import export
from onrecord.commands.read import read
from onrecord.commands.schema import schema
from onrecord.commands.search import search, show, timeline
from onrecord.commands.serve import serve
from onrecord.commands.store import failures, refresh
from onrecord.errors import OnrecordError

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Put news about relations between states on record: who said what, to whom, through whom, when.",
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_tell_version, is_eager=True, help="Print the version."),
) -> None:
    """Take the options that stand before a command."""


app.command()(read)
app.command()(actors)
app.command()(schema)
app.command()(add)
app.command()(load)
app.command()(search)
app.command()(timeline)
app.command()(show)
app.command()(export)
app.command()(failures)
app.command()(refresh)
app.command()(correct)
app.command()(corrections)
app.command()(compare)
app.command()(evaluate)
app.command()(serve)
app.command()(doctor)
app.command("bug-report")(bug_report)
app.command()(completion)


def main() -> None:
    """Run the command line; an error of the package becomes a sentence on standard error and an exit status."""
    _write_utf8()
    try:
        app()
    except OnrecordError as error:
        sys.stderr.write(f"onrecord: {error}\n")
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        # Whoever read our output has stopped; say nothing, and keep Python from complaining as it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def _write_utf8() -> None:
    # News holds curly quotes and arrows; what is piped or redirected on Windows is in a code page that lacks them.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().replace("-", "").startswith("utf"):
            stream.reconfigure(encoding="utf-8")
