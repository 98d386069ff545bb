"""Measuring: what a data folder holds, what is computed from what was observed, and whether it got better.

Pure. ``bot.evaluation`` runs the product and renders the report.
"""
