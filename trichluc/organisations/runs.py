"""Names that run on in small letters, as far as what stands behind them proves that they do.

`Phòng trinh sát nội biên, Cục Phòng chống ma túy`: no list knows such a field, and nothing in it is a capital. But a
body that this one can belong to, an abbreviation of the whole, or the end of a list's line shows where the name ends.
"""

from __future__ import annotations

import re

from trichluc.organisations.affiliation import UNIT
from trichluc.organisations.description import Description
from trichluc.organisations.names import ends_name, is_abbreviation, is_person, is_syllable, stops
from trichluc.organisations.parts import NO_HEAD, Head, Part, head_of
from trichluc.places.gazetteer import country_names, key
from trichluc.text import LOWER, UPPER

MAX_WORDS = 14
_BRANCH = re.compile(rf" (?P<number>[1-9])(?![\w/%]|[.,][0-9])(?! (?:ngày|tháng|năm|vụ))(?: (?P<word>[{LOWER}]+))?")
_REGION = re.compile(
    r",? (?:[Kk]hu v[ựư]c |KV ?|(?P<zone>[Vv]ùng) )(?P<number>[1-9]|I{1,3}|IV|VI{0,3}|IX|X)(?![\w/%]|[.,][0-9])"
)
_FIRM = re.compile(r"Công ty|Tổng [Cc]ông ty|Tập đoàn|Ngân hàng")
_LEGAL_FORM = re.compile(
    r"(?P<link> ?- ?)(?:CTCP|Công ty (?:cổ phần|Cổ phần|CP|TNHH(?: MTV| một thành viên)?))(?!\w| [^\W\da-z])"
    r"|(?P<comma>,? )(?:LTD|Ltd|JSC|INC|Inc|CORP|Corp|LLC)(?!\w)"
)
_PAPERS = ("Báo", "Tạp chí")
_FIRM_BRANCH = re.compile(r" ?(?P<dash>-)? ?[Cc]hi nhánh (?=\w)")
_COUNTRIES = (re.compile(rf"[{UPPER}]\w+ [{UPPER}]\w+"), re.compile(rf"[{UPPER}]\w+"))
_FRIENDS = re.compile(r" Việt(?: Nam)? ?- ?(?=\w)")
_JOINT = re.compile(r"(?:,| và| -)?(?= )")
_SMALL_WORD = re.compile(rf" ([{LOWER}]+)(?![\w-])")
_SYLLABLE = re.compile(rf" ([{UPPER}][{LOWER}]+)(?= [{LOWER}])")
_LETTERS = re.compile(rf" [{UPPER}]{{2,4}}(?![\w/-])")
_PARENT = re.compile(r" ?(?P<mark>[(,-]) ?| (?:trực )?thuộc |(?P<of> của )")
_BEFORE_ROOM = re.compile(r"(?:phòng|thuộc|của|với|tại) \Z")
_HEADED = re.compile(r"(?:[Tt]rưởng|[Nn]hiệm|[Đđ]ốc|[Tt]ịch) \Z")
_AFTER_OFFICE = re.compile(r"[Tt]rưởng phòng, \Z")
_IN_BRACKETS = re.compile(
    rf" ?\((?:(?P<letters>[{UPPER}]{{3,8}})|(?:Cục|Vụ|Phòng|Ban|Đội|Hải đội|Trạm) (?:[0-9]{{1,3}}|[IVX]{{1,5}}))[,)]"
)
_ABOVE = frozenset(
    [
        *("Bộ", "Tổng cục", "Cục", "Chi cục", "Sở", "Công an", "Ủy ban nhân dân", "Bộ Tư lệnh", "Công an tỉnh"),
        *("Liên đoàn Lao động", "Bộ Chỉ huy Bộ đội Biên phòng", "Bộ Chỉ huy Quân sự", "Thanh tra Chính phủ"),
    ]
)
"""Bodies behind a comma to which a narrower one before it belongs, rather than standing beside it in a list."""
_AT_HOME = re.compile(rf" tại (?=(?:Việt Nam|VN) \([{UPPER}]\w*\))")
_OF_COUNTRY = frozenset(["Hiệp hội", "Liên hiệp", "Viện", "Cục", "Trung tâm"])
_ROOMS = frozenset(["Phòng", "Đội", "Hải đội", "Trạm"])
_BULLET = re.compile(r"(?:\A|\n)[ \t]*(?:[0-9]{1,2}[.)]|[a-zđ]\)) ?\Z")
_NEXT_ENTRY = re.compile(r"[^\n]{0,12}\n\s*(?:[0-9]{1,2}[.)]|[a-zđ]\)) ?")
_SAYING = frozenset(["đã", "được", "bị", "sẽ", "phải", "có", "là", "cho", "các", "những", "không", "do", "theo"])
"""Words of a sentence, which no name has."""
_TASKS = (
    *("chủ trì", "phối hợp", "hướng dẫn", "tổ chức", "báo cáo", "tham mưu", "thực hiện", "chịu", "tăng", "tiếp tục"),
    *("kiểm tra", "rà soát", "xây dựng", "triển khai", "theo dõi", "đề xuất", "đẩy mạnh", "bố trí", "trình", "và các"),
)
"""What the bodies of a list are told to do: no names."""
_LISTING = ("; ", ": ", "gồm ")
_ITEM = re.compile(rf"(?:,? [{LOWER}]+){{1,{MAX_WORDS}}}(?=;)")
_ENTRY = re.compile(rf"(?:,? [{LOWER}{UPPER}]+|,? -){{1,{MAX_WORDS}}}(?= ?[.;]?\s*(?:\n|\Z)| ?\()")


