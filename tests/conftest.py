"""Settings for all tests: how Hypothesis generates examples, and which certificates clients load."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

# No deadline and no complaint about slow data: on a busy machine any example may take long, and that says
# nothing about the code. CI tries the same examples at every run, so it fails for a change and not by chance.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# A folder without certificates. No test uses TLS, and each of the many HTTP clients would otherwise spend
# 30 ms of processor time on loading the machine's certificates. Processes that tests start do not inherit it.
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)
os.environ.pop("SSL_CERT_FILE", None)
