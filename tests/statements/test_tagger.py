"""The trained tagger on sentences of our own; every happening in them is invented."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

from onrecord.errors import PipelineError
from onrecord.statements.tagger import MODEL_FOLDER, AttributionTagger, TaggedPage
from onrecord.statements.tagger_decode import flat_spans, linked_spans, log_softmax, relative_positions, snap
from onrecord.statements.tagger_windows import WindowSizes, cut_windows, split_words

FERRY = (
    "Ferry talks resume in Lindholm\n\n"
    "The harbour minister, Anna Vestergaard, said on Monday that the northern ferry would sail again in May.\n\n"
    "“We have found the money,” she told reporters. “The rest is paint.”\n\n"
    "According to the port authority, two hulls need new plates. The crews believe the work will last until June."
)
BRIDGE = "Mayor Tomas Ruk denied that the bridge was unsafe."


def paragraphs(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for part in text.split("\n\n"):
        found.append((at, at + len(part)))
        at += len(part) + 2
    return found


def page(text: str) -> tuple[str, list[tuple[int, int]]]:
    return text, paragraphs(text)


@pytest.fixture(scope="module")
def tagger() -> AttributionTagger:
    return AttributionTagger.load()


def readable(text: str, tagged: TaggedPage) -> list[tuple[str, str, str]]:
    return [
        (
            " ... ".join(text[span.start : span.end] for span in found.content),
            text[found.cue.start : found.cue.end] if found.cue else "",
            text[found.source.start : found.source.end] if found.source else "",
        )
        for found in tagged.attributions
    ]


def test_tag_finds_content_cue_and_source(tagger: AttributionTagger) -> None:
    (tagged,) = tagger.tag([page(FERRY)])
    found = readable(FERRY, tagged)
    said = next(item for item in found if "sail again" in item[0])
    assert "northern ferry would sail again in May" in said[0]
    assert "said" in said[1]
    assert "Vestergaard" in said[2]
    told = next(item for item in found if "found the money" in item[0])
    assert told[2] == "she"
    assert any("two hulls need new plates" in item[0] and "port authority" in item[2] for item in found)


def test_tag_spans_are_clean_and_scores_are_chances(tagger: AttributionTagger) -> None:
    (tagged,) = tagger.tag([page(FERRY)])
    spans = [
        span for found in tagged.attributions for span in (*found.content, found.cue, found.source) if span is not None
    ]
    assert spans
    for span in spans:
        quoted = FERRY[span.start : span.end]
        assert quoted == quoted.strip(' “”"\n')
        assert 0.0 <= span.score <= 1.0
    starts = [found.content[0].start for found in tagged.attributions]
    assert starts == sorted(starts)


def test_tag_batch_gives_what_single_pages_give(tagger: AttributionTagger) -> None:
    pages = [page(FERRY), page(BRIDGE), page(""), page(FERRY + "\n\n" + BRIDGE)]
    together = tagger.tag(pages)
    for given, tagged in zip(pages, together, strict=True):
        (alone,) = tagger.tag([given])
        assert alone.attributions == tagged.attributions
        np.testing.assert_array_equal(alone.words.cue, tagged.words.cue)


def test_tag_is_deterministic(tagger: AttributionTagger) -> None:
    assert tagger.tag([page(FERRY)])[0].attributions == tagger.tag([page(FERRY)])[0].attributions


@pytest.mark.parametrize("given", [("", []), ("   ", [(0, 3)]), ("\n\n", [(0, 0), (2, 2)]), ("No page.", [])])
def test_tag_of_nothing_is_nothing(tagger: AttributionTagger, given: tuple[str, list[tuple[int, int]]]) -> None:
    (tagged,) = tagger.tag([given])
    assert tagged.attributions == ()
    assert len(tagged.words.start) == 0
    assert tagged.words.over(0, 10) == (0.0, 0.0, 0.0)


def test_tag_of_no_pages_is_empty(tagger: AttributionTagger) -> None:
    assert tagger.tag([]) == []


def test_tag_reads_a_very_long_paragraph_to_its_end(tagger: AttributionTagger) -> None:
    text = "The clerks counted boats by the quay. " * 300 + "Later the harbour master said that the count was wrong."
    (tagged,) = tagger.tag([(text, [(0, len(text))])])
    last = readable(text, tagged)[-1]
    assert "the count was wrong" in last[0]
    assert "harbour master" in last[2]
    assert tagged.words.end[-1] == len(text)


def test_tag_word_scores_lie_on_the_words(tagger: AttributionTagger) -> None:
    (tagged,) = tagger.tag([page(BRIDGE)])
    at = BRIDGE.index("denied")
    cue, content, source = tagged.words.over(at, at + len("denied"))
    assert cue > max(content, source)
    at = BRIDGE.index("bridge")
    assert tagged.words.over(at, at + 6)[1] > 0.5


def test_tag_answers_for_given_cues(tagger: AttributionTagger) -> None:
    at = BRIDGE.index("denied")
    (tagged,) = tagger.tag([page(BRIDGE)], cues=[[(at, at + 6), (0, 0)]])
    answer, nothing = tagged.given
    assert answer is not None
    assert "bridge was unsafe" in BRIDGE[answer.content[0].start : answer.content[-1].end]
    assert nothing is None


def test_tag_wants_cues_for_every_page(tagger: AttributionTagger) -> None:
    with pytest.raises(ValueError, match="cues for 1 pages, but 2 pages"):
        tagger.tag([page(FERRY), page(BRIDGE)], cues=[[]])


def test_load_checks_the_files(tmp_path: Path) -> None:
    AttributionTagger.load(check=True)
    with pytest.raises(PipelineError, match=r"lacks .*config\.json"):
        AttributionTagger.load(tmp_path)
    config = json.loads((MODEL_FOLDER / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(PipelineError, match=r"lacks .*model\.onnx"):
        AttributionTagger.load(tmp_path)
    for name in config["sha256"]:
        (tmp_path / name).write_bytes(b"not it")
    with pytest.raises(PipelineError, match=r"is not the file that config\.json names"):
        AttributionTagger.load(tmp_path, check=True)
    (tmp_path / "config.json").write_text('{"format": 9}', encoding="utf-8")
    with pytest.raises(PipelineError, match="has format 9"):
        AttributionTagger.load(tmp_path)


def test_windows_make_every_word_a_target_once(tagger: AttributionTagger) -> None:
    text = "\n\n".join([FERRY, "The long list of boats goes on and on. " * 60, BRIDGE] * 4)
    words = split_words(text, paragraphs(text), tagger._tokenizer)
    sizes = WindowSizes(pieces=128, context=24, segment=80)
    windows = cut_windows(words, text, sizes, marks=(101, 102))
    targets = [
        index
        for window in windows
        for index in range(window.first_word + window.first_target, window.first_word + len(window.first_piece))
    ]
    assert targets == list(range(len(words)))
    assert max(len(window.pieces) for window in windows) <= 128
    assert windows[1].first_target > 0


def test_words_within_straight_quotation_marks_are_shaped_so(tagger: AttributionTagger) -> None:
    text = 'He said "no" twice.'
    words = split_words(text, [(0, len(text))], tagger._tokenizer)
    assert words.shape.tolist() == [2, 1, 10, 6, 10, 1, 5]


def test_flat_spans_start_with_a_begin() -> None:
    scores = np.log(np.array([[0.2, 0.1, 0.7], [0.1, 0.2, 0.7], [0.9, 0.05, 0.05], [0.1, 0.8, 0.1]], dtype=np.float32))
    assert flat_spans(scores, 0.0) == [(0, 2), (3, 4)]


def test_linked_spans_are_legal_and_split_by_role() -> None:
    scores = np.full((1, 6, 9), -8.0, dtype=np.float32)
    for word, label in enumerate([8, 0, 1, 2, 3, 0]):
        scores[0, word, label] = 0.0
    assert linked_spans(log_softmax(scores)) == [([(2, 5)], [(0, 1)])]


def test_relative_positions_part_before_from_after() -> None:
    distance, paragraph = relative_positions(5, np.array([0, 0, 1, 1, 2]), (2, 3))
    assert distance.tolist() == [3, 1, 0, 2, 4]
    assert paragraph.tolist() == [1, 1, 0, 0, 2]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("It cost $40 then", "40", "$40"),
        ("up 40%.", "40", "40%"),
        ("in the U.S. today", "U.S", "U.S."),
        ("a b.", "b", "b"),
    ],
)
def test_snap_takes_in_what_belongs_to_the_edge(text: str, word: str, wanted: str) -> None:
    at = text.index(word)
    start, end = snap(text, at, at + len(word))
    assert text[start:end] == wanted
