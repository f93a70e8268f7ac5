"""The web page in a real browser: ways through, keyboard, narrow and dark windows, accessibility, no foreign request.

Needs Debian's chromium (or another named by `ONRECORD_CHROMIUM`); without one the tests are skipped, and with
`ONRECORD_BROWSER=required`, as in continuous integration, they fail instead.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from onrecord.reader import Reader
from onrecord.store import open_store
from onrecord.web.app import create_app

CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = EXAMPLES / "ferry-call.txt"
CALL = [EXAMPLES / "crisis" / f"2027-03-17-readout-{side}.txt" for side in ("iceland", "portugal")]
PAGES = ["/", "/search", "/search?q=ferry", "/search?country=ISL&find=events", "/record/1",
         "/record/2?show=actor&at=5-40", "/cite/1/s1", "/actors", "/actor/1", "/topics", "/timeline",
         "/timeline?q=ferry", "/network", "/compare", "/compare?page=2&page=3", "/correct/1/s1", "/try",
         "/nowhere"]  # fmt: skip

if CHROMIUM is None and os.environ.get("ONRECORD_BROWSER") != "required":
    pytest.skip("no chromium on this machine", allow_module_level=True)

sync_api = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[str]:
    """A server over a store that holds an example page, and two accounts of one call; its address."""
    path = tmp_path_factory.mktemp("browser") / "store.db"
    with open_store(path, write=True) as store:
        for example in (EXAMPLE, *CALL):
            store.add(reader.read(example))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        free.listen()
        server = uvicorn.Server(uvicorn.Config(create_app(path, patience=60), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()
        yield f"http://127.0.0.1:{free.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    """A fresh page that fails the test on a console error, a script error, or a request to another host."""
    context = browser.new_context(base_url=site)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type == "error" and "404" not in m.text else None)
    opened.on("pageerror", lambda e: faults.append(str(e)))
    opened.on("request", lambda r: None if r.url.startswith((site, "data:")) else faults.append(r.url))
    yield opened
    context.close()
    assert not faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_no_barrier_is_found(page: Any, address: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    # What is folded is looked at as well.
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [360, 640])
def test_a_narrow_window_never_scrolls_sideways(page: Any, address: str, width: int) -> None:
    # 640 px is a window of 1,280 at 200 % zoom.
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_the_front_page_to_a_fact_and_back(page: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="Estonia's Kallaste urges").click()
    mark = page.locator(".mark.statement").first
    fact = mark.get_attribute("href").lstrip("#")
    mark.click()
    assert page.url.endswith(f"#{fact}")
    assert page.locator(f"#{fact}").is_visible()


def test_a_fact_lights_up_its_words(page: Any) -> None:
    page.goto("/record/1")
    card = page.locator(".entry.statement").first
    card.hover()
    assert page.locator(".mark.lit").count() > 0


def test_layers_can_be_switched_without_script(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/record/1")
    mark = page.locator(".mark.statement").first
    shown = "e => getComputedStyle(e).borderBottomStyle"
    # Without scripts in the page the browser's own tools may still look at it.
    marked = mark.evaluate(shown)
    page.locator("#show-statement").uncheck()
    assert mark.evaluate(shown) != marked
    context.close()


def test_a_search_by_keyboard_alone(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    while page.evaluate("document.activeElement.id") != "quick":
        page.keyboard.press("Tab")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=ferry")
    assert page.locator(".hit").count() > 0


def test_a_page_is_tried_and_read(page: Any) -> None:
    page.goto("/try")
    page.get_by_label("The page’s text").fill(EXAMPLE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Put it on record").click()
    page.wait_for_selector(".record")
    assert page.get_by_text("Nothing of this is stored").is_visible()


def test_a_record_by_keyboard_alone(page: Any) -> None:
    page.goto("/record/1")
    focused = "document.activeElement.className"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(focused).startswith("mark statement"):
            break
    fact = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")  # from the words to the fact, whose reasons unfold
    assert page.url.endswith(fact)
    assert page.locator(f"{fact} details").get_attribute("open") is not None
    page.locator(f"{fact} .to-text").focus()
    page.keyboard.press("Enter")  # and back
    assert page.url.endswith(f"#at-{fact[1:]}")


def test_beside_the_words_stands_who_says_them_and_why(page: Any) -> None:
    page.goto("/record/1")
    page.locator(".mark.statement").first.hover()
    peek = page.locator("#peek")
    assert peek.is_visible()
    assert "Kallaste" in peek.inner_text()
    assert "“" in peek.locator(".why").inner_text()


def test_the_layers_that_are_switched_stand_in_the_address(page: Any) -> None:
    page.goto("/record/1")
    page.locator("#show-actor").check()
    assert "show=actor" in page.url
    page.reload()
    assert page.locator("#show-actor").is_checked()


def test_what_is_shared_can_be_copied(page: Any) -> None:
    page.goto("/cite/1/s1")
    page.get_by_role("button", name="Copy Markdown").click()
    page.wait_for_selector("text=/Copied|Selected/")


def test_two_accounts_stand_side_by_side_and_lead_to_their_words(page: Any) -> None:
    page.goto("/compare?page=2&page=3")
    point = page.locator(".points.conflict .point").first
    left, right = (point.locator(".account").nth(at).bounding_box() for at in (0, 1))
    assert abs(left["y"] - right["y"]) < 30
    assert left["x"] < right["x"]
    point.locator("a").first.click()
    assert page.locator("#at").count() == 1


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light(page: Any, address: str) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda r: sizes.append(r.sizes()["responseBodySize"]) if ".svg" not in r.url else None)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 150_000
