"""Sample articles, so that a first conversation has something to quote.

One article retells a report of 2022 in new words; the others are from two newspapers of Muarasenja, a town
that does not exist. They carry their titles, dates and sources in the forms that newsrooms use.
"""

from pathlib import Path


def folder() -> Path:
    """The folder of the sample articles, each a ``.txt`` or ``.md`` file in UTF-8."""
    return Path(__file__).parent
