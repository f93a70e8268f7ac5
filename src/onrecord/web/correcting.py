"""Correct a page: say what the reader got wrong, with who says so and why. What it found stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from onrecord import corrections as room
from onrecord.corrections import Standing
from onrecord.errors import CorrectionError
from onrecord.record import Record
from onrecord.store import Draft, Store, open_store
from onrecord.web import urls
from onrecord.web.answers import kept_of, number, page, store_of
from onrecord.web.security import MAX_BODY
from onrecord.web.trying import MayNotKeepError

MISSING = {"statement": ("speaker",), "event": ("type", "status", "actors", "date"), "time": ("value",), "actor": ()}
"""What is asked of a fact that was not found, by its layer."""

FIELDS = 40
"""Fields that a form may have: many more than ours."""

router = APIRouter(include_in_schema=False)


def standing_on(store: Store, record: Record, version: int) -> list[Standing]:
    """Return the corrections of a page, and how they stand on its record."""
    held = store.corrections(version)
    return room.standing(held, record) if held else []


@router.get("/correct/{version:int}")
@router.get("/correct/{version:int}/{local}")
def form(request: Request) -> Response:
    """The form for a fact, or for a page as a whole."""
    _may(request)
    version, local = number(request, "version"), request.path_params.get("local")
    record = kept_of(request).record(version)
    stands = standing_on(store_of(request), record, version)
    return page(
        request,
        "correct.html",
        version=version,
        local=local,
        title=record.article.title,
        fields=room.fields_of(record, local) if local else [],
        words=_words(record, local) if local else "",
        missing={layer: [f for f in room.FIELDS[layer] if f.name in names]  # type: ignore[index]
                 for layer, names in MISSING.items()},
        stands=[one for one in stands if one.local == local],
    )  # fmt: skip


@router.post("/correct/{version:int}")
@router.post("/correct/{version:int}/{local}")
async def correct(request: Request) -> Response:
    """Keep what was said, and go back to the page."""
    _may(request)
    given = await _given(request)
    return await run_in_threadpool(_keep, request, given)


@router.post("/withdraw/{id:int}")
async def withdraw(request: Request) -> Response:
    """Take a correction back, and go to its page."""
    _may(request)
    given = await _given(request)
    return await run_in_threadpool(_take_back, request, given)


def _keep(request: Request, given: Mapping[str, str]) -> Response:
    version, local = number(request, "version"), request.path_params.get("local")
    record = kept_of(request).record(version)
    drafts = _of_fact(record, local, given) if local else _of_page(record, given)
    if not drafts:
        raise CorrectionError("nothing was changed in the form")
    with open_store(store_of(request).path, write=True) as store:
        store.correct(version, drafts, by=given.get("by", ""), why=given.get("why", ""))
    return RedirectResponse(urls.record(version, local), status_code=303)


def _take_back(request: Request, given: Mapping[str, str]) -> Response:
    with open_store(store_of(request).path, write=True) as store:
        taken = store.withdraw(number(request, "id"), by=given.get("by", ""), why=given.get("why", ""))
    return RedirectResponse(urls.record(taken.page), status_code=303)


def _of_fact(record: Record, local: str, given: Mapping[str, str]) -> list[Draft]:
    """Return what a form says of a fact: that there is none, or the fields that were changed."""
    if given.get("wrong"):
        return [room.wrong(record, local)]
    typed = [(f.name, given[f"right-{f.name}"]) for f, _ in room.fields_of(record, local) if f"right-{f.name}" in given]
    return [made for name, value in typed if (made := room.change(record, local, name, value)) is not None]


def _of_page(record: Record, given: Mapping[str, str]) -> list[Draft]:
    """Return what a form says of a page: that a fact was not found, or that it was read whole."""
    if given.get("checked"):
        return [room.checked()]
    layer, words = given.get("layer", ""), given.get("words", "").strip()
    if not words:
        return []
    values = {name: given[f"{layer}-{name}"] for name in MISSING.get(layer, ()) if given.get(f"{layer}-{name}")}
    return [room.missing(record, layer, words, values)]


async def _given(request: Request) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=FIELDS, max_part_size=MAX_BODY) as read:
        return {name: value for name, value in read.items() if isinstance(value, str)}


def _words(record: Record, local: str) -> str:
    from onrecord.corrections.facts import fact_at, places_of

    found: Any = fact_at(record, local)
    places = places_of(found[1]) if found else ()
    return record.article.text[places[0].start : places[0].end] if places else ""


def _may(request: Request) -> None:
    if request.app.state.read_only:
        raise MayNotKeepError("this store is served read-only; nothing can be corrected in it")
