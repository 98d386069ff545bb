"""``kutip eval``: the real product on a data folder, observed, and the report of it."""
