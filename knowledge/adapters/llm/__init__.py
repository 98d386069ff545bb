"""Implements language models through LangChain.

``client`` makes calls with retries and a deadline, ``stream`` reads a streamed reply, ``errors`` translates
the exceptions of providers. Prompts belong to :mod:`prompts`, parsing a reply to :mod:`knowledge.answering`.
"""
