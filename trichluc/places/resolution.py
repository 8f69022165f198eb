"""Which official unit each place is: by its unit word, the chain it stands in, and what else the article names.

Nothing is guessed: a name with several bearers that the article does not tell apart keeps no code. What the article
does say stays in the entity id (`LOC:203/xã Tân Lập`), so that namesakes are not taken for one place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from trichluc.article import Article, Mention
from trichluc.places import gazetteer
from trichluc.places.gazetteer import REFORM, Place, full_name, key
from trichluc.scan import Scan
from trichluc.text import UPPER

_INSIDE = re.compile(
    r"(?: ?[,(] ?| - |-| thuộc | của | ở )(?:thuộc |của |cũ )?"
    r"(?:(?:[Tt]ỉnh|[Tt]hành phố|T\.?P\.?|[Tt]p\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|TX\.?|[Tt]hị trấn|[Xx]ã|[Pp]hường) ?)?"
)
_CHAIN_LIMIT = 22
_PROVINCIAL = ("province", "city", "town")
_WIDE = ("province", "city", "foreign", "country")
HANOI = "LOC:01"


@dataclass(slots=True)
class PlaceMention(Mention):
    """A LOC mention with what its reading knew: the text's unit word, the level, and who bears the name."""

    unit: str = ""
    level: str = ""
    bearers: tuple[Place, ...] = ()


def resolve(article: Article, scan: Scan, mentions: list[Mention], bodies: list[Mention]) -> list[Mention]:
    """The mentions with canonical name, resolution and entity id, and the article's short forms (`Thủ đô`) added."""
    places = [mention for mention in mentions if isinstance(mention, PlaceMention)]
    around = Surroundings(scan.text, places, _day(article, scan))
    backwards = range(len(places) - 1, -1, -1)  # a chain names the wider unit last
    for index in [i for i in backwards if places[i].unit] + [i for i in backwards if not places[i].unit]:
        around.identify(index)
    return sorted([*mentions, *short_forms(scan, places, bodies)], key=lambda mention: mention.char_start)


def _day(article: Article, scan: Scan) -> str:
    """The day (ISO) by which the layer of units is chosen: the article's, else the first date in its text."""
    if article.reference_date:
        return article.reference_date.isoformat()
    if article.header.published_at:
        return article.header.published_at.date().isoformat()
    for start, end in scan.numbers:
        date = _MONTH.search(scan.text, max(0, start - 4), end) if end - start == 4 else None
        if date:
            return f"{date['year']}-{int(date['month']):02}-15"
    return ""


_MONTH = re.compile(r"(?<!\d)(?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)\Z")


