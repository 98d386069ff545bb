"""Pictures of real exchanges for the README: ``python -m tests.tools.pictures``.

The real bot answers over the sample articles, against the scripted Bot API server of the tests. The very
messages that it sent are put on a page of a phone's width and drawn by a headless Chromium (on Debian and
Ubuntu: ``apt install chromium fonts-noto-color-emoji``; another browser by ``--browser PATH``).
"""
