"""The trained tagger of attributions: cue, content and source, found by a small encoder on the CPU.

Two graphs run one after the other. The encoder reads windows of a page and gives for each word the chance of its
being cue, content or source. The linker then reads the window once more for each cue, on the encoder's vectors, and
says which words are that cue's content and source, and whether it is a cue at all.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.errors import PipelineError
from onrecord.statements.tagger_decode import (
    DecodeSettings,
    Draft,
    FloatArray,
    around,
    cue_spans,
    linked_spans,
    log_softmax,
    merge_spans,
    relative_positions,
    settle,
    snap,
)
from onrecord.statements.tagger_windows import (
    IntArray,
    Window,
    WindowSizes,
    Words,
    cut_windows,
    split_words,
)

__all__ = ["AttributionTagger", "TaggedAttribution", "TaggedPage", "TaggedSpan", "WordScores"]

MODEL_FOLDER = Path(__file__).parents[1] / "models" / "attribution"


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Offsets into the page's text; never empty, without punctuation at its edges (quotation marks included)."""

    start: int
    end: int
    score: float
    """Mean chance of the span's words to be what they are taken for, 0 to 1."""


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """One cue with what hangs on it. `content` is in order of the text and never empty."""

    content: tuple[TaggedSpan, ...]
    cue: TaggedSpan | None
    source: TaggedSpan | None
    score: float
    """The chance that content and source are both right, as fitted on the tuning articles."""
    nested: bool = False
    """True where its cue stands within another's content, a case that the training data does not annotate."""


@dataclass(frozen=True, slots=True)
class WordScores:
    """For each word of the page's paragraphs: offsets, and the chance of its being cue, content and source."""

    start: IntArray
    end: IntArray
    cue: FloatArray
    content: FloatArray
    source: FloatArray

    def over(self, start: int, end: int) -> tuple[float, float, float]:
        """Mean chance of cue, content and source over the words that touch the given characters; zeros if none."""
        first = int(np.searchsorted(self.end, start, side="right"))
        stop = int(np.searchsorted(self.start, end, side="left"))
        if stop <= first:
            return 0.0, 0.0, 0.0
        part = slice(first, stop)
        return float(self.cue[part].mean()), float(self.content[part].mean()), float(self.source[part].mean())


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """What the tagger says of one page: attributions in order of the text, and its evidence word by word."""

    attributions: tuple[TaggedAttribution, ...]
    words: WordScores
    given: tuple[TaggedAttribution | None, ...] = ()
    """For each cue that the caller gave, what the linker hangs on it; None where it finds no content."""


