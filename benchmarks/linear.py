"""Whether the time of a reading grows with the text and no faster: time per word at 1, 10, 100 and 1,000 kB.

    python benchmarks/linear.py [--shapes page sentence ...] [--sizes 1 10 100 1000] [--stages]

One text of each shape and size is read whole, by its bytes, in processor time; small ones several times over, of which
the quickest counts. A growth is the time per word at a size over that at a tenth of it; 1.0 is linear. Every shape has
its words between spaces, but for `unbroken`, where 24 characters count for one.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any

from onrecord import reader as reader_module
from onrecord.errors import OnrecordError
from onrecord.reader import Reader

SIZES = (1, 10, 100, 1000)
"""Thousands of bytes; a text of more than a million characters is cut, so that the last is the largest there is."""
PUBLISHED = "2025-03-04"
STAGES = (
    "read_page", "parse", "read_times", "read_actors", "read_statements", "settle_speech_pronouns", "read_events",
    "settle_event_anchors", "with_topics", "read_readings",
)  # fmt: skip
STATES = ("Norway", "Chile", "Ghana", "Peru", "Malta", "Kenya", "Jordan", "Mongolia", "Senegal", "Iceland")
OFFICES = ("foreign minister", "president", "defence minister", "ambassador", "trade envoy")
SYLLABLES = ("ba", "do", "ke", "li", "ma", "no", "ra", "se", "ti", "vo", "zu", "pel", "gar", "min", "tor", "vel", "an")


def name(rng: Random) -> str:
    """Return a name made of syllables."""
    first, last = ("".join(rng.choices(SYLLABLES, k=k)) for k in (2, 3))
    return f"{first.title()} {last.title()}"


def page(size: int) -> str:
    """Return a page of news: paragraphs of a few sentences, people and dates that change all through it."""
    rng = Random(size)
    parts = ["Norway and Chile agree to meet again"]
    held = 0
    for n in count():
        if held >= size:
            return "\n\n".join(parts)[:size].rsplit(" ", 1)[0] + "."
        who, home, away = name(rng), *rng.sample(STATES, 2)
        told = (
            f"{home}’s {rng.choice(OFFICES)} {who} met envoys from {away} on {rng.randint(1, 28)} March and promised "
            f"to send {rng.randint(2, 900)} tonnes of grain by Friday. “We will not wait for the rail link,” "
            f"{who.split()[1]} said, adding that {away} had refused to sign the treaty. He told reporters that the "
            f"talks would go on in {2026 + n % 9} and denied that {home} had threatened to close the border."
        )
        parts.append(told)
        held += len(told) + 2


def sentence(size: int) -> str:
    """Return one sentence that never ends, with a verb of speech and a name in each clause."""
    rng = Random(size)
    clauses = (
        f"and {name(rng)} of {rng.choice(STATES)} told {rng.choice(STATES)} that he would come in May" for _ in count()
    )
    return _grown("The minister said that he had heard nothing ", clauses, size)


def quotes(size: int) -> str:
    """Return one paragraph of quotation marks, each around a word or two."""
    rng = Random(size)
    return _grown("The minister spoke. ", (f'"{word}" he said' for word in _words(rng)), size)


def nested(size: int) -> str:
    """Return one paragraph of marks that open within each other and never close."""
    rng = Random(size)
    return _grown("The minister spoke. ", (f"“he said ‘{word} «we" for word in _words(rng)), size)


def digits(size: int) -> str:
    """Return one paragraph of numbers."""
    rng = Random(size)
    return _grown("The minister counted to the end of it: ", (str(rng.randint(1, 99_999)) for _ in count()), size)


def capitals(size: int) -> str:
    """Return one paragraph of words in capitals."""
    rng = Random(size)
    return _grown("The minister cried out that ", (word.upper() for word in _words(rng)), size)


def unbroken(size: int) -> str:
    """Return one word that never ends."""
    head = "The ministers met in Valletta on Tuesday and the host read out "
    return head + ("abcdefghij" * (size // 10 + 1))[: size - len(head) - 1] + "."


SHAPES: dict[str, Callable[[int], str]] = {
    shape.__name__: shape for shape in (page, sentence, quotes, nested, digits, capitals, unbroken)
}


def _words(rng: Random) -> Any:
    text = "the minister of trade in Oslo met his guests and they spoke about grain prices until late in May"
    stock = text.split()
    return (rng.choice(stock) for _ in count())


def _grown(head: str, parts: Any, size: int) -> str:
    held, kept = len(head), []
    for part in parts:
        kept.append(part)
        held += len(part) + 1
        if held >= size:
            break
    return (head + " ".join(kept))[: size - 1].rsplit(" ", 1)[0] + "."


def words_of(text: str) -> int:
    """Return how many words a text has."""
    return max(len(text.split()), len(text) // 24)


def seconds(reader: Reader, data: bytes, times: int) -> float:
    """Return the processor time of the quickest of several readings; one that is refused took its time too."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        try:
            reader.read_bytes(data, published=PUBLISHED)
        except OnrecordError as error:
            print(f"  refused: {error}")
        best = min(best, time.process_time() - began)
    return best


def time_stages(spent: dict[str, float]) -> None:
    """Wrap each stage of the pipeline so that it adds its processor time to `spent`."""

    def wrapped(stage: Callable[..., Any], name: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            try:
                found = stage(*args, **kwargs)
                return iter(list(found)) if name == "parse" else found
            finally:
                spent[name] += time.process_time() - began

        return timed

    for name in STAGES:
        setattr(reader_module, name, wrapped(getattr(reader_module, name), name))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shapes", nargs="+", choices=list(SHAPES), default=list(SHAPES))
    options.add_argument(
        "--sizes", nargs="+", type=int, default=list(SIZES), help="thousands of bytes, each ten times the last"
    )
    options.add_argument("--stages", action="store_true", help="print the time of each stage too")
    asked = options.parse_args()
    reader = Reader()
    spent: dict[str, float] = defaultdict(float)
    if asked.stages:
        time_stages(spent)
    seconds(reader, page(20_000).encode(), 2)  # tables are loaded before the clock runs
    print(f"{'shape':10} {'kB':>5} {'words':>8} {'µs/word':>9} {'growth':>7} {'peak MB':>8}")
    for shape in asked.shapes:
        before: float | None = None
        for size in asked.sizes:
            text = SHAPES[shape](size * 1000)
            words = words_of(text)
            spent.clear()
            times = 3 if size <= 10 else 1
            each = 1e6 * seconds(reader, text.encode(), times) / words
            growth = "" if before is None else f"{each / before:7.2f}"
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{shape:10} {size:5} {words:8} {each:9.0f} {growth:7} {peak:8.0f}", flush=True)
            if asked.stages:
                each_stage = (f"{name} {1e6 * spent[name] / times / words:.0f}" for name in STAGES if spent[name])
                print(f"{'':16} {', '.join(each_stage)}", flush=True)
            before = each


if __name__ == "__main__":
    main()
