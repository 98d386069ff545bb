"""Pure functions that read Telegram updates.

``filters`` selects the messages that are meant for the bot, ``identity`` names the conversation and the
person, ``reading`` extracts texts, links and files from a message, and ``callback_data`` writes and matches
the data of buttons. Nothing here calls Telegram or the core.
"""
