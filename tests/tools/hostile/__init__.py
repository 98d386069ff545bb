"""Hostile files and links, and a tool that sends them to a real bot process; see ``__main__``."""
