"""The report: a folder of pages about one snapshot, which opens from disk and asks no network for anything.

Its pages are shells; what they show lies beside them in *books*: ordered rows in numbered script files, of which a
page loads the few that it shows, since pages opened from disk may load scripts and nothing else.
"""

from __future__ import annotations

from tasks.report.build import NotAReport, build_report

__all__ = ["NotAReport", "build_report"]
