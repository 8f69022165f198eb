"""Sets of numbers of 64 bits that stand for inputs, at sixteen to thirty-two bytes a number."""

from __future__ import annotations

from array import array

_FEWEST = 1 << 10


class Numbers:
    """A set of numbers: a table with open addressing, never more than half full."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FEWEST))
        self._mask, self._count, self._has_zero = _FEWEST - 1, 0, False

    def add(self, number: int) -> bool:
        """Add a number; whether it was new."""
        if number == 0:
            new, self._has_zero = not self._has_zero, True
            return new
        place = self._place(number)
        if self._slots[place]:
            return False
        self._slots[place] = number
        self._count += 1
        if 2 * self._count > self._mask:
            self._grow()
        return True

    def __contains__(self, number: int) -> bool:
        return self._has_zero if number == 0 else bool(self._slots[self._place(number)])

    def __len__(self) -> int:
        return self._count + self._has_zero

    def _place(self, number: int) -> int:
        """Where the number is, or would be."""
        slots, mask = self._slots, self._mask
        place = (number ^ number >> 32) & mask
        while slots[place] and slots[place] != number:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        before = self._slots
        self._mask = 2 * self._mask + 1
        self._slots = array("Q", bytes(8 * (self._mask + 1)))
        for number in before:
            if number:
                self._slots[self._place(number)] = number
