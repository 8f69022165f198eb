"""The shared scan: whole words of every lexicon, quotations, sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trichluc.rules import lexicons, load
from trichluc.scan import Scan, spellings


def sentences(text: str) -> list[str]:
    starts = [*Scan(text).sentence_starts, len(text)]
    return [text[a:b] for a, b in zip(starts, starts[1:], strict=False)]


def test_words_are_found_whole_and_in_their_spellings() -> None:
    words = [scan_text[a:b] for scan_text in ["PHONG TRÀO, Phong trào, phong tràox"] for a, b, _ in hits(scan_text)]
    assert words == ["PHONG TRÀO", "Phong trào"]


def hits(text: str) -> list[tuple[int, int, dict[str, str]]]:
    return Scan(text).hits("campaign_words")


def test_longest_word_at_each_start() -> None:
    text = "phong trào thi đua"
    assert Scan(text).longest("campaign_words")[0][:2] == (0, len(text))


def test_every_lexicon_states_its_source() -> None:
    assert lexicons()
    for name in lexicons():
        for rule in load(name):
            assert rule["word"].strip(), name
            assert rule["source"].strip(), (name, rule["word"])
            assert spellings(rule)


def test_an_anchored_lexicon_is_read_where_it_is_asked_for() -> None:
    scan = Scan("Sở Tài chính, tài chính xa")
    fields = scan.longest("organisation_fields")
    assert scan.hits("organisation_fields") == []
    assert fields[3][:2] == (3, 12)
    assert 0 not in fields
    assert fields.get(0) is None
    assert [scan.text[a:b] for a, b, _ in map(fields.__getitem__, fields)] == ["Tài chính", "tài chính"]


def test_quotations_nest_and_end_at_line_ends() -> None:
    text = '“Nghị quyết “Đổi mới” của ta” và "hai"\n“hở\n”'
    assert [text[a:b] for a, b in Scan(text).quotations] == ["Nghị quyết “Đổi mới” của ta", "Đổi mới", "hai"]


def test_sentences_end_neither_at_abbreviations_nor_in_numbers() -> None:
    text = "Họp tại TP. Hà Nội lúc 8.30. TS. Minh nói: “Tốt.” Rồi về\nHết."
    assert sentences(text) == ["Họp tại TP. Hà Nội lúc 8.30. ", "TS. Minh nói: “Tốt.” ", "Rồi về\n", "Hết."]


def test_a_run_of_dots_costs_its_own_length() -> None:
    form = "Họ tên " + "." * 300_000  # to be filled in by hand: tried from every dot, it would take hours
    assert sentences(form + " Tuổi") == [form + " ", "Tuổi"]
    assert sentences(form + "x") == [form + "x"]


@given(st.text(alphabet='aA .\n“”"!?;…1', max_size=200))
def test_sentences_tile_any_text(text: str) -> None:
    assert "".join(sentences(text)) == text
    scan = Scan(text)
    for position in range(len(text)):
        start, end = scan.sentence(position)
        assert start <= position < end or position == end == len(text)
