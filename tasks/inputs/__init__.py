"""Inputs: what lies in the raw folder, and how one record of it becomes a `RawArticle`.

Two verbs: `find` walks a file or a folder and lists every record without keeping its text, `read` opens the listed
records of one batch. What cannot be read becomes a `Rejection` with a reason code and a sentence for a person;
nothing that a user may put into the folder raises. Pure Python: no orchestration, so that a worker process of its
own imports nothing else.
"""

from __future__ import annotations

from tasks.inputs.find import Input, find
from tasks.inputs.read import read

__all__ = ["Input", "find", "read"]
