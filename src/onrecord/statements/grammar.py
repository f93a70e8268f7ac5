"""Grammar: the few questions that the statement rules put to a parse."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.statements.lexicon import lemma_of

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVES = frozenset({"who", "which", "that"})
_INHERITS = ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp")


def own_subject(verb: Token) -> Token | None:
    """Return the verb's own subject, also one that stands after it ("said the minister"), or None."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            return child
    return None


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, its own or that of the verb it hangs on.

    A conjunct ("said ... and welcomed"), an infinitive ("went on to say"), a participle clause ("..., adding that") and
    "as saying" take the subject of their head; a participle on a noun ("a report saying that") takes the noun.
    """
    token, steps = verb, 0
    while steps < 6:
        subject = own_subject(token)
        if subject is not None:
            return subject
        if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return token.head
        if token.dep_ not in _INHERITS or token.head.i == token.i:
            return None
        if token.tag_ == "VB" and token.dep_ in ("ccomp", "xcomp") and not any(c.dep_ == "aux" for c in token.lefts):
            return None  # an imperative ("Tell him that ...")
        if token.dep_ == "ccomp" and (has_modal_or_tense(token) and token.head.pos_ != "AUX"):
            return None
        if token.dep_ == "xcomp":
            objects = [c for c in token.head.children if c.dep_ in ("dobj", "dative")]
            if objects and lemma_of(token.head) not in ("promise", "use", "take"):
                return objects[0]
        token = token.head
        steps += 1
    return None


def has_modal_or_tense(verb: Token) -> bool:
    """Say whether a verb is finite by its form or by an auxiliary."""
    if verb.tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBD", "VBP", "VBZ") for c in verb.lefts)


def agent(verb: Token) -> Token | None:
    """Return the noun after "by", or None."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Say whether a verb stands in the passive."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def is_negated(verb: Token) -> bool:
    """Say whether a verb, or the verb that governs it, is negated."""
    return any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in verb.children)


def phrase(head: Token, *, joined: bool = True) -> Span:
    """Return the noun phrase of a head as printed, without a trailing relative clause.

    An apposition stays when it holds no relative clause itself; with one, the phrase ends before that clause. Unless
    `joined`, it ends before "and".
    """
    doc = head.doc
    start, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "acl") and _is_bare_clause(child, end):
            end = child.right_edge.i + 1
            continue
        if child.dep_ in ("relcl", "acl") or (child.dep_ in ("cc", "conj") and not joined):
            break
        if child.dep_ == "punct":
            continue
        if child.dep_ not in ("prep", "appos", "conj", "cc", "nmod", "nummod", "amod", "case", "poss", "compound"):
            break
        clause = next((t for t in child.subtree if t.dep_ == "relcl"), None)
        if clause is not None:
            end = max(end, min(clause.left_edge.i, child.right_edge.i + 1))
            break
        end = max(end, child.right_edge.i + 1)
    if end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_ and not doc[end - 1].whitespace_:
        end += 2  # "ex-wife", which the parser takes apart
    while end > start + 1 and (doc[end - 1].is_punct and doc[end - 1].text not in (")", "]", ".")):
        end -= 1
    while start > 1 and doc[start - 1].text == "-" and doc[start - 2].is_alpha and not doc[start - 1].whitespace_:
        start = doc[start - 2].left_edge.i if doc[start - 2].left_edge.i < start else start - 2  # "Secretary-General"
    for i in range(head.i - 1, start - 1, -1):  # a dateline hangs on the first subject: "GENEVA (Agency) - Officials"
        spaced = doc[i].text != "-" or doc[i].i == 0 or doc[i - 1].whitespace_
        if (doc[i].text in _DASHES and spaced) or doc[i].text == ":":
            start = i + 1
            break
    while start < head.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    if "(" in doc[start:end].text and ")" not in doc[start:end].text and end < len(doc) and doc[end].text == ")":
        end += 1
    return doc[start:end]


def _is_bare_clause(clause: Token, end: int) -> bool:
    """Say whether a short clause belongs to a noun phrase as printed: "research done by the centre", "all I asked".

    Only without a relative pronoun and without a comma before it.
    """
    if clause.left_edge.i != end or clause.right_edge.i - end > 8:
        return False
    return not any(t.tag_ in ("WP", "WDT", "WP$", "WRB") for t in clause.subtree)


_DASHES = frozenset({"-", "--", "–", "—", "―"})


def joined_heads(head: Token) -> list[Token]:
    """Return the heads of a coordination ("the minister and his deputy"), or the one head alone."""
    heads = [head]
    while len(heads) < 6 and (more := next((c for c in heads[-1].rights if c.dep_ == "conj"), None)) is not None:
        if more.pos_ not in ("NOUN", "PROPN"):
            break
        heads.append(more)
    return heads


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ not in _RELATIVES:
        return token
    verb = token.head
    for _ in range(4):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.head.i == verb.i:
            break
        verb = verb.head
    return token


def clause_complement(verb: Token) -> Token | None:
    """Return the clause after a verb that it takes, or None."""
    for child in verb.rights:
        if child.dep_ in ("ccomp", "xcomp"):
            return child
        if child.dep_ in ("conj", "parataxis"):
            return None
    return None
