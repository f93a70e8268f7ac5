"""`onrecord correct` and `onrecord corrections`: say what the reader got wrong, and see what was said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.commands.add import StoreFile
from onrecord.errors import CorrectionError, StoreError

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.store import Correction, Draft, Store

Who = Annotated[str, typer.Option("--by", envvar="ONRECORD_BY", help="Who says so.")]
Why = Annotated[str, typer.Option("--why", help="Why: what on the page shows it.")]


def correct(
    store: StoreFile,
    id: Annotated[str, typer.Argument(help="A page (12), or a fact of one (12/s3, 12/e1, 12/time4, 12/a2).")] = "",
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="FIELD=VALUE", help="What is right: speaker='Ana Ruiz', status=denied, date=2025-03."),
    ] = None,
    by: Who = "",
    why: Why = "",
    wrong: Annotated[bool, typer.Option("--wrong", help="The page holds no such statement, event ...")] = False,
    missing: Annotated[
        str | None, typer.Option(metavar="LAYER", help="One was not found: statement, event, time or actor.")
    ] = None,
    words: Annotated[str, typer.Option(help="With --missing: the words of the page that carry it.")] = "",
    checked: Annotated[
        bool, typer.Option("--checked", help="You have read the page whole, and all else is right.")
    ] = False,
    withdraw: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Take a correction back; see `onrecord corrections`.")
    ] = None,
    label_studio: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take what annotators did in Label Studio (JSON).")
    ] = None,
) -> None:
    """Say what the reader got wrong on a page of a store, with who says so and why.

    What the reader found stays as it is; corrections are kept beside it, through `onrecord refresh`, too. With an id
    alone it shows what can be corrected. A list has its names parted by `;`; `speaker=` says that nobody is named, and
    `speaker=?` that it is somebody else.
    """
    from onrecord.store import open_store

    asked = [bool(values), wrong, missing is not None, checked and label_studio is None, withdraw is not None,
             label_studio is not None]  # fmt: skip
    if sum(asked) - (bool(values) and missing is not None) > 1:
        raise typer.BadParameter("give one of FIELD=VALUE, --wrong, --missing, --checked, --withdraw and --from")
    if not any(asked):
        with open_store(store) as opened:
            _show(opened, id)
        return
    with open_store(store, write=True) as opened:
        if withdraw is not None:
            _tell([opened.withdraw(withdraw, by=by, why=why)])
        elif label_studio is not None:
            from onrecord.corrections.label_studio import take

            for page, drafts, who, reason in take(label_studio, opened, checked=checked):
                _tell(opened.correct(page, drafts, by=by or who, why=why or reason))
        else:
            page, local = _parts(id)
            drafts = _drafts(opened.get(page), local, values or [], wrong, missing, words)
            _tell(opened.correct(page, drafts, by=by, why=why))


def corrections(
    store: StoreFile,
    id: Annotated[str, typer.Argument(help="A page (12); without one, every page.")] = "",
    all: Annotated[bool, typer.Option("--all", help="Those that were taken back, too.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """List the corrections of a page, or of a store, and how each stands on what the reader finds now."""
    from onrecord.corrections import standing
    from onrecord.corrections.telling import row, tell_standing
    from onrecord.store import open_store

    with open_store(store) as opened:
        page = _parts(id)[0] if id else None
        if page is not None:
            opened.get(page)  # a page that is not there is told, and not taken for one without corrections
        by_article: dict[int, list[Correction]] = {}
        for one in opened.corrections(page, withdrawn=all):
            by_article.setdefault(one.article, []).append(one)
        for held in by_article.values():
            current = opened.current(held[0].page)
            record = opened.get(current)
            if not json_:
                sys.stdout.write(_line(f"page {current}: {record.article.title or 'untitled'}"))
            for stands in standing(held, record):
                if json_:
                    fact = f"{current}/{stands.local}" if stands.local else None
                    told = {**row(stands.correction), "state": stands.state, "fact_now": fact}
                    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
                else:
                    sys.stdout.write(_line(f"  {tell_standing(stands)}"))


def _drafts(
    record: Record, local: str, values: list[str], wrong: bool, missing: str | None, words: str
) -> list[Draft]:  # fmt: skip
    from onrecord import corrections as room

    fields = dict(_assignment(value) for value in values)
    if missing is not None:
        if local:
            raise CorrectionError("a fact that is missing has no id: give the page alone")
        return [room.missing(record, missing, words, fields)]
    if fields or wrong:
        if not local:
            raise CorrectionError("say which fact of the page: 12/s3, 12/e1, 12/time4 or 12/a2")
        return [room.field(record, local, *item) for item in fields.items()] or [room.wrong(record, local)]
    if local:
        raise CorrectionError("--checked is said of a page, not of one of its facts")
    return [room.checked()]


def _assignment(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise CorrectionError(f"{given!r} is not FIELD=VALUE")
    return name.strip(), value


def _parts(id: str) -> tuple[int, str]:
    page, _, local = id.partition("/")
    if not (page.isascii() and page.isdecimal() and len(page) < 12):
        raise StoreError(f"{id!r} is neither a page (12) nor a fact of one (12/s3)")
    return int(page), local


def _show(store: Store, id: str) -> None:
    """Print what can be corrected: the facts of a page, or the fields of a fact."""
    from onrecord.corrections import FIELDS, facts_of, fields_of
    from onrecord.corrections.facts import places_of
    from onrecord.corrections.telling import shown

    page, local = _parts(id)
    record = store.get(page)
    if local:
        for declared, found in fields_of(record, local):
            takes = f" ({', '.join(declared.choices)})" if declared.choices else ""
            sys.stdout.write(_line(f"{declared.name}={shown(found)}\t{declared.meaning}{takes}"))
        return
    for layer in FIELDS:
        for name, fact in facts_of(record, layer).items():
            places = places_of(fact)
            words = record.article.text[places[0].start : places[0].end] if places else ""
            sys.stdout.write(_line(f"{page}/{name}\t{layer}\t{words}"))


def _tell(kept: list[Correction]) -> None:
    from onrecord.corrections import tell

    for one in kept:
        what = "taken back: " if one.withdrawn_at else ""
        sys.stdout.write(_line(f"{one.id}. {what}page {one.page}: {tell(one)}"))


def _line(text: str) -> str:
    """Return a line without the characters that a terminal would obey."""
    from onrecord.plain import CONTROLS

    return CONTROLS.sub("", " ".join(text.split("\n"))) + "\n"