class RunOn(Description):
    """Reads on where a name's own words do not say that they go on."""

    def numbered(self, parts: list[Part], level: str) -> None:
        """The number behind the place of a branch that has several there (`Chi cục Hải quan Bắc Ninh 1`)."""
        end = parts[-1].end
        if region := _REGION.match(self.text, end):
            start = end + 1 + self.text.startswith(",", end)
            word = (region["zone"] or "khu vực").lower()
            parts.append(Part(start, region.end(), "number", f"{word} {region['number']}"))
            return
        match = _BRANCH.match(self.text, end) if level == "branch" and parts[-1].role == "place" else None
        if match and (match["word"] is None or match["word"] in stops()):
            parts.append(Part(match.start("number"), match.end("number"), "number", match["number"]))

    def legal_form(self, parts: list[Part], head: Head) -> None:
        """A firm's legal form behind its name: `Tổng công ty Hàng không Việt Nam - CTCP`."""
        match = _LEGAL_FORM.match(self.text, parts[-1].end) if _FIRM.match(head.canonical) else None
        if match:
            link = " - " if match["link"] else match["comma"]
            form = match[0][len(match["link"] or link) :]
            parts.append(Part(match.end() - len(form), match.end(), "field", form, link=link))

    def edition(self, parts: list[Part]) -> None:
        """`điện tử` behind a newspaper's name (`Báo Đầu tư điện tử`)."""
        end = parts[-1].end
        if parts[0].canonical.startswith(_PAPERS) and self.text.startswith(" điện tử", end):
            parts.append(Part(end + 1, end + 8, "field", "điện tử"))

    def branch(self, parts: list[Part]) -> None:
        """A firm's branch behind its name (`Công ty Nông sản - Chi nhánh Nghệ An`)."""
        if parts[-1].role not in ("name", "field", "place"):
            return
        match = _FIRM_BRANCH.match(self.text, parts[-1].end)
        if match is None or not (match.end() in self.places or self.has_place_after_unit(match.end())):
            return
        start = match.end() - len("chi nhánh ")
        parts.append(Part(start, match.end() - 1, "field", "Chi nhánh", link=" - " if match["dash"] else " "))
        self.unit(parts)

    def friends(self, parts: list[Part]) -> None:
        """The two countries of a friendship society (`Hội Hữu nghị Việt - Lào`)."""
        last = parts[-1]
        match = _FRIENDS.match(self.text, last.end)
        if match is None:
            return
        for country in _COUNTRIES:
            named = country.match(self.text, match.end())
            if named and key(named[0]) in country_names():
                parts.append(Part(last.end + 1, named.end(), "field", f"Việt Nam - {named[0]}"))
                return

    def guest(self, parts: list[Part], head: Head) -> None:
        """`tại Việt Nam` in the name of a foreign body, where its abbreviation stands behind (`… tại Việt Nam (Eurocham)`)."""
        end = parts[-1].end
        if "abroad" in head.takes:
            self._seated(parts, end + 5)
        elif (head.canonical in _OF_COUNTRY or head.level == "world") and (at := _AT_HOME.match(self.text, end)):
            self.place(parts, at.end(), " tại ")
        elif head.canonical == "Hiệp hội" and self._is_abroad(parts[-1]):
            self.seat(parts, end + 5)

    def _seated(self, parts: list[Part], at: int) -> None:
        """Add where a body sits; of a school's branch the place is its own, not the school's."""
        known = len(parts)
        self.seat(parts, at)
        if parts[0].canonical == "Phân hiệu" and len(parts) > known:
            start, last = parts[known].start, parts[-1]
            parts[known:] = [Part(start, last.end, "run", last.canonical, link=" tại ")]

    def _is_abroad(self, part: Part) -> bool:
        """Whether a piece is a foreign country, whose firms have an association where they are guests."""
        return self.is_country(part) and part.canonical != "Việt Nam"

    def run_on(self, parts: list[Part], head: Head) -> None:
        """Add the words in small letters that belong to the name, if anything behind them proves it."""
        last = parts[-1]
        if last.role not in ("head", "field") or parts[0].head is not head:
            return
        end = self._entry(parts) or self._item(parts) or self._proved(parts, head)
        if end:
            start = last.end + (self.text[last.end] == " ")
            words = self.text[start:end]
            first = len(parts) == 1
            link = " " if start > last.end else ""
            parts.append(Part(start, end, "run", words[0].upper() + words[1:] if first else words, link=link))

    def _proved(self, parts: list[Part], head: Head) -> int:
        last = parts[-1]
        begins = self._first_word(last.end) if len(parts) == 1 else 0
        end, count = self.words(begins or last.end)
        count += begins > 0
        if self.text.startswith(" thuộc ", end) and self.text.endswith(" trực", last.end, end):
            end, count = end - len(" trực"), count - 1
        least = 1 if len(parts) > 1 else 3 if self.text.startswith(",", end) else 2
        if self.text.startswith(" chống", last.end) and not _BEFORE_ROOM.search(
            self.text, max(0, parts[0].start - 8), parts[0].start
        ):
            return 0  # `Quản lý Đê điều và Phòng chống lụt bão`
        if count < least or self.text.startswith((" trưởng", " phó", " viên"), last.end):
            return 0
        return end if self._is_proof(parts[0], head, end) else 0

    def _first_word(self, end: int) -> int:
        """End of a capital of a field that no list knows (`Trung tâm Dữ liệu và …`), which small words follow; else 0."""
        word = _SYLLABLE.match(self.text, end)
        known = word is None or end + 1 in self.heads or end + 1 in self.places or is_person(self.text, end + 1)
        return 0 if word is None or known or not is_syllable(word[1]) else word.end()

    def _is_proof(self, noun: Part, head: Head, end: int) -> bool:
        """Whether a body above this one, its abbreviation, or its country stands at `end`."""
        bracketed = _IN_BRACKETS.match(self.text, end)
        if bracketed and noun.canonical not in _ROOMS:
            letters = bracketed["letters"]
            return not letters or "name" in head.takes or is_abbreviation(letters, self.text[noun.start : end])
        if bracketed:
            return bracketed["letters"] is None
        if noun.canonical in _OF_COUNTRY and self._is_country(end + 1):
            return True
        if is_person(self.text, end + 1) and self.text.startswith(" ", end):
            return _HEADED.search(self.text, max(0, noun.start - 8), noun.start) is not None
        region = self.places.get(end + 1)
        if region is not None and noun.canonical in _ROOMS:
            return self._is_proof(noun, head, region.char_end)
        if noun.canonical == "Tổ":
            return (
                not self.text.startswith(" quốc", noun.end)
                and self.text.startswith((" nhằm ", " để ", ";"), end)
                and self.text[noun.start].isupper()
            )
        link = _PARENT.match(self.text, end)
        if (
            link is None
            and noun.canonical in _ROOMS
            and _AFTER_OFFICE.search(self.text, max(0, noun.start - 8), noun.start)
        ):
            return self.text.startswith((";", "."), end)
        if link and link["of"] and not self.is_led(noun.start):
            return False
        at = link.end() if link else end + 1 if noun.canonical in _ROOMS else -1
        above = head_of(self.heads[at][2]) if at in self.heads and self.text[at].isupper() else NO_HEAD
        if link and link["mark"] == "(":
            return above is not NO_HEAD
        return above.canonical in _ABOVE and above.canonical != noun.canonical

    def _is_country(self, at: int) -> bool:
        place = self.places.get(at)
        return place is not None and place.canonical == "Việt Nam"

    def _entry(self, parts: list[Part]) -> int:
        """End of a line of a list that holds nothing but the name (`3. Cục Quản lý nợ và kinh tế đối ngoại.`)."""
        start, end = parts[0].start, parts[-1].end
        if len(parts) == 1 or not _BULLET.search(self.text, max(0, start - 8), start) or UNIT.match(self.text, end):
            return 0
        entry = _ENTRY.match(self.text, end)
        if entry is None or any(at in self.heads or at in self.places for at in range(end, entry.end())):
            return 0
        listed = self._begins_entry(entry.end())
        words = _SMALL_WORD.finditer(self.text, end, entry.end())
        ends = any(word[1] in _SAYING if listed else word[1] != "và" and ends_name(self.text, word) for word in words)
        return 0 if ends else entry.end()

    def _item(self, parts: list[Part]) -> int:
        """End of a member of a list parted by semicolons that is all name (`; Vụ Kiểm sát án kinh tế, tham nhũng;`)."""
        item = _ITEM.match(self.text, parts[-1].end) if len(parts) > 1 or " " in parts[0].canonical else None
        if item is None or self.text[parts[0].start].islower() or UNIT.match(self.text, parts[-1].end):
            return 0
        beside = item.end() + 2 in self.heads and self.text.endswith(_LISTING, 0, parts[0].start)
        begins = self.text.startswith(_TASKS, parts[-1].end + 1)
        if not beside or begins or any(at in self.heads or at in self.places for at in range(item.start(), item.end())):
            return 0
        return 0 if any(word in _SAYING for word in item[0].split()) else item.end()

    def _begins_entry(self, end: int) -> bool:
        """Whether the next line of the list is a body's name too."""
        following = _NEXT_ENTRY.match(self.text, end)
        return following is not None and following.end() in self.heads

    def _letters(self, end: int) -> int:
        """End of the letters that the name ends in (`Phòng thuế XNK`); 0 where they begin something else."""
        letters = None if UNIT.match(self.text, end) else _LETTERS.match(self.text, end)
        return letters.end() if letters and end + 1 not in self.heads and end + 1 not in self.places else 0

    def words(self, at: int, bridging: bool = False) -> tuple[int, int]:
        """End and number of the small words behind `at`, commas, `và` and dashes between them, that go on with a name.

        Letters (`XNK`) are words of it too, but not where the words are only `bridging` the way to a proper name.
        """
        end = at
        for count in range(MAX_WORDS):
            joint = _JOINT.match(self.text, end)
            word = _SMALL_WORD.match(self.text, joint.end()) if joint else None
            if joint is None or word is None:
                letters = self._letters(end) if count and not bridging else 0
                return letters or end, count + bool(letters)
            if word.start(1) in self.places:
                return end, count
            begins_body = (joint[0] or not bridging) and self._is_compound_head(word.start(1))
            if begins_body or ends_name(self.text, word):
                return end, count
            end = word.end()
        return end, MAX_WORDS
