"""Whom to tell when a run fails, or publishes something that a person should look at: the log, and wherever is set.

`TRICHLUC_ALERTS` lists addresses as Apprise reads them: `mailtos://…`, `json://…` for a webhook, and a hundred others.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flows import server
from flows.escape import printable
from flows.settings import settings

if TYPE_CHECKING:
    from flows.curate import Outcome

_log = logging.getLogger("trichluc.alerts")


def send(subject: str, sentences: Iterable[str], run_id: object = None) -> bool:
    """Log the alert and send it on; False where an address could not be reached, which fails no run."""
    subject, lines = printable(subject), [printable(sentence) for sentence in sentences]
    _log.warning("%s: %s", subject, " ".join(lines))
    addresses = settings().alerts
    if not addresses:
        return True
    if api := os.environ.get("PREFECT_API_URL"):
        lines.append(f"{server.dashboard(api)}/runs/flow-run/{run_id}")
    import apprise

    receivers = apprise.Apprise(asset=apprise.AppriseAsset(app_id="trichluc", secure_logging=True))
    known = [receivers.add(address.get_secret_value()) for address in addresses]
    sent = receivers.notify("\n".join(lines), title=subject, body_format=apprise.NotifyFormat.TEXT) and all(known)
    if not sent:
        _log.error("The alert could not be sent to every address of TRICHLUC_ALERTS.")
    return bool(sent)


def on_failure(_flow: Any, run: Any, state: Any) -> None:
    """Hook of a flow: tell that a run failed or crashed, with its first line."""
    send(f"{run.name}: {state.name}", [str(state.message or "no cause was given")], run.id)


def look_at(raw: object, outcome: Outcome) -> None:
    """Tell what a person should look at in a snapshot that was published all the same."""
    if outcome.warnings:
        from prefect import runtime

        send(f"{raw} → {outcome}: please look", outcome.warnings, runtime.flow_run.id)


def rejected_too_much(rejected: int, articles: int, threshold: float) -> list[str]:
    """A sentence where of the inputs that were new to a run more than a share were rejected, and no article came of them.

    What the run before rejected too is not new: nobody is told every quarter of an hour of a picture that lies about.
    """
    taken = rejected + articles
    if not taken or rejected / taken <= threshold:
        return []
    return [f"{rejected:,} of {taken:,} inputs were rejected; the table `rejections` says why, and what to do."]


def not_read(count: int) -> list[str]:
    """A sentence where inputs could not be read that the run before could read, or did not meet."""
    if not count:
        return []
    return [
        f"{count:,} of the inputs could not be read for now (the table `rejections` says why). What is published of them stays, "
        "and every run tries them again."
    ]
