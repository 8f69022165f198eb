"""Write the administrative units of `trichluc/rules/` from the package `vietnamadminunits` (MIT).

    python -m tools.gazetteer        # or `make gazetteer`

Four tables come out: `units.csv` (provinces and districts as they stood on 30 June 2025), `communes.csv` (communes
of that layer), `provinces_2025.csv` and `communes_2025.csv` (units since 1 July 2025). Each row's `source` names the
package's version. The engine reads the tables, never the package: it is needed only to renew them. Units that ended
earlier are in no list of the package; they stand in the hand-written `units_historic.csv`.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from trichluc.text import reading

PACKAGE = "vietnamadminunits"
RULES = Path(__file__).parent.parent / "trichluc" / "rules"
COUNTRY = "VN"
_TYPED = re.compile(r"^(Tỉnh|Thành phố|Thị xã|Thị trấn|Đặc khu|Huyện|Quận|Phường|Xã) (.+)$", re.IGNORECASE)
_QUALIFIER = re.compile(r" \((?:Huyện|Thị xã|Thành phố)\)$")

Row = dict[str, str]


def main() -> None:
    """Write the tables."""
    data = files(PACKAGE) / "data"
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    with sqlite3.connect(str(data / "dataset.db")) as database:
        database.row_factory = sqlite3.Row
        old = database.execute("SELECT * FROM admin_units_legacy ORDER BY wardCode, districtCode").fetchall()
        new = database.execute("SELECT * FROM admin_units ORDER BY wardCode").fetchall()
    moved = Reform(converter, new)
    districts = list(_districts(old, moved))
    write("units.csv", [*_provinces(old, moved), *districts])
    write("communes.csv", _communes(old, moved))
    write("provinces_2025.csv", _provinces_2025(new))
    write("communes_2025.csv", _communes_2025(new))


class Reform:
    """Which unit of the 2025 layer a unit of the layer before went into, by the package's keys."""

    def __init__(self, converter: dict[str, dict[str, dict[str, list[str]]]], new: list[sqlite3.Row]) -> None:
        codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
        self.province_code = {row["provinceKey"]: row["provinceCode"] for row in new}
        self.province = {before: after for after, befores in converter["DICT_PROVINCE"].items() for before in befores}
        self.commune = {
            path: codes[province, ward]
            for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
            for ward, paths in wards.items()
            for path in paths
        }

    def of_province(self, key: str) -> str:
        """Code of the province that a former province lies in."""
        return str(self.province_code[self.province[key]])

    def of_commune(self, row: sqlite3.Row) -> str:
        """Code of the commune that a former one went into whole; blank where it was divided."""
        return str(self.commune.get(f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}", ""))


def _provinces(old: Iterable[sqlite3.Row], moved: Reform) -> Iterator[Row]:
    for row in _first_by(old, "provinceCode"):
        unit, name = _split(row["province"])
        yield _unit(name, "province", unit, row["provinceCode"], COUNTRY, moved.of_province(row["provinceKey"]))


def _districts(old: list[sqlite3.Row], moved: Reform) -> Iterator[Row]:
    successors: dict[str, set[str]] = defaultdict(set)
    for row in old:
        successors[row["districtCode"]].add(moved.of_commune(row))
    for row in _first_by(old, "districtCode"):
        unit, name = _split(row["district"])
        after = successors[row["districtCode"]]  # a district went into one commune only where all its communes did
        code_2025 = next(iter(after)) if len(after) == 1 else ""
        yield _unit(name, "district", unit, row["districtCode"], row["provinceCode"], code_2025)


def _communes(old: Iterable[sqlite3.Row], moved: Reform) -> Iterator[Row]:
    for row in old:
        if row["wardCode"]:
            unit, name = _split(row["ward"])
            yield _commune(name, unit, row["wardCode"], row["districtCode"], moved.of_commune(row))


def _provinces_2025(new: Iterable[sqlite3.Row]) -> Iterator[Row]:
    for row in _first_by(new, "provinceCode"):
        unit, name = _split(row["province"])
        yield {"name": name, "unit": unit, "code": row["provinceCode"], "source": _source()}


def _communes_2025(new: Iterable[sqlite3.Row]) -> Iterator[Row]:
    for row in new:
        unit, name = _split(row["ward"])
        yield _commune(name, unit, row["wardCode"], row["provinceCode"], row["wardCode"])


def _split(full_name: str) -> tuple[str, str]:
    """Unit word in small letters and name; a number keeps its unit word, since alone it names nothing."""
    match = _TYPED.match(_QUALIFIER.sub("", full_name))
    if match is None:
        raise ValueError(f"{full_name!r} does not begin with a unit word")
    unit, name = match.groups()
    return unit.lower(), reading(full_name if name.isdigit() else name).replace("’", "'")


def _unit(name: str, level: str, unit: str, code: str, parent: str, code_2025: str) -> Row:
    row = {"word": name, "case": "place", "level": level, "unit": unit, "code": code, "parent": parent}
    return row | {"code_2025": code_2025, "source": _source()}


def _commune(name: str, unit: str, code: str, parent: str, code_2025: str) -> Row:
    row = {"name": name, "unit": unit, "code": code, "parent": parent, "code_2025": code_2025}
    return row | {"source": _source()}


def _source() -> str:
    return f"{PACKAGE} {version(PACKAGE)}"


def _first_by(rows: Iterable[sqlite3.Row], column: str) -> list[sqlite3.Row]:
    first: dict[str, sqlite3.Row] = {}
    for row in rows:
        first.setdefault(row[column], row)
    return [first[code] for code in sorted(first)]


def write(name: str, rows: Iterable[Row]) -> None:
    """One rules file: header from the first row, Unix line ends."""
    table = list(rows)
    with (RULES / name).open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    main()
