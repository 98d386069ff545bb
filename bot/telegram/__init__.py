"""Kutip's Telegram bot: handlers of updates, views, delivery of messages, and the bot process."""
