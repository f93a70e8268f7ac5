"""The public surface: what `import onrecord` offers, and that it stays light."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import NothingToCompareError
from onrecord.store import open_store

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry-call.txt"
DOCS = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
PAIRS = Path(__file__).parents[1] / "cases"


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh Python holds after running code."""
    listing = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(listing.stdout.split())


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_is_there_and_told(name: str) -> None:
    assert getattr(onrecord, name) is not None
    assert f"`{name}" in DOCS


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        onrecord.nothing  # noqa: B018


def test_importing_loads_nothing_heavy() -> None:
    heavy = {"spacy", "numpy", "pandas", "polars", "fastapi", "pydantic", "sqlite3", "jinja2", "onnxruntime"}
    assert loaded_by("import onrecord") & heavy == set()


def test_the_help_loads_nothing_heavy() -> None:
    heavy = {"spacy", "numpy", "pandas", "polars", "fastapi", "pydantic", "jinja2", "onnxruntime"}
    code = "import contextlib, io\nfrom onrecord.cli import app\nwith contextlib.redirect_stdout(io.StringIO()):\n"
    assert loaded_by(f"{code} app(['--help'], standalone_mode=False)") & heavy == set()


def test_types_are_shipped() -> None:
    assert files("onrecord").joinpath("py.typed").is_file()


def test_no_room_hides_a_public_function() -> None:
    import_module("onrecord.comparing")
    assert callable(onrecord.compare)
    assert callable(onrecord.read)


def test_a_page_is_read_and_compared_in_one_call_each() -> None:
    first, second = PAIRS / "readout-dutch.txt", PAIRS / "readout-kenyan.txt"
    record = onrecord.read(first)
    assert onrecord.read(str(EXAMPLE)).statements
    assert onrecord.compare(record, second).pairs[0].both
    with pytest.raises(NothingToCompareError):
        onrecord.compare(record)


def test_a_store_is_opened(tmp_path: Path) -> None:
    open_store(tmp_path / "desk.db", write=True).close()
    with onrecord.open_store(tmp_path / "desk.db") as store:
        assert isinstance(store, onrecord.Store)
        assert store.search("").total == 0
