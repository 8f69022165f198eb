"""Where inputs come from: a folder tree, a file, a pattern of names, standard input, or an object store."""

from __future__ import annotations

import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from schemas.rejections import Rejection
from tasks.inputs.kinds import STDIN
from tasks.inputs.names import address, is_hidden, without_secrets
from tasks.inputs.reasons import rejection
from tasks.inputs.spool import Spool, WorkspaceError

_QUERIED = re.compile(r"(?<==)([A-Za-z][A-Za-z0-9+.\-]*):/+(?=[^/])")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+):/+(?=\S)")
_PATTERN = re.compile(r"[*?\[]")
FETCHED_AT_ONCE = 16
Fetched = TypeVar("Fetched")


class NotListed(Exception):
    """Where the inputs lie cannot be looked into at all, so that nothing can be said of any of them."""

    def __init__(self, where: object, error: Exception) -> None:
        super().__init__(f"{where} cannot be read: {getattr(error, 'strerror', None) or error}")


class SecretInUrl(ValueError):
    """The URL of the inputs carries what nobody else should see."""


class ReadsItself(Exception):
    """Among the inputs would be what runs write, so that each run would feed on the last."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it lies, its address, and the name that says what it is."""

    path: Path
    uri: str
    name: str


def sources(raw: Path, spool: Spool) -> Iterator[Source | Rejection]:
    """Every file that `raw` names, by address; `-` is standard input, `scheme://…` an object store.

    A folder that cannot be opened is a rejection; raises `NotListed` where that is `raw` itself.
    """
    if str(raw) == STDIN:
        yield Source(spool.copy(sys.stdin.buffer), STDIN, STDIN)
    elif url := url_of(raw):
        yield from _remote(url, spool)
    elif _PATTERN.search(str(raw)) and not raw.exists():
        yield from _in_order(_matching(raw))
    elif not raw.is_dir():
        yield Source(raw, address(raw.name), raw.name)
    else:
        yield from _in_order(_below(raw))


def exists(raw: Path) -> bool:
    """Whether `raw` names anything, as far as can be said without reading it."""
    if str(raw) == STDIN or url_of(raw):
        return True
    return raw.exists() or raw.is_symlink() or (_PATTERN.search(str(raw)) is not None and any(_matching(raw)))


def url_of(raw: Path) -> str | None:
    """The URL that `raw` is (a path keeps but one of its slashes), or None for a path.

    >>> url_of(Path("s3://bucket/a")), url_of(Path("data/raw"))
    ('s3://bucket/a', None)
    >>> url_of(Path("s3://bucket?endpoint_override=http://host:9"))
    's3://bucket?endpoint_override=http://host:9'
    """
    found = _SCHEME.match(str(raw))
    if found is None or Path(found[0].split("/")[0]).exists():
        return None
    root = "/" if found[1].lower() == "file" else ""
    place, mark, query = str(raw)[found.end() :].partition("?")
    query = _QUERIED.sub(r"\1://", query)
    return f"{found[1].lower()}://{root}{place}{mark}{query}"


def refuse_unfit(raw: Path, written: Iterable[Path] = ()) -> None:
    """Raise, with a sentence for a person, where nobody should begin to read `raw`; `written`: what runs write to."""
    refuse_secrets(raw)
    refuse_missing(raw)
    refuse_output(raw, written)


def refuse_secrets(raw: Path) -> None:
    """Raise `SecretInUrl` where `raw` is a URL with a password: runs show, log and publish what they read."""
    url = url_of(raw) or ""
    if (shown := without_secrets(url)) != url:
        raise SecretInUrl(
            f"{shown}: a password in a URL is seen by everyone who sees the run. Leave it out, and give it where the "
            "store's own tools look for it (docs/operate.md, Object stores)."
        )


def refuse_missing(raw: Path) -> None:
    """Raise FileNotFoundError, with what to do, where `raw` names nothing."""
    if not exists(raw):
        raise FileNotFoundError(f"{raw} does not exist. Put articles there, or name another folder with --raw.")


def refuse_output(raw: Path, written: Iterable[Path]) -> None:
    """Raise `ReadsItself` where something in the `written` folders would be read, or they lie around what is read."""
    root = root_of(raw)
    if root is None:
        return
    for folder in written:
        inner, outer = folder.resolve(), root.resolve()
        lies_around = inner == outer or inner in outer.parents
        if lies_around or (outer in inner.parents and (root == raw or _names_any(raw, inner))):
            raise ReadsItself(
                f"{raw} would have runs read what they write to {folder}. Name the folder of articles alone."
            )


