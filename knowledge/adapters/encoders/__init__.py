"""Encoders on ONNX Runtime: the tokenizer, the embeddings of words and the layers that models here share."""
