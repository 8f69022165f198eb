"""What can go wrong in publication, in words for the person who ran it. Whatever is raised, nothing was switched."""

from __future__ import annotations


class PublicationError(Exception):
    """The curated folder was left as it was; the message says why, and what to do."""


class TargetBusy(PublicationError):
    """Another run holds the lock."""


class NotCurated(PublicationError):
    """The folder holds something other than a snapshot, which a publication would remove."""


class NewerLayout(PublicationError):
    """The snapshot was written by a later version of this program."""


class StagingError(PublicationError):
    """What was staged does not make one consistent snapshot."""


class UnknownSnapshot(PublicationError):
    """No snapshot of that name is kept."""
