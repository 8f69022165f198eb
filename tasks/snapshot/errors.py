"""What can go wrong in publication, in words for the person who ran it. Whatever is raised, nothing was switched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PublicationError(Exception):
    """The curated folder was left as it was; the message says why, and what to do."""


class TargetBusy(PublicationError):
    """Another run holds the lock."""


class NotCurated(PublicationError):
    """The folder holds something other than a snapshot, which a publication would remove."""


class NewerLayout(PublicationError):
    """The snapshot was written by a later version of this program."""


class Damaged(PublicationError):
    """Files of the published snapshot are missing."""


class StagingError(PublicationError):
    """What was staged does not make one consistent snapshot."""


class UnknownSnapshot(PublicationError):
    """No snapshot of that name is kept."""


@contextmanager
def told(curated: Path) -> Iterator[None]:
    """Turn what the operating system refuses (a full disk, no permission, a lost share) into a PublicationError."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise PublicationError(f"{curated}: not published: {error.strerror or error}{where}") from error
