"""The curated tables as Prefect's assets: which run made which table out of which input."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from prefect.assets import Asset, AssetProperties, add_asset_metadata, materialize
from prefect.cache_policies import NO_CACHE

from schemas import TABLES
from tasks.inputs.sources import url_of

if TYPE_CHECKING:
    from flows.curate import Outcome

KEY_CHARACTERS = 512
"""A longer key is none; its end is what tells it from others."""
_UNFIT = re.compile(r"[^\w./:~+=@,-]")


def record_assets(raw: Path, outcome: Outcome) -> None:
    """Say that this run made the published tables out of `raw`."""
    tables = {
        name: Asset(
            key=key(outcome.curated / name),
            properties=AssetProperties(name=name, description=table.declaration.description),
        )
        for name, table in TABLES.items()
    }
    source = Asset(key=key(raw))

    @materialize(
        *tables.values(),
        by="trichluc",
        asset_deps=[source],
        name="record tables",
        task_run_name="record tables",
        cache_policy=NO_CACHE,
    )
    def record() -> None:
        for name, asset in tables.items():
            rows = outcome.snapshot.rows[name]
            add_asset_metadata(asset, {"rows": rows, "snapshot": outcome.snapshot.id})

    record()


def key(path: Path) -> str:
    """The address of a file or folder as Prefect takes it for a key, without the characters that it refuses."""
    address = url_of(path) or f"file://{path.resolve().as_posix()}"
    scheme, rest = address.split("://", 1)
    return f"{scheme}://{_UNFIT.sub('_', rest)[-(KEY_CHARACTERS - len(scheme) - 3) :]}"
