"""JSON lines in: one page a line, a line that cannot be read in its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from onrecord.errors import BadLineError

FIELDS = ("id", "text", "published", "url", "title")


def pages_of(lines: Iterable[bytes]) -> Iterator[dict[str, Any] | BadLineError]:
    """Yield the page of each line that is not blank, or what is wrong with the line.

    A page has `text`, and where given `id`, `published`, `url` and `title`; other fields are left out.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield page_of(line)
        except BadLineError as error:
            yield BadLineError(f"line {number}: {error}", page=error.page)


def page_of(line: bytes) -> dict[str, Any]:
    """Return the page of one line.

    Raises:
        BadLineError: when the line is not a JSON object with text, or a field is not what it should be.
    """
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLineError(f"not UTF-8 (byte {error.start})") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLineError(f"not JSON ({error})") from error
    if not isinstance(given, dict):
        raise BadLineError(f"a JSON {type(given).__name__} where an object should be")
    return checked({field: given[field] for field in FIELDS if given.get(field) is not None})


def checked(page: dict[str, Any]) -> dict[str, Any]:
    """Return the page, its id as text.

    Raises:
        BadLineError: when it has no text, or a field is not what it should be.
    """
    id = page.get("id")
    if id is not None:
        page = {**page, "id": str(id)}
    name = page.get("id")
    if not isinstance(page.get("text"), str) or not page["text"].strip():
        raise BadLineError('it has no "text" with words in it', page=name)
    for field in ("published", "url", "title"):
        value = page.get(field)
        if value is not None and not isinstance(value, str):
            raise BadLineError(f'its "{field}" is not text', page=name)
    return page


def is_date(text: str) -> bool:
    """Say whether a text is an ISO 8601 date or date with time."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
