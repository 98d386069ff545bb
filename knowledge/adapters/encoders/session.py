"""Opens ONNX models the way that suits a bot: few threads, which sleep while they wait, and little memory."""

from __future__ import annotations

from typing import Any

from knowledge.adapters.encoders import processors


def open_session(path: str) -> Any:
    """Return the ``InferenceSession`` of the model in a file. Its weights may be in files next to it.

    Errors of ONNX Runtime have no common
    base class but ``Exception``.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = processors.available()
    # Threads that spin while they wait take the processor from the rest of the bot.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Keeps the memory of the largest batch for ever.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
