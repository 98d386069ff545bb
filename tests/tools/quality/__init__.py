"""Tools that make evaluation data, fit weights, and measure and publish the quality of answers."""
