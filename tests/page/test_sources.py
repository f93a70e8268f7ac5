"""Files and addresses: what may be opened, and what the error says when not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from onrecord.errors import FetchError, PageNotFoundError
from onrecord.page import open_source
from onrecord.page.fetch import FETCH_LIMIT, fetch

Answer = Callable[[httpx.Request], httpx.Response]


def public(host: str, port: int) -> list[str]:
    return ["93.184.215.14"]


def ask(url: str, answer: Answer, resolve: Callable[[str, int], list[str]] = public) -> tuple[bytes, str]:
    return fetch(url, resolve=resolve, transport=httpx.MockTransport(answer))


def test_a_file(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"The ministers met.")
    assert open_source(page) == (b"The ministers met.", None)
    assert open_source(str(page)) == (b"The ministers met.", None)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PageNotFoundError, match=r"there is no file .*none\.txt"):
        open_source(tmp_path / "none.txt")


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(PageNotFoundError, match="is a directory"):
        open_source(tmp_path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have(name: str) -> None:
    with pytest.raises(PageNotFoundError):
        open_source(name)


@pytest.mark.parametrize("url", ["ftp://paper.example/a", "file:///etc/hostname", "gopher://paper.example"])
def test_only_http_and_https(url: str) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        open_source(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.1.2.3/a", "https://192.168.1.1/",
        "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0.0.0.0/",
        "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(url: str) -> None:
    with pytest.raises(FetchError, match="not a public address"):
        open_source(url)


def test_a_name_that_leads_to_a_private_address_among_public_ones() -> None:
    with pytest.raises(FetchError, match=r"10\.0\.0\.7"):
        ask("http://paper.example/", lambda r: httpx.Response(200), lambda h, p: ["93.184.215.14", "10.0.0.7"])


def test_the_connection_goes_to_the_checked_address_under_the_hosts_name() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b"<p>Page</p>")

    assert ask("https://paper.example/a?b=1", answer) == (b"<p>Page</p>", "https://paper.example/a?b=1")
    assert str(seen[0].url) == "https://93.184.215.14/a?b=1"
    assert seen[0].headers["host"] == "paper.example"
    assert seen[0].extensions["sni_hostname"] == "paper.example"


def test_redirects_are_followed_and_each_is_checked() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/old":
            return httpx.Response(301, headers={"location": "/new"})
        return httpx.Response(200, content=b"new")

    assert ask("http://paper.example/old", answer) == (b"new", "http://paper.example/new")


@pytest.mark.parametrize("target", ["http://inside.example/", "file:///etc/hostname", "http://paper.example:22/"])
def test_redirects_that_lead_where_they_may_not(target: str) -> None:
    with pytest.raises(FetchError):
        ask(
            "http://paper.example/",
            lambda r: httpx.Response(302, headers={"location": target}),
            lambda host, port: ["10.0.0.7"] if host == "inside.example" else public(host, port),
        )


def test_redirects_without_end() -> None:
    with pytest.raises(FetchError, match="redirects more than"):
        ask("http://paper.example/", lambda r: httpx.Response(302, headers={"location": "/again"}))


def test_an_error_of_the_server() -> None:
    with pytest.raises(FetchError, match="404 Not Found"):
        ask("http://paper.example/", lambda r: httpx.Response(404))


def test_a_body_past_the_limit() -> None:
    with pytest.raises(FetchError, match="larger than 16 MB"):
        ask("http://paper.example/", lambda r: httpx.Response(200, content=b"x" * (FETCH_LIMIT + 1)))


def test_a_host_that_does_not_answer() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("slow", request=request)

    with pytest.raises(FetchError, match="did not answer in time"):
        ask("http://paper.example/", answer)
