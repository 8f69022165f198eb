"""What a calendar expression says, as read: two edges, open ends, and how they become dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trichluc.periods.parts import ONE_DAY, Part
from trichluc.periods.points import Form
from trichluc.periods.relative import Relative

Edge = Part | Relative
_FINENESS = {"day": 0, "month": 1, "quarter": 2, "year": 3}


@dataclass(slots=True)
class Reading:
    """A calendar expression as read at a position, before any context is known.

    `first` and `last` are null where the expression is open (`edge` then says how: `from`, `until`, `before`,
    `after`). `form` is the form of the point that closes it; `headed` is false where digits stand alone. `alone`
    marks what is a period only where it stands alone; `years_off` counts from this year (`tháng 3 năm ngoái`), and
    `same_year` takes the year that was told last (`tháng 9 năm đó`).
    """

    start: int
    end: int
    first: Edge | None
    last: Edge | None
    form: Form
    headed: bool
    edge: str = ""
    head: str = ""
    alone: bool = False
    years_off: int | None = None
    same_year: bool = False

    @property
    def grain(self) -> str:
        """The finest unit that the text gives."""
        first, last = self.first or self.last, self.last or self.first
        assert first and last
        a, b = first.grain, last.grain
        return a if a == b or _FINENESS[a] < _FINENESS[b] else b

    @property
    def year_known(self) -> bool:
        """Whether the text itself fixes the year."""
        first, last = self.first or self.last, self.last or self.first
        return isinstance(first, Part) and isinstance(last, Part) and bool(first.year or last.year)

    @property
    def is_point(self) -> bool:
        """Whether it is one part of the calendar, neither a range nor open."""
        return self.first is self.last or self.first == self.last

    @property
    def relative(self) -> bool:
        """Whether it is told from the day of writing."""
        return isinstance(self.first, Relative) or isinstance(self.last, Relative)

    @property
    def starts_on(self) -> date | None:
        """The first day, where the text alone fixes it."""
        return self.dates()[0]

    @property
    def ends_on(self) -> date | None:
        """The last day, where the text alone fixes it."""
        return self.dates()[1]

    def dates(self, year: int | None = None, reference: date | None = None) -> tuple[date | None, date | None]:
        """Both ends, year-less parts in `year` (of the first part), relative ones against `reference`."""
        first, last = _rolled(self.first, self.last, year)
        start = _edge_date(first, "starts_on", year, reference)
        end = _edge_date(last, "ends_on", year, reference)
        if self.edge == "before" and end:
            end = _edge_date(last, "starts_on", year, reference)
            end = end - ONE_DAY if end and end > date.min else None
        elif self.edge == "after" and start:
            start = _edge_date(first, "ends_on", year, reference)
            start = start + ONE_DAY if start and start < date.max else None
        return (None, None) if start and end and start > end else (start, end)


def _edge_date(edge: Edge | None, which: str, year: int | None, reference: date | None) -> date | None:
    if edge is None:
        return None
    if isinstance(edge, Relative):
        return edge.starts_on(reference) if which == "starts_on" else edge.ends_on(reference)
    return edge.starts_on(year) if which == "starts_on" else edge.ends_on(year)


def _rolled(first: Edge | None, last: Edge | None, year: int | None) -> tuple[Edge | None, Edge | None]:
    """Both parts with a year, where one has it: `25/12 đến 05/01/2020` begins the year before."""
    if not (isinstance(first, Part) and isinstance(last, Part)) or first is last:
        return first, last
    over = first.first > last.last
    if last.year and not first.year:
        return first.within(last.year - over), last
    known = first.year or year
    return first.within(year), last.within(known and known + over)
