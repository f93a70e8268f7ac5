"""Weights to two ONNX graphs, encoder (int8) and linker, with tokenizer, settings and their sums."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.tagger.model import Tagger
from training.tagger.shipped import SHIPPED, write_config
from training.tagger.train import encoder_folder, load_tokenizer


def export(weights: Path, out: Path = SHIPPED, *, int8: bool = True) -> None:
    """Write `model.onnx`, `linker.onnx`, `tokenizer.json` and `config.json`; decode settings there are kept."""
    model = Tagger(encoder_folder())
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        encoder, linker = Path(scratch) / "encoder.onnx", Path(scratch) / "linker.onnx"
        _trace(model, encoder, linker)
        if int8:
            quantize_dynamic(encoder, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
        else:
            onnx.save(onnx.load(encoder), out / "model.onnx")
        # The linker is a megabyte as it is.
        onnx.save(onnx.load(linker), out / "linker.onnx")
    tokenizer = load_tokenizer(encoder_folder())
    (out / "tokenizer.json").write_text(json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False), "utf-8")
    write_config(out, {})


def _trace(model: Tagger, encoder: Path, linker: Path) -> None:
    pieces = torch.randint(1000, 2000, (2, 12))
    first = torch.arange(1, 10).repeat(2, 1)
    batch = (pieces, torch.ones_like(pieces), torch.zeros_like(pieces), first)
    words, _ = model.encoder(*batch)
    torch.onnx.export(
        model.encoder,
        batch,
        encoder,
        input_names=["pieces", "mask", "shapes", "first_piece"],
        output_names=["words", "flat"],
        dynamic_axes={
            **{name: {0: "window", 1: "piece"} for name in ("pieces", "mask", "shapes")},
            **{name: {0: "window", 1: "word"} for name in ("first_piece", "words", "flat")},
        },
        opset_version=17,
        dynamo=False,
    )
    pairs = torch.zeros(3, 9, dtype=torch.long)
    cue = pairs.clone()
    cue[:, 2] = 1
    torch.onnx.export(
        model.linker,
        (words, pairs, torch.ones_like(pairs), cue, pairs, pairs),
        linker,
        input_names=["words", "index", "present", "cue", "distance", "paragraph"],
        output_names=["linked", "valid"],
        dynamic_axes={
            "words": {0: "window", 1: "word"},
            **{name: {0: "pair", 1: "near"} for name in ("index", "present", "cue", "distance", "paragraph", "linked")},
            "valid": {0: "pair"},
        },
        opset_version=17,
        dynamo=False,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--fp32", action="store_true", help="without quantising, to see what that costs")
    options = parser.parse_args()
    export(options.weights, options.out, int8=not options.fp32)
