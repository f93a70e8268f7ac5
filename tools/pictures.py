"""Takes the pictures of the web page for the documentation: `python -m tools.pictures [STORE]`.

Puts the pages of `examples/crisis` into a store (unless one is given), serves it and looks at it with Debian's chromium
(or another named by `ONRECORD_CHROMIUM`). Look at the pictures before you commit them.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from onrecord.web.app import create_app

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WINDOW = {"width": 1100, "height": 740}

VIEWS = {
    "search": "/search?q=frigate",
    "record": "/record/{call}",
    "timeline": "/timeline?about=PRT&about=ISL&since=2027-03&until=2027-04",
}
"""Pictures by name: which address of the web page each shows."""

CALL = "Leaders of Iceland and Portugal speak, and differ on what was said"


def take(store: Path) -> None:
    """Write each picture of a store that holds the example pages."""
    from onrecord.store import open_store

    with open_store(store) as opened:
        call = next(number for number, record in opened.records() if record.article.title == CALL)
    with socket.socket() as free, sync_playwright() as play:
        free.bind(("127.0.0.1", 0))
        free.listen()
        server = uvicorn.Server(uvicorn.Config(create_app(store), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport=WINDOW, color_scheme="light")  # type: ignore[arg-type]
        for name, address in VIEWS.items():
            page.goto(f"http://127.0.0.1:{free.getsockname()[1]}" + address.format(call=call))
            page.screenshot(path=FOLDER / f"{name}.png")
            print(FOLDER / f"{name}.png")
        browser.close()
        server.should_exit = True
        thread.join()


def main() -> None:
    """Take the pictures, of the store that is named on the command line or of a new one."""
    FOLDER.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "cod.db"
        command = [sys.executable, "-m", "onrecord", "add", "examples/crisis", "--store", str(store), "--quiet"]
        subprocess.run(command, cwd=ROOT, check=True)
        take(store)


if __name__ == "__main__":
    main()
