"""The ledger: what each input became, so that a run need not do again what is done."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.loads import Load


def read(snapshot: Path) -> dict[str, Load]:
    """The ledger of a snapshot by `source_uri`."""
    rows = pq.read_table(snapshot / "loads").to_pylist()
    return {row["source_uri"]: Load(**row) for row in rows}


def entries(articles: pa.Table, rejections: pa.Table, rejected_by: pa.Array) -> pa.Table:
    """The ledger's rows, in the order of `source_uri` and still without their snapshot.

    `rejected_by` is the engine version for each row of `rejections`, an input's several reasons counting once.
    """
    accepted = articles.select(["source_uri", "source_sha256", "article_id", "engine_version"]).append_column(
        "status", pc.if_else(pc.is_valid(articles["duplicate_of"]), "duplicate", "article")
    )
    rejected = _once(rejections.select(["source_uri", "source_sha256"]).append_column("engine_version", rejected_by))
    rejected = rejected.append_column("status", pa.array(["rejected"] * len(rejected), pa.string()))
    return pa.concat_tables([accepted, rejected], promote_options="default").sort_by("source_uri")


def stamped(entries: pa.Table, snapshot_id: str) -> pa.Table:
    """The table `loads`: every row says which snapshot it belongs to."""
    stamp = pa.array([snapshot_id] * len(entries), pa.string())
    schema = arrow_schema(TABLES["loads"])
    return entries.append_column("snapshot_id", stamp).select(schema.names).cast(schema)


def _once(rejected: pa.Table) -> pa.Table:
    grouped = rejected.group_by("source_uri").aggregate([("source_sha256", "max"), ("engine_version", "max")])
    return grouped.rename_columns(["source_uri", "source_sha256", "engine_version"])
