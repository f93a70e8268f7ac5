"""`onrecord actors`: who is on a page, with every mention."""

from __future__ import annotations

from typing import Annotated

import typer


def actors(
    page: Annotated[str, typer.Argument(help="A file, or an http(s) address.")],
) -> None:
    """List the actors of a page: codes, office, and the words that refer to each."""
    from onrecord.reader import Reader
    from onrecord.terminal import print_actors

    print_actors(Reader().read(page))
