"""Where inputs come from: a folder tree, a file, a pattern of names, standard input, or an object store."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from schemas.rejections import Rejection
from tasks.inputs.kinds import STDIN
from tasks.inputs.names import address, is_hidden
from tasks.inputs.reasons import rejection
from tasks.inputs.spool import Spool

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+):/+(?=\S)")
_PATTERN = re.compile(r"[*?\[]")
FETCHED_AT_ONCE = 16
Fetched = TypeVar("Fetched")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it lies, its address, and the name that says what it is."""

    path: Path
    uri: str
    name: str


def sources(raw: Path, spool: Spool) -> Iterator[Source | Rejection]:
    """Every file that `raw` names, by address; `-` is standard input, `scheme://…` an object store."""
    if str(raw) == STDIN:
        yield Source(spool.copy(sys.stdin.buffer), STDIN, STDIN)
    elif url := url_of(raw):
        yield from _remote(url, spool)
    elif _PATTERN.search(str(raw)) and not raw.exists():
        yield from _matching(raw)
    else:
        yield from (Source(path, uri, path.name) for path, uri in _below(raw))


def exists(raw: Path) -> bool:
    """Whether `raw` names anything, as far as can be said without reading it."""
    if str(raw) == STDIN or url_of(raw):
        return True
    return raw.exists() or raw.is_symlink() or (_PATTERN.search(str(raw)) is not None and any(_glob(raw)))


def url_of(raw: Path) -> str | None:
    """The URL that `raw` is (a path keeps but one of its slashes), or None for a path.

    >>> url_of(Path("s3://bucket/a")), url_of(Path("data/raw"))
    ('s3://bucket/a', None)
    """
    found = _SCHEME.match(str(raw))
    if found is None or Path(found[0].split("/")[0]).exists():
        return None
    root = "/" if found[1].lower() == "file" else ""
    return f"{found[1].lower()}://{root}{str(raw)[found.end() :]}"


def root_of(raw: Path) -> Path | None:
    """The file or folder at or below which everything lies that `raw` names; None for what is not in a folder."""
    if str(raw) == STDIN or url_of(raw):
        return None
    return _fixed(raw) if _PATTERN.search(str(raw)) and not raw.exists() else raw


def _fixed(pattern: Path) -> Path:
    """The folders that a pattern spells out."""
    parts = pattern.parts
    return Path(*parts[: next(index for index, part in enumerate(parts) if _PATTERN.search(part))])


def _below(raw: Path) -> list[tuple[Path, str]]:
    if not raw.is_dir() or (raw.is_symlink() and not raw.exists()):
        return [(raw, address(raw.name))]
    found = []
    for folder, folders, names in os.walk(raw):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inputs = [name for name in names if not name.startswith(".")]
        inputs += [name for name in folders if Path(folder, name).is_symlink()]
        if not inputs and not folders and folder != str(raw):
            inputs = [""]
        found += [Path(folder, name) for name in inputs]
    return sorted(((path, address(path.relative_to(raw).as_posix())) for path in found), key=lambda pair: pair[1])


def _glob(pattern: Path) -> Iterator[Path]:
    return map(Path, glob.iglob(str(pattern), recursive=True))  # noqa: PTH207 - pathlib has no absolute patterns


def _matching(pattern: Path) -> list[Source]:
    """The files that a pattern names; their addresses begin below the folders that it spells out."""
    base = _fixed(pattern)
    files = [path for path in _glob(pattern) if not path.is_dir() and not is_hidden(path.relative_to(base).as_posix())]
    return sorted(
        (Source(path, address(path.relative_to(base).as_posix()), path.name) for path in files),
        key=lambda source: source.uri,
    )


def _remote(url: str, spool: Spool) -> Iterator[Source | Rejection]:
    """The objects below a URL, each copied into the spool: it is hashed here and read later."""
    try:
        store, root = _store(url)
        names = _objects(store, root)
    except Exception as error:  # each store has errors of its own
        yield rejection(address(url), "unreachable", error)
        return

    def fetch(name: str) -> Source | Rejection | None:
        relative = name.removeprefix(root).lstrip("/") or PurePosixPath(name).name
        if is_hidden(relative):
            return None
        try:
            with store.open_input_stream(name, compression=None) as stream:
                return Source(spool.copy(stream), address(relative), PurePosixPath(name).name)
        except Exception as error:
            return rejection(address(relative), "unreachable", error)

    yield from (found for found in _ahead(fetch, names) if found is not None)


def _ahead(fetch: Callable[[str], Fetched], names: list[str]) -> Iterator[Fetched]:
    """What `fetch` returns for each name, in their order; several are fetched at a time, for a store is far away."""
    with ThreadPoolExecutor(FETCHED_AT_ONCE) as pool:
        waiting: deque[Future[Fetched]] = deque()
        for name in names:
            waiting.append(pool.submit(fetch, name))
            if len(waiting) > 2 * FETCHED_AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _store(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it: Arrow's own where it has one, else fsspec's."""
    from pyarrow import fs

    if url.partition(":")[0] in ("s3", "gs", "gcs", "hdfs", "file", "abfs"):
        return fs.FileSystem.from_uri(url)  # type: ignore[no-any-return]
    import fsspec  # type: ignore[import-untyped]

    store, root = fsspec.core.url_to_fs(url)
    return fs.PyFileSystem(fs.FSSpecHandler(store)), root


def _objects(store: Any, root: str) -> list[str]:
    from pyarrow import fs

    info = store.get_file_info(root)
    if info.type == fs.FileType.File:
        return [root]
    found = store.get_file_info(fs.FileSelector(root, recursive=True))
    return sorted(each.path for each in found if each.type == fs.FileType.File)
