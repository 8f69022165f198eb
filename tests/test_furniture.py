"""A user's furniture rules, from the file to the segments; and rules suggested by what repeats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unittest import mock

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.settings import Settings
from tasks import extracted, furniture, stages
from tasks.batch import Batch, fill, rejection_table
from tasks.edition import edition
from tasks.inputs import find
from tasks.load import list_inputs
from tasks.snapshot import Target
from trichluc.edition import engine_version
from trichluc.segments.furniture import BadRule, compile_rules

PAGE = f"Hội nghị tổng kết\n\n{'Hội nghị đã diễn ra tốt đẹp tại huyện. ' * 6}\n\nCổng cán bộ huyện"
RULES = "phrase,match,scope,source,example\ncổng cán bộ,start,line,me,Cổng cán bộ huyện\n"


def batch_of(folder: Path) -> Batch:
    raw, workspace = folder / "raw", folder / "work"
    raw.mkdir()
    workspace.mkdir()
    (raw / "a.txt").write_text(PAGE, encoding="utf-8")
    (batch,) = fill(find(raw, 1 << 20), workspace, 1 << 20)
    return batch


def last_role(batch: Batch) -> str:
    stages.load(batch)
    stages.split(batch)
    articles = batch.take("split")
    role: str = articles[0].segments[-1].role
    return role


def test_rules_of_a_user_reach_the_stages(tmp_path: Path) -> None:
    batch = batch_of(tmp_path)
    assert last_role(batch) != "boilerplate"
    (tmp_path / "mine.csv").write_text(RULES, encoding="utf-8-sig")
    furniture.take_along(tmp_path / "mine.csv", tmp_path / "work")
    assert last_role(batch) == "boilerplate"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("phrase,match\nx,somewhere\n", "'somewhere'"),
        ("phrase,scope\nx,all\n", "'all'"),
        ("word\nx\n", "no phrase"),
        ("\xff", "utf-8"),
        ("", "No such file"),
    ],
)
def test_bad_rules_say_what_is_wrong(content: str, found: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    if content:
        path.write_bytes(content.encode("latin-1"))
    with pytest.raises(BadRule, match=found) as refused:
        furniture.take_along(path, tmp_path)
    assert path.name in str(refused.value)


def test_suggestions_for_what_is_not_there_are_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["furniture", str(tmp_path / "nowhere")])
    assert (told.exit_code, told.stdout) == (1, "")
    assert "nowhere does not exist" in told.stderr


def test_phrases_to_cut_do_not_overlap() -> None:
    rules = [
        {"phrase": phrase, "match": match}
        for phrase, match in (("Xem ảnh", "cut"), ("ảnh", "cut"), ("Tin khác", "tail"))
    ]
    line = "Xem ảnh. Tin khác ở đây có ảnh. Tin khác: Xem ảnh"
    found = compile_rules([*rules, {"phrase": "khác ở", "match": "cut"}]).spans(line)
    assert [line[start:end] for start, end in found] == ["Xem ảnh", "Tin khác ở đây có ảnh. Tin khác: Xem ảnh"]
    line = "Những tin khác ảnh Tin khác. Tin khác"
    assert [line[start:end] for start, end in compile_rules(rules).spans(line)] == ["ảnh", "Tin khác"]


def test_suggestions_say_what_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    told = CliRunner().invoke(app, ["furniture", str(tmp_path)])
    assert (told.exit_code, "1 inputs could not be read" in told.stderr) == (0, True)


def test_what_is_suggested_can_be_taken_as_it_is(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"Tin số {number}\n\nCổng cán bộ huyện\nTrang chủ\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["furniture", str(tmp_path)])
    assert [row.split(",")[0] for row in told.output.splitlines()] == ["phrase", "Cổng cán bộ huyện"]
    (tmp_path / "mine.csv").write_text(told.output, encoding="utf-8")
    (tmp_path / "work").mkdir()
    furniture.take_along(tmp_path / "mine.csv", tmp_path / "work")


def test_a_users_rules_hold_for_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"Tin số {number}\n\nCổng cán bộ huyện\n", encoding="utf-8")
    (tmp_path / "mine.csv").write_text(RULES, encoding="utf-8")
    pages = str(tmp_path / "*.txt")
    assert "Cổng" in CliRunner().invoke(app, ["furniture", pages]).stdout
    monkeypatch.setattr("flows.settings.settings", lambda: Settings(furniture=tmp_path / "mine.csv"))
    assert "Cổng" not in CliRunner().invoke(app, ["furniture", pages]).stdout
    told = CliRunner().invoke(app, ["extract", str(tmp_path / "1.txt")])
    assert json.loads(told.stdout)["segments"][-1]["role"] == "boilerplate"
    monkeypatch.setattr("flows.settings.settings", lambda: Settings(furniture=tmp_path / "none.csv"))
    told = CliRunner().invoke(app, ["extract", str(tmp_path / "1.txt")])
    assert (told.exit_code, "none.csv" in told.stderr) == (1, True)


def test_what_a_user_adds_is_part_of_the_edition(tmp_path: Path) -> None:
    rules = tmp_path / "mine.csv"
    rules.write_text(RULES, encoding="utf-8")
    plain, with_rules = edition(None, {}), edition(rules, {})
    rules.write_text(RULES.replace("start", "line"), encoding="utf-8")
    changed, renamed = edition(rules, {}), edition(None, {"text": "content"})
    assert len({plain, with_rules, changed, renamed}) == 4
    assert plain.rpartition(".")[0] == engine_version()
    assert edition(None, {"text": "content"}) == renamed
    with pytest.raises(BadRule, match=r"nowhere\.csv"):
        edition(tmp_path / "nowhere.csv", {})


def test_a_changed_loader_or_library_is_another_edition() -> None:
    plain = edition(None, {})
    with mock.patch("tasks.edition.fingerprint", return_value="changed"):
        loader = edition(None, {})
    with mock.patch("tasks.edition.version", return_value="99"):
        library = edition(None, {})
    assert len({plain, loader, library}) == 3


def test_changed_rules_are_followed_without_being_told(tmp_path: Path) -> None:
    """The next run reads unchanged inputs again where the rules have changed, and only then."""
    batch_of(tmp_path)
    rules = tmp_path / "mine.csv"
    rules.write_text(RULES, encoding="utf-8")

    def run(own: Path | None) -> tuple[int, str]:
        work = tmp_path / "again"
        work.mkdir()
        with Target.open(tmp_path / "curated") as target:
            plan = target.plan(engine_version=edition(own, {}))
            batches = list_inputs.fn(tmp_path / "raw", plan, work, 1 << 20, 1 << 20, rules=own)
            staging = target.stage(plan.keep, plan.engine_version)
            for batch in batches:
                role = last_role(batch)
                stages.extract(batch)
                staging.write(batch.no, extracted.of(batch), rejection_table(stages.rejected(batch)))
            target.publish(staging.assemble())
        shutil.rmtree(work)
        return len(batches), role if batches else ""

    assert [run(None), run(None)] == [(1, "paragraph"), (0, "")]
    assert [run(rules), run(rules)] == [(1, "boilerplate"), (0, "")]
    rules.write_text(RULES.replace("cán bộ", "thông tin"), encoding="utf-8")
    assert run(rules) == (1, "paragraph")
    with Target.open(tmp_path / "curated") as target:
        assert {load.engine_version for load in target.ledger().values()} == {edition(rules, {})}
