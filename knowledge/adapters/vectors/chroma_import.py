"""Imports Chroma without gRPC.

Chroma imports the gRPC exporter of OpenTelemetry traces, but calls it only with a setting that Kutip never
makes. With a placeholder for the exporter, importing Chroma takes 1.6 s of processor time instead of 2.0 s,
and 14 MB less memory. pyproject.toml leaves out the packages of the exporter, 20 MB on the disk.
"""

from __future__ import annotations

import importlib
import sys
import threading
from types import ModuleType
from typing import Any

EXPORTER_MODULE = "opentelemetry.exporter.otlp.proto.grpc.trace_exporter"

_importing = threading.Lock()


def import_chroma() -> Any:
    """Return the module ``chromadb``. The first call blocks for more than a second."""
    with _importing:
        if "chromadb" in sys.modules or EXPORTER_MODULE in sys.modules:
            return importlib.import_module("chromadb")
        placeholder: Any = ModuleType(EXPORTER_MODULE)
        placeholder.OTLPSpanExporter = None  # `chroma_settings` makes sure that Chroma does not call it
        sys.modules[EXPORTER_MODULE] = placeholder
        try:
            return importlib.import_module("chromadb")
        finally:
            # A program around Kutip may want the real exporter.
            del sys.modules[EXPORTER_MODULE]


def chroma_settings() -> Any:
    """Return settings that send no usage data and no traces, and ignore ``.env`` in the working folder."""
    settings_class = import_chroma().config.Settings
    return settings_class(anonymized_telemetry=False, chroma_otel_collection_endpoint="", _env_file=None)
