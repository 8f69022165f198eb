"""Every change that publication makes on disk, one function each, so that each can be made to fail in a test.

A write that returns is on the medium: files and folders are synchronised. A failed `fsync` is never tried again (the
kernel may have dropped the pages and would report success), it fails the run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

Filled = TypeVar("Filled")


def make_folder(path: Path) -> None:
    """Create `path` and its parents; an existing one is fine."""
    path.mkdir(parents=True, exist_ok=True)


def write_file(path: Path, content: bytes | memoryview) -> None:
    """Write and synchronise a new file; fails where it exists."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def fill_file(path: Path, fill: Callable[[BinaryIO], Filled]) -> Filled:
    """Create a file, have it filled piece by piece, and synchronise it; returns what `fill` returns."""
    with path.open("xb") as file:
        filled = fill(file)
        file.flush()
        os.fsync(file.fileno())
    return filled


def sync_folder(path: Path) -> None:
    """Make the names in `path` durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link_file(source: Path, path: Path) -> None:
    """Give `source` a second name; copy it where the file system has no hard links."""
    try:
        os.link(source, path)
    except FileExistsError:
        raise
    except OSError:
        write_file(path, source.read_bytes())


def replace_file(path: Path, content: bytes, unfinished: Path) -> None:
    """Put a new content in place of a file's, in one step, by way of the path `unfinished`."""
    remove_tree(unfinished)
    write_file(unfinished, content)
    replace(unfinished, path)
    sync_folder(path.parent)


def replace(source: Path, path: Path) -> None:
    """Rename a file to a name that may be taken, in one step."""
    source.replace(path)


def rename(source: Path, path: Path) -> None:
    """Rename a file or folder to a name that is free."""
    source.rename(path)


def copy_mode(source: Path, path: Path) -> None:
    """Let the same people read `path` as `source`."""
    shutil.copymode(source, path)


def remove_tree(path: Path) -> None:
    """Remove a folder with all it holds, or a file; an absent one is fine."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
