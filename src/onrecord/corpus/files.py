"""Opens files, packed or not, here or elsewhere, and knows how far into them a reader is."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from onrecord.errors import MissingExtraError, PageNotFoundError

PACKED = (".gz", ".zst")
DATA = (".jsonl", ".ndjson", ".csv", ".tsv", ".xml", ".rss", ".atom", ".warc", ".parquet")
"""Kinds of files that hold many pages; at a web address anything else is a page."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read pages from: a path or an fsspec address; `suffix` is that under the packing, `size` in bytes."""

    name: str
    suffix: str
    packing: str
    size: int

    @property
    def is_web_page(self) -> bool:
        """Whether it is the address of one page, to be fetched as `onrecord read` does."""
        return self.name.startswith(("http://", "https://")) and not self.packing and self.suffix not in DATA

    @property
    def is_remote(self) -> bool:
        """Whether it is opened with fsspec."""
        return "://" in self.name


def file_at(name: str) -> File:
    """Return the file of a path or address; a path is made absolute, so that it means the same in every folder.

    Raises:
        PageNotFoundError: when there is no such file.
    """
    suffixes = [s.lower() for s in PurePosixPath(name.split("?")[0]).suffixes]
    packing = suffixes.pop() if suffixes and suffixes[-1] in PACKED else ""
    suffix = suffixes[-1] if suffixes else ""
    if "://" in name:
        file = File(name, suffix, packing, 0)
        return file if file.is_web_page else replace(file, size=_remote_size(name))
    path = Path(os.path.abspath(name))
    try:
        return File(str(path), suffix, packing, path.stat().st_size)
    except OSError as error:
        raise PageNotFoundError(f"{name!r} cannot be opened: {error.strerror}") from error


def files_at(paths: list[str]) -> Iterator[File]:
    """Return the files of paths, those of a folder and its folders in order of name; hidden ones are left out.

    Raises:
        PageNotFoundError: at once, when there is no such file or folder.
    """
    found = [None if os.path.isdir(name) else file_at(name) for name in paths]
    return _walk(zip(paths, found, strict=True))


def _walk(paths: Iterable[tuple[str, File | None]]) -> Iterator[File]:
    for name, given in paths:
        if given is not None:
            yield given
            continue
        for folder, folders, names in os.walk(os.path.abspath(name)):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for file in sorted(names):
                path = os.path.join(folder, file)
                if not file.startswith(".") and os.path.isfile(path):
                    yield file_at(path)


class Opened:
    """An open file as its unpacked bytes; `done` says how many bytes of the file itself were read."""

    def __init__(self, raw: IO[bytes], stream: IO[bytes]) -> None:
        self._raw, self.stream = raw, stream

    @property
    def done(self) -> int:
        """Bytes of the file that were read so far, 0 where it does not tell."""
        try:
            return self._raw.tell()
        except (OSError, ValueError):
            return 0


@contextmanager
def opened(file: File) -> Iterator[Opened]:
    """Open a file for reading, unpacking it on the way.

    Raises:
        PageNotFoundError: when it cannot be opened.
        MissingExtraError: when its packing or its address needs a package that is not installed.
    """
    try:
        raw = _open_remote(file.name) if file.is_remote else cast(IO[bytes], open(file.name, "rb"))  # noqa: SIM115
    except OSError as error:
        raise PageNotFoundError(f"{file.name!r} cannot be opened: {error.strerror or error}") from error
    with raw:
        if file.packing == ".gz":
            with gzip.open(raw) as stream:
                yield Opened(raw, cast(IO[bytes], stream))
        elif file.packing == ".zst":
            reader = _zstandard().ZstdDecompressor().stream_reader(raw, read_across_frames=True)
            with io.BufferedReader(reader) as buffered:
                yield Opened(raw, buffered)
        else:
            yield Opened(raw, raw)


def exists(name: str) -> bool:
    """Say whether there is a file at a path or address."""
    if "://" not in name:
        return os.path.exists(name)
    filesystem, path = _fsspec().core.url_to_fs(name)
    return bool(filesystem.exists(path))


def write(name: str, lines: Iterable[bytes]) -> None:
    """Write lines to a file at a path or address."""
    if "://" in name:
        with _fsspec().open(name, "wb") as remote:
            remote.writelines(lines)
    else:
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.writelines(lines)


def remove(name: str) -> None:
    """Remove a file at a path or address; one that is not there is gone already."""
    if "://" not in name:
        Path(name).unlink(missing_ok=True)
        return
    filesystem, path = _fsspec().core.url_to_fs(name)
    if filesystem.exists(path):
        filesystem.rm_file(path)


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError("a .zst file needs zstandard: pip install 'onrecord[warc]'") from error
    return zstandard


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("an address needs fsspec: pip install 'onrecord[cluster]'") from error
    return fsspec


def _open_remote(name: str) -> IO[bytes]:
    return cast(IO[bytes], _fsspec().open(name, "rb").open())


def _remote_size(name: str) -> int:
    filesystem, path = _fsspec().core.url_to_fs(name)
    try:
        return int(filesystem.size(path) or 0)
    except FileNotFoundError as error:
        raise PageNotFoundError(f"{name!r} is not there") from error
