"""Data files with fitted weights and word counts; ``README.md`` in this folder describes each file."""
