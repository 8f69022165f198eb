"""A Prefect server for one run: `python -m flows.temporary_server PORT`. It ends when its standard input does."""

from __future__ import annotations

import os
import signal
import sys
import threading

LEAN = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}


def end_with_parent() -> None:
    """Block until the parent closes the pipe or dies, then end the server in order."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve the API alone on the given port of this machine: no dashboard, no schedules."""
    os.environ.update(LEAN)
    threading.Thread(target=end_with_parent, daemon=True).start()

    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True, final=True)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", lifespan="on")


if __name__ == "__main__":
    main()