class _Page:
    """A page while it is read: its words, its windows, and the scores that come in from the batches."""

    def __init__(self, text: str, words: Words, windows: list[Window], given: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.words = words
        self.windows = windows
        self.chances = np.zeros((3, len(words)), dtype=np.float32)
        self.drafts: list[Draft] = []
        self.given = [
            (
                int(np.searchsorted(words.end, start, side="right")),
                int(np.searchsorted(words.start, end, side="left")),
            )
            for start, end in given
        ]
        self.answers: dict[int, Draft] = {}


class AttributionTagger:
    """The loaded tagger. It may be shared by threads: the graphs hold no state between calls."""

    def __init__(self, encoder: Any, linker: Any, tokenizer: Any, sizes: WindowSizes, settings: DecodeSettings) -> None:
        self._encoder = encoder
        self._linker = linker
        self._tokenizer = tokenizer
        self._sizes = sizes
        self._marks = int(tokenizer.token_to_id("[CLS]")), int(tokenizer.token_to_id("[SEP]"))
        self.settings = settings

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1, check: bool = False) -> AttributionTagger:
        """Load the graphs, by default those that ship with the package.

        Args:
            threads: cores that one call may use.
            check: compare the files with the sums in their `config.json` first (a fifth of a second).

        Raises:
            PipelineError: a file or a library is missing, or a file is not the one that `config.json` names.
        """
        folder = folder or MODEL_FOLDER
        try:
            onnxruntime = importlib.import_module("onnxruntime")
            tokenizers = importlib.import_module("tokenizers")
        except ImportError as error:
            needs = "pip install onnxruntime tokenizers"
            raise PipelineError(f"the attribution tagger needs {error.name}: {needs}") from error
        config = _read_config(folder)
        for name, digest in config["sha256"].items():
            path = folder / name
            if not path.is_file():
                raise PipelineError(f"the attribution tagger lacks {path}")
            if check and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                raise PipelineError(f"{path} is not the file that config.json names")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        encoder, linker = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("model.onnx", "linker.onnx")
        )
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(encoder, linker, tokenizer, WindowSizes(**config["windows"]), DecodeSettings(**config["decode"]))

    def tag(
        self,
        pages: Sequence[tuple[str, Sequence[tuple[int, int]]]],
        *,
        cues: Sequence[Sequence[tuple[int, int]]] | None = None,
    ) -> list[TaggedPage]:
        """Tag pages; a page's result does not depend on the pages beside it.

        Args:
            pages: each page's text and the offsets of its paragraphs, in order. What lies in no paragraph is not
                read; paragraphs are context to each other.
            cues: for each page offsets of words that somebody else takes for cues. The linker says in `given` what
                hangs on each; `attributions` are the same with and without them.
        """
        if cues is not None and len(cues) != len(pages):
            raise ValueError(f"cues for {len(cues)} pages, but {len(pages)} pages")
        return [self._finish(page) for page in self._scan(pages, cues)]

    def _scan(
        self,
        pages: Sequence[tuple[str, Sequence[tuple[int, int]]]],
        cues: Sequence[Sequence[tuple[int, int]]] | None = None,
    ) -> list[_Page]:
        """Run the graphs over the pages' windows; the pages' drafts are not settled yet."""
        reads: list[_Page] = []
        for number, (text, paragraphs) in enumerate(pages):
            words = split_words(text, paragraphs, self._tokenizer)
            windows = cut_windows(words, text, self._sizes, marks=self._marks)
            reads.append(_Page(text, words, windows, cues[number] if cues is not None else ()))
            for window in windows:
                self._read(reads[-1], window)
        return reads

    def _read(self, page: _Page, window: Window) -> None:
        """Run both graphs over one window and leave the findings in its page.

        One window at a time: the quantised layers take their scale from all they are given, so that in a batch of
        several a page would depend on its neighbours; and on one core a batch of several is no faster.
        """
        count, first = len(window.first_piece), window.first_word
        feed = {
            "pieces": np.array([window.pieces], dtype=np.int64),
            "mask": np.ones((1, len(window.pieces)), dtype=np.int64),
            "shapes": np.array([window.shapes], dtype=np.int64),
            "first_piece": np.array([window.first_piece], dtype=np.int64),
        }
        vectors, logits = self._encoder.run(["words", "flat"], feed)
        flat = log_softmax(logits.reshape(count, 3, 3))
        outside: FloatArray = np.exp(flat[:, :, 0]).T
        page.chances[:, first + window.first_target : first + count] = 1 - outside[:, window.first_target :]
        cues: list[tuple[tuple[int, int], int | None]] = [
            (span, None) for span in cue_spans(flat[:, 0], self.settings) if span[0] >= window.first_target
        ]
        for number, (start, stop) in enumerate(page.given):
            if first + window.first_target <= start < min(stop, first + count):
                cues.append(((start - first, min(stop - first, count)), number))
        if cues:
            self._link(page, window, vectors, cues, 1 - outside[0])

    def _link(
        self,
        page: _Page,
        window: Window,
        vectors: FloatArray,
        cues: list[tuple[tuple[int, int], int | None]],
        cue_chance: FloatArray,
    ) -> None:
        reaches = [around(span, len(window.first_piece)) for span, _ in cues]
        shape = len(cues), max(stop - first for first, stop in reaches)
        cue, index, present, distance, paragraph = (np.zeros(shape, dtype=np.int64) for _ in range(5))
        for pair, ((span, _), (first, stop)) in enumerate(zip(cues, reaches, strict=True)):
            near = slice(0, stop - first)
            cue[pair, span[0] - first : span[1] - first] = 1
            index[pair, near] = np.arange(first, stop)
            present[pair, near] = 1
            own = page.words.paragraph[window.first_word + first : window.first_word + stop]
            distance[pair, near], paragraph[pair, near] = relative_positions(
                stop - first, own, (span[0] - first, span[1] - first)
            )
        feed = {
            "words": vectors,
            "index": index,
            "present": present,
            "cue": cue,
            "distance": distance,
            "paragraph": paragraph,
        }
        linked, valid = self._linker.run(["linked", "valid"], feed)
        scores = log_softmax(linked)
        scores[present == 0, 1:] = -1e4
        for pair, (content, source) in enumerate(linked_spans(scores, self.settings.switch)):
            (span, number), (first, stop) = cues[pair], reaches[pair]
            draft = Draft.build(
                window.first_word + first,
                (span[0] - first, span[1] - first),
                content,
                source,
                scores[pair],
                cue_chance[first:stop],
                float(valid[pair]),
            )
            if number is None:
                page.drafts.append(draft)
            else:
                page.answers[number] = draft

    def _finish(self, page: _Page) -> TaggedPage:
        drafts = [draft for draft in page.drafts if draft.content]
        drafts = [replace(draft, content=merge_spans(draft, self.settings.gap)) for draft in drafts]
        found = [self._attribution(page, draft, nested) for draft, nested in settle(drafts, self.settings)]
        found.sort(key=lambda attribution: attribution.content[0].start)
        given: list[TaggedAttribution | None] = []
        for number in range(len(page.given)):
            draft_or_none = page.answers.get(number)
            if draft_or_none is None or not draft_or_none.content:
                given.append(None)
            else:
                draft = replace(draft_or_none, content=merge_spans(draft_or_none, self.settings.gap))
                given.append(self._attribution(page, draft, False))
        words = page.words
        cue, content, source = page.chances
        return TaggedPage(tuple(found), WordScores(words.start, words.end, cue, content, source), tuple(given))

    def _attribution(self, page: _Page, draft: Draft, nested: bool) -> TaggedAttribution:
        content = tuple(_spans(page, draft.content, draft.content_score))
        source = next(iter(_spans(page, draft.source, draft.source_score)), None)
        cue = next(iter(_spans(page, [draft.cue], draft.cue_score)))
        return TaggedAttribution(content, cue, source, draft.score(self.settings), nested)


def _spans(page: _Page, spans: Iterable[tuple[int, int]], score: float) -> Iterable[TaggedSpan]:
    for first, stop in spans:
        start, end = snap(page.text, int(page.words.start[first]), int(page.words.end[stop - 1]))
        yield TaggedSpan(start, end, score)


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PipelineError(f"the attribution tagger lacks {path}") from error
    except ValueError as error:
        raise PipelineError(f"{path} cannot be read: {error}") from error
    if config.get("format") != 1:
        raise PipelineError(f"{path} has format {config.get('format')!r}, this package reads 1")
    return config
