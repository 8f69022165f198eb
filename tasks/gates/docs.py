"""The validation report (Data Docs), as a folder of pages that open without a network.

Great Expectations renders the pages; they fetch styles, scripts and a counting logo from several hosts, and its index
is drawn by such a script. Here every page is made to stand by itself, and the index is our own.
"""

from __future__ import annotations

import glob
import html
import os
import re
import shutil
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from tasks.gates import expect
from tasks.markers import VALIDATION as MARKER

POLICY = (
    "default-src 'none'; img-src 'self' file: data:; font-src 'self' file:; "
    "style-src 'self' file: 'unsafe-inline'; script-src 'self' file:"
)
"""What a page may load: its own folder's files. No script inside a page runs, whatever an article put there."""
_FOREIGN = re.compile(
    r"<script\b.*?</script>|<link\b[^>]*>|<footer\b.*?</footer>|<img\b[^>]*>|\son\w+=\"[^\"]*\"", re.DOTALL
)
_REMOTE_IMAGE = re.compile(r"url\(['\"]?https?:[^)]*\)")
_HEAD_END = re.compile(r"</head>")


def build_docs(folder: Path) -> Path:
    """Write the report of everything validated with `record`, in place of the last; returns its first page."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise FileExistsError(f"{folder} holds something other than a validation report: name another (TRICHLUC_DOCS).")
    for left_by_a_killed_run in folder.parent.glob(f".{glob.escape(folder.name)}-{'[0-9a-f]' * 32}"):
        shutil.rmtree(left_by_a_killed_run, ignore_errors=True)
    fresh = folder.parent / f".{folder.name}-{uuid4().hex}"
    try:
        with expect.LOCK:
            _render(fresh)
        for page in fresh.rglob("*.html"):
            _make_self_contained(page, fresh)
        _add_own_files(fresh)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.replace(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder / "index.html"


def _render(folder: Path) -> None:
    context, name = expect.context(), "report"
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())}
    index = {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False}
    site = {"class_name": "SiteBuilder", "site_index_builder": index, "store_backend": store}
    if name in context.get_site_names():
        context.delete_data_docs_site(name)
    context.add_data_docs_site(site_name=name, site_config=site)
    context.build_data_docs(site_names=[name])


def _make_self_contained(page: Path, root: Path) -> None:
    text = _REMOTE_IMAGE.sub("none", _FOREIGN.sub("", page.read_text(encoding="utf-8")))
    static = Path(os.path.relpath(root / "static", page.parent)).as_posix()
    own = (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<link rel="stylesheet" href="{static}/report.css"><script defer src="{static}/report.js"></script></head>'
    )
    page.write_text(_HEAD_END.sub(own, text, count=1), encoding="utf-8")


def _add_own_files(folder: Path) -> None:
    shutil.rmtree(folder / "static", ignore_errors=True)
    (folder / "static").mkdir()
    assets = files(__package__) / "assets"
    for name in ("report.css", "report.js"):
        (folder / "static" / name).write_bytes((assets / name).read_bytes())
    (folder / "index.html").write_text(_index(folder), encoding="utf-8")
    _make_self_contained(folder / "index.html", folder)
    (folder / MARKER).touch()


def _index(folder: Path) -> str:
    rows = "".join(_index_row(folder, page) for page in sorted((folder / "validations").rglob("*.html")))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Validation</title></head><body>'
        "<h1>Validation</h1><p>What each table was held to before it was published: <em>rows</em> is the gate of the "
        "first batch and of every batch with a failing row, <em>table</em> the gate of the whole snapshot.</p>"
        '<table><thead><tr><th>Suite</th><th>Outcome</th><th class="number">Expectations</th>'
        f'<th class="number">Unmet</th></tr></thead><tbody>{rows}</tbody></table></body></html>'
    )


def _index_row(folder: Path, page: Path) -> str:
    statistics = re.findall(r'show-scrollbars">(\d+)<', page.read_text(encoding="utf-8"))[:3]
    evaluated, _, unmet = (*statistics, "0", "0", "0")[:3]
    address = html.escape(page.relative_to(folder).as_posix())
    name = html.escape(page.relative_to(folder).parts[1].replace("_", " "))
    mark = '<i class="fas fa-check-circle text-success"></i> met'
    if unmet != "0":
        mark = '<i class="fas fa-times text-danger"></i> not met'
    return (
        f'<tr><td><a href="{address}">{name}</a></td><td>{mark}</td>'
        f'<td class="number">{evaluated}</td><td class="number">{unmet}</td></tr>'
    )
