"""The network: MiniLM over words, three flat heads, and a small transformer that reads a window for one cue."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.statements.tagger_decode import LINKED_LABELS, N_BUCKETS
from onrecord.statements.tagger_windows import N_SHAPES

ROLES = ("cue", "content", "source")
LINK_WIDTH = 128
N_FIXED = 3
"""Layers from the bottom that stay as they came. What they give is kept between epochs, which halves an epoch."""


class Encoder(nn.Module):
    """Pieces to one vector a word, and for each word the flat B/I/O scores of cue, content and source."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # No dropout inside: on a CPU drawing it doubles the time of a step, and a few epochs do not overfit.
        self.bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
        )
        width: int = self.bert.config.hidden_size
        self.shape = nn.Embedding(N_SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(width, 3 * len(ROLES))

    def forward(self, pieces: Tensor, mask: Tensor, shapes: Tensor, first_piece: Tensor) -> tuple[Tensor, Tensor]:
        return self.upper(self.lower(pieces, mask), mask, shapes, first_piece)

    def lower(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """The fixed layers' vectors of the pieces."""
        hidden: Tensor = self.bert.embeddings(pieces)
        for layer in self.bert.encoder.layer[:N_FIXED]:
            hidden = layer(hidden, _bias(mask, hidden))
        return hidden

    def upper(self, hidden: Tensor, mask: Tensor, shapes: Tensor, first_piece: Tensor) -> tuple[Tensor, Tensor]:
        """From the fixed layers' vectors, with the words' shapes added, to words and flat scores."""
        hidden = hidden + self.shape(shapes)
        for layer in self.bert.encoder.layer[N_FIXED:]:
            hidden = layer(hidden, _bias(mask, hidden))
        index = first_piece.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        words = torch.gather(hidden, 1, index)
        return words, self.heads(self.dropout(words))


def _bias(mask: Tensor, like: Tensor) -> Tensor:
    return ((1.0 - mask.to(like.dtype)) * -1e4)[:, None, None, :]


class Block(nn.Module):
    """A pre-norm transformer layer, written out so that it exports to plain operators."""

    def __init__(self, width: int, n_heads: int) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.norm_in = nn.LayerNorm(width)
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm_mid = nn.LayerNorm(width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        pairs, length, width = x.shape
        mixed = self.mix(self.norm_in(x)).view(pairs, length, 3, self.n_heads, width // self.n_heads)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        seen = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        x = x + self.out(seen.transpose(1, 2).reshape(pairs, length, width))
        return x + self.down(nn.functional.gelu(self.up(self.norm_mid(x))))


class Linker(nn.Module):
    """For one cue: which words around it are its content and its source, and whether it is a cue at all."""

    def __init__(self, width: int, inner: int = LINK_WIDTH) -> None:
        super().__init__()
        self.reduce = nn.Linear(width, inner)
        self.distance = nn.Embedding(N_BUCKETS, inner)
        self.paragraph = nn.Embedding(3, inner)
        self.is_cue = nn.Embedding(2, inner)
        self.cue = nn.Linear(inner, inner)
        self.blocks = nn.ModuleList(Block(inner, 4) for _ in range(2))
        self.norm = nn.LayerNorm(inner)
        self.labels = nn.Linear(inner, len(LINKED_LABELS))
        self.valid = nn.Linear(inner, 1)
        self.dropout = nn.Dropout(0.1)

    def forward(
        self, words: Tensor, index: Tensor, present: Tensor, cue: Tensor, distance: Tensor, paragraph: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Args:
        words: window x word x width, from the encoder.
        index: pair x word, which of all windows' words (counted through) stand around the cue.
        present: pair x word, 1 where there is a word. cue: the same, 1 on the words of the cue.
        distance, paragraph: pair x word, buckets as `relative_positions` gives them.
        """
        reduced = self.dropout(self.reduce(words)).flatten(0, 1)[index]
        bias = _bias(present, reduced)
        weight = cue.to(reduced.dtype) / cue.sum(1, keepdim=True).clamp(min=1).to(reduced.dtype)
        mean = torch.matmul(weight.unsqueeze(1), reduced)
        x = reduced + self.distance(distance) + self.paragraph(paragraph) + self.is_cue(cue) + self.cue(mean)
        for block in self.blocks:
            x = block(x, bias)
        x = self.norm(x)
        return self.labels(x), self.valid(torch.matmul(weight.unsqueeze(1), x)).reshape(-1)


class Tagger(nn.Module):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        self.linker = Linker(self.encoder.bert.config.hidden_size)
