"""Runs Kutip with a real language model, and counts independently the unsupported details in its answers."""