class Surroundings:
    """The places of one article, and the units among them that are known for certain."""

    def __init__(self, text: str, places: list[PlaceMention], day: str) -> None:
        self.text, self.places, self.day = text, places, day
        self.settled: set[int] = set()
        self.units: dict[str, str] = {}  # the unit word that the text gives, by entity id
        self.named: set[str] = set()
        for place in places:
            self.named.update(self._told_by(place))

    def _told_by(self, place: PlaceMention) -> Iterator[str]:
        """Entity ids of the units that the place names for certain, whatever stands around it."""
        bearers = _of_the_kind(self._of_its_day(place), place.unit)
        provinces = [p for p in bearers if p.level == "province"]
        if provinces and place.level in _PROVINCIAL:
            yield provinces[0].entity_id
        elif len(bearers) == 1:
            yield bearers[0].entity_id
            if bearers[0].level == "district" and (place.unit or bearers[0].unit == "thành phố"):
                yield bearers[0].parent_id or ""

    def _of_its_day(self, place: PlaceMention) -> list[Place]:
        """The bearers of the name that existed on the article's day, in the layer of that day where it has any."""
        bearers = place.bearers
        if len(bearers) < 2:
            return list(bearers)
        if self.day >= REFORM:
            since = [p for p in bearers if p.level != "commune" or p.entity_id.startswith("LOC:2025")]
            return since or list(bearers)
        before = [p for p in bearers if not p.entity_id.startswith("LOC:2025")] or list(bearers)
        historic = [p for p in before if p.until and self.day and self.day <= p.until]
        return historic or [p for p in before if not p.until] or before

    def identify(self, index: int) -> None:
        """Settle one place, and before it the wider one that the text names right after it."""
        place = self.places[index]
        if index in self.settled or (place.entity_id and not place.bearers):
            return
        self.settled.add(index)
        parent = self._parent_in_chain(index)
        unit = self._choose(place, parent)
        if unit is not None:
            self._be(place, unit)
            return
        if place.bearers and not place.unit:
            place.canonical = place.bearers[0].name
        inside = parent or self._only_province() if place.unit and place.level not in _WIDE else None
        inside = None if inside in gazetteer.countries() else inside
        place.entity_id = f"{inside}/{place.canonical}" if inside else f"LOC:{place.canonical}"

    def _parent_in_chain(self, index: int) -> str | None:
        """Entity id of the unit or country that the text names right after the place as the one it lies in."""
        if index + 1 >= len(self.places):
            return None
        place, after = self.places[index], self.places[index + 1]
        between = self.text[place.char_end : after.char_start]
        wider = _RANK.get(after.level, 0) > _RANK.get(place.level, 9)
        if not wider or len(between) > _CHAIN_LIMIT or not _INSIDE.fullmatch(between):
            return None
        self.identify(index + 1)
        return after.entity_id if gazetteer.place_of(after.entity_id or "") else None

    def _choose(self, place: PlaceMention, parent: str | None) -> Place | None:
        bearers = _of_the_kind(self._of_its_day(place), place.unit or self._unit_of_host(place))
        if not bearers:
            return None
        provinces = [p for p in bearers if p.level == "province"]
        if provinces and place.level in _PROVINCIAL:
            return provinces[0]
        inside = [p for p in bearers if parent and parent in gazetteer.lineage(p)]
        if inside:
            return _only(inside, place.unit)
        if parent and place.unit:
            return None
        near = [p for p in bearers if p.parent_id in self.named] or [
            p for p in bearers if self.named.intersection(gazetteer.lineage(p))
        ]
        if near:
            return _only(near, place.unit)
        return _only(bearers, place.unit) if self._stands_by_itself(place, bearers[0]) else None

    def _stands_by_itself(self, place: PlaceMention, unit: Place) -> bool:
        """Whether the only bearer may be meant although the article names nothing of its surroundings.

        A commune, or a district without its unit word, is not meant where the article is about other provinces.
        """
        if unit.level == "district" and (place.unit or (unit.unit == "thành phố" and not unit.until)):
            return True
        return not self._provinces()

    def _unit_of_host(self, place: PlaceMention) -> str:
        """The unit that a committee's name tells: `Huyện ủy Phú Quốc` is a district's."""
        match = _HOST.search(self.text, max(0, place.char_start - 12), place.char_start)
        return _UNIT_OF_HOST[match[1].lower()] if match else ""

    def _provinces(self) -> list[str]:
        return [unit for unit in sorted(self.named) if len(unit.removeprefix("LOC:")) == 2 and unit[-1].isdigit()]

    def _only_province(self) -> str | None:
        provinces = self._provinces()
        return provinces[0] if len(provinces) == 1 else None

    def _be(self, place: PlaceMention, unit: Place) -> None:
        place.entity_id = unit.entity_id
        if place.unit:
            self.units[unit.entity_id] = place.unit
        if place.canonical not in gazetteer.former_names():
            place.canonical = self._name_of(place, unit)
        if place.resolution == "as_written" and key(place.canonical) != key(place.surface):
            place.resolution = "gazetteer"

    def _name_of(self, place: PlaceMention, unit: Place) -> str:
        """The unit's name with the unit word of the text, of the committee, of another mention, else its own.

        A name that stands alone keeps its form where the unit is a commune, or no longer exists as a district.
        """
        if place.unit:
            same = unit.canonical.casefold() == place.canonical.casefold()
            return unit.canonical if same else full_name(place.unit, unit.name)
        told = self.units.get(unit.entity_id)
        if (word := self._unit_of_host(place) or told if unit.level == "district" else told) and unit.level in _SMALL:
            return full_name(word, unit.name)
        town = place.level == "town" and unit.unit != "thành phố"
        bare = town or unit.level == "commune" or (unit.level == "district" and self.day >= REFORM)
        return unit.name if bare else unit.canonical


