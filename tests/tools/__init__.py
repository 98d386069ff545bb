"""Tools that engineers run by hand, to measure, fit weights or draw pictures. They are not tests.

The docstring of each module says how to run it and what it prints. Data sets are in ``../shared/data``.

Speed and robustness, mostly on a real process:

- ``bench``: cold start, adding articles, answering questions (``make bench``)
- ``scale``: the same over archives of growing size (``make bench ARGS=--scale``)
- ``lexical_growth``: full-text search alone over growing archives
- ``soak``: event loop and memory under 200 chats at once and thousands of questions
- ``kills``: whether every question is answered once although the bot is killed at random
- ``hostile``: whether hostile files and links do harm to a bot that receives them

Quality, in ``quality``:

- ``dataset``: makes the data folders for ``kutip eval`` from ``data``, divided by ``splits``
- ``publish``: copies results of ``kutip eval`` to ``docs/quality`` and updates the tables
- ``fit``, ``fit_support``: fit the weights in ``knowledge/weights``
- ``sentence_ranker``, ``retrieval``, ``refusal``, ``verification``, ``sentence_boundaries``, ``followups``,
  ``near_duplicates``, ``formats``, ``injection``, ``bulk``: measure one part of Kutip each

``pictures`` draws the pictures of the README from real exchanges with the bot.
"""
