"""Keeps the bot token out of the log: the Bot API has it in every web address."""

from __future__ import annotations

import logging

STAND_IN = "<secret>"

_formatter = logging.Formatter()


class SecretFilter(logging.Filter):
    """Replaces a secret in messages, in their arguments, and in traces."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if self._secret in message:
            record.msg, record.args = message.replace(self._secret, STAND_IN), None
        if record.exc_info and not record.exc_text:
            # A formatter uses this text, where it is set, instead of formatting the exception again.
            record.exc_text = _formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._secret, STAND_IN)
        return True


def keep_out_of_logs(secret: str) -> None:
    """From now on, for all handlers that the root logger has; call it after logging is configured.

    The HTTP client's line for every request (its address included) is silenced as well: it says nothing
    that the log of a bot needs, ten times a minute.
    """
    for handler in logging.getLogger().handlers:
        if not any(isinstance(known, SecretFilter) and known._secret == secret for known in handler.filters):
            handler.addFilter(SecretFilter(secret))
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
