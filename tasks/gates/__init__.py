"""The two gates: rows that fail send their article to quarantine; a table that fails stops the publication.

Great Expectations is not safe in threads, so that every use of it goes through the one lock in `expect`. It takes
seconds to import, which `tasks.crew.gatekeeper` does beside other slow starts.
"""

from __future__ import annotations

from tasks.gates.rows import Failure, failing_articles

__all__ = ["Failure", "failing_articles"]
