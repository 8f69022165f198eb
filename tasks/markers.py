"""Files by which a folder says what it holds, so that nothing else is ever replaced by it."""

from __future__ import annotations

VALIDATION = ".trichluc-report"
"""In a validation report."""
REPORT = "report.json"
"""In a report on a snapshot."""
