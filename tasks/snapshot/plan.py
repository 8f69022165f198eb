"""What a run has to do: of the inputs that are there, those whose rows are not yet published as they would come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

import numpy as np

from schemas.rejections import Rejection
from tasks.inputs.numbers import Numbers
from tasks.snapshot.errors import StagingError
from tasks.snapshot.ledger import Ledger, Names


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
        self._ids = Numbers()
        self.pending_inputs = 0

    def pending(self, listed: Iterable[Input | Rejection]) -> Iterator[Input | Rejection]:
        """The listed inputs that must be curated, in their order; what could not even be opened is among them."""
        for found in listed:
            row = self._ledger.row_of(found.source_uri)
            if row is not None:
                self._seen[row] = True
            if not isinstance(found, Rejection):
                if len(self._ledger):
                    self._ids.add(int(found.article_id, 16))
                if row is not None and self._is_published(row, found):
                    self._unchanged[row] = True
                    continue
            self.pending_inputs += 1
            yield found

    @property
    def unchanged(self) -> Names:
        """Published inputs that are there as they were."""
        return Names(self._ledger, self._unchanged)

    @property
    def removed(self) -> Names:
        """Published inputs that are gone. One whose content now stands under another name has moved, and is not."""
        gone = ~self._seen
        for row in np.flatnonzero(gone).tolist():
            gone[row] = self._ledger.ids[row] not in self._ids
        return Names(self._ledger, gone)

    @property
    def keep(self) -> Names:
        """The inputs whose published rows stay; raises StagingError where rows that should stay cannot."""
        staying = Names(self._ledger, np.zeros_like(self._seen)) if self._prune else self.removed
        if staying and self._outdated:
            raise StagingError(
                f"the tables' columns have changed, and {len(staying)} published inputs are gone, such as "
                f"{next(iter(staying))!r}: bring them back to have them read again, or run with --prune to drop them"
            )
        return Names(self._ledger, self._unchanged | staying.chosen)

    @property
    def changes_nothing(self) -> bool:
        """Whether the published snapshot already is what this run would publish."""
        return not self.pending_inputs and len(self.keep) == len(self._ledger)

    def _is_published(self, row: int, found: Listed) -> bool:
        if self._full:
            return False
        if self._ledger.is_rejected(row):
            return not self._retry and self._ledger.holds(row, found.sha256, None, self.engine_version)
        return self._ledger.holds(row, found.sha256, found.article_id, self.engine_version)
