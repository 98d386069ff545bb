"""Everything that can go wrong, sorted by what the caller does about it.

::

    KutipError                     its text is one sentence for people: what was wrong and what to do
    ├── TellUser                   the input is at fault; show the sentence, nothing was changed
    │   ├── UnreadableArticle      an upload that is empty, binary, too large or not text
    │   ├── UnusableLink           a link that Kutip may not or cannot follow
    │   ├── UnknownArticle         no such article id
    │   ├── MissingReason          a retraction without a reason
    │   ├── UnusableQuestion       a question that is empty or has no words
    │   ├── QuotaUsedUp           no more questions today
    │   └── ModelRefused           the language model answers, but not this question
    ├── TryAgain                   a part is busy or away for now; the same call may work later
    │   ├── StoreUnavailable       the database or the index did not answer
    │   ├── PageUnavailable        the server behind a link did not answer, or not in time
    │   ├── IndexBusy              another process owns the index and did not answer in time
    │   └── ModelUnavailable       the language model does not answer, or not in time
    └── GiveUp                     the set-up is wrong; stop and say so
        ├── WrongSetting           a setting has a value that cannot be used
        ├── IndexMismatch          the index was made by another embedding model
        └── NewerDatabase          the database was made by a newer version of Kutip

Vendor exceptions are translated in the adapters; none crosses a port.
"""

from __future__ import annotations

from datetime import datetime


class KutipError(Exception):
    """Base of all. ``str(error)`` is one sentence that may be shown to a person; it holds no secret."""


class TellUser(KutipError):
    """The input is at fault."""


class UnreadableArticle(TellUser):
    """An upload that cannot become an article."""


class UnusableLink(TellUser):
    """A link that Kutip may not or cannot follow."""


class UnknownArticle(TellUser):
    """No article has this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"There is no article {article_id!r}; `kutip articles` lists the ids.")
        self.article_id = article_id


class MissingReason(TellUser):
    """A retraction without a reason."""


class UnusableQuestion(TellUser):
    """A question without a word to search for."""


class QuotaUsedUp(TellUser):
    """No more questions today. ``renews_at`` has a time zone; ``is_own``: it is the asker's own budget."""

    def __init__(self, renews_at: datetime, *, is_own: bool) -> None:
        whose = "Your questions" if is_own else "All questions"
        super().__init__(
            f"{whose} for today are used up; ask again after {renews_at:%H:%M %Z} on {renews_at:%d %B %Y}."
        )
        self.renews_at = renews_at
        self.is_own = is_own


class ModelRefused(TellUser):
    """The language model answers, but not this question."""


class TryAgain(KutipError):
    """A part is busy or away for now."""


class StoreUnavailable(TryAgain):
    """The database or the index did not answer."""


class PageUnavailable(TryAgain):
    """The server behind a link did not answer, or not in time."""


class IndexBusy(TryAgain):
    """The process that owns the index did not answer in time."""


class ModelUnavailable(TryAgain):
    """The language model does not answer, or not in time."""


class GiveUp(KutipError):
    """The set-up is wrong."""


class WrongSetting(GiveUp):
    """A setting has a value that cannot be used; the sentence names the variable and what it expects."""


class IndexMismatch(GiveUp):
    """The index was made by another embedding model."""


class NewerDatabase(GiveUp):
    """The database was made by a newer version of Kutip."""
