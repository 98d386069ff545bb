"""Keeps the bot token out of the log. The token is part of every URL of the Bot API."""

from __future__ import annotations

import logging

PLACEHOLDER = "<secret>"

_formatter = logging.Formatter()


class SecretFilter(logging.Filter):
    """Replaces a secret in log messages, in their arguments and in tracebacks by ``PLACEHOLDER``."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record and let it pass. Called by :mod:`logging`."""
        message = record.getMessage()
        if self._secret in message:
            record.msg, record.args = message.replace(self._secret, PLACEHOLDER), None
        if record.exc_info and not record.exc_text:
            # A formatter uses ``exc_text``, if it is set, instead of formatting the exception again.
            record.exc_text = _formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._secret, PLACEHOLDER)
        return True


def keep_out_of_logs(secret: str) -> None:
    """Redact ``secret`` in everything that the current handlers of the root logger write.

    Call it after logging is configured. Also silences the line that the HTTP client logs for every request
    with its URL: polling alone would log it several times a minute.
    """
    for handler in logging.getLogger().handlers:
        if not any(isinstance(entry, SecretFilter) and entry._secret == secret for entry in handler.filters):
            handler.addFilter(SecretFilter(secret))
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
