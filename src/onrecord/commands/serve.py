"""`onrecord serve`: the web page over a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.commands.add import StoreFile


def serve(
    store: StoreFile,
    host: Annotated[str, typer.Option(help="Address to listen on; only this machine by default.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
    name: Annotated[list[str] | None, typer.Option(help="A host name that it is reached by; may be repeated.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Let nobody put a page into the store.")] = False,
) -> None:
    """Serve the web page over a store."""
    from onrecord.errors import MissingExtraError

    try:
        import uvicorn

        from onrecord.web.app import LOCAL, create_app
    except ImportError as error:
        raise MissingExtraError(f"the web page needs more packages: pip install 'onrecord[web]' ({error})") from error
    app = create_app(Path(store), read_only=read_only, hosts=[*LOCAL, host, *(name or ())], warm=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
