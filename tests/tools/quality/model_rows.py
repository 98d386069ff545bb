"""Model servers that behave like those that people connect, and what should come of a question to them.

``model_servers`` asks them and prints a table; ``tests/knowledge/adapters/llm`` asks them too.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e.model_server import CUT, END, answers_with, refuses, says
from tests.tools.quality.model_scripts import (
    APART,
    BAD_KEY,
    BLOCKED,
    CANNOT_THINK,
    CREDIT,
    FAILED,
    FASTAPI,
    FILTER,
    KEY,
    LENGTH,
    LITELLM,
    LLAMA,
    LOADING,
    OPENROUTER,
    PAGE,
    RETRY,
    STATEMENT,
    STREAM,
    THOUGHT,
    VLLM,
    Make,
    always,
    at_first,
    by,
    honest,
    label_of,
    little_room,
    plain,
    refusing,
    refusing_all,
    responses_only,
    silent,
    thinks,
    unsupported,
    user_only,
)


@dataclass(frozen=True)
class Row:
    """A model at a server, and what should come out."""

    model: str
    does: str
    """What the server does, to be read after its name."""
    make: Make | None
    """Makes the script of the server: each run gets a new one. None if the server is not there."""
    because: str = ""
    """Words of the reason in the log if the answer is written without the model."""
    without: tuple[str, ...] = ()
    """The options that are left out."""
    requests: int = 1
    deadline_s: float = 30.0

    @property
    def mode(self) -> str:
        """How the answer is written."""
        return "fallback" if self.because else "llm"


OPENAI = (
    Row("openai:test-model", "answers", plain),
    Row("openai:test-model", "reports no usage",
        by(lambda request: says(STATEMENT, label_of(request), tells_usage=False))),
    Row("openai:o4-mini", "takes no temperature",
        refusing("temperature"), without=("temperature",), requests=2),
    Row("openai:test-model", "takes no stream_options, and sends the request back",
        refusing("stream_options", answers_with(FASTAPI, 422)), without=("stream_options",), requests=2),
    Row("openai:test-model", "takes no stream_options, behind LiteLLM",
        refusing("stream_options", refuses(400, LITELLM)), without=("stream_options",), requests=2),
    Row("openai:test-model", "takes max_completion_tokens, not max_tokens", refusing("max_tokens"),
        without=("max_tokens",), requests=2),
    Row("openai:test-model", "takes no limit of tokens",
        refusing_all({name: unsupported(name) for name in ("max_tokens", "max_completion_tokens")}),
        without=("max_tokens", "max_completion_tokens"), requests=3),
    Row("openai:test-model", "takes neither temperature nor stream_options",
        refusing_all({name: unsupported(name) for name in ("temperature", "stream_options")}),
        without=("temperature", "stream_options"), requests=3),
    Row("openai:gpt-5", "does not stream for an organisation that is not verified",
        refusing("stream", refuses(400, STREAM, param="stream", code="unsupported_value")),
        without=("streaming",), requests=2),
    Row("openai:gemma-2-9b", "takes no system message",
        by(user_only), without=("system message",), requests=2),
    Row("openai:anthropic/claude-opus-4.7", "takes no temperature, behind OpenRouter",
        refusing("temperature", answers_with(OPENROUTER, 400)), without=("temperature",), requests=2),
    Row("openai:gpt-5-pro", "has the model in the Responses API only", by(responses_only),
        without=("chat/completions", "max_tokens"), requests=3),
    Row("openai:test-model", "is asked too often at first", at_first(refuses(429, "slow down")), requests=2),
    Row("openai:test-model", "fails at first", at_first(refuses(500), refuses(502)), requests=3),
    Row("openai:test-model", "hangs up at first", at_first(says(CUT), says(END)), requests=3),
    Row("openai:test-model", "is loading at first, as llama.cpp",
        at_first(LOADING, LOADING, LOADING), requests=5),
    Row("openai:test-model", "fails after the first statement",
        by(lambda request: says(f"{STATEMENT}{label_of(request)}\n", FAILED))),
    Row("openai:test-model", "stops without a finish reason",
        by(lambda request: says(f"{STATEMENT}{label_of(request)}\n", finish_reason=None))),
)  # fmt: skip

THINKING = (
    Row("openai:gpt-5-mini", "uses up its tokens before the first word, once", at_first(LENGTH), requests=2),
    Row("openai:my-model", "uses up its tokens before the first word, once", at_first(LENGTH), requests=2),
    Row("openai:gpt-5.9-max", "takes no reasoning_effort", refusing("reasoning_effort"),
        without=("reasoning_effort",), requests=2),
    Row("openai:qwen/qwen3-32b", "takes no chat_template_kwargs",
        refusing("chat_template_kwargs", refuses(400, "property 'chat_template_kwargs' is unsupported")),
        without=("chat_template_kwargs",), requests=2),
    Row("openai:gpt-oss-20b", "allows fewer tokens than the room for thoughts", by(little_room),
        without=("room for thoughts",), requests=2),
    Row("openai:gpt-oss-20b", "thinks in reasoning_content", thinks(*APART)),
    Row("openai:qwen3-8b", "thinks in reasoning_content", thinks(*APART)),
    Row("openai:qwen3-8b", "thinks in <think>", thinks("<thi", "nk>\n", THOUGHT, "</th", "ink>\n\n")),
    Row("openai:my-model", "thinks in <think>", thinks("<think>", THOUGHT, "</think>")),
    Row("openai:DeepSeek-R1-Distill-Q4", "thinks up to </think>, which nothing opened",
        thinks(THOUGHT, "Jadi begitu.\n", "</think>\n\n")),
    Row("openai:magistral-small", "thinks in [THINK]", thinks("[THINK]", THOUGHT, "[/THINK]")),
    Row("openai:gpt-oss-20b", "thinks in channels",
        thinks("<|channel|>analysis<|message|>", THOUGHT, "<|end|><|channel|>final<|message|>")),
    Row("openai:qwen3-8b", "does not think", plain),
    Row("openai:qwen3-8b", "thinks until its tokens are used up",
        always(says("<think>", THOUGHT, finish_reason="length")), "used up its tokens", requests=2),
    Row("openai:gpt-5-pro", "thinks in the Responses API",
        by(lambda request: responses_only(request, *APART)),
        without=("chat/completions", "max_tokens"), requests=3),
)  # fmt: skip

FAILING = (
    Row("openai:test-model", "is not there", None, "check that it runs and OPENAI_BASE_URL", requests=0),
    Row("openai:test-model", "is silent", silent, "may still be loading", deadline_s=1.0),
    Row("openai:test-model", "refuses the key", always(refuses(401, f"Incorrect API key provided: {KEY}")),
        "check OPENAI_API_KEY"),
    Row("openai:gemini-2.0-flash", "refuses the key with status 400, in a list",
        always(answers_with([BAD_KEY], 400)), "check OPENAI_API_KEY"),
    Row("openai:o3", "wants the organisation verified",
        always(refuses(403, "Your organization must be verified to use the model `o3`.")),
        "wants your organisation verified"),
    Row("openai:test-model", "does not serve this country",
        always(refuses(403, "Country, region, or territory not supported")), "not offered in the country"),
    Row("openai:test-model", "has given no credit",
        always(refuses(429, "You exceeded your current quota", code="insufficient_quota")), "no credit left"),
    Row("openai:test-model", "has given no credit, behind OpenRouter",
        always(answers_with({"error": {"message": "Insufficient credits", "code": 402}}, 402)),
        "no credit left"),
    Row("openai:test-model", "is asked too often", always(refuses(429, "Rate limit reached")),
        "asked more often", requests=5),
    Row("openai:test-model", "does not know the model", always(refuses(404, "The model `x` does not exist")),
        "check LLM_MODEL and OPENAI_BASE_URL"),
    Row("openai:test-model", "does not know the model, behind OpenRouter",
        always(refuses(400, "x is not a valid model ID")), "check LLM_MODEL and OPENAI_BASE_URL"),
    Row("openai:test-model", "is a web page", always(answers_with(PAGE)), "often ends in /v1"),
    Row("openai:test-model", "is a web page with status 404", always(answers_with(PAGE, 404)),
        "often ends in /v1"),
    Row("openai:test-model", "reads too little, as vLLM", always(refuses(400, VLLM)), "longer than the model",
        requests=2),
    Row("openai:test-model", "reads too little, as llama.cpp", always(answers_with(LLAMA, 400)),
        "longer than the model", requests=2),
    Row("openai:test-model", "reads too little for all the evidence", at_first(answers_with(LLAMA, 400)),
        requests=2),
    Row("openai:test-model", "filters the question", always(FILTER), "its own rules"),
)  # fmt: skip

AZURE = (
    Row("azure_openai:my-deployment", "answers", plain),
    Row("azure_openai:my-deployment", "takes max_tokens, not max_completion_tokens",
        refusing("max_completion_tokens"), without=("max_completion_tokens",), requests=2),
    Row("azure_openai:my-deployment", "filters the question",
        always(refuses(400, "It triggered Azure OpenAI's content management policy.", code="content_filter")),
        "its own rules"),
)  # fmt: skip

ANTHROPIC = (
    Row("anthropic:claude-sonnet-4-5", "answers", plain),
    Row("anthropic:claude-opus-4-8", "takes no temperature",
        refusing("temperature", refuses(400, "`temperature` is deprecated for this model.")),
        without=("temperature",), requests=2),
    Row("anthropic:claude-sonnet-5-5", "takes no temperature, as LangChain knows", plain,
        without=("temperature",)),
    Row("anthropic:claude-opus-5", "takes no effort",
        refusing("output_config", refuses(400, "This model does not support the effort parameter.")),
        without=("effort",), requests=2),
    Row("anthropic:claude-opus-5", "thinks in blocks of its own", thinks(*APART)),
    Row("anthropic:claude-opus-5", "uses up its tokens before the first word, once", at_first(LENGTH),
        requests=2),
    Row("anthropic:claude-sonnet-4-5", "is overloaded at first",
        at_first(refuses(529, "Overloaded")), requests=2),
    Row("anthropic:claude-sonnet-4-5", "refuses the key", always(refuses(401, "invalid x-api-key")),
        "check ANTHROPIC_API_KEY"),
    Row("anthropic:claude-sonnet-4-5", "has given no credit", always(refuses(400, CREDIT)), "no credit left"),
    Row("anthropic:claude-sonnet-4-5", "reads too little",
        always(refuses(400, "prompt is too long: 213423 tokens > 200000 maximum")), "longer than the model",
        requests=2),
    Row("anthropic:claude-sonnet-4-5", "refuses the question", always(FILTER), "its own rules"),
)  # fmt: skip

GEMINI = (
    Row("google_genai:gemini-2.0-flash", "answers", plain),
    Row("google_genai:gemini-2.5-flash", "thinks in parts of its own", thinks(*APART)),
    Row("google_genai:gemini-3.5-flash", "answers", plain),
    Row("google_genai:gemini-2.5-pro", "takes no thinking budget",
        refusing("generationConfig.thinkingConfig", refuses(400, "Budget 512 is invalid for this model.")),
        without=("thinking_budget",), requests=2),
    Row("google_genai:gemini-2.5-flash", "uses up its tokens before the first word, once", at_first(LENGTH),
        requests=2),
    Row("google_genai:gemma-3-27b-it", "takes no system message",
        refusing("systemInstruction", refuses(400, "Developer instruction is not enabled for this model.")),
        without=("system message",), requests=2),
    Row("google_genai:gemini-2.0-flash", "is asked too often at first", at_first(answers_with(RETRY, 429)),
        requests=2),
    Row("google_genai:gemini-2.0-flash", "refuses the key with status 400",
        always(answers_with(BAD_KEY, 400)),
        "check GOOGLE_API_KEY"),
    Row("google_genai:gemini-2.0-flash", "does not serve this country",
        always(refuses(400, "User location is not supported for the API use.")),
        "not offered in the country"),
    Row("google_genai:gemini-9", "does not know the model",
        always(refuses(404, "models/gemini-9 is not found")),
        "check LLM_MODEL"),
    Row("google_genai:gemini-2.0-flash", "blocks the question",
        always(answers_with(BLOCKED)), "its own rules"),
    Row("google_genai:gemini-2.0-flash", "stops for safety", always(FILTER), "its own rules"),
)  # fmt: skip

OLLAMA = (
    Row("ollama:llama3.2", "answers", plain),
    Row("ollama:qwen3:8b", "keeps thoughts apart", thinks(*APART)),
    Row("ollama:deepseek-r1:7b", "leaves thoughts in the text", thinks("<think>", THOUGHT, "</think>")),
    Row("ollama:my-thinking-model", "has a model that cannot think",
        by(lambda request: honest(request) if request.get("think") is None else CANNOT_THINK),
        without=("think",), requests=2),
    Row("ollama:gpt-oss:20b", "uses up its tokens before the first word, once", at_first(LENGTH), requests=2),
    Row("ollama:llama3.2", "lacks the model", always(refuses(404, "model 'llama3.2' not found")),
        "run `ollama pull llama3.2`"),
    Row("ollama:llama3.2", "is silent", silent, "may still be loading", deadline_s=1.0),
    Row("ollama:llama3.2", "cannot run the model",
        always(refuses(500, "llama runner process has terminated: exit status 2")), "status 500", requests=5),
    Row("ollama:llama3.2", "is not there", None, "check that it runs and OLLAMA_HOST", requests=0),
)  # fmt: skip

ROWS = (*OPENAI, *THINKING, *FAILING, *AZURE, *ANTHROPIC, *GEMINI, *OLLAMA)
