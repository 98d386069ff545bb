"""Implements ``kutip eval``: runs Kutip on the cases of a data folder, and reports its quality and speed."""
