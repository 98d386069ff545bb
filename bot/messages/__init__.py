"""All texts of the Telegram bot, by language."""
