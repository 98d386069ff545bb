"""The exceptions of Kutip, grouped by what the caller does about them.

::

    KutipError                     its text is one sentence for people: what is wrong and what to do
    ├── TellUser                   the input is wrong: show the sentence; nothing was changed
    │   ├── UnreadableArticle      the upload is empty, binary, too large or not text
    │   ├── UnusableLink           Kutip may not or cannot follow the link
    │   │   └── NoFeed             there is no feed at the link, and the page there names none
    │   ├── UnknownArticle         no article has this id
    │   ├── MissingReason          a retraction needs a reason
    │   ├── UnusableQuestion       the question is empty or too long
    │   ├── QuotaUsedUp            the daily quota is used up
    │   └── ModelRefused           the language model refused this question
    │       └── ContextTooSmall    the prompt is longer than the model can read
    ├── TryAgain                   a service is busy or unavailable: the same call may succeed later
    │   ├── StoreUnavailable       the database or the index did not respond
    │   ├── PageUnavailable        the web server of a link did not respond in time
    │   ├── IndexBusy              the process that owns the index did not respond in time
    │   └── ModelUnavailable       the language model did not respond in time
    └── GiveUp                     the installation is wrong: stop and show the sentence
        ├── WrongSetting           a setting has an unusable value
        ├── IndexMismatch          the index was built with another embedding model
        └── NewerDatabase          a newer version of Kutip created the database

Adapters translate the exceptions of their libraries into these; no other exception crosses a port.
"""

from __future__ import annotations

from datetime import datetime


class KutipError(Exception):
    """Base class. ``str(error)`` is one sentence that can be shown to people; it contains no secret."""


class TellUser(KutipError):
    """The input is wrong; the caller shows ``str(error)`` to the user. Nothing was changed."""


class UnreadableArticle(TellUser):
    """The upload cannot become an article: it is empty, binary, too large or not text."""


class UnusableLink(TellUser):
    """Kutip may not or cannot follow the link."""


class NoFeed(UnusableLink):
    """There is no feed at the link, and the page there names none."""


class UnknownArticle(TellUser):
    """No article has the id ``article_id``."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"There is no article {article_id!r}; `kutip articles` lists the ids.")
        self.article_id = article_id


class MissingReason(TellUser):
    """An article cannot be retracted without a reason."""


class UnusableQuestion(TellUser):
    """The question is empty or too long."""


class QuotaUsedUp(TellUser):
    """The quota of questions or tokens for today is used up.

    ``renews_at`` is when the next quota begins, with a time zone. ``is_own`` says whether it is the asker's
    own quota or that of all askers together.
    """

    def __init__(self, renews_at: datetime, *, is_own: bool) -> None:
        whose = "Your questions" if is_own else "All questions"
        super().__init__(
            f"{whose} for today are used up; ask again after {renews_at:%H:%M %Z} on {renews_at:%d %B %Y}."
        )
        self.renews_at = renews_at
        self.is_own = is_own


class ModelRefused(TellUser):
    """The language model is available but refused to answer this question."""


class ContextTooSmall(ModelRefused):
    """The prompt is longer than the language model can read; a shorter one may be answered."""


class TryAgain(KutipError):
    """A service is busy or unavailable; the same call may succeed later."""


class StoreUnavailable(TryAgain):
    """The database or the index did not respond."""


class PageUnavailable(TryAgain):
    """The web server of a link did not respond in time."""


class IndexBusy(TryAgain):
    """Another process owns the index and did not respond in time."""


class ModelUnavailable(TryAgain):
    """The language model did not respond in time."""


class GiveUp(KutipError):
    """The installation is wrong; the caller shows ``str(error)`` and stops."""


class WrongSetting(GiveUp):
    """A setting has an unusable value; the message names the variable and the expected value."""


class IndexMismatch(GiveUp):
    """The index was built with another embedding model; ``kutip reindex`` rebuilds it."""


class NewerDatabase(GiveUp):
    """A newer version of Kutip created the database."""
