"""The web page over a store, asked as a browser asks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from onrecord.reader import Reader
from onrecord.store import open_store
from onrecord.web import bench
from onrecord.web.app import create_app
from onrecord.web.bench import compare_pages
from onrecord.web.citing import cite
from onrecord.web.security import MAX_BODY, WRITES_A_MINUTE

HOSTILE = """Envoy <script>alert('title')</script> speaks

By Nora Vance

Published: 3 March 2025

Kenyan envoy Amani Otieno said on Monday that <img src=x onerror=alert(1)> the "<b>deal</b>" would be signed in April.

"We will sign <a href='javascript:alert(2)'>it</a>," Otieno told reporters in Nairobi.
"""
PLAIN = """Uganda says deal with Kenya is not final

Published: 4 March 2025

Ugandan envoy Ruth Achieng told Kenyan envoy Amani Otieno on Tuesday that Uganda would examine the deal.

Achieng said no date had been set for a signing.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    file = tmp_path_factory.mktemp("web") / "store.db"
    with open_store(file, write=True) as store:
        for text, address in ((HOSTILE, "https://news.example/a"), (PLAIN, "https://news.example/b")):
            store.add(reader.read_bytes(text.encode(), url=address))
    return file


def site(store: Path, *, forgiving: bool = False, patience: float = 60, **given: bool) -> TestClient:
    """A browser before the site over a store; pages are read and compared in a thread, which begins at once."""
    app = create_app(store, executor=lambda: ThreadPoolExecutor(1), patience=patience, **given)
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=not forgiving)


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with site(path) as made:
        yield made