def _names_any(pattern: Path, folder: Path) -> bool:
    """Whether the pattern names anything in the folder."""
    return any(isinstance(found, Path) and folder in found.resolve().parents for _, found in _matching(pattern))


def root_of(raw: Path) -> Path | None:
    """The file or folder at or below which everything lies that `raw` names; None for what is not in a folder."""
    if str(raw) == STDIN or url_of(raw):
        return None
    return _fixed(raw) if _PATTERN.search(str(raw)) and not raw.exists() else raw


def _fixed(pattern: Path) -> Path:
    """The folders that a pattern spells out."""
    parts = pattern.parts
    return Path(*parts[: next(index for index, part in enumerate(parts) if _PATTERN.search(part))])


Listed = tuple[str, Path | OSError]
"""An address, and the file that has it, or why the folder that has it cannot be opened."""


def _in_order(listed: Iterator[Listed]) -> Iterator[Source | Rejection]:
    for uri, found in sorted(listed, key=lambda pair: pair[0]):
        if isinstance(found, Path):
            yield Source(found, uri, found.name)
        else:
            yield rejection(uri, "unreadable", found.strerror or found)


def _below(raw: Path) -> Iterator[Listed]:
    """The files below a folder, and the folders that hold none."""
    closed: list[OSError] = []
    for folder, folders, names in os.walk(raw, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inputs = [name for name in names if not name.startswith(".")]
        inputs += [name for name in folders if os.path.islink(Path(folder, name))]  # noqa: PTH114 - where it may not be looked up, pathlib raises
        if not inputs and not folders and folder != str(raw):
            inputs = [""]
        for name in inputs:
            path = Path(folder, name)
            yield address(path.relative_to(raw).as_posix()), path
    yield from _closed(closed, raw)


def _closed(errors: list[OSError], base: Path) -> Iterator[Listed]:
    for error in errors:
        if isinstance(error, FileNotFoundError):  # it has gone meanwhile
            continue
        if Path(error.filename) == base:
            raise NotListed(base, error) from error
        yield address(Path(error.filename).relative_to(base).as_posix()), error


def _matching(pattern: Path) -> Iterator[Listed]:
    """The files that a pattern names; their addresses begin below the folders that it spells out.

    As below a folder, what is hidden is left out, and a link to a folder is not followed but told.
    """
    base = _fixed(pattern)
    wanted = pattern.relative_to(base).parts
    closed: list[OSError] = []
    for folder, folders, names in os.walk(base, onerror=closed.append):
        inner = Path(folder).relative_to(base).parts
        folders[:] = [name for name in folders if not name.startswith(".") and _leads_on((*inner, name), wanted)]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        files = [name for name in names if not is_hidden(name) and _is_named((*inner, name), wanted)]
        for name in (*files, *links):
            yield address("/".join((*inner, name))), Path(folder, name)
    yield from _closed(closed, base)


def _leads_on(folders: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether files below these folders can match the pattern."""
    for folder, wanted in zip(folders, pattern, strict=False):
        if wanted == "**":
            return True
        if not fnmatchcase(folder, wanted):
            return False
    return len(folders) < len(pattern)


def _is_named(path: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether the pattern names this file; `**` stands for any folders, at the end for any file below."""
    ends = {0}
    for number, wanted in enumerate(pattern, start=1):
        if wanted == "**":
            first = min(ends, default=len(path) + 1)
            ends = {*range(first + (number == len(pattern)), len(path) + 1)}
        else:
            ends = {end + 1 for end in ends if end < len(path) and fnmatchcase(path[end], wanted)}
    return len(path) in ends


def _remote(url: str, spool: Spool) -> Iterator[Source | Rejection]:
    """The objects below a URL, each copied into the spool: it is hashed here and read later."""
    try:
        store, root = _store(url)
        names = _objects(store, root)
    except Exception as error:  # each store has errors of its own
        raise NotListed(url, error) from error

    def fetch(name: str) -> Source | Rejection | None:
        relative = name.removeprefix(root).lstrip("/") or PurePosixPath(name).name
        if is_hidden(relative):
            return None
        try:
            with store.open_input_stream(name, compression=None) as stream:
                return Source(spool.copy(stream), address(relative), PurePosixPath(name).name)
        except WorkspaceError:
            raise
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
