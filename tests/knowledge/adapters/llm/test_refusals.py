"""Tests of reading the exceptions of vendors."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.adapters.llm.chunks import ending
from knowledge.adapters.llm.errors import Subject, diagnose
from knowledge.adapters.llm.refusals import MOST_CHARACTERS, read_refusal
from knowledge.errors import ContextTooSmall, ModelUnavailable, WrongSetting


class VendorError(Exception):
    """An exception with the attributes that a vendor gives it."""

    def __init__(self, text: str = "", **attributes: Any) -> None:
        super().__init__(text)
        self.__dict__.update(attributes)


def test_error_of_amazon_is_read() -> None:
    response = {
        "Error": {"Code": "ValidationException", "Message": "Input is too long for requested model."},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    failure = diagnose(VendorError(response=response), Subject("bedrock_converse:m"))
    assert isinstance(failure.error, ContextTooSmall)
    assert failure.refusal.status == 400


def test_status_and_text_of_a_response_are_read() -> None:
    response = SimpleNamespace(status_code=401, text='{"message": "Unauthorized"}', headers={})
    failure = diagnose(VendorError(response=response), Subject("mistralai:m", key="MISTRAL_API_KEY"))
    assert isinstance(failure.error, WrongSetting)
    assert "MISTRAL_API_KEY" in str(failure.error)


def test_body_of_bytes_is_read() -> None:
    assert read_refusal(VendorError(body=b'{"error": "model not found"}')).says == "model not found"


def test_status_may_be_in_the_body_alone() -> None:
    refusal = read_refusal(VendorError(body={"error": {"message": "Upstream is down", "code": "502"}}))
    assert refusal.status == 502


def test_error_that_langchain_raises_with_a_body_is_read() -> None:
    assert read_refusal(ValueError({"message": "Rate limit", "code": 429})).status == 429


def test_request_that_is_sent_back_is_not_read() -> None:
    body = {"detail": [{"msg": "Field required", "loc": ["body", "x"], "input": {"message": "temperature"}}]}
    refusal = read_refusal(VendorError(body=body))
    assert "temperature" not in refusal.says
    assert refusal.param == "body x"


def test_hostile_bodies_are_read_in_part() -> None:
    deep: Any = "too deep"
    for _ in range(100):
        deep = {"error": deep}
    assert "too deep" not in read_refusal(VendorError("plain", body=deep)).says
    assert len(read_refusal(VendorError("x" * 10**6)).says) == MOST_CHARACTERS
    assert read_refusal(VendorError("plain", body="{broken")).says == "{broken"


def test_causes_are_followed_so_far() -> None:
    error = VendorError("0")
    for number in range(1, 9):
        outer = VendorError(str(number))
        outer.__cause__ = error
        error = outer
    assert read_refusal(error).says == "8"


def test_error_without_a_status_is_transient() -> None:
    failure = diagnose(RuntimeError("garbled"), Subject("elsewhere:m"))
    assert (type(failure.error), failure.is_transient) == (ModelUnavailable, True)
    assert str(failure.error) == "The model elsewhere:m does not answer (RuntimeError); try again later."


@pytest.mark.parametrize(
    ("metadata", "end"),
    [
        ({"finish_reason": "stop"}, "stop"),
        ({"stop_reason": "max_tokens"}, "length"),
        ({"stopReason": "guardrail_intervened"}, "content_filter"),
        ({"done": True}, "stop"),
        ({"finish_reason": "error"}, "error"),
        ({"status": "completed"}, "stop"),
        ({"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}, "content_filter"),
        ({"status": "incomplete"}, "length"),
        ({"status": "failed"}, "error"),
        ({"prompt_feedback": {"block_reason": "SAFETY"}}, "content_filter"),
        ({"prompt_feedback": None}, ""),
    ],
)
def test_how_a_reply_ended_is_read(metadata: dict[str, Any], end: str) -> None:
    assert ending(metadata) == end
