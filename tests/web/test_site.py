"""The web page over a store, asked as a browser asks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from onrecord.reader import Reader
from onrecord.store import open_store
from onrecord.web.app import create_app
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


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path), base_url="http://localhost") as made:
        yield made


PAGES = [
    "/", "/search", "/search?q=deal", "/search?q=deal&find=events", "/search?speaker=Otieno&since=2025-03", "/record/1",
    "/cite/1/s1", "/actors", "/actors?q=ot", "/actor/1", "/timeline", "/timeline?q=deal", "/compare",
    "/compare?page=1&page=2", "/try",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_and_runs_nothing_of_the_articles(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not re.search(r"<script(?! src=\"/static/)", answer.text)
    assert not re.search(r"<(img(?! class=\"chart\" src=\"/weeks.svg\")|b)\b", answer.text)
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


def test_the_record_for_programs_is_the_record(client: TestClient) -> None:
    assert client.get("/record/2.json").json() == client.get("/api/v1/records/2").json()


def test_a_citation_is_ready_to_paste(client: TestClient) -> None:
    shown = client.get("/cite/2/s1").text
    assert "http://localhost/record/2#s1" in shown
    assert "&gt; — " in shown  # Markdown
    assert "&lt;blockquote" in shown  # HTML


@pytest.mark.parametrize(
    ("address", "status"),
    [("/record/99", 404), ("/actor/99", 404), ("/cite/1/zz", 404), ("/nowhere", 404), ("/search?type=XX", 400),
     ("/record/abc", 400), ("/compare?page=1&page=99", 404)],
)  # fmt: skip
def test_what_is_not_there_is_told_to_people(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "That did not work" in answer.text


@pytest.mark.parametrize(("address", "code"), [("/records/99", "not-in-store"), ("/search?type=XX", "bad-filter")])
def test_programs_get_one_error_envelope(client: TestClient, address: str, code: str) -> None:
    assert client.get(f"/api/v1{address}").json()["error"]["code"] == code


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
    with TestClient(create_app(path), base_url="http://localhost") as client:
        answers = [client.post("/try", data={"text": ""}).status_code for _ in range(WRITES_A_MINUTE + 1)]
    assert set(answers[:-1]) == {422}
    assert answers[-1] == 429


def test_read_only_leaves_out_what_writes(path: Path) -> None:
    with TestClient(create_app(path, read_only=True), base_url="http://localhost") as client:
        assert client.get("/try").status_code == 404
        assert "Try a page" not in client.get("/").text


def test_no_file_of_the_server_can_be_had(client: TestClient) -> None:
    for address in ("/static/../app.py", "/static/..%2fapp.py", "/static//etc/passwd"):
        assert client.get(address).status_code in (400, 404)