_SMALL = ("district", "commune")
_HOST = re.compile(r"(?<!\w)([Hh]uyện|[Qq]uận|[Tt]hị|[Tt]hành|[Tt]ỉnh) (?:[Ủủ]y|[Đđ]oàn|[Đđ]ội) \Z")
_UNIT_OF_HOST = {"huyện": "huyện", "quận": "quận", "thị": "thị xã", "thành": "thành phố", "tỉnh": "tỉnh"}
_URBAN = ("thành phố", "thị xã", "quận", "phường", "thị trấn")


def _of_the_kind(bearers: list[Place], unit: str) -> list[Place]:
    """The bearers that the text's unit word can mean: units are promoted (a town was a `xã`), not the other way."""
    return [p for p in bearers if p.unit in _URBAN] if unit in _URBAN else bearers


_RANK = {"hamlet": 1, "commune": 2, "town": 2, "district": 3, "city": 4, "province": 5, "country": 6}


def _only(places: list[Place], unit: str) -> Place | None:
    """The one place there is, or the one among several that bears the text's unit word."""
    same = [place for place in places if place.unit == unit] if len(places) > 1 else places
    return same[0] if len(same) == 1 else None


def short_forms(scan: Scan, places: list[PlaceMention], bodies: list[Mention]) -> Iterator[PlaceMention]:
    """`Thủ đô`, `Thành phố`, `TP`, `Tỉnh` standing for a unit that the article names, outside the names of bodies."""
    hits = scan.longest("place_anaphors").values()
    if not hits:
        return
    taken: set[int] = set()
    for name in (*places, *bodies):
        taken.update(range(name.char_start, name.char_end))
    homes = {kind: _homes(places, kind) for kind in ("tỉnh", "thành phố")}
    for start, end, rule in hits:
        names_the_next_line = scan.text.startswith(".\n", end) and end + 2 in taken
        if start in taken or names_the_next_line or not _stands_for_a_place(scan, start, end, rule["word"]):
            continue
        unit = gazetteer.units()[HANOI] if rule["unit"] == "thủ đô" else _last_before(homes[rule["unit"]], start)
        if unit is not None:
            surface = scan.text[start:end]
            yield PlaceMention(
                "LOC", start, end, surface, unit.canonical, resolution="anaphor", entity_id=unit.entity_id
            )


def _homes(places: list[PlaceMention], kind: str) -> list[tuple[int, str]]:
    """Where the article names the province (or city) that it names most often, or several as often as each other."""
    named = [(p.char_start, p.entity_id) for p in places if p.entity_id and p.canonical.lower().startswith(kind)]
    tally = Counter(entity_id for _, entity_id in named)
    most = max(tally.values(), default=0)
    return sorted((start, entity_id) for start, entity_id in named if tally[entity_id] == most)


def _last_before(homes: list[tuple[int, str]], position: int) -> Place | None:
    """The last of them before `position`, failing that the first after it."""
    if not homes:
        return None
    return gazetteer.units().get(homes[max(0, bisect_left(homes, (position, "")) - 1)][1])


_NAME_FOLLOWS = re.compile(rf"\.? ?[{UPPER}]|\.?\d| (?:của|nước|kháng chiến|gió ngàn|trực thuộc|và các|,|ủy|đoàn)\b")


def _stands_for_a_place(scan: Scan, start: int, end: int, word: str) -> bool:
    """Not before a name (`Thủ đô Hà Nội`), and not a word that is a capital only because its sentence begins."""
    text = scan.text
    if text[start] != word[0] or _NAME_FOLLOWS.match(text, end) or text.endswith("danh hiệu ", 0, start):
        return False
    return word.isupper() or word == "thủ đô" or scan.sentence(start)[0] != start
