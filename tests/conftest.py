"""What holds for every test: how Hypothesis tries its examples."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No deadline and no complaint about slow data: on a busy machine any example may take long, and that says
# nothing about the code. CI tries the same examples at every run, so it fails for a change and not by chance.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
