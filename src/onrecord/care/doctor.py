"""Says what is missing or wrong in an installation; it looks, and changes nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

State = Literal["ok", "missing", "wrong"]

NAME = "onrecord"
OLDEST = (3, 11)
"""The oldest Python that will do."""

FREE = 500_000_000
"""Bytes of disk below which a store of a few ten thousand pages would not fit."""

CHECKED = 2_000_000_000
"""Bytes up to which a store is gone through for damage; it takes a second for each hundred million."""

LINE = "Ana Reyes, Peru's foreign minister, said on 3 March 2025 that the port would open."
USES: Mapping[str, str] = MappingProxyType({
    "parquet": "exports as Parquet", "warc": "archives of crawls, and files packed with Zstandard",
    "web": "`onrecord serve`", "cluster": "`onrecord add --cluster`", "pandas": "`to_pandas`", "polars": "`to_polars`",
})  # fmt: skip
"""What each optional extra is for; one that is for working on the package itself is not told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing: `missing` is an optional one that is not there, `wrong` a needed one."""

    about: str
    state: State
    told: str


def examine(store: Path | None = None) -> Iterator[Finding]:
    """Yield what is found, the quick checks first; with `store` also of that store."""
    yield _python()
    yield from _packages()
    yield from _extras()
    yield _installed_files()
    yield from _models()
    yield _sqlite()
    yield _folder(store.absolute().parent if store else Path.cwd())
    yield _folder(Path(tempfile.gettempdir()))
    if store is not None:
        yield _store(store)
    yield _terminal()
    yield Finding("browser", "ok", "none is needed to read, search or export; any will do for `onrecord serve`")
    yield _reading()


def _python() -> Finding:
    here = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info[:2] >= OLDEST
    return Finding("python", "ok", here) if fits else Finding("python", "wrong", f"{here}, and 3.11 is needed")


def _packages() -> Iterator[Finding]:
    """Yield one finding for all packages that are needed, or one for each that does not fit."""
    try:
        all_asked = _requirements()
    except ImportError:
        yield Finding("package packaging", "wrong", "not installed: pip install packaging")
        return
    except metadata.PackageNotFoundError:
        yield Finding("packages", "wrong", "onrecord itself is not installed: pip install onrecord")
        return
    asked = [r for r in all_asked if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = [(r.name, told) for r in asked if (told := _unfit(r)) is not None]
    if not wrong:
        yield Finding("packages", "ok", f"{len(asked)} needed, all installed")
    for name, told in wrong:
        yield Finding(f"package {name}", "wrong", told)


def _extras() -> Iterator[Finding]:
    try:
        all_asked = _requirements()
    except (ImportError, metadata.PackageNotFoundError):
        return  # said of the packages already
    for extra, use in USES.items():
        asked = [r for r in all_asked if r.marker and not r.marker.evaluate({"extra": ""})
                 and r.marker.evaluate({"extra": extra})]  # fmt: skip
        lacking = [r.name for r in asked if _unfit(r) is not None]
        how = f"not here ({', '.join(lacking)}): for {use}, pip install 'onrecord[{extra}]'"
        yield Finding(f"extra {extra}", "missing" if lacking else "ok", how if lacking else f"here, for {use}")


def _requirements() -> list[Requirement]:
    """Return what the package asks for.

    Raises:
        ImportError: when what reads such lines is not there itself.
        PackageNotFoundError: when the package is not installed.
    """
    from packaging.requirements import Requirement

    return [Requirement(line) for line in metadata.requires(NAME) or ()]


def _unfit(asked: Requirement) -> str | None:
    """Return what is wrong with an installed package, None when it fits."""
    try:
        version = metadata.version(asked.name)
    except metadata.PackageNotFoundError:
        return f"not installed: pip install '{asked.name}{asked.specifier}'"
    fits = asked.specifier.contains(version, prereleases=True)
    return None if fits else f"{version}, and {asked.specifier} is needed: pip install '{asked.name}{asked.specifier}'"


def _installed_files() -> Finding:
    """Compare the package's files with the sums that the installer wrote down."""
    try:
        listed = metadata.files(NAME) or []
    except metadata.PackageNotFoundError:
        listed = []
    summed = [f for f in listed if f.hash is not None and f.hash.mode == "sha256" and f.parts[0] == NAME]
    if not summed:
        return Finding("files", "ok", "run from a folder of its source: there are no sums to compare with")
    wrong = [str(f) for f in summed if f.hash and _sum(Path(str(f.locate()))) != f.hash.value]
    if wrong:
        return Finding("files", "wrong", f"{_few(wrong)} changed since it was installed: install onrecord again")
    return Finding("files", "ok", f"{len(summed):,} as they were installed")


