"""The validation report (Data Docs), as a folder of pages that open without a network."""

from __future__ import annotations

from pathlib import Path

from tasks.gates import expect


def build_docs(folder: Path) -> Path:
    """Write the report of everything validated with `record`; returns its first page."""
    with expect.LOCK:
        context = expect.context()
        site = {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())},
        }
        name = "report"
        if name in context.get_site_names():
            context.delete_data_docs_site(name)
        context.add_data_docs_site(site_name=name, site_config=site)
        context.build_data_docs(site_names=[name])
    return folder / "index.html"
