"""English words by which the forms of questions recognise what a sentence says. All are case-folded."""

from __future__ import annotations

import re

from knowledge.text.stop_words import STOP_WORDS, word_set

POINTING = word_set(
    """
    he she it they this that these those his her hers him them their theirs its there here we our us
    i you my your me one another other others such same former latter both now today tonight
    yesterday tomorrow next last ago then so what who whom how why when where himself herself itself
    themselves
    """
)
"""A question with one of these is not understood without its article."""

SAYING_NOUNS = word_set("said says added explained told")
"""Words before the speaker, after what was said: '"…," said Rani Tirta'."""
SAYING_VERBS = SAYING_NOUNS | word_set(
    """
    argued noted stated insisted claimed acknowledged admitted confirmed stressed
    """
)
BEFORE_SAYING = word_set("also later has had have who then on")

WHAT_BY_VERB = {
    "promised": "What did {} promise?", "announced": "What did {} announce?",
    "denied": "What did {} deny?", "proposed": "What did {} propose?",
    "suggested": "What did {} suggest?", "demanded": "What did {} demand?",
    "rejected": "What did {} reject?", "warned": "What did {} warn about?",
    "complained": "What did {} complain about?", "launched": "What did {} launch?",
    "unveiled": "What did {} unveil?", "introduced": "What did {} introduce?",
    "released": "What did {} release?", "developed": "What did {} develop?",
    "discovered": "What did {} discover?", "banned": "What did {} ban?", "offered": "What did {} offer?",
    "criticised": "What did {} criticise?", "criticized": "What did {} criticize?",
    "estimated": "What did {} estimate?", "believes": "What does {} believe?",
    "expects": "What does {} expect?", "fears": "What does {} fear?",
    "discussed": "What did {} discuss?", "published": "What did {} publish?",
    "recommended": "What did {} recommend?", "called for": "What did {} call for?",
    "asked for": "What did {} ask for?", "agreed to": "What did {} agree to do?",
    "voted to": "What did {} vote to do?", "wants to": "What does {} want to do?",
    "plans to": "What does {} plan to do?", "hopes to": "What does {} hope to do?",
    "intends to": "What does {} intend to do?", "refused to": "What did {} refuse to do?",
    "decided to": "What did {} decide to do?", "threatened to": "What did {} threaten to do?",
}  # fmt: skip
"""What somebody says or does, by the verb after the name, or the verb and its preposition."""

AUXILIARIES = word_set("was were is are will can could would should has had must may")
_IRREGULAR = {
    "began": "begin", "bought": "buy", "broke": "break", "built": "build", "came": "come",
    "stopped": "stop", "carried": "carry", "cost": "cost", "cut": "cut", "died": "die", "fell": "fall",
    "fled": "flee", "found": "find", "fought": "fight", "gave": "give", "got": "get", "had": "have",
    "held": "hold", "hit": "hit", "kept": "keep", "led": "lead", "left": "leave", "lost": "lose",
    "made": "make", "met": "meet", "paid": "pay", "ran": "run", "rose": "rise", "sank": "sink",
    "saw": "see", "sold": "sell", "sent": "send", "set": "set", "shut": "shut", "spent": "spend",
    "stole": "steal", "struck": "strike", "took": "take", "went": "go", "won": "win", "wrote": "write",
    "tried": "try", "buried": "bury", "married": "marry", "banned": "ban", "employed": "employ",
    "delayed": "delay", "destroyed": "destroy", "played": "play",
}  # fmt: skip
_REGULAR = word_set(
    """
    arrest award attract block collapse collect contain crash cross defeat deliver deport describe
    drown earn elect end enter erupt escape evacuate explode finish harvest hire host import infect
    injure invite join kill land last launch move open order organise own plant postpone produce
    promise protest question raise reach receive record reject release remain replace report rescue
    resign retire return save score serve shelter sign start supply suspend train treat turn visit
    vote walk work
    """
)
BASES = _IRREGULAR | {f"{verb}{'d' if verb.endswith('e') else 'ed'}": verb for verb in _REGULAR}
"""The base form of a verb by its past form; other verbs have none here."""
PRESENT = {
    "carries": "carry", "has": "have", "holds": "hold", "employs": "employ", "serves": "serve",
    "owns": "own", "contains": "contain", "seats": "seat", "hosts": "host", "needs": "need", "uses": "use",
}  # fmt: skip
"""The base form of a verb of what something has now."""

