"""Pages made to crash, to hang or to mislead: each is read or refused by name, in bounded time and memory.

Time is compared with that of a benign page of the same size, read just before, never with a clock; memory is what the
whole process holds at its most, in a process of its own.
"""

from __future__ import annotations

import contextlib
import gzip
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import httpx
import pytest

from onrecord.errors import FetchError, NotTextError, OnrecordError
from onrecord.page import read_page
from onrecord.page.fetch import FETCH_LIMIT, fetch
from onrecord.page.reading import TEXT_LIMIT
from onrecord.reader import Reader

HEAD = (
    "Malta and Peru agree on consulate\n\n4 March 2025\n\n"
    "The foreign ministers of Malta and Peru met in Valletta on Tuesday and agreed to open a consulate in Cusco.\n\n"
)
SENTENCE = "“We have waited long for this,” said Malta’s foreign minister, Carmen Zerafa, who had come from Mdina. "
LEAD = "The foreign minister of Malta, Carmen Zerafa, told reporters in Valletta on Tuesday that "
SIZE = 3_000
"""Characters of a page that is read to the end: enough for a square to show, few enough for a quick test."""
TIMES = 6
"""How much longer than a benign page of its size a hostile one may take; commas, the slowest of these, took 3.3 times
as long at 20,000 characters. A sentence without end in capitals took 30 there before sentences were cut."""

