"""Embedding models: the bundled one on ONNX Runtime and others through LangChain, with a cache of vectors."""
