"""Readers: the bundled one, and any ONNX cross-encoder that the settings name."""
