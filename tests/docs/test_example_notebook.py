"""The notebook of the examples runs from its first cell to its last, and fetches nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tools.notebook import NOTEBOOK, ROOT


def test_it_runs_and_shows_what_it_promises(tmp_path: Path) -> None:
    out = tmp_path / "run.ipynb"
    command = [sys.executable, "-m", "tools.notebook", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    cells = [c for c in json.loads(out.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    data = [output.get("data", {}) for cell in cells for output in cell["outputs"]]
    html = ["".join(d["text/html"]) for d in data if "text/html" in d]
    assert len(html) >= 6  # a record, a comparison, results of a search, three tables
    assert "I heard a promise and I wrote it down" in html[0]
    assert "image/svg+xml" in {kind for d in data for kind in d}
    assert not any("<script" in text or "https://cdn" in text for text in html)


def test_it_is_kept_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert [c["id"] for c in cells if c.get("outputs") or c.get("execution_count")] == []
