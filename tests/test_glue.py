"""Glue: where blanks were lost between words, and what is found beside them."""

from __future__ import annotations

import re

import pytest

from trichluc.article import RawArticle
from trichluc.extract import extract
from trichluc.glue import lost

LOST = {"‿": " ", "¶": "\n"}
"""How the cases mark a lost blank, and a lost end of a line."""
CASES = (
    "1. Lê An - Bộ trưởng Bộ Y tế¶2. Trần Bình - Bí thư Thành ủy TP. Cần Thơ¶3. Vũ Chi - Giám đốc Sở Y tế",
    "Giám đốc Học viện Chính trị quốc gia Hồ Chí Minh¶Ban Kiểm tra gồm năm người",
    "Đại tướng‿Phan Văn Cương và ông‿Lê An dự",
    "là chia sẻ của‿Luật gia Lê An, Giám đốc‿Công ty Bình An và Bộ‿Văn hóa",
    "Nghị định 15/2021/NĐ-CP‿về và Quyết định 12/QĐ-TTg‿ngày 5/6/2020",
    "trên địa bàn Thủ đô.‿Theo đó, việc này kéo dài đến năm 2019.‿Tại hội nghị",
    "tàu vào cảng Cần Thơ¶Về mặt hàng, Ủy ban MTTQ Việt‿Nam xã có ý kiến",
    "do Ban Nội chính TP¶Tại lễ công bố, bà nói (Ảnh: Lê An/TTXVN)¶Tại buổi tiếp",
    "Nghị định‿15/2020/NĐ-CP năm‿2020‿các chi bộ có hơn‿300‿người, tháng 6‿cả tỉnh đạt",
    "trao quà cho đoàn viên. M.ANH¶LĐLĐ tỉnh Phú Yên. K.T¶CĐ Dệt may. HÀ ANH¶CĐ Ngân hàng; BCHCĐ cơ sở. Tổng LĐLĐ họp",
    "đi 5km, 3h, 40ha, 12m2 và H5N1, C04, mục 3a, Covid19 của m3; số 5b",
    "ở SaiGon Co.op, HongKong, EuroCham, OceanBank và YouTube; TP.Hồ Chí Minh; ThS.Lê An; Ts.Lê An; iPhone; N.Anh",
    "vi rút H5N1. Theo ông, dịch Covid19. Bộ Y tế nói; trận 1/Khối Hiệu bộ; Quyết định 12/QĐ-TTg; Tầng 2. Ông đi",
)


@pytest.mark.parametrize("marked", CASES)
def test_blanks_lost_between_words(marked: str) -> None:
    text = re.sub("[‿¶]", "", marked)
    marks = [(found.start() - earlier, LOST[found[0]]) for earlier, found in enumerate(re.finditer("[‿¶]", marked))]
    assert sorted(lost(text)) == marks


def test_what_is_found_beside_a_lost_blank_quotes_the_text_as_it_stands() -> None:
    text = "1. Lê Văn An - Bộ trưởng Bộ Y tế2. Trần Văn Bình - Đại tướng3. Vũ Chi"
    article = extract(RawArticle("t", text))
    assert [(role.person.surface, role.surface) for role in article.roles] == [
        ("Lê Văn An", "Bộ trưởng Bộ Y tế"),
        ("Trần Văn Bình", "Đại tướng"),
    ]
    assert article.text == text
    assert all(text[found.char_start : found.char_end] == found.surface for found in article.mentions)
