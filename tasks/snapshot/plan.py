"""What a run has to do: of the inputs that are there, those whose rows are not yet published as they would come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from schemas.loads import Load
from schemas.rejections import Rejection
from tasks.snapshot.errors import StagingError


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
    gone. `outdated` says that published rows cannot be kept, since the tables' columns have changed since.
    """

    def __init__(
        self,
        ledger: Mapping[str, Load],
        engine_version: str,
        *,
        full: bool = False,
        prune: bool = False,
        retry: bool = False,
        outdated: bool = False,
    ) -> None:
        self._ledger, self.engine_version = ledger, engine_version
        self._full, self._prune, self._retry, self._outdated = full or outdated, prune, retry, outdated
        self._seen: set[str] = set()
        self._ids: set[str] = set()
        self.unchanged: set[str] = set()
        self.pending_inputs = 0

    def pending(self, listed: Iterable[Input | Rejection]) -> Iterator[Input | Rejection]:
        """The listed inputs that must be curated, in their order; what could not even be opened is among them."""
        for found in listed:
            self._seen.add(found.source_uri)
            if not isinstance(found, Rejection):
                self._ids.add(found.article_id)
                if self._is_published(found):
                    self.unchanged.add(found.source_uri)
                    continue
            self.pending_inputs += 1
            yield found

    @property
    def removed(self) -> set[str]:
        """Published inputs that are gone. One whose content now stands under another name has moved, and is not."""
        return {uri for uri, load in self._ledger.items() if uri not in self._seen and not self._moved(load)}

    @property
    def keep(self) -> frozenset[str]:
        """The inputs whose published rows stay; raises StagingError where rows that should stay cannot."""
        staying = set() if self._prune else self.removed
        if staying and self._outdated:
            raise StagingError(
                f"the tables' columns have changed, and {len(staying)} published inputs are gone, such as "
                f"{min(staying)!r}: bring them back to have them read again, or run with --prune to drop them"
            )
        return frozenset(self.unchanged | staying)

    @property
    def changes_nothing(self) -> bool:
        """Whether the published snapshot already is what this run would publish."""
        return not self.pending_inputs and self.keep == self._ledger.keys()

    def _is_published(self, found: Listed) -> bool:
        load = self._ledger.get(found.source_uri)
        if load is None or self._full or load.engine_version != self.engine_version:
            return False
        if load.status == "rejected":
            return not self._retry and load.source_sha256 == found.sha256
        return (load.source_sha256, load.article_id) == (found.sha256, found.article_id)

    def _moved(self, load: Load) -> bool:
        return load.article_id in self._ids
