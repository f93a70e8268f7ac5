"""Runs the notebook of the examples in an empty folder: `python -m tools.notebook [OUT.ipynb]`.

It is kept without outputs; the run with its outputs is written to OUT when one is named.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "crisis.ipynb"
SECONDS = 600
"""For one cell; the longest reads fifty pages."""


def run(out: Path | None = None) -> nbformat.NotebookNode:
    """Run the notebook beside a copy of the examples and return it with its outputs.

    Raises:
        nbclient.exceptions.CellExecutionError: when a cell fails.
    """
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "examples"
        shutil.copytree(NOTEBOOK.parent, folder)
        NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(folder)}}).execute()
    if out is not None:
        nbformat.write(notebook, out)
    return notebook


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
