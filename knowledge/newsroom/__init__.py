"""Features for the people who run the newsroom and for its readers, other than answering a question.

``unanswered`` groups questions without an answer; ``usage`` makes statistics; ``quotas`` limits questions and
tokens per day; ``corrections`` finds readers of a corrected article; ``suggestions`` offers questions to
newcomers and after an answer, which ``next_questions`` (with ``question_forms``) makes; ``replies`` answers
messages that are no questions. Sending messages belongs to
:mod:`bot.telegram`.
"""
