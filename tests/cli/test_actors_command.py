"""`onrecord actors` lists who is on a page, and takes a table of the user's own."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from onrecord.cli import app


def test_a_table_of_ones_own_decides_who_is_on_the_page(tmp_path: Path) -> None:
    page, table = tmp_path / "page.txt", tmp_path / "own.tsv"
    page.write_text("Tovarin said on Monday that the harbour would stay closed.", encoding="utf-8")
    table.write_text(
        "name\taliases\tcountry\tsector\toffice\tfrom\tto\nTovarin Guild\tTovarin\tMLT\tBUS\t\t\t\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["actors", str(page), "--gazetteer", str(table)])
    assert result.exit_code == 0, result.output
    # The cells of the table wrap: the guild, its sector and its state are the table's alone.
    assert all(word in result.output for word in ("Guild", "BUS", "MLT"))
