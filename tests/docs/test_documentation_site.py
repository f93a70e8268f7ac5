"""The documentation site builds without a warning, holds every page, and asks no other host for anything."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(p.relative_to(ROOT / "docs") for p in (ROOT / "docs").rglob("*.md"))
CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
REQUIRED = os.environ.get("ONRECORD_BROWSER") == "required"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from a copy so that two test runs do not meet."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("mkdocs.yml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    command = [Path(sys.executable).with_name("zensical"), "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    return folder / "build" / "site"


def test_every_page_is_in_the_navigation() -> None:
    named = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), flags=re.M))
    assert {str(page) for page in PAGES} == named


def test_every_page_is_built_and_its_pictures_are_there(site: Path) -> None:
    for page in PAGES:
        built = site / page.with_suffix(".html")
        text = built.read_text(encoding="utf-8")
        pictures = [src for src in re.findall(r'<img[^>]* src="([^"]+)"', text) if not src.startswith("data:")]
        assert [src for src in pictures if not (built.parent / src).is_file()] == []


def test_what_is_taken_from_other_files_has_arrived(site: Path) -> None:
    assert "the command line was not understood" in (site / "troubleshooting.html").read_text(encoding="utf-8")
    assert "./check" in (site / "contributing.html").read_text(encoding="utf-8")


@pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="no chromium on this machine")
def test_a_browser_asks_no_other_host(site: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    with serve(site) as server, sync_api.sync_playwright() as play:
        here = f"http://127.0.0.1:{server.server_port}/"
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index.html", "tutorial.html", "how/events.html", "reference/command-line.html"):
            page.goto(here + name, wait_until="networkidle")
        browser.close()
    assert len(asked) > 4
    assert [url for url in asked if not url.startswith((here, "data:", "blob:"))] == []


@contextmanager
def serve(folder: Path) -> Iterator[ThreadingHTTPServer]:
    """Serve a folder over HTTP on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """A handler that writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
