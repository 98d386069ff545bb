"""All texts that people read in Telegram, by language."""
