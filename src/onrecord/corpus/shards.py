"""Shards of records: files of JSON lines or Parquet that are written whole or not at all."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from onrecord.corpus.files import file_at, opened
from onrecord.errors import MissingExtraError, OnrecordError, ReadingError, StoreError
from onrecord.record import Record
from onrecord.store import Input, MadeBy

ROWS = 64
"""Pages in a row group: few enough to keep the memory of a worker flat."""


@dataclass(frozen=True, slots=True)
class Read:
    """An input and what became of it: its record, or the error that says why there is none."""

    input: Input
    result: Record | OnrecordError
    made_by: MadeBy


class Lost(OnrecordError):  # noqa: N818  (it stands for whatever error a worker met)
    """An error that another process met, with the code that it had there."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def write_shard(out: str, read: Iterable[Read]) -> None:
    """Write what was read to a file, by its suffix Parquet or JSON lines; the file appears when it is whole."""
    if "://" in out:
        _write_remote(out, read)
        return
    part = f"{out}.{uuid4().hex[:8]}.part"
    try:
        _write(part, out, read)
        os.replace(part, out)
    finally:
        Path(part).unlink(missing_ok=True)


def read_back(shard: str) -> Iterator[Read]:
    """Yield what a shard holds.

    Raises:
        StoreError: when the file is not a shard of this package.
    """
    rows = _parquet_rows(shard) if shard.endswith(".parquet") else _json_rows(shard)
    for row in rows:
        try:
            input = Input(row["source"], row["kind"], b64decode(row["input"] or ""), json.loads(row["given"]))
            made_by = MadeBy(row["reader"], row["model"])
            if row["record"] is None:
                yield Read(input, Lost(row["error_code"], row["error"]), made_by)
                continue
            record = Record.model_validate_json(row["record"])
        except (KeyError, ValueError, TypeError) as error:
            raise StoreError(f"{shard!r} is not a shard of records ({type(error).__name__}: {error})") from error
        yield Read(input, record, made_by)


def _row(read: Read) -> dict[str, Any]:
    """Return one row: the record as JSON, and beside it what a table is asked for most."""
    record, written = _written(read.result)
    article = record.article if record else None
    error = written if isinstance(written, OnrecordError) else None
    return {
        "key": read.input.key, "source": read.input.source, "kind": read.input.kind,
        "given": json.dumps(read.input.given, sort_keys=True, ensure_ascii=False),
        "input": b64encode(read.input.data).decode(),
        "reader": read.made_by.reader, "model": read.made_by.model,
        "error_code": error.code if error else None, "error": str(error) if error else None,
        "url": article.url if article else None, "title": article.title if article else None,
        "publisher": article.publisher if article else None, "published": article.published if article else None,
        "text": article.text if article else None,
        "statements": len(record.statements) if record else None, "events": len(record.events) if record else None,
        "record": None if error else written,
    }  # fmt: skip


def _written(result: Record | OnrecordError) -> tuple[Record | None, str | OnrecordError]:
    """Return a record with its JSON, or none and the error that stands for it."""
    if isinstance(result, OnrecordError):
        return None, result
    try:
        return result, result.model_dump_json(by_alias=True)
    except ValueError as error:  # a text with half a surrogate pair cannot be written in any encoding
        return None, ReadingError(f"the record cannot be written ({error})")


_COUNTS = ("statements", "events")


def _write(part: str, out: str, read: Iterable[Read]) -> None:
    if out.endswith(".parquet"):
        _write_parquet(part, read)
    else:
        with open(part, "wb") as file:
            for one in read:
                file.write(json.dumps(_row(one), ensure_ascii=True).encode() + b"\n")


def _write_parquet(part: str, read: Iterable[Read]) -> None:
    pyarrow, parquet = _pyarrow()
    names = list(_row(Read(Input("", "text", b""), OnrecordError(""), MadeBy())))
    schema = pyarrow.schema([(n, pyarrow.int64() if n in _COUNTS else pyarrow.string()) for n in names])
    held: list[dict[str, Any]] = []
    with parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        for one in read:
            held.append(_row(one))
            if len(held) == ROWS:
                writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
                held = []
        if held:
            writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))


def _write_remote(out: str, read: Iterable[Read]) -> None:
    """Write here, then send: object stores show a file when all of it has come."""
    import tempfile

    import fsspec

    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        here = os.path.join(folder, "shard")
        _write(here, out, read)
        filesystem, path = fsspec.core.url_to_fs(out)
        filesystem.put_file(here, f"{path}.part")
        filesystem.mv(f"{path}.part", path)


def _json_rows(shard: str) -> Iterator[dict[str, Any]]:
    with opened(file_at(shard)) as source:
        for line in source.stream:
            yield json.loads(line)


def _parquet_rows(shard: str) -> Iterator[dict[str, Any]]:
    _, parquet = _pyarrow()
    with opened(file_at(shard)) as source:
        for batch in parquet.ParquetFile(source.stream).iter_batches(batch_size=ROWS):
            yield from batch.to_pylist()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("Parquet needs pyarrow: pip install 'onrecord[parquet]'") from error
    return pyarrow, pyarrow.parquet
