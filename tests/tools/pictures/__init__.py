"""Draws the pictures of the README from real exchanges with the bot.

    python -m tests.tools.pictures [--browser PATH]

The real bot answers over the sample articles, against the scripted Bot API server of the tests. Its messages
are laid out as HTML in the width of a phone and drawn by a headless Chromium (Debian and Ubuntu: ``apt
install chromium fonts-noto-color-emoji``). Writes ``docs/pictures/*.png`` and prints their names.
"""
