"""How a period is written, in Indonesian and English; :mod:`knowledge.questions.periods` uses it.

``keywords`` spells out a text in keywords. ``relative_rules`` and ``date_rules`` are regular expressions over
them, with what each means; ``patterns`` has their parts, ``month_names`` tells "May" from "may", and
``mentions`` applies all rules. ``calendar_units`` calculates.
"""
