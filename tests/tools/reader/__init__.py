"""Trains the bundled reader and writes its weights. It needs PyTorch, which the environment does not have."""
