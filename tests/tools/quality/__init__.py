"""Tools that make evaluation data, fit weights, and measure and publish the quality of answers.

``reading_pairs_train.jsonl`` holds 900 pairs of questions over 180 IndoSum articles, for fitting only. Both
questions of a pair sound alike; the article answers the first (``gold`` lists every sentence that suffices
alone) and not the second (``gold`` is empty). They were written for Kutip and checked by a second reader.
The words of a question do not tell which one is answered: TF-IDF features and a logistic regression reach an
AUROC of 0.51 on held-out articles.
"""
