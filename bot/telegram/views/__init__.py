"""Pure functions that turn outcomes and articles into Telegram HTML with buttons.

They take their words from ``bot.messages`` and return :class:`~bot.telegram.views.outgoing.Outgoing` messages
within the limits of Telegram. ``delivery`` sends them.
"""
