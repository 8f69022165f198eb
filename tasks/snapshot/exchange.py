"""Two folders change places in one step, so that a path always leads to one of them, whole.

Linux has `renameat2(RENAME_EXCHANGE)`, macOS `renamex_np(RENAME_SWAP)`; Python offers neither, hence ctypes. Where the
system or the file system has no such call, the caller does it by two renames: between them the path leads nowhere for
some microseconds, and a reader then sees a missing folder, never a wrong one.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2
UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP}


class ExchangeUnsupported(OSError):
    """Neither this system nor this file system can exchange two folders in one step."""


def exchange(first: Path, second: Path) -> None:
    """Exchange two existing paths of one file system atomically; raises ExchangeUnsupported where that cannot be."""
    call = _system_call()
    if call is None:
        raise ExchangeUnsupported(errno.ENOSYS, "no system call exchanges two paths here")
    if call(os.fsencode(first), os.fsencode(second)) == 0:
        return
    code = ctypes.get_errno()
    if code in UNSUPPORTED:
        raise ExchangeUnsupported(code, os.strerror(code), str(second))
    raise OSError(code, os.strerror(code), str(second))


def _system_call() -> Callable[[bytes, bytes], int] | None:
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        return lambda first, second: int(library.renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE))
    if hasattr(library, "renamex_np"):
        return lambda first, second: int(library.renamex_np(first, second, RENAME_SWAP))
    return None
