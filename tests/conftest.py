"""What all tests share. Nothing here reaches a network or a person's own Prefect."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from flows import server
from flows.settings import PREFIX
from tests.browser import browser, page, watched

__all__ = ["browser", "page", "watched"]

for name in [name for name in os.environ if name.startswith(PREFIX) and not name.startswith("TRICHLUC_TEST_")]:
    del os.environ[name]  # a person's own settings
settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")
server.be_quiet()
os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"


@pytest.fixture(scope="session")
def prefect_api() -> Iterator[None]:
    """A Prefect server with a database of its own, for the few tests that run a flow."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield
