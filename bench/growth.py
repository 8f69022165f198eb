"""How cost grows with one text: documents from 1 KB to 1 MB, or more, and runs of what each pattern is made of.

    python -m bench.growth [--corpus articles.jsonl.gz] [--largest 10] [--kinds characters periods …]

Nanoseconds of CPU a byte of UTF-8 for the whole way of an article (split and read). What grows with the square of the
text costs a thousand times as much a byte at 10 MB as at 10 KB; the last column says how many times it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

from bench.corpus import grow, load
from bench.engine import read
from trichluc.text import normalise

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
SMALLEST = 1_000
PIECES: dict[str, tuple[str, ...]] = {
    "characters": (
        "1",
        "12-",
        "- ",
        ".",
        ". ",
        "/",
        "(",
        ")",
        '"',
        "“",
        "”",
        "“a” ",
        '"a" ',
        "A",
        "A ",
        "Aa",
        "\n",
        "a\n",
        "…",
    ),
    "periods": (
        *("1/", "1, ", "năm ", "năm năm năm ", "từ ", "từ ngày 1 ", "đến ", "1 và ", "tháng 1, ", "20/11 - ", "2019, "),
        *("quý I, ", "thứ hai ", "sáng ngày 1/1/2001 ", "nhiệm kỳ 2001-2005, ", "kỷ niệm 1 năm a, ", "ngày 1, "),
    ),
    "citations": (
        *(
            "số ",
            "Nghị quyết ",
            "Nghị quyết số 1, 2, ",
            "Nghị quyết 20-NQ/TW về “",
            "của Ban ",
            "Luật Đất ",
            "khoản 1, ",
        ),
        *(
            "1-NQ/",
            "1-A/",
            "Quyết định a ",
            "ban hành Kế hoạch số 4/KH-UBND về a, ",
            "NQ ",
            "Kế hoạch trên ",
            "Điều 1 ",
        ),
        *("Chính phủ ban hành ", "Thông tư 1/2019/TT-BTC, "),
    ),
    "people": (
        *(
            "ông ",
            "Nguyễn ",
            "Nguyễn Văn An, ",
            "ông An, bà Nguyễn Văn An, ",
            "Chủ tịch ",
            "Phó ",
            "Ảnh: ",
            "Bí thư, ",
            "N.",
        ),
        *("các đồng chí Lê An, ", "TS. ", "Lê An, Giám đốc Sở Y tế, ", "Trưởng ban a "),
    ),
    "organisations": (
        *(
            "Công đoàn ",
            "Ban Thường vụ Đảng ủy ",
            "Công ty Sao ",
            "Sở Văn hóa, ",
            "Cục Bản quyền ",
            "UBND tỉnh, ",
            "Cục Thuế và ",
        ),
        *(
            "Công ty May Sao Việt (SV) và Sao Việt ",
            "Trường Đại học Y, ",
            "Đảng ủy cơ quan họp. Tổng cục Hải quan tỉnh Lào Cai. Sở Y tế. Công đoàn Cục. ",
        ),
    ),
    "places": (
        *(
            "xã Tân Lập, ",
            "Hà Nội - ",
            "Tân ",
            "các xã A, B và C, ",
            "TP TP TP ",
            "TP, Hà Nội. ",
            "huyện (",
            "Mỹ, Đức, ",
        ),
        *("đường sắt A - ", "quận 1, ", "cầu ", "12 Lê Lợi, "),
    ),
    "campaigns": (
        "phong trào ",
        "phong trào “",
        "“Năm ",
        "Tháng A",
        "cuộc thi “A” từ ngày 1/1/2001. ",
        "Hội thi A. Hội thi ",
    ),
    "quantities": ("1.000", "1 ", "1 tỷ ", "hai ", "hai mươi ", "12 người, ", "$1", "kinh phí ", "1.000 đồng, "),
    "segments": (
        *(
            "(Ảnh: a ",
            "a Ảnh: B. ",
            "Ngày 1/1/2001 ",
            "LêAn",
            "a. A",
            "A, ",
            "1/1/",
            "( ",
            "Theo ",
            "a » ",
            "A\n",
            "Ảnh: A\n",
        ),
        *("Lê An\n", "1/1/2001\n", "a - ", "Chia sẻ\n", "a.vn ", "Tin liên quan\n", "a, b, c\n", "nộp, [Link nguồn], "),
    ),
}
"""What texts are made of, by the phenomenon that looks at it."""


def run_of(piece: str, size: int) -> str:
    """The piece again and again, up to `size` bytes."""
    return piece * (size // len(piece.encode()))


def nanoseconds_a_byte(text: str, work: Callable[[str], object] = read, best_of: int = 1) -> float:
    """CPU time of `work` over the text by its size; the best of several times."""
    seconds = []
    for _ in range(best_of):
        start = process_time()
        work(text)
        seconds.append(process_time() - start)
    return 1e9 * min(seconds) / len(text.encode())


def costs(make: Callable[[int], str], sizes: tuple[int, ...]) -> list[float]:
    """Nanoseconds a byte at every size, small ones the best of several."""
    read(make(sizes[0]))
    return [nanoseconds_a_byte(make(size), best_of=5 if size <= SIZES[0] else 1) for size in sizes]


def document(texts: list[str], size: int) -> str:
    """So many bytes of running text."""
    megabytes = 1.05 * size / 1e6 + 0.05
    return normalise("\n".join(grow(texts, megabytes))).encode()[:size].decode(errors="ignore")


def row(label: str, found: list[float], base: int) -> str:
    """A line of a table; the last cell compares the largest size with the one at `base`."""
    cells = " | ".join(f"{cost:,.0f}" for cost in found)
    return f"| {label} | {cells} | {found[-1] / found[base]:.2f} |"


def main() -> None:
    """Print both tables as Markdown."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz with a field text (default: data/raw)")
    options.add_argument("--largest", type=float, default=1.0, help="size of the largest document and run in MB")
    options.add_argument("--kinds", nargs="*", choices=list(PIECES), default=list(PIECES), help="runs of these pieces")
    chosen = options.parse_args()
    sizes = tuple(size for size in SIZES if size <= chosen.largest * 1e6)
    header = " | ".join(f"{size // 1000:,} KB" for size in sizes)
    texts = load(chosen.corpus)
    print(f"| ns a byte | 1 KB | {header} | largest to 10 KB |\n|{'---|' * (len(sizes) + 3)}")
    print(row("documents", costs(lambda size: document(texts, size), (SMALLEST, *sizes)), 1), flush=True)
    print(f"\n| run of | {header} | largest to 10 KB |\n|{'---|' * (len(sizes) + 2)}")
    for kind in chosen.kinds:
        for piece in PIECES[kind]:
            shown = piece.replace("\n", "↵").replace("`", "")
            print(row(f"{kind}: `{shown}`", costs(partial(run_of, piece), sizes), 0), flush=True)


if __name__ == "__main__":
    main()
