"""Counts the processors that this process may use."""

from __future__ import annotations

import os
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")


def available(quota: Path = QUOTA) -> int:
    """Return the number of processors, at least 1: those of the machine, or what a container may use of them.

    ``quota`` is a file of Linux control groups, version 2: microseconds of processor time, or ``max``, in
    each period of so many microseconds. A quota of one and a half processors counts as one.
    """
    affinity = getattr(os, "sched_getaffinity", None)  # Linux only
    count = len(affinity(0)) if affinity else os.cpu_count() or 1
    try:
        limit, period = quota.read_text(encoding="ascii").split()
        return max(1, min(count, int(limit) // int(period)))
    except (OSError, ValueError, ZeroDivisionError):
        return count