PAGES = [
    "/", "/search", "/search?q=deal", "/search?q=deal&find=events", "/search?speaker=Otieno&since=2025-03", "/record/1",
    "/record/1?show=actor&at=3-9", "/cite/1/s1", "/actors", "/actors?q=ot", "/actor/1", "/topics", "/timeline",
    "/timeline?q=deal", "/network", "/network?country=UGA", "/compare", "/compare?q=deal&page=1",
    "/compare?page=1&page=2", "/try",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_and_runs_nothing_of_the_articles(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not re.search(r"<script(?! src=\"/static/)", answer.text)
    assert not re.search(r"<(img(?! class=\"chart\" src=\"/weeks.svg)|b)\b", answer.text)
    assert 'href="javascript:' not in answer.text.replace("'", '"')


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_policy(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
def test_every_local_link_leads_somewhere(client: TestClient, address: str) -> None:
    links = set(re.findall(r'href="(/[^"#]*)', client.get(address).text))
    assert links
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_a_search_says_what_it_found(client: TestClient) -> None:
    shown = client.get("/search?q=signed").text
    assert "Amani Otieno" in shown
    assert "with the words signed" in shown


def test_the_state_of_a_view_is_in_its_address(client: TestClient) -> None:
    shown = client.get("/search?q=deal&country=KEN").text
    assert "http://localhost/search?q=deal&amp;country=KEN" in shown


def test_the_twins_hold_what_the_page_holds(client: TestClient) -> None:
    hits = client.get("/search.json?q=deal").json()["hits"]
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=deal").text)))
    feed = ElementTree.fromstring(client.get("/search.atom?q=deal").text)
    assert hits
    assert [h["id"] for h in hits] == [r["id"] for r in rows]
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(hits)


TWINS = ["/index", "/search", "/record/1", "/cite/1/s1", "/actors", "/actor/1", "/topics", "/timeline", "/network",
         "/compare"]  # fmt: skip


@pytest.mark.parametrize("address", TWINS)
def test_every_page_has_twins(client: TestClient, address: str) -> None:
    assert isinstance(client.get(f"{address}.json").json(), dict)
    answer = client.get(f"{address}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    header, *rows = csv.reader(io.StringIO(answer.text))
    assert rows
    assert all(len(row) == len(header) for row in rows)


@pytest.mark.parametrize("address", ["/", "/search?q=deal", "/record/1", "/actor/1", "/topics", "/timeline?q=deal"])
def test_every_page_links_its_twins(client: TestClient, address: str) -> None:
    twins = re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]+)"', client.get(address).text)
    assert len(twins) > 1
    assert all(client.get(twin.replace("&amp;", "&")).status_code == 200 for twin in twins)


def test_empty_fields_of_a_form_leave_the_address(client: TestClient) -> None:
    answer = client.get("/search?q=deal&find=&speaker=&since=", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=deal")


def test_the_record_for_programs_is_the_record(client: TestClient) -> None:
    assert client.get("/record/2.json").json() == client.get("/api/v1/records/2").json()


def test_a_citation_is_ready_to_paste(client: TestClient) -> None:
    shown = client.get("/cite/2/s1").text
    assert "http://localhost/record/2#s1" in shown
    assert "&gt; — " in shown  # Markdown
    assert "&lt;blockquote" in shown  # HTML


@pytest.mark.parametrize("address", ["/search?q=deal", "/compare?page=1&page=2", "/timeline", "/actor/1", "/network"])
def test_every_view_can_be_shared(client: TestClient, address: str) -> None:
    shown = client.get(address).text
    for name in ("Link", "Text", "Markdown", "HTML"):
        assert re.search(rf'<label for="paste\d">{name}</label>', shown)
    assert f"http://localhost{address}".replace("&", "&amp;") in shown


def test_a_citation_never_links_to_what_is_not_the_web(path: Path) -> None:
    with open_store(path) as store:
        hit = replace(store.hit("2/s1"), url="javascript:alert(3)")
    made = cite(hit, "http://localhost/record/2#s1")
    assert "javascript" not in made.text + made.markdown + made.html


def test_words_of_the_text_can_be_pointed_at(client: TestClient) -> None:
    shown = client.get("/record/2?at=0-6").text
    assert re.search(r'<span id="at"></span>(<span id="at-[a-z0-9]+"></span>)*<[^>]*found', shown)


@pytest.mark.parametrize("at", ["6-2", "0-99999999", "x", "0-"])
def test_words_that_are_not_there_are_not_pointed_at(client: TestClient, at: str) -> None:
    assert 'id="at"' not in client.get(f"/record/2?at={at}").text


def test_the_layers_shown_are_in_the_address(client: TestClient) -> None:
    shown = client.get("/record/2?show=actor&show=term").text
    checked = re.findall(r'name="show" value="(\w+)" checked', shown)
    assert checked == ["actor", "term"]


def test_why_a_fact_was_read_so_is_told_in_words(client: TestClient) -> None:
    assert re.search(r"<summary>why</summary> [^<]*(clause|quotation)[^<]*“", client.get("/record/2").text)


def test_the_timeline_goes_on_to_the_end(client: TestClient) -> None:
    seen: list[str] = []
    address = "/api/v1/timeline?limit=3"
    after: str | None = ""
    while after is not None:
        answer = client.get(address + (f"&after={after}" if after else "")).json()
        seen += [f"{h['find']} {h['id']}" for h in answer["hits"]]
        after = answer["next"]
    assert len(seen) == len(set(seen))
    counts = client.get("/index.json").json()
    assert len(seen) == counts["statements"] + counts["events"]


def test_a_comparison_is_made_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(bench, "compare_pages", lambda *given: made.append(given) or compare_pages(*given))
    with site(path) as client:
        first = client.get("/compare?page=1&page=2").text
        assert client.get("/compare?page=1&page=2").text == first
        client.get("/api/v1/compare?page=1&page=2")
    assert len(made) == 1


def test_a_comparison_that_takes_long_is_waited_for_elsewhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()
    monkeypatch.setattr(bench, "compare_pages", lambda *given: go_on.wait() and compare_pages(*given))
    with site(path, patience=0.01) as client:
        answer = client.get("/compare?page=1&page=2")
        assert (answer.status_code, answer.headers["refresh"]) == (202, "1")
        assert "being set side by side" in answer.text
        go_on.set()
        assert client.get("/compare.json?page=1&page=2").json()["accounts"]
        assert client.get("/compare?page=1&page=2").status_code == 200


def test_whoever_comes_when_too_much_is_at_work_is_told_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()
    monkeypatch.setattr(bench, "compare_pages", lambda *given: go_on.wait())
    with site(path, patience=0.01) as client:
        monkeypatch.setattr(bench, "WAITING", 1)
        assert client.get("/compare?page=1&page=2").status_code == 202
        assert client.get("/compare?page=2&page=1").status_code == 503
        go_on.set()


def test_an_answer_is_packed_and_still_guarded(client: TestClient) -> None:
    answer = client.get("/record/1", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_head_of_a_page_is_its_head(client: TestClient) -> None:
    answer = client.head("/record/1")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_failure_that_nobody_foresaw_is_told_and_guarded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.front.latest", lambda *_, **__: 1 / 0)
    with site(path, forgiving=True) as client:
        answer = client.get("/")
        assert answer.status_code == 500
        assert "That did not work" in answer.text
        assert "ZeroDivisionError" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert client.get("/api/v1/pages").json()["error"]["code"] == "internal"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/record/99", 404), ("/actor/99", 404), ("/cite/1/zz", 404), ("/nowhere", 404), ("/search?type=XX", 400),
     ("/record/abc", 404), ("/record/999999999999999999999", 404), ("/actor/99999999999999999999", 404),
     ("/search?since=soon", 400), ("/search?after=x", 400), ("/compare?page=1&page=99", 404)],
)  # fmt: skip
def test_what_is_not_there_is_told_to_people(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "That did not work" in answer.text


@pytest.mark.parametrize(("address", "code"), [("/records/99", "not-in-store"), ("/search?type=XX", "bad-filter")])
def test_programs_get_one_error_envelope(client: TestClient, address: str, code: str) -> None:
    assert client.get(f"/api/v1{address}").json()["error"]["code"] == code


@pytest.mark.parametrize(
    ("method", "headers", "code"),
    [("GET", {"host": "evil.example"}, "wrong-host"), ("POST", {"origin": "http://evil.example"}, "wrong-origin"),
     ("POST", {"content-length": str(MAX_BODY + 1)}, "too-large")],
)  # fmt: skip
def test_the_guard_speaks_to_programs_in_the_envelope(
    client: TestClient, method: str, headers: dict[str, str], code: str
) -> None:
    assert client.request(method, "/api/v1/read", headers=headers).json()["error"]["code"] == code


def test_programs_may_read_a_page(client: TestClient) -> None:
    answer = client.post("/api/v1/read", content=PLAIN.encode())
    assert answer.json()["article"]["title"] == PLAIN.partition("\n")[0]
    assert client.post("/api/v1/read", content=b"").json()["error"]["code"] == "no-article"


def test_the_interface_describes_itself(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    named = {p["name"] for p in described["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert named >= {"q", "speaker", "topic", "since", "limit", "after"}
    assert "error" in described["components"]["schemas"]["ErrorEnvelope"]["properties"]


@pytest.mark.parametrize(
    "address",
    ["/search?q=deal", "/facets?facet=topic", "/timeline", "/facts/1/s1", "/records/1", "/records/1/versions", "/pages",
     "/planned?since=2025-01-01", "/actors", "/actors/1", "/topics", "/exchanges", "/compare?page=1&page=2"],
)  # fmt: skip
def test_the_interface_gives_objects(client: TestClient, address: str) -> None:
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == 200
    assert isinstance(answer.json(), dict)


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_page_of_another_site_may_not_write(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/try", data={"text": PLAIN}, headers=headers).status_code == 403


def test_a_pasted_page_goes_on_record_and_is_not_stored(client: TestClient) -> None:
    before = client.get("/api/v1/pages").json()
    shown = client.post("/try", data={"text": PLAIN}, headers={"origin": "http://localhost"})
    assert shown.status_code == 200
    assert "Ruth Achieng" in shown.text
    assert client.get("/api/v1/pages").json() == before


def test_an_empty_form_gets_a_sentence(client: TestClient) -> None:
    answer = client.post("/try", data={"text": "  "})
    assert answer.status_code == 422
    assert "paste a page" in answer.text


def test_a_body_past_the_limit_is_refused(client: TestClient) -> None:
    assert client.post("/try", content=b"x" * (MAX_BODY + 1)).status_code == 413


def test_a_flood_of_pages_is_slowed(path: Path) -> None:
    with site(path) as client:
        answers = [client.post("/try", data={"text": ""}).status_code for _ in range(WRITES_A_MINUTE + 1)]
    assert set(answers[:-1]) == {422}
    assert answers[-1] == 429


def test_a_page_is_stored_when_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    open_store(file, write=True).close()
    with site(file) as client:
        answer = client.post("/try", data={"text": PLAIN, "keep": "1"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/record/1")
        assert "Ruth Achieng" in client.get("/record/1").text


def test_read_only_stores_nothing(path: Path) -> None:
    with site(path, read_only=True) as client:
        before = client.get("/api/v1/pages").json()
        assert "Keep it in the store" not in client.get("/try").text
        answer = client.post("/try", data={"text": PLAIN + "Another line.", "keep": "1"})
        assert answer.status_code == 403
        assert "read-only" in answer.text
        assert client.get("/api/v1/pages").json() == before


def test_no_file_of_the_server_can_be_had(client: TestClient) -> None:
    for address in ("/static/../app.py", "/static/..%2fapp.py", "/static//etc/passwd"):
        assert client.get(address).status_code in (400, 404)
