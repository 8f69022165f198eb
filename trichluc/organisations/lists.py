"""What the bodies of a list share: the unit, or the body, that only the last of them names (`HĐND, UBND tỉnh Lào Cai`)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from trichluc.organisations.affiliation import COMMITTEES
from trichluc.organisations.parts import NO_HEAD, UNIT_ROLES, Body, Part, groups

UNITS_OF_LEVEL = {
    "provincial": ("tỉnh", "thành phố"),
    "province": ("tỉnh",),
    "city": ("thành phố",),
    "district": ("huyện", "quận"),
}
"""The kinds of units that bodies of a fixed level serve."""
_LISTED = re.compile(r" ?,? ?[-/] ?| ?, ?| và ")
_LONGEST_LINK = 60
_OFFICE = (
    r"(?:nguyên |kiêm )?(?:phó )?(?:tổng )?(?:giám đốc|chủ tịch|bộ trưởng|thứ trưởng|hiệu trưởng|cục trưởng|chính ủy"
    r"|chủ nhiệm|viện trưởng|trưởng|bí thư|tư lệnh|chánh án|biên tập|chánh văn phòng|cục trưởng)(?: thường trực)?"
)
_BESIDE = r"(?:, | kiêm | - )"
OFFICE_BETWEEN = re.compile(rf"{_BESIDE}{_OFFICE} ", re.IGNORECASE)
"""The offices between two bodies of which one person holds both (`Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Lào Cai`)."""
_OF_PROVINCES = ("Hải quan", "Thuế", "Thống kê", "Quản lý thị trường", "Thi hành án", "Dự trữ", "Công tác")
"""What the bodies do that are called `Cục` in the provinces too."""
COUNCILS = frozenset(["Hội đồng nhân dân", "Ủy ban nhân dân"])
_SHARING = COMMITTEES | {"Đảng ủy"}
_LEADERS = ("Bộ Tư lệnh", "Ban Giám đốc", "Ban Giám hiệu", "Ban Tổng Giám đốc", "Hội đồng Thành viên")
_FORCES = ("Bộ đội ", "Cảnh sát ", "Quân chủng ", "Binh chủng ")
_UNIT_OF_COMMITTEE = {"Tỉnh ủy": "tỉnh", "Thành ủy": "thành phố"}
_NO_UNIT = UNIT_ROLES | {"run"}  # a name that runs on as far as the body above it has no unit of its own


def share_units(text: str, bodies: list[Body]) -> None:
    """Give each body of a list the unit that only the last one names (`HĐND, UBND tỉnh Lào Cai`)."""
    for last, body in pairwise(reversed(bodies)):
        if not _is_listed(text, body, last):
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
        if shared and _shares_unit(last) and (_takes_unit(body) or _beside_council(last, body)):
            body.parts = [*body.parts, *shared]
            body.resolution = "ellipsis"


def _is_listed(text: str, body: Body, last: Body) -> bool:
    """Whether two bodies stand side by side, or one person holds an office in each."""
    if not 0 < last.char_start - body.char_end <= _LONGEST_LINK:
        return False
    between = text[body.char_end : last.char_start]
    return (_LISTED.fullmatch(between) or OFFICE_BETWEEN.fullmatch(between)) is not None


def share_units_onwards(text: str, bodies: list[Body]) -> None:
    """Give the councils behind a Party committee its unit (`Tỉnh ủy, HĐND, UBND`)."""
    for before, body in pairwise(bodies):
        is_bare = len(body.parts) == 1 and body.parts[0].canonical in COUNCILS
        if is_bare and _LISTED.fullmatch(text, before.char_end, body.char_start):
            body.parts = [*body.parts, *_unit_of(before)]
            body.resolution = "ellipsis"


def _unit_of(before: Body) -> list[Part]:
    """The unit of a committee, or of a council that has it from one; of small units only where it has a place too."""
    head, *rest = groups(before.parts)[-1]
    if head.canonical in COUNCILS or (head.canonical.endswith(" ủy") and rest):
        return [replace(part) for part in rest if part.role in UNIT_ROLES]
    unit = _UNIT_OF_COMMITTEE.get(head.canonical)
    return [Part(head.end, head.end, "unit", unit)] if unit else []


def _is_central(body: Body) -> bool:
    """Whether a `Cục` is one of a ministry's, which no province has."""
    field = body.parts[1].canonical if len(body.parts) > 1 and body.parts[0].canonical == "Cục" else ""
    return bool(field) and not (field.startswith(_OF_PROVINCES) and field != "Thuế doanh nghiệp lớn")


def _is_committee_of(body: Body, shared: list[Part]) -> bool:
    """Whether a Party committee (`Thành ủy`) stands in a list with bodies of a unit of its kind (`UBND TP Cần Thơ`)."""
    committee = body.parts[-1]  # also that of a standing committee (`Thường trực Thành ủy`)
    kinds = UNITS_OF_LEVEL.get(committee.head.level) if committee.head else None
    said = " ".join(part.canonical for part in shared).lower()
    return kinds is not None and committee.canonical.endswith(" ủy") and said.startswith(kinds) and " " in said


def _beside_council(last: Body, body: Body) -> bool:
    """Whether a Party committee stands beside its unit's council (`Đảng ủy, HĐND, UBND xã …`)."""
    return len(body.parts) == 1 and body.parts[0].canonical == "Đảng ủy" and last.parts[0].canonical in COUNCILS


def share_bodies(text: str, bodies: list[Body]) -> None:
    """Give each committee of a list the body that only the last one names (`Ban Thường vụ và Ban Chấp hành Đảng bộ …`)."""
    for last, body in pairwise(reversed(bodies)):
        if body.parts[0].canonical not in _SHARING or len(body.parts) > 1 or not _is_committee_beside(body, last):
            continue
        if whole := groups(last.parts)[1:] or _commanded(last):
            if _LISTED.fullmatch(text, body.char_end, last.char_start):
                body.parts = [*body.parts, *(replace(part) for group in whole for part in group)]
                body.resolution = "ellipsis"


def _is_committee_beside(body: Body, last: Body) -> bool:
    """Whether a body is a committee, or a body's Party committee, and the next of the list another of its leaders'."""
    noun, after = body.parts[0].canonical, last.parts[0].canonical
    if noun == "Đảng ủy":
        return after.startswith(_LEADERS)
    return noun in COMMITTEES and after in COMMITTEES


def _commanded(last: Body) -> list[list[Part]]:
    """The force that a command leads (`Bộ Tư lệnh Bộ đội Biên phòng`)."""
    force = last.parts[1] if len(last.parts) == 2 else last.parts[0]
    return [[replace(force, role="head")]] if force.canonical.startswith(_FORCES) else []


def _shares_unit(last: Body) -> bool:
    """Whether the last body's unit is that of those before it too; of the Front and of Party bodies it is."""
    head = last.parts[0].head or NO_HEAD
    is_part = head.level == "part" and len(groups(last.parts)) == 1
    return _takes_unit(last) or head.level == "front" or is_part


def _takes_unit(body: Body) -> bool:
    head, widest = body.parts[0].head, groups(body.parts)[-1][0].head or NO_HEAD
    return (
        head is not None
        and head.level in ("any", "agency")
        and "unit" in head.takes
        and widest.level != "national"
        and body.parts[-1].role != "name"
    )
