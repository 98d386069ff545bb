"""Receives and sends messages: polling, the inbox, the order per chat, retries and streaming.

Updates go from ``polling`` through ``inbox`` (stored until handled) and ``per_chat_queue`` (one at a time per
chat) to the handlers. What these send goes through ``sending``, ``streaming`` and ``callback_replies`` to
``reliable_sender``, which limits, repeats and deduplicates the calls to Telegram.
"""
