"""Correcting in the web page: a form beside each fact, kept with who and why, told on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.reader import Reader
from onrecord.store import open_store
from onrecord.web.app import create_app

PAGE = """Kenya and Uganda argue over a weir

Published: 3 March 2025

"We will open <b>it</b> in April," Kenyan envoy Amani Otieno told Ugandan envoy Ruth Achieng in Nairobi.

Achieng accused Kenya of closing the river.
"""
BY = {"by": "Nora <i>Vance</i>", "why": "seen in print"}


@pytest.fixture
def path(tmp_path: Path, reader: Reader) -> Path:
    with open_store(tmp_path / "desk.db", write=True) as store:
        store.add(reader.read_bytes(PAGE.encode(), url="https://news.example/weir"))
    return tmp_path / "desk.db"


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path), base_url="http://localhost") as made:
        yield made


def fields_of(form: str) -> dict[str, str]:
    """What a browser would send of a form that nobody touched."""
    from html import unescape

    sent = {name: unescape(value) for name, value in re.findall(r'<input name="(right-\w+)" value="([^"]*)"', form)}
    for name, words in re.findall(r'<textarea name="(right-\w+)" rows="3">(.*?)</textarea>', form, flags=re.S):
        sent[name] = unescape(words)
    for name, options in re.findall(r'<select name="(right-\w+)">(.*?)</select>', form, flags=re.S):
        chosen = re.search(r"<option selected>([^<]*)", options) or re.search(r'<option value="([^"]*)"', options)
        assert chosen
        sent[name] = unescape(chosen[1])
    return sent


def test_every_fact_that_can_be_corrected_has_its_form(client: TestClient) -> None:
    links = set(re.findall(r'href="(/correct/[^"]+)"', client.get("/record/1").text))
    assert {"/correct/1", "/correct/1/s1", "/correct/1/e1", "/correct/1/time0", "/correct/1/a1"} <= links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_a_form_sent_as_it_came_changes_nothing(client: TestClient, path: Path) -> None:
    for local in ("s1", "e1", "time0", "a1"):
        sent = fields_of(client.get(f"/correct/1/{local}").text)
        assert sent
        answer = client.post(f"/correct/1/{local}", data={**sent, **BY})
        assert answer.status_code == 422
        assert "Nothing was changed" in answer.text
    assert open_store(path).corrections() == []


def test_a_field_changed_is_a_correction_that_the_page_tells(client: TestClient, path: Path) -> None:
    sent = fields_of(client.get("/correct/1/s1").text)
    answer = client.post("/correct/1/s1", data={**sent, "right-speaker": "Ruth Achieng", **BY}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/record/1#s1")
    (kept,) = open_store(path).corrections()
    assert (kept.draft.field, kept.draft.value, kept.why) == ("speaker", "Ruth Achieng", "seen in print")
    shown = client.get("/record/1").text
    assert "speaker is Ruth Achieng, not" in shown
    assert "<i>Vance" not in shown
    told = client.get("/api/v1/records/1/corrections").json()["corrections"]
    assert [(c["fact_now"], c["field"], c["state"]) for c in told] == [("s1", "speaker", "stands")]


def test_what_is_not_there_what_is_missing_and_a_page_read_whole(client: TestClient, path: Path) -> None:
    client.post("/correct/1/e1", data={"wrong": "1", **BY})
    river = {"layer": "event", "words": "in Nairobi", "event-type": "AID", "event-status": "denied", "time-value": "x"}
    client.post("/correct/1", data={**river, **BY})
    client.post("/correct/1", data={"checked": "1", **BY})
    kinds = [(c.draft.kind, c.draft.value) for c in open_store(path).corrections()]
    assert kinds == [("wrong", None), ("missing", {"type": "AID", "status": "denied"}), ("checked", None)]
    assert "event missing: “in Nairobi”" in client.get("/record/1").text


def test_a_correction_is_taken_back(client: TestClient, path: Path) -> None:
    client.post("/correct/1/s1", data={"wrong": "1", **BY})
    assert "no statement at all" in client.get("/record/1").text
    assert 'action="/withdraw/1"' in client.get("/correct/1/s1").text
    assert client.post("/withdraw/1", data=BY, follow_redirects=False).headers["location"] == "/record/1"
    assert open_store(path).corrections() == []
    assert "no statement at all" not in client.get("/record/1").text


@pytest.mark.parametrize(
    ("address", "sent", "status"),
    [
        ("/correct/1/s1", {"wrong": "1", "by": "", "why": "x"}, 422),
        ("/correct/1/s1", {"right-polarity": "perhaps", **BY}, 422),
        ("/correct/1/s99", {"wrong": "1", **BY}, 422),
        ("/correct/9/s1", {"wrong": "1", **BY}, 404),
        ("/correct/1", {"layer": "event", "words": "a bridge", **BY}, 422),
        ("/correct/1", {"layer": "verdict", "words": "the river", **BY}, 422),
        ("/withdraw/9", BY, 404),
    ],
)
def test_what_cannot_be_done_is_told(
    client: TestClient, path: Path, address: str, sent: dict[str, str], status: int
) -> None:
    assert client.post(address, data=sent).status_code == status
    assert open_store(path).corrections() == []


def test_a_page_of_another_site_may_not_correct(client: TestClient, path: Path) -> None:
    sent = {"wrong": "1", **BY}
    assert client.post("/correct/1/s1", data=sent, headers={"origin": "https://evil.example"}).status_code == 403
    assert open_store(path).corrections() == []


def test_a_store_that_is_served_read_only_takes_none_and_offers_none(path: Path) -> None:
    with TestClient(create_app(path, read_only=True), base_url="http://localhost") as client:
        assert "/correct/" not in client.get("/record/1").text
        assert client.get("/correct/1/s1").status_code == 403
        assert client.post("/correct/1/s1", data={"wrong": "1", **BY}).status_code == 403
        assert client.post("/withdraw/1", data=BY).status_code == 403
