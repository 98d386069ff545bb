"""Kutip in Telegram."""
