"""Records: JSON and CSV files in any encoding and of any build, record by record; damage costs what is damaged."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.inputs import Input, find, read
from tests.test_encodings import in_legacy
from trichluc.article import RawArticle
from trichluc.text import normalise

TEXT = "Liên đoàn Lao động huyện đã tổ chức hội nghị tổng kết công tác công đoàn của các đơn vị trong năm. "
LONG = TEXT * 150
"""Longer on one line than what a buffer holds."""
LIMIT = 100_000


def read_as(name: str, content: bytes, folder: Path, **columns: str) -> tuple[list[RawArticle], list[str]]:
    """Articles, and reasons of rejections, of a file."""
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "raw" / name).write_bytes(content)
    found = list(find(folder / "raw", LIMIT, folder / "spool", columns))
    articles, rejections = read(each for each in found if isinstance(each, Input))
    return articles, [each.reason for each in (*found, *rejections) if not isinstance(each, Input)]


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_a_long_first_line_hides_no_encoding(tmp_path: Path) -> None:
    table = f'id,text\n1,"{LONG}"\n2,"{TEXT}"\n'
    articles, rejected = read_as("a.csv", decomposed(table).encode("cp1258"), tmp_path)
    assert not rejected
    assert [(each.encoding, normalise(each.text)) for each in articles] == [
        ("windows-1258", LONG),
        ("windows-1258", TEXT),
    ]


@pytest.mark.parametrize("plain", [10, 20_000, 90_000])
def test_plain_letters_say_nothing_of_the_encoding(plain: int, tmp_path: Path) -> None:
    """Marked letters may come late."""
    table = f"id,text\n1,{'a b ' * (plain // 4)}\n2,{TEXT}\n"
    articles, rejected = read_as("a.csv", decomposed(table).encode("cp1258"), tmp_path)
    assert not rejected
    assert normalise(articles[1].text) == TEXT


@pytest.mark.parametrize(
    ("codec", "name"), [("cp1258", "windows-1258"), ("utf-16", "utf-16-le"), ("utf-8-sig", "utf-8")]
)
@pytest.mark.parametrize("ending", ["json", "csv"])
def test_any_encoding(codec: str, name: str, ending: str, tmp_path: Path) -> None:
    content = json.dumps([{"text": TEXT}], ensure_ascii=False) if ending == "json" else f'id,text\n1,"{TEXT}"\n'
    written = decomposed(content) if codec == "cp1258" else content
    (article,), rejected = read_as(f"a.{ending}", written.encode(codec), tmp_path)
    assert not rejected
    assert (article.encoding, normalise(article.text)) == (name, TEXT)


def test_letters_of_a_legacy_font_in_json(tmp_path: Path) -> None:
    legacy = "Héi nghÞ tæng kÕt c«ng t¸c c«ng ®oµn cña c¸c ®¬n vÞ trong n¨m ®· diÔn ra. ".encode("latin-1")
    (article,), rejected = read_as(
        "a.json", b'[{"title": "C\xabng \xaeo\xb5n", "text": "' + legacy * 5 + b'"}]', tmp_path
    )
    assert not rejected
    assert (article.title, article.encoding) == ("Công đoàn", "tcvn3")
    assert article.text.startswith("Hội nghị tổng kết công tác công đoàn")


BROKEN = b"h\xff\xfei ngh\xe1"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"id,text\n1,{TEXT}\n2,{TEXT}\n3,".encode() + BROKEN + f"\n4,{TEXT}\n".encode()),
        (
            "a.json",
            b'[%s, %s, {"text": "%s"}, %s]'
            % (as_json({"text": TEXT}), as_json({"text": TEXT}), BROKEN, as_json({"text": TEXT})),
        ),
    ],
)
def test_bytes_of_no_encoding_cost_their_record(name: str, content: bytes, tmp_path: Path) -> None:
    """They are never published as replacement signs."""
    articles, rejected = read_as(name, content, tmp_path)
    assert [each.source_uri for each in articles] == [f"{name}#{number}" for number in (1, 2, 4)]
    assert rejected == ["broken_encoding"]


def test_utf_16_that_breaks_off_is_told(tmp_path: Path) -> None:
    table = f"id,text\n1,{TEXT}\n".encode("utf-16") + b"\x00\xdc" * 2 + "2,x\n".encode("utf-16-le") * 40_000
    assert "broken_encoding" in read_as("a.csv", table, tmp_path)[1]


TAGS = [{"name": "thi đua"}, {"name": "khen thưởng"}]


@pytest.mark.parametrize(
    ("value", "columns", "expected"),
    [
        ({"content": TEXT, "tags": TAGS}, {"text": "content"}, [TEXT]),
        ({"text": TEXT, "comments": [{"text": "Hay quá"}]}, {}, [TEXT]),
        ({"authors": [{"name": "An"}], "articles": [{"text": TEXT}]}, {}, [TEXT]),
        ({"authors": [{"name": "An"}], "data": [{"content": TEXT}]}, {"text": "content"}, [TEXT]),
        ({"page1": [{"text": "Một"}], "page2": [{"text": "Hai"}, {"text": "Ba"}]}, {}, ["Một", "Hai", "Ba"]),
        ([{"content": TEXT, "tags": TAGS}], {"text": "content"}, [TEXT]),
        ({"response": {"numFound": 1, "docs": [{"text": TEXT}]}}, {}, [TEXT]),
        ({"hits": {"hits": [{"_id": 1, "_source": {"content": TEXT}}]}}, {"text": "_source.content"}, [TEXT]),
        ({"a.b": TEXT, "a": {"b": "Khác"}}, {"text": "a.b"}, [TEXT]),
    ],
)
def test_which_objects_are_records(value: Any, columns: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    """What has a text is a record, whatever lists it has."""
    articles, rejected = read_as("a.json", as_json(value), tmp_path, **columns)
    assert ([each.text for each in articles], rejected) == (expected, [])


@pytest.mark.parametrize(
    ("value", "rejected"),
    [
        ({"content": TEXT * 3, "tags": TAGS}, 1),
        ({"content": TEXT * 3, "comments": [{"text": "Hay quá"}]}, 1),
        ({"took": 1, "hits": {"hits": [{"_source": {"content": TEXT}}] * 2}}, 2),
        ({"post": {"body": TEXT * 3, "comments": [{"text": "Hay quá"}]}}, 1),
        ({"a": {"b": {"c": {"docs": [{"text": TEXT}]}}}}, 1),
        ({"status": "ok", "data": [{"content": TEXT}, {"content": TEXT}]}, 2),
    ],
)
def test_records_under_other_names_are_told_one_by_one(value: Any, rejected: int, tmp_path: Path) -> None:
    assert read_as("a.json", as_json(value), tmp_path) == ([], ["no_text"] * rejected)


def test_what_is_no_object_costs_nothing_but_itself(tmp_path: Path) -> None:
    articles, rejected = read_as("a.json", as_json([{"text": "Một"}, 5, None, "x", {"text": "Hai"}]), tmp_path)
    assert [each.text for each in articles] == ["Một", "Hai"]
    assert rejected == ["bad_json"] * 3


def test_an_object_longer_than_any_record_is_read_in_parts(tmp_path: Path) -> None:
    """The array in it is never held as a whole."""
    (tmp_path / "raw").mkdir()
    with (tmp_path / "raw/a.json").open("w", encoding="utf-8") as file:
        file.write('{"status": "ok", "authors": [{"name": "An"}], "n": 12345, "data": [')
        file.writelines(json.dumps({"content": f"Tin {number} {TEXT}", "tags": TAGS}) + "," for number in range(9_000))
        file.write('{"content": "Tin cuối"}], "next": null}')
    tracemalloc.start()
    found = list(find(tmp_path / "raw", LIMIT, tmp_path / "spool", {"text": "content"}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 9_001
    assert all(isinstance(each, Input) for each in found)
    assert peak < 20_000_000
    articles, _ = read(each for each in found[-1:] if isinstance(each, Input))
    assert articles[0].text == "Tin cuối"


def test_a_long_object_without_records_is_told(tmp_path: Path) -> None:
    content = as_json({"meta": 1, "rows": [{"noidung": TEXT}] * 15_000})
    assert read_as("a.json", content, tmp_path) == ([], ["no_text"])


def test_records_under_a_path_are_told_by_it(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.json").write_bytes(as_json([{"_id": 1, "_source": {"content": TEXT}}]))
    found = list(find(tmp_path / "raw", LIMIT, tmp_path / "spool"))
    _, rejections = read(each for each in found if isinstance(each, Input))
    assert "it has _id, _source.content." in rejections[0].detail


@pytest.mark.parametrize("behind", ['[{"text": "Hai"}]', '{"text": "Hai"}', '\n[\n{"text": "Hai"}\n]\n'])
def test_arrays_and_objects_follow_each_other(behind: str, tmp_path: Path) -> None:
    """Scrapers append what they fetch to what is there."""
    articles, rejected = read_as("a.json", f'[{{"text": "Một"}}]{behind}'.encode(), tmp_path)
    assert ([each.text for each in articles], rejected) == (["Một", "Hai"], [])


def test_one_poor_record_does_not_speak_for_a_long_array(tmp_path: Path) -> None:
    docs: list[dict[str, Any]] = [{"id": 0, "text": None}, *({"id": n, "text": f"{n} {TEXT}"} for n in range(6_000))]
    articles, rejected = read_as("a.json", as_json({"total": 6_001, "docs": docs}), tmp_path)
    assert (len(articles), rejected) == (6_000, ["empty"])


def test_a_long_object_that_breaks_off_is_told(tmp_path: Path) -> None:
    content = as_json({"r": {"docs": [{"text": f"{n} {TEXT}"} for n in range(6_000)], "n": 1}})
    articles, rejected = read_as("a.json", content[: content.rindex(b"]") + 1], tmp_path)
    assert (len(articles), rejected) == (6_000, ["cut_json"])


def test_a_record_longer_than_any_article_is_told(tmp_path: Path) -> None:
    content = as_json({"text": TEXT, **{str(n): TEXT * 20 for n in range(400)}})
    assert read_as("a.json", content, tmp_path) == ([], ["long_object"])


def test_letters_of_a_legacy_encoding_deep_in_a_record(tmp_path: Path) -> None:
    content = json.dumps([{"_source": {"content": TEXT * 4}}], ensure_ascii=False)
    articles, _ = read_as("a.json", in_legacy(content, "viscii"), tmp_path, text="_source.content")
    assert articles[0].text == TEXT * 4


def test_a_line_is_one_record_however_it_is_packed(tmp_path: Path) -> None:
    line = as_json({"text": "x" * (LIMIT - 12)})
    assert len(line) == LIMIT
    (tmp_path / "a.jsonl").write_bytes(line + b"\n" + line + b"x\n" + line)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    found = list(find(tmp_path, LIMIT, tmp_path / "spool"))
    assert [isinstance(each, Input) for each in found] == [True, False, True] * 2
    assert [each.sha256 if isinstance(each, Input) else each.source_sha256 for each in found[:3]] == [
        each.sha256 if isinstance(each, Input) else each.source_sha256 for each in found[3:]
    ]


def test_a_table_without_line_ends_is_never_held_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,text\n1," + b"a " * 5_000_000)
    tracemalloc.start()
    found = list(find(tmp_path, LIMIT, tmp_path / "spool"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [each.reason for each in found if not isinstance(each, Input)] == ["bad_csv"]
    assert peak < 5_000_000


def test_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    assert read_as("a.csv", f"text,text\n{TEXT},{TEXT}\n".encode(), tmp_path) == ([], ["bad_csv"])


def test_a_path_leads_into_nested_columns_and_front_matter(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    pq.write_table(pa.table({"_id": [1], "_source": [{"content": TEXT}]}), tmp_path / "raw/a.parquet")
    (tmp_path / "raw/b.md").write_text(f"---\nmeta:\n  name: Tin mới\n---\n{TEXT}", encoding="utf-8")
    columns = {"text": "_source.content", "title": "meta.name"}
    found = list(find(tmp_path / "raw", LIMIT, tmp_path / "spool", columns))
    articles, _ = read(each for each in found if isinstance(each, Input))
    assert [(each.text.strip().split("\n")[-1], each.title) for each in articles] == [
        (TEXT.strip(), None),
        (TEXT.strip(), "Tin mới"),
    ]


def test_a_long_object_in_an_object_is_read_in_parts(tmp_path: Path) -> None:
    docs = [{"text": f"Tin {number} {TEXT}"} for number in range(15_000)]
    articles, rejected = read_as("a.json", as_json({"took": 1, "response": {"n": 1, "docs": docs}}), tmp_path)
    assert (len(articles), articles[-1].text[:9], rejected) == (15_000, "Tin 14999", [])


def test_what_stands_behind_damage_is_told(tmp_path: Path) -> None:
    articles, rejected = read_as("a.json", b'[{"text": "a b c"}, {"text": oops}, {"text": "d e f"}]', tmp_path)
    assert ([each.text for each in articles], rejected) == (["a b c"], ["cut_json"])


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    """The rows before it are articles; that the others were not read is told."""
    rows = [f'{number},"Tin số {number}"\n' for number in range(48)]
    broken = 'id,text\n0,"Trước"\n1,"Bài một\n' + "".join(rows)
    articles, rejected = read_as("a.csv", broken.encode(), tmp_path)
    assert ([each.text for each in articles], rejected) == (["Trước"], ["bad_csv"])


@pytest.mark.parametrize(
    "row", ['1,"Bài ""một"", và hai"', '1,"Bài\nmột"', "1,Ông nói “vâng”", '1,Ông nói "vâng" rồi đi', '1, "Bài"']
)
def test_quotation_marks_as_tables_have_them(row: str, tmp_path: Path) -> None:
    articles, rejected = read_as("a.csv", f"id,text\n{row}\n2,Tin\n".encode(), tmp_path)
    assert (len(articles), rejected) == (2, [])


def decomposed(text: str) -> str:
    """Tone marks by themselves, as Windows-1258 has them."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        letters.append(base + "".join(part for part in parts if part in tones))
    return "".join(letters)
