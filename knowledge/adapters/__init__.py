"""Implementations of :mod:`knowledge.ports`: databases, indexes, models, file parsers and the network.

An adapter translates between a library and the types and errors of the core. It contains no rule about
articles or answers. Only :mod:`bot.wiring` imports adapters, and no other package imports their libraries.
"""
