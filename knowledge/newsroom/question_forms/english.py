"""English verbs and questions. A question moves the verb, so that its base form must be known."""

from __future__ import annotations

import re

from knowledge.newsroom.question_forms.language import Language
from knowledge.text.stop_words import word_set

_DOES = word_set("""
    promise announce propose suggest demand reject launch unveil introduce release develop discover offer
    criticise criticize discuss publish recommend estimate
""")
"""Verbs of which one asks what somebody does."""
_INTRANSITIVE = word_set("""
    collapse come crash die drown end erupt escape explode fall flee go last remain resign retire return rise
    sink start vote walk work
""")
_IRREGULAR = {
    "began": "begin", "bought": "buy", "broke": "break", "built": "build", "came": "come", "cut": "cut",
    "stopped": "stop", "carried": "carry", "denied": "deny", "died": "die", "fell": "fall", "fled": "flee",
    "found": "find", "fought": "fight", "gave": "give", "held": "hold", "hit": "hit", "led": "lead",
    "left": "leave", "lost": "lose", "made": "make", "met": "meet", "paid": "pay", "ran": "run",
    "rose": "rise", "sank": "sink", "saw": "see", "sold": "sell", "sent": "send", "shut": "shut",
    "spent": "spend", "stole": "steal", "struck": "strike", "took": "take", "went": "go", "won": "win",
    "wrote": "write", "banned": "ban",
}  # fmt: skip
_REGULAR = (_DOES | _INTRANSITIVE - set(_IRREGULAR.values())) | word_set("""
    arrest award attract block collect contain cross defeat delay deliver deport describe destroy earn elect
    employ enter finish found harvest host import injure invite join kill land move open order organise
    organize own plant play postpone produce raise reach receive record replace report rescue save score serve
    sign supply suspend train treat turn visit
""")
_PAST = {verb + ("d" if verb.endswith("e") else "ed"): verb for verb in _REGULAR} | _IRREGULAR
_DOES_MORE = {
    "wants to": "does {name} want to do", "plans to": "does {name} plan to do",
    "hopes to": "does {name} hope to do", "intends to": "does {name} intend to do",
    "agreed to": "did {name} agree to do", "voted to": "did {name} vote to do",
    "refused to": "did {name} refuse to do", "decided to": "did {name} decide to do",
    "warned": "did {name} warn about", "complained": "did {name} complain about",
    "called for": "did {name} call for", "asked for": "did {name} ask for", "denied": "did {name} deny",
}  # fmt: skip
_MOVED = {verb: ("did", base) for verb, base in _PAST.items()} | {
    verb: (verb, "") for verb in ("was", "were", "is", "are", "will", "can", "could", "would", "must")
}

ENGLISH = Language(
    is_verb=_MOVED.__contains__,
    verbs={verb: base for verb, base in _PAST.items() if base not in _INTRANSITIVE},
    moved=_MOVED,
    does={verb: f"What did {{name}} {base}?" for verb, base in _PAST.items() if base in _DOES}
    | {words: f"What {question}?" for words, question in _DOES_MORE.items()},
    plural=re.compile(r".*s|people|women|men|children"),
    phrases=False,
    why="Why {clause}?",
    when="When {clause}?",
    how_many="How many {nouns} {clause}?",
    how_many_of="How many {nouns} did {subject} {verb}?",
    who="Who {verb} {thing}?",
    who_is="Who is {name}?",
    who_holds="Who is the {office}?",
    says="What did {name} say?",
    says_of="What did {name} say about {topic}?",
)
