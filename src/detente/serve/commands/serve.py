"""`detente serve`: the record over HTTP."""

from typing import Annotated

import typer
from rich.console import Console

from detente.errors import UsageError
from detente.serve import options
from detente.serve.options import DbOption

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen at: this machine's own.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")] = 8000,
    db: DbOption = None,
) -> None:
    """Serve the record to programs on this machine, also while articles are read in; described by its OpenAPI.

    Example: detente serve --db relations.db
    """
    if host not in LOOPBACK:
        raise UsageError(
            f"--host {host}: others could read and nobody would know who; accounts come first. "
            "Leave --host out, and reach it from elsewhere through ssh -L 8000:127.0.0.1:8000"
        )
    # Half a second to import, and no other command needs them.
    import uvicorn

    from detente.serve.api import make_app

    with options.open_record(db) as database:
        shown = f"[{host}]" if ":" in host else host
        told = f"Serving {database.place} at http://{shown}:{port}/api/v1/ (Ctrl+C ends it)."
        Console(stderr=True).print(told, highlight=False, soft_wrap=True)
        uvicorn.run(make_app(database), host=host, port=port, log_level="warning", server_header=False)
