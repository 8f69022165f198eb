"""Settings: environment variables `TRICHLUC_…`, then the file `trichluc.toml` in the working folder, then defaults."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from tasks.bounds import Bound, Measure

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from tasks.snapshot import Retention

MEGABYTE = 1024 * 1024
PREFIX = "TRICHLUC_"
STATED = ("text", "html", "id", "title", "author", "published_at", "section", "outlet")
RecordField = Annotated[str, Field(pattern=rf"\A({'|'.join(STATED)})\z")]
"""What a record may state of its article."""
NO_SETTINGS = ("TRICHLUC_FOLDER", "TRICHLUC_TEST_")
"""Beginnings of other names in the environment: what `prefect.yaml` reads, and what steers tests."""


class Settings(BaseSettings):
    """Every setting, with its default; the name in the environment is the field's in capitals after `TRICHLUC_`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file="trichluc.toml", extra="forbid")

    raw: Path = Field(Path("data/raw"), description="Folder or file to read.")
    curated: Path = Field(Path("data/curated"), description="Folder to publish to.")
    docs: Path | None = Field(None, description="Folder of the validation report; by default beside `curated`.")
    workspace: Path | None = Field(None, description="Folder for work in progress; by default the system's own.")
    batch_bytes: int = Field(32 * MEGABYTE, ge=1, description="Bytes of input in one batch.")
    max_article_bytes: int = Field(5 * MEGABYTE, ge=1, description="Bytes above which a record is no article.")
    columns: dict[RecordField, str] = Field(
        {}, description='Names of record fields, by ours: {"text": "_source.content", "published_at": "date"}.'
    )
    keep_snapshots: int = Field(5, ge=1, description="Snapshots to keep at least, the current one included.")
    keep_hours: float = Field(1, ge=0, description="Hours for which a snapshot is kept after another took its place.")
    furniture: Path | None = Field(
        None, description="A file of page furniture rules beside the built-in ones (phrase, match, scope)."
    )
    workers: int = Field(0, ge=0, description="Worker processes; 0: one a core, as far as there are batches.")
    watch_quiet: float = Field(
        3, gt=0, description="Seconds without a change in the input folder before new files start a run."
    )
    alerts: list[SecretStr] = Field(
        [], description="Addresses that hear of failed runs and of what needs a look, in Apprise's notation."
    )
    alert_rejected: float = Field(
        0.1, ge=0, le=1, description="Share of a run's new inputs above which their rejection is told."
    )
    volumes: dict[Measure, Bound] = Field(
        {}, description="What a run may differ by from those before: `minimum`, `maximum`, `least`, `most` by measure."
    )
    runner: Literal["threads", "processes", "dask", "ray"] = Field(
        "processes", description="What does the batches: threads or processes of this machine, or a cluster."
    )
    address: str | None = Field(None, description="Address of a cluster's scheduler; by default a cluster of our own.")
    server_timeout: int = Field(120, ge=1, description="Seconds to wait for a temporary Prefect server.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("raw")
    @classmethod
    def _has_no_secret(cls, raw: Path) -> Path:
        """Watchers log it, and a server keeps it as a parameter's default."""
        if ":/" in os.fspath(raw):  # a path keeps but one slash of a URL
            from tasks.inputs.sources import refuse_secrets

            refuse_secrets(raw)
        return raw

    def written(self, curated: Path) -> list[Path]:
        """The folders that a run writes to."""
        return [curated, self.docs_folder(curated), *([self.workspace] if self.workspace else [])]

    def retention(self) -> Retention:
        """Which snapshots stay when another is published."""
        from tasks.snapshot import Retention

        return Retention(self.keep_snapshots, self.keep_hours)

    def docs_folder(self, curated: Path) -> Path:
        """Where the validation report of a target goes."""
        return self.docs or curated.parent / f"{curated.name}-docs"


@cache
def settings() -> Settings:
    """The settings of this process, read once; ends the process with a sentence where one of them is wrong."""
    try:
        _refuse_unknown(os.environ)
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(map(_sentence, error.errors()))
    except (SettingsError, ValueError, OSError) as error:  # a file that is no TOML is a ValueError
        wrong = str(error)
    raise SystemExit(f"Settings (TRICHLUC_… in the environment, or trichluc.toml): {wrong}")


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    """Raise where a name in the environment looks like a setting and is none, as a misspelt one would do nothing."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    given = {name.upper(): name for name in environment if name.upper().startswith(PREFIX)}
    for name in sorted(given.keys() - known):
        if not name.startswith(NO_SETTINGS):
            raise ValueError(_unknown(given[name], name, known))


def _sentence(error: ErrorDetails) -> str:
    name = ".".join(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        return _unknown(name, name, Settings.model_fields)
    if error["type"] == "string_pattern_mismatch" and error["loc"][0] == "columns":
        return f"columns.{error['loc'][1]}: an article has no such field; there are {', '.join(STATED)}"
    return f"{name}: {error['msg']}"


def _unknown(given: str, name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"there is no {given}{f'; is {close[0]} meant?' if close else ''}"
