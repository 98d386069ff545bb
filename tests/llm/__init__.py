"""Kutip with a real language model: questions, a run, and an independent count of unsupported details."""
