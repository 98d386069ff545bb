"""The measuring part of ``kutip eval``, without input and output apart from reading a data folder.

``cases`` reads the data, ``suites`` defines the figures of each suite, ``statistics`` and ``bootstrap``
compute them with intervals, ``results`` stores them as JSON and ``comparing`` compares two results.
:mod:`bot.evaluation` runs Kutip on the cases and renders the report.
"""