WHO_VERBS = {
    "opened": "opened", "won": "won", "founded": "founded", "built": "built", "designed": "designed",
    "discovered": "discovered", "wrote": "wrote", "written": "wrote", "directed": "directed",
    "bought": "bought", "arrested": "arrested", "beat": "beat", "beaten": "beat", "defeated": "defeated",
    "replaced": "replaced", "led": "led", "given": "gave", "gave": "gave", "created": "created",
    "invented": "invented", "produced": "produced", "painted": "painted", "composed": "composed",
    "developed": "developed", "organised": "organised", "organized": "organized", "owned": "owns",
    "run": "runs", "sponsored": "sponsored", "funded": "funded", "rescued": "rescued",
    "inaugurated": "inaugurated", "published": "published", "launched": "launched",
}  # fmt: skip
"""The past form of verbs of which one asks who did it, by that form and by their participle."""
HEADING = word_set(
    """
    heads leads runs chairs founded owns coaches directs manages edits captains
    """
)

EVENT_VERBS = word_set(
    """
    held found born built opened arrested buried launched discovered killed treated tested founded
    made staged
    """
)
CAUSES = word_set("because due owing")
SUBORDINATE = word_set(
    """
    who which that because after before when while as if since until although though whereas whose
    where unless but so than
    """
)
DANGLING = word_set(
    """
    the a an of in on at to from for by with and or not only partly mainly largely probably simply
    just also is are was were be been being has had have will would could can into over than mostly
    even about around both either
    """
)
ADVERBS = word_set(
    """
    also finally later now still already eventually recently reportedly then
    """
)
QUANTIFIERS = word_set(
    """
    about around some nearly almost over at least roughly more than only as many
    """
)
NUMBER_WORDS = word_set(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    twenty thirty forty fifty dozens hundreds thousands
    """
)
SCALES = word_set("hundred thousand million billion trillion dozen")
UNITS = word_set(
    """
    percent per cent dollars euros pounds yen rupiah hours days minutes seconds years months weeks
    times metres meters kilometres kilometers miles degrees points tonnes tons kilograms litres
    crowns coins
    """
)
"""Nouns after a number that say how much rather than how many."""
MEASURES = word_set(
    """
    price cost number population length height width depth weight budget value speed capacity toll
    rate share size income salary wage rent fine debt profit loss temperature magnitude
    """
)
PERSON_HEADS = word_set(
    """
    player striker goalkeeper defender midfielder coach manager director chairman chairwoman chief
    leader minister mayor governor president professor researcher scientist economist geologist
    historian analyst activist actor actress singer writer author director founder head secretary
    spokesman spokeswoman commander captain officer farmer trader fisherman teacher headmistress
    headmaster doctor nurse lawyer prosecutor judge engineer architect librarian artist painter
    journalist commissioner premier politician businessman businesswoman student resident woman man
    widow owner storyteller councillor treasurer ecologist biologist curator chef baker driver
    butcher organiser organizer inspector pilot nun monk priest bishop king queen prince princess
    senator ambassador
    """
)
TITLES = word_set(
    """
    minister mayor governor president professor captain judge councillor premier inspector king
    queen prince princess senator ambassador bishop commissioner doctor
    """
)
"""Offices that keep their capital before a name: "Mayor Larasati Wirabuana"."""
THING_HEADS = word_set(
    """
    company firm startup app application service platform organisation organization agency
    foundation disease illness program programme portal system club party technology device product
    website group charity union method process virus drug food drink plant animal species film album
    song game festival competition event exhibition project bank airline producer brand phone car
    ship boat satellite network tradition bacterium substance operator association federation
    variety vessel freighter newspaper magazine condition disorder ferry
    """
)
EVENTS = word_set(
    """
    fire blaze earthquake quake flood floods accident crash explosion exploded landslide eruption
    erupted riot clash clashes shooting robbery tsunami burst collapse collapsed storm
    """
)
WINS = word_set("beat defeated thrashed edged overcame beating defeating")
NO_TOPICS = (
    POINTING
    | STOP_WORDS
    | NUMBER_WORDS
    | SCALES
    | UNITS
    | word_set("people press news conference statement interview")
)
CURRENCIES = re.compile(r"(?:Rp|US\$|USD|S\$|\$|€|£)\.?\d*")
_VERB = re.compile(r"[a-z]{3,}(?:ed|ing)|[a-z]+(?:n't)")


def is_topic_noun(word: str) -> bool:
    """Whether a word in small letters may be part of what somebody speaks of.

    >>> is_topic_noun("fishing"), is_topic_noun("boats"), is_topic_noun("million")
    (False, True, False)
    """
    return (
        word not in NO_TOPICS
        and word not in BASES
        and word not in BASES.values()
        and _VERB.fullmatch(word) is None
    )
