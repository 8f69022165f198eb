"""Inputs: what lies in the raw folder, and how one record of it becomes a `RawArticle`.

Two verbs: `find` walks what it is given and lists every record without keeping its text, `read` opens the listed
records of one batch. Files are told apart in `kinds` and opened by the families of formats in `families`; records that
come out of containers wait in the run's `spool`. What cannot be read becomes a `Rejection` with a reason code and a
sentence for a person; nothing that a user may hand in raises. No orchestration in here, so that a worker process of
its own imports nothing else.
"""

from __future__ import annotations

from tasks.inputs.find import find
from tasks.inputs.listed import Input
from tasks.inputs.read import read

__all__ = ["Input", "find", "read"]
