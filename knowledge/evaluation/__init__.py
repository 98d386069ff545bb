"""The measuring part of ``kutip eval``. It does no input or output except that it reads a data folder.

``cases`` reads the data, ``suites`` defines the figures of each suite, ``statistics`` and ``bootstrap``
compute them with intervals, ``results`` stores them as JSON and ``comparing`` compares two results.
:mod:`bot.evaluation` runs Kutip on the cases and renders the report.
"""
