"""Spans: where in the article's text a fact's words stand."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Fact(BaseModel):
    """Base of every record type: frozen, and closed to fields that the record does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Extent(Fact):
    """A stretch of `article.text`, half open, in Unicode code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span ends before it starts: {self.start}..{self.end}")
        return self


class Span(Extent):
    """An extent together with the very words that stand there.

    A span is as long as its words; that it quotes the article is checked when the record is made
    (`Record` compares each span with `article.text`).
    """

    text: str

    @model_validator(mode="after")
    def _as_long_as_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}..{self.end} does not fit its text {self.text!r}")
        return self

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """Return the span of `text` from `start` to `end`.

        Raises:
            ValueError: when the offsets do not lie within the text.
        """
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}..{end} lies outside a text of {len(text)} characters")
        return Span(start=start, end=end, text=text[start:end])
