"""Translates the exceptions of language model vendors into sentences that say what to do, and decides which
justify another attempt. No sentence repeats what a server wrote: it may quote the key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.adapters.llm.refusals import Refusal, read_refusal
from knowledge.errors import ContextTooSmall, KutipError, ModelRefused, ModelUnavailable, WrongSetting

TRANSIENT_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


@dataclass(frozen=True, slots=True)
class Subject:
    """A model, and the settings that a sentence about it names."""

    name: str
    setting: str = "LLM_MODEL"
    key: str = ""
    """The setting with the key; ``""`` if the provider takes none or finds it elsewhere."""
    address: str = ""
    """The setting with the address of the server; ``""`` if it has none."""

    def tell(self, sentence: str) -> str:
        """Fill the names into a sentence.

        >>> Subject("openai:m", address="OPENAI_BASE_URL").tell("Check {setting}{and_address} for {name}.")
        'Check LLM_MODEL and OPENAI_BASE_URL for openai:m.'
        """
        provider, _, model = self.name.partition(":")
        return sentence.format(
            name=self.name,
            setting=self.setting,
            key=self.key or "the key of its provider",
            address=self.address or self.setting,
            and_address=f" and {self.address}" if self.address else "",
            pull=f"run `ollama pull {model}`, or " if provider == "ollama" else "",
        )


@dataclass(eq=False)
class Failure(Exception):
    """A failed attempt to call a model: the error for the caller, and whether another attempt may succeed."""

    error: KutipError
    is_transient: bool = False
    refusal: Refusal = field(default_factory=Refusal)
    is_loading: bool = False
    """Whether the server is still loading the model."""
    needs_room: bool = False
    """Whether the model used up its tokens before its first word."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """A reason for which servers refuse requests, and how to recognize it."""

    kind: type[KutipError]
    sentence: str
    says: str = ""
    """A pattern of what servers write; ``""`` if the status alone tells."""
    statuses: frozenset[int | None] = frozenset()
    """Empty for any status."""

    def applies_to(self, refusal: Refusal) -> bool:
        return (not self.statuses or refusal.status in self.statuses) and (
            not self.says or re.search(self.says, refusal.says) is not None
        )


_KEY = "The model {name} refuses the key: check {key}."
_CONTEXT = (
    "The question with its evidence is longer than the model {name} can read: give it a context of 8192 "
    "tokens, or choose another {setting}."
)
_CREDIT = "The account of the model {name} has no credit left: check plan and billing at its provider."
_TOO_OFTEN = (
    "The model {name} is asked more often than its account allows (status 429): try again later, or raise "
    "the limits at its provider."
)
_UNKNOWN = "The server does not know the model {name}: {pull}check {setting}{and_address}."
_LOADING = "The model {name} is still being loaded by its server; try again later."
_FILTERED = "The model {name} refuses this question by its own rules."
_NO_ROOM = (
    "The model {name} used up its tokens before the first word of its answer: choose one that thinks less "
    "for {setting}."
)
_WEB_PAGE = (
    "The server of the model {name} answers with a web page, not as an API: check {address}; the address of "
    "an API often ends in /v1."
)

_LOADS = _Reason(
    ModelUnavailable,
    _LOADING,
    r"\bloading (the )?model\b|\bmodel\b.{0,80}\b(currently|still|is) (being )?load",
    frozenset({425, 500, 503}),
)
_REASONS = (
    _LOADS,
    _Reason(
        ContextTooSmall,
        _CONTEXT,
        r"context_length_exceeded|exceed_context_size|context (window|length|size)|maximum context|"
        r"(prompt|input) is too long|too many (input )?tokens|input token count.{0,40}exceed|"
        r"maximum number of tokens allowed|request too large|reduce (the length|your (prompt|message))|"
        r"max_new_tokens` must be <=",
    ),
    _Reason(ContextTooSmall, _CONTEXT, statuses=frozenset({413})),
    _Reason(
        WrongSetting,
        "The provider wants your organisation verified before it may use the model {name}: verify it in the "
        "settings of the provider's platform, or choose another {setting}.",
        r"must be verified",
    ),
    _Reason(
        ModelUnavailable,
        _CREDIT,
        r"insufficient_quota|credit balance|out of credit|no credits?\b|insufficient (credit|balance|funds)",
    ),
    _Reason(ModelUnavailable, _CREDIT, statuses=frozenset({402})),
    _Reason(
        WrongSetting,
        "The model {name} is not offered in the country of this computer: choose another {setting}.",
        r"unsupported_country|location is not supported|(country|region|territory).{0,30}not supported",
    ),
    _Reason(
        WrongSetting,
        _KEY,
        r"api[ _-]?key.{0,40}(not valid|invalid|not found|missing|expired|incorrect|wrong)|"
        r"(invalid|incorrect|missing|no|expired|wrong)[ _].{0,20}(api[ _-]?key|credential)|"
        r"could not resolve authentication|unrecognizedclient|security token|unable to locate credentials",
        frozenset({400, None}),
    ),
    _Reason(WrongSetting, _KEY, statuses=frozenset({401})),
    _Reason(
        WrongSetting,
        "The key may not be used for the model {name}: check {key}, or choose another {setting}.",
        statuses=frozenset({403}),
    ),
    _Reason(WrongSetting, _UNKNOWN, statuses=frozenset({404})),
    _Reason(
        WrongSetting,
        _UNKNOWN,
        r"model_not_found|not a valid model|model.{0,60}(not found|not exist|identifier is invalid)|"
        r"no such model|(unknown|invalid) model",
        frozenset({400, 422}),
    ),
    _Reason(
        ModelRefused,
        _FILTERED,
        r"content_filter|content management policy|responsibleai",
        frozenset({400, 422}),
    ),
)
"""The first that applies is told. None of them but loading passes by itself."""


def timed_out(subject: Subject) -> Failure:
    """Return the failure of an attempt that got no text in time. It is transient."""
    return _transient(subject, "The model {name} did not answer in time; try again later.")


def perhaps_loading(subject: Subject) -> Failure:
    """Return the failure of an attempt whose time ended while the server may have been loading the model."""
    sentence = "The model {name} did not answer in time: its server may still be loading it; try again later."
    return Failure(ModelUnavailable(subject.tell(sentence)), is_loading=True)


def web_page(subject: Subject) -> Failure:
    """Return the failure of an address that leads to a page for people."""
    return Failure(WrongSetting(subject.tell(_WEB_PAGE)))


def broken_off(subject: Subject, ending: str) -> KutipError | None:
    """Return the error of an answer that ended in the way ``ending`` (see ``chunks``); None if it is none."""
    match ending:
        case "content_filter":
            return ModelRefused(subject.tell("The model {name} broke off its answer by its own rules."))
        case "" | "error":
            return ModelUnavailable(subject.tell("The answer of the model {name} broke off."))
    return None


def empty_answer(subject: Subject, ending: str) -> Failure:
    """Return the failure of a stream that ended without text, in the way ``ending``."""
    match ending:
        case "content_filter":
            return Failure(ModelRefused(subject.tell(_FILTERED)))
        case "" | "error":
            return _transient(subject, "The model {name} hung up without an answer; try again later.")
        case "length":
            return Failure(ModelRefused(subject.tell(_NO_ROOM)), needs_room=True)
    return Failure(ModelRefused(subject.tell("The model {name} gave an empty answer.")))


def diagnose(error: BaseException, subject: Subject) -> Failure:
    """Classify an exception of a vendor.

    >>> diagnose(ConnectionResetError(), Subject("openai:m")).is_transient
    True
    """
    for each in (error, error.__cause__):
        if isinstance(each, Failure):
            return each
    refusal = read_refusal(error)
    if refusal.is_web_page and refusal.status not in TRANSIENT_STATUS:
        return web_page(subject)
    for reason in _REASONS:
        if reason.applies_to(refusal):
            told = reason.kind(subject.tell(reason.sentence))
            return Failure(told, refusal=refusal, is_loading=reason is _LOADS)
    if refusal.status is None:
        return _without_status(error, subject, refusal)
    if refusal.status == 429:
        return _transient(subject, _TOO_OFTEN, refusal)
    if refusal.status in TRANSIENT_STATUS:
        sentence = f"The model {{name}} answers with status {refusal.status}; try again later."
        return _transient(subject, sentence, refusal)
    code = next((f", {code}" for code in sorted(refusal.codes) if "_" in code), "")
    sentence = f"The model {{name}} does not take this question (status {refusal.status}{code})."
    return Failure(ModelRefused(subject.tell(sentence)), refusal=refusal)


def _without_status(error: BaseException, subject: Subject, refusal: Refusal) -> Failure:
    kind = type(error).__name__
    if isinstance(error, TypeError | AttributeError | LookupError | AssertionError):  # a bug: no retry helps
        told = ModelUnavailable(subject.tell(f"The model {{name}} could not be asked ({kind})."))
        return Failure(told, refusal=refusal)
    if isinstance(error, OSError) or "Connect" in kind:
        sentence = (
            f"The server of the model {{name}} does not answer ({kind}): check that it runs{{and_address}}."
        )
    else:
        sentence = f"The model {{name}} does not answer ({kind}); try again later."
    return _transient(subject, sentence, refusal)


def _transient(subject: Subject, sentence: str, refusal: Refusal | None = None) -> Failure:
    return Failure(ModelUnavailable(subject.tell(sentence)), True, refusal or Refusal())
