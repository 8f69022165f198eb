"""An S3 server on this machine, for tests of the protocol itself.

It is a process of its own: a client that holds the interpreter's lock while it waits would wait for itself otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_SERVER = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(*server.get_host_and_port(), flush=True)
sys.stdin.read()
"""


@contextmanager
def s3_server() -> Iterator[None]:
    """Run the server; the environment says where it is, as it would for a user. Skips where it is not installed."""
    pytest.importorskip("moto", reason="an S3 server comes with the packages for development (make test)")
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        host, port = server.stdout.readline().split()
        with pytest.MonkeyPatch.context() as environment:
            for name in [name for name in os.environ if name.startswith("AWS_")]:
                environment.delenv(name)
            environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
            environment.setenv("AWS_ACCESS_KEY_ID", "tin")
            environment.setenv("AWS_SECRET_ACCESS_KEY", "tuc")
            environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
            environment.setenv("NO_PROXY", host)
            try:
                yield
            finally:
                server.kill()