def _sum(path: Path) -> str | None:
    """Return a file's sum as installers write it, None when it is not there."""
    if not path.is_file():
        return None
    return base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()


def _models() -> Iterator[Finding]:
    """Compare each model's files with the sums in its `config.json`."""
    for folder in sorted(_models_folder().iterdir(), key=lambda f: f.name):
        config = folder / "config.json"
        if not config.is_file():
            continue
        sums = json.loads(config.read_text(encoding="utf-8")).get("sha256", {})
        wrong = [name for name, wanted in sums.items() if _hex_sum(folder / name) != wanted]
        told = (
            f"{_few(wrong)} damaged or not there: install onrecord again" if wrong else f"{len(sums)} files, sums right"
        )
        yield Finding(f"model {folder.name}", "wrong" if wrong else "ok", told)


def _models_folder() -> Traversable:
    return files(NAME) / "models"


def _hex_sum(file: Traversable) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _sqlite() -> Finding:
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')")
    except sqlite3.Error as error:
        return Finding("sqlite", "wrong", f"{sqlite3.sqlite_version}, without full-text search, FTS5 ({error})")
    finally:
        db.close()
    fits = sqlite3.sqlite_version_info >= (3, 35)
    told = f"{sqlite3.sqlite_version}, with full-text search"
    return Finding("sqlite", "ok" if fits else "wrong", told if fits else f"{told}; 3.35 or newer is needed")


def _folder(folder: Path) -> Finding:
    about = f"folder {folder}"
    if not folder.is_dir():
        return Finding(about, "wrong", "is not there")
    if not os.access(folder, os.W_OK):
        return Finding(about, "wrong", "may not be written by you")
    free = shutil.disk_usage(folder).free
    told = f"can be written, {free / 1e9:,.1f} GB free"
    return Finding(
        about, "ok" if free >= FREE else "wrong", told if free >= FREE else f"{told}: too little for a store"
    )


def _store(path: Path) -> Finding:
    """Look into a store without bringing it up to date."""
    from onrecord.store.connection import connect, sentences
    from onrecord.store.migrations import steps, version_of

    about, last = f"store {path}", steps()[-1].number
    try:
        with sentences(path):
            db = connect(path, write=False)
            try:
                here = version_of(db)
                small = path.stat().st_size <= CHECKED
                sound = db.execute("PRAGMA quick_check(1)").fetchone()[0] if small else "ok"
                pages = db.execute("SELECT count(*) FROM articles").fetchone()[0] if here else 0
            finally:
                db.close()
    except OnrecordError as error:
        return Finding(about, "wrong", str(error))
    if not here:
        return Finding(about, "wrong", "is a database, and not a store of onrecord")
    if sound != "ok":
        return Finding(about, "wrong", f"is damaged ({sound}); take a copy, then try `sqlite3 FILE .recover`")
    if here > last:
        return Finding(
            about, "wrong", f"schema {here}, made by a newer onrecord (this one knows {last}): update onrecord"
        )
    older = f" of {last}; the next command that opens it brings it up to date" if here < last else ""
    written = "" if os.access(path, os.W_OK) else "; may be read by you and not written"
    return Finding(about, "ok", f"{pages:,} pages, schema {here}{older}{written}")


def _terminal() -> Finding:
    encoding = sys.stdout.encoding or "unknown"
    fits = encoding.lower().replace("-", "") == "utf8"
    told = encoding if fits else f"{encoding}: names may show as ?; set PYTHONUTF8=1"
    return Finding("terminal", "ok" if fits else "missing", told)


def _reading() -> Finding:
    """Read a line, with all models."""
    start = time.perf_counter()
    try:
        from onrecord.reader import Reader

        record = Reader().read_bytes(LINE.encode())
    except Exception as error:  # whatever it is, it is what the doctor was called for
        return Finding("reading", "wrong", f"a line could not be read ({type(error).__name__}: {error})")
    said = [s for s in record.statements if s.speaker]
    if not said or not record.times:
        return Finding("reading", "wrong", "a line was read, and nothing found in it: a model or a table is damaged")
    return Finding("reading", "ok", f"a line was read in {time.perf_counter() - start:.1f} seconds, models loaded")


def _few(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
