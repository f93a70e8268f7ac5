"""`onrecord --version` says the version and nothing else."""

from __future__ import annotations

from typer.testing import CliRunner

from onrecord import __version__
from onrecord.cli import app


def test_the_version_is_printed_alone() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"{__version__}\n")
