"""What the bodies of a list share: the unit, or the body, that only the last of them names (`HĐND, UBND tỉnh Lào Cai`)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from trichluc.organisations.affiliation import COMMITTEES
from trichluc.organisations.parts import NO_HEAD, Body, Part, groups

UNIT_ROLES = frozenset(["unit", "place"])
UNITS_OF_LEVEL = {
    "provincial": ("tỉnh", "thành phố"),
    "province": ("tỉnh",),
    "city": ("thành phố",),
    "district": ("huyện", "quận"),
}
"""The kinds of units that bodies of a fixed level serve."""
_LISTED = re.compile(r" ?,? ?[-/] ?| ?, ?| và ")
_LONGEST_LINK = 4
_OF_PROVINCES = ("Hải quan", "Thuế", "Thống kê", "Quản lý thị trường", "Thi hành án", "Dự trữ", "Công tác")
"""What the bodies do that are called `Cục` in the provinces too."""
_COUNCILS = frozenset(["Hội đồng nhân dân", "Ủy ban nhân dân"])
_NO_UNIT = UNIT_ROLES | {"run"}  # a name that runs on as far as the body above it has no unit of its own


def share_units(text: str, bodies: list[Body]) -> None:
    """Give each body of a list the unit that only the last one names (`HĐND, UBND tỉnh Lào Cai`)."""
    for last, body in pairwise(reversed(bodies)):
        near = last.char_start - body.char_end <= _LONGEST_LINK
        if not near or not _LISTED.fullmatch(text, body.char_end, last.char_start):
            continue
        needs_unit = not any(part.role in _NO_UNIT for part in body.parts)
        if _is_central(body) and body.parts[0].canonical == last.parts[0].canonical:
            continue  # `Cục Kiểm tra sau thông quan và Cục Hải quan Bình Dương`
        shared = [replace(part) for part in last.parts if needs_unit and part.role in UNIT_ROLES]
        if _is_committee_of(body, shared):
            body.parts = [*body.parts, *(part for part in shared if part.role == "place")]
            body.resolution = "ellipsis"
            continue
        if shared and shared[-1].canonical == "Việt Nam" and "-" in text[body.char_end : last.char_start]:
            continue  # `Viện Hóa học - Viện Hàn lâm … Việt Nam`
        if shared and _takes_unit(last) and (_takes_unit(body) or _beside_council(last, body)):
            body.parts = [*body.parts, *shared]
            body.resolution = "ellipsis"


def _is_central(body: Body) -> bool:
    """Whether a `Cục` is one of a ministry's, which no province has."""
    field = body.parts[1].canonical if len(body.parts) > 1 and body.parts[0].canonical == "Cục" else ""
    return bool(field) and not (field.startswith(_OF_PROVINCES) and field != "Thuế doanh nghiệp lớn")


def _is_committee_of(body: Body, shared: list[Part]) -> bool:
    """Whether a Party committee (`Thành ủy`) stands in a list with bodies of a unit of its kind (`UBND TP Cần Thơ`)."""
    kinds = UNITS_OF_LEVEL.get(body.parts[0].head.level) if len(body.parts) == 1 and body.parts[0].head else None
    said = " ".join(part.canonical for part in shared).lower()
    return kinds is not None and body.parts[0].canonical.endswith(" ủy") and said.startswith(kinds) and " " in said


def _beside_council(last: Body, body: Body) -> bool:
    """Whether a Party committee stands beside its unit's council (`Đảng ủy, HĐND, UBND xã …`)."""
    return len(body.parts) == 1 and body.parts[0].canonical == "Đảng ủy" and last.parts[0].canonical in _COUNCILS


def share_bodies(text: str, bodies: list[Body]) -> None:
    """Give each committee of a list the body that only the last one names (`Ban Thường vụ và Ban Chấp hành Đảng bộ …`)."""
    for last, body in pairwise(reversed(bodies)):
        if last.char_start - body.char_end > _LONGEST_LINK:
            continue
        whole = groups(last.parts)[1:]
        if whole and len(body.parts) == 1 and _is_committee(body) and _is_committee(last):
            if _LISTED.fullmatch(text, body.char_end, last.char_start):
                body.parts = [*body.parts, *(replace(part) for group in whole for part in group)]
                body.resolution = "ellipsis"


def _is_committee(body: Body) -> bool:
    return body.parts[0].canonical in COMMITTEES


def _takes_unit(body: Body) -> bool:
    head, widest = body.parts[0].head, groups(body.parts)[-1][0].head or NO_HEAD
    return (
        head is not None
        and head.level in ("any", "agency")
        and "unit" in head.takes
        and widest.level != "national"
        and body.parts[-1].role != "name"
    )
