"""Write files so that nobody ever meets half of one."""

from __future__ import annotations

import os
from pathlib import Path


def write(target: Path, content: bytes) -> None:
    """Write a file beside its target and rename it; a file that is there already, the same, is left alone."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
