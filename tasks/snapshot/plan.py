"""What a run has to do: of the inputs that are there, those whose rows are not yet published as they would come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from schemas.rejections import Rejection
from tasks.inputs.names import containers
from tasks.inputs.numbers import Numbers
from tasks.inputs.reasons import PASSING
from tasks.snapshot.errors import StagingError
from tasks.snapshot.ledger import Ledger, Names, hash_of


class Listed(Protocol):
    """An input as it was listed: its name, the hash of its bytes, and the id that its article will have."""

    @property
    def source_uri(self) -> str:
        """Its name."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""

    @property
    def article_id(self) -> str:
        """The id that its article will have."""


Input = TypeVar("Input", bound=Listed)


class Plan:
    """One run's plan; complete when `pending` has been read to its end.

    `full` curates every input again, `retry` also those that were rejected, `prune` drops the rows of inputs that are
    gone. `outdated` says that published rows cannot be kept, since the tables' columns have changed since. In memory
    are some fifty bytes for every published input, and as many for one that is listed; names stay in the ledger.
    """

    def __init__(
        self,
        ledger: Ledger,
        engine_version: str,
        *,
        full: bool = False,
        prune: bool = False,
        retry: bool = False,
        outdated: bool = False,
    ) -> None:
        self._ledger, self.engine_version = ledger, engine_version
        self._full, self._prune, self._retry, self._outdated = full or outdated, prune, retry, outdated
        self._seen = np.zeros(len(ledger), np.bool_)
        self._unchanged = np.zeros(len(ledger), np.bool_)
        self._told_again = np.zeros(len(ledger.told_of), np.bool_)
        self._ids, self._unread = Numbers(), Numbers()
        self.pending_inputs = 0
        """Those among the pending of which something else may come than is published."""

    def pending(self, listed: Iterable[Input | Rejection]) -> Iterator[Input | Rejection]:
        """The listed inputs that must be curated, in their order; what could not even be opened is among them."""
        for found in listed:
            if isinstance(found, Rejection):
                self.pending_inputs += not self._told(found)
            elif self._published(found):
                continue
            else:
                self.pending_inputs += 1
            yield found

    @property
    def unchanged(self) -> Names:
        """Published inputs that are there as they were."""
        return Names(self._ledger, self._unchanged)

    @property
    def removed(self) -> Names:
        """Published inputs that are gone. One whose content now stands under another name has moved, and is not."""
        return Names(self._ledger, self._unseen & ~self._hidden)

    @property
    def keep(self) -> Names:
        """The inputs whose published rows stay; raises StagingError where rows that should stay cannot.

        What could not be read this time stays, whatever is pruned. Rejections of inputs that are gone do not.
        """
        staying = self._hidden if self._prune else self._hidden | self._unseen
        if self._outdated and staying.any():
            raise StagingError(
                f"the tables' columns have changed, and {staying.sum()} published inputs are gone or cannot be read, "
                f"such as {next(self._ledger.names(staying))!r}: bring them back to have them read again, or run with "
                "--prune to drop those that are gone"
            )
        return Names(self._ledger, self._unchanged | staying)

    @property
    def changes_nothing(self) -> bool:
        """Whether the published snapshot already is what this run would publish."""
        if self.pending_inputs:
            return False
        keep, told_of = self.keep.chosen, self._ledger.told_of
        told = self._told_again | (keep & self._ledger.rejected)[told_of]
        keep[told_of[self._told_again]] = True
        return bool(told.all() and keep.all())

    @property
    def _unseen(self) -> NDArray[np.bool_]:
        """Articles that were not listed, under no name."""
        found = ~self._seen & ~self._ledger.rejected
        for row in np.flatnonzero(found).tolist():
            found[row] = int(self._ledger.ids[row]) not in self._ids
        return found

    @cached_property
    def _hidden(self) -> NDArray[np.bool_]:
        """What is published of what could not be read: an article, or whatever lies in a container or folder."""
        found = np.zeros_like(self._seen)
        if len(self._unread):
            unseen = ~self._seen
            for row, uri in zip(np.flatnonzero(unseen).tolist(), self._ledger.names(unseen), strict=True):
                found[row] = self._is_hidden(row, uri)
        return found

    def _is_hidden(self, row: int, uri: str) -> bool:
        if not self._ledger.is_rejected(row):
            if int(self._ledger.ids[row]) in self._ids:  # it has moved
                return False
            if hash_of(uri) in self._unread:
                return True
        return any(hash_of(outer) in self._unread for outer in containers(uri))

    def _told(self, found: Rejection) -> bool:
        """Note what could not even be opened; whether the published snapshot says just this of it."""
        row, place = self._ledger.row_of(found.source_uri), self._ledger.place_of(found)
        if found.reason in PASSING:
            self._unread.add(hash_of(found.source_uri))
        elif row is not None:
            self._seen[row] = True
        if row is None or place is None or self._full:
            return False
        if self._ledger.is_rejected(row) and not self._ledger.holds(
            row, found.source_sha256, None, self.engine_version
        ):
            return False
        self._told_again[place] = True
        return True

    def _published(self, found: Listed) -> bool:
        """Note an input; whether its rows are published as they would come out."""
        if len(self._ledger):
            self._ids.add(int(found.article_id, 16))
        row = self._ledger.row_of(found.source_uri)
        if row is None:
            return False
        self._seen[row] = True
        self._unchanged[row] = not self._full and self._is_unchanged(row, found)
        return bool(self._unchanged[row])

    def _is_unchanged(self, row: int, found: Listed) -> bool:
        if self._ledger.is_rejected(row):
            return not self._retry and self._ledger.holds(row, found.sha256, None, self.engine_version)
        return self._ledger.holds(row, found.sha256, found.article_id, self.engine_version)