WHOLE: dict[str, str] = {
    "one word": "abcdefghij",
    "opening marks": "“",
    "straight marks": '" ',
    "marks within marks": "“he said ‘so «we ",
    "brackets": "([{<",
    "digits": "1234567890",
    "dates": "10:10:1.1.2024-",
    "commas": ",",
    "capitals": "THE MINISTER OF ",
    "initials": "A.B.",
    "dashes": "a-",
    "apostrophes": "'s ",
    "emoji": "👩‍👩‍👧‍👦",
    "combining marks": "e\u0301\u0302\u0303",
    "Hangul fillers": "\u3164\u3164 ",
    "right-to-left overrides": "\u202eabc\u202c ",
    "ampersands": "&amp;&#x22;&quot",
    "angle brackets": "<a <b ",
    "two scripts": "a\u0430",
}
MARKUP: dict[str, str] = {
    "open divisions": "<div>",
    "open inline elements": "<b><i>",
    "open links": "<a href=x>y ",
    "open tables": "<table><tr><td>",
    "open lists": "<ul><li>x",
    "open comments": "<!--",
    "open scripts": "<script>",
    "attributes": "<p " + "a=b " * 20 + ">x",
    "entities": "&amp;&lt;&nbsp;&#1234567;",
    "meta tags": '<meta property="og:title" content="x">',
    "structured data": '<script type="application/ld+json">{"@graph":[[[[</script>',
    "nested structured data": '<script type="application/ld+json">' + "[" * 200 + "</script>",
    "line breaks": "<br>",
    "headings": "<h1>Malta</h1>",
}


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of something that reads or refuses by name."""
    began = time.process_time()
    with contextlib.suppress(OnrecordError):
        work()
    return time.process_time() - began


@pytest.fixture(scope="module")
def benign(reader: Reader) -> float:
    """Seconds that a benign page of `SIZE` takes."""
    told = (f"{SENTENCE}On {n % 28 + 1} March she met envoys of Peru and took up case {n}." for n in range(SIZE))
    text = HEAD + "\n\n".join(islice(told, SIZE // 160))
    reader.read_bytes(HEAD.encode())
    return seconds(lambda: reader.read_bytes(text.encode()))


@pytest.mark.parametrize("unit", WHOLE.values(), ids=WHOLE.keys())
def test_a_text_of_one_thing_over_and_over_takes_its_time_and_no_more(reader: Reader, benign: float, unit: str) -> None:
    text = f"{HEAD}{LEAD}{unit * (SIZE // len(unit))} at last."
    assert seconds(lambda: reader.read_bytes(text.encode())) < TIMES * benign


PAGES = {
    **dict.fromkeys(WHOLE, f"{HEAD}{LEAD}\x00 at last."),
    **dict.fromkeys(MARKUP, f"<html><body><article><h1>Malta and Peru</h1><p>{SENTENCE * 3}</p>\x00"),
}
"""What stands around the thing that is repeated, which comes where the null byte is."""


@pytest.mark.parametrize("name", PAGES)
def test_the_page_reader_takes_linear_time_over_one_thing_again_and_again(name: str) -> None:
    unit = {**WHOLE, **MARKUP}[name]

    def read(size: int) -> float:
        text = PAGES[name].replace("\0", unit * (size // len(unit)))
        return min(seconds(lambda: read_page(text.encode())) for _ in range(2))

    small, large = read(10_000), read(100_000)
    # Ten times the page: a square would take a hundred times as long; a tenth of a second is for noise.
    assert large < 25 * small + 0.1


@pytest.mark.parametrize("size", [2_000_000])
def test_megabytes_without_a_space_are_cut(size: int) -> None:
    reading = read_page((HEAD + "x" * size).encode())
    assert len(reading.article.text) <= TEXT_LIMIT
    assert max(p.end - p.start for p in reading.article.paragraphs) <= 20_000
    assert any("cut at" in w for w in reading.warnings)


def test_a_packed_page_is_refused_unopened() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(NotTextError, match="gzip"):
        read_page(bomb)


def test_entities_that_multiply_stay_as_small_as_they_came() -> None:
    lines = [f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 12)]
    doctype = f'<!DOCTYPE html [<!ENTITY a0 "boom">{"".join(lines)}]>'
    for head in ("", '<?xml version="1.0"?>'):
        body = f"<body><article><h1>Malta</h1><p>{SENTENCE * 3}</p><p>&a11;</p></article></body>"
        html = f"{head}{doctype}<html>{body}</html>"
        assert len(read_page(html.encode()).article.text) < 10 * len(html)


def test_an_entity_that_names_a_file_reads_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the word of the day")
    doctype = f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    html = f"{doctype}<html><body><article><h1>Malta</h1><p>{SENTENCE * 3} &s;</p></article></body></html>"
    assert "word of the day" not in read_page(html.encode()).article.model_dump_json()


def test_what_stands_between_letters_unseen_does_not_part_a_name(reader: Reader) -> None:
    text = HEAD + SENTENCE + "Zerafa denied that Malta had asked for money."
    clean = reader.read_bytes(text.encode())
    for hidden in ("\u200d", "\u200b", "\u200c", "\u2060", "\u00ad", "\u202e", "\u2067", "\x00"):
        odd = reader.read_bytes(text.replace("Zerafa", f"Zer{hidden}afa").encode())
        assert odd.model_dump(exclude={"article"}) == clean.model_dump(exclude={"article"})
        assert odd.article.text == clean.article.text


@pytest.mark.parametrize(
    ("honest", "odd"),
    [("Zerafa", "Z\u0435rafa"), ("Malta", "M\u0430lta"), ("Peru", "P\u0435ru"), ("Carmen", "\u0421armen")],
)
def test_a_letter_of_another_script_is_warned_of(reader: Reader, honest: str, odd: str) -> None:
    record = reader.read_bytes((HEAD + SENTENCE).replace(honest, odd).encode())
    assert any("mixed scripts" in w and odd in w for w in record.warnings)


@pytest.mark.parametrize(
    "declared", ["utf-7", "utf-16", "utf-32", "hz", "idna", "punycode", "rot13", "hex", "zip", "\x00"]
)
def test_a_declared_charset_that_would_turn_the_page_into_something_else(declared: str) -> None:
    html = (
        f'<html><head><meta charset="{declared}"></head><body><article><h1>Málaga</h1><p>{SENTENCE * 3}</p></article>'
    )
    for charset in ("utf-8", "cp1252"):
        assert "Carmen Zerafa" in read_page(html.encode(charset, "replace")).article.text


def test_a_redirect_to_a_private_address_is_refused() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": "http://169.254.169.254/latest/meta-data/"})

    with pytest.raises(FetchError, match=r"169\.254\.169\.254, which is not a public address"):
        fetch(
            "http://paper.example/a",
            resolve=lambda host, port: [host if host[0].isdigit() else "93.184.215.14"],
            transport=httpx.MockTransport(answer),
        )
    assert len(asked) == 1


@pytest.mark.parametrize("packing", [None, "gzip", "gzip that has ended"])
def test_an_answer_without_end_is_cut_off(packing: str | None) -> None:
    sent = 0

    def stream() -> Iterator[bytes]:
        nonlocal sent
        packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        if packing == "gzip that has ended":
            yield gzip.compress(b"The end.")
        while True:
            part = b" " * 1_000_000
            sent += len(part)
            yield packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH) if packing == "gzip" else part

    headers = {"content-encoding": "gzip"} if packing else {}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, headers=headers, content=stream()))
    with pytest.raises(FetchError, match="larger than"):
        fetch("http://paper.example/", resolve=lambda host, port: ["93.184.215.14"], transport=transport)
    assert sent <= FETCH_LIMIT + 1_000_000


@pytest.mark.parametrize("wbits", [zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_a_packed_answer_is_unpacked(wbits: int) -> None:
    packer = zlib.compressobj(wbits=wbits)
    body = packer.compress(HEAD.encode()) + packer.flush()
    headers = {"content-encoding": "gzip" if wbits > zlib.MAX_WBITS else "deflate"}
    transport = httpx.MockTransport(
        lambda request: httpx.Response(200, headers=headers, content=iter([body[:9], body[9:]]))
    )
    assert (
        fetch("http://paper.example/", resolve=lambda h, p: ["93.184.215.14"], transport=transport)[0] == HEAD.encode()
    )


@pytest.mark.parametrize(("packing", "told"), [("br", "not understood"), ("gzip", "packed wrongly")])
def test_an_answer_packed_otherwise_than_it_says_is_refused(packing: str, told: str) -> None:
    headers = {"content-encoding": packing}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, headers=headers, content=iter([HEAD.encode()])))
    with pytest.raises(FetchError, match=told):
        fetch("http://paper.example/", resolve=lambda host, port: ["93.184.215.14"], transport=transport)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells its memory by Linux's /proc")
def test_memory_stays_bounded() -> None:
    """Three of the above at thirty thousand characters, one after another in one process: 700 MB at most."""
    program = f"""
from pathlib import Path
from onrecord.errors import OnrecordError
from onrecord.reader import Reader
reader = Reader()
for unit in ({"abcdefghij"!r}, {"(["!r}, {"THE MINISTER OF "!r}):
    try:
        reader.read_bytes(({HEAD!r} + unit * (30_000 // len(unit))).encode())
    except OnrecordError:
        pass
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""
    # Not `ru_maxrss`: Linux hands it down over fork and exec, so that it would tell the memory of the test run itself.
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    assert int(told) < 700
