"""Reported speech: statements that the syntax around a cue verb shows, outside and inside of quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.language import Document
from onrecord.statements.around import as_clause, inserted, left_content, resumed
from onrecord.statements.draft import Draft
from onrecord.statements.extent import conjoined, returns_to_cue, right_region
from onrecord.statements.grammar import (
    agent,
    antecedent,
    clause_complement,
    has_modal_or_tense,
    is_passive,
    own_subject,
    phrase,
    subject_of,
)
from onrecord.statements.lexicon import CueEntry, compound_lemma, cue_entries, lemma_of, lookup, word_list
from onrecord.statements.make import make
from onrecord.statements.relays import quotes_somebody, quoting_of
from onrecord.statements.unsaid import says_nothing, unsaid

_WH = frozenset({"whether", "if", "why", "how", "what", "when", "where", "who", "which"})


def reported(document: Document) -> list[Draft]:
    """Return a draft for each cue that takes something said, in order of the cue."""
    drafts: list[Draft] = []
    for token in document.doc:
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "to":
            drafts.extend(_according(document, token))
        elif token.pos_ in ("VERB", "AUX") or (token.tag_ in ("NN", "NNS", "JJ") and token.dep_ == "ROOT"):
            drafts.extend(_of_verb(document, token))
    return drafts


def _of_verb(document: Document, verb: Token) -> Iterator[Draft]:
    """Yield the drafts of one verb."""
    lemma = lemma_of(verb)
    compound = compound_lemma(verb)
    if lemma not in cue_entries() and compound is None:
        return
    if verb.dep_ in ("aux", "auxpass", "amod"):
        if verb.dep_ == "amod" and verb.tag_ == "VBG" and verb.i and verb.nbor(-1).text == ",":
            yield from _participle(document, verb)
        return
    if unsaid(verb):
        return
    source = source_of(verb)
    if quotes_somebody(verb):
        return
    if is_passive(verb) and not agent(verb):
        yield from _passive(document, verb, source)
        return
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and own_subject(verb) is None:  # "Asked whether ..., she laughed"
        return
    beside = as_clause(verb)
    if beside is not None and (entry := lookup(verb, "c")):
        yield from make(document, verb, entry, "as", beside, source)
        return
    clause = clause_complement(verb)
    if clause is not None:
        yield from _with_clause(document, verb, clause, source)
        return
    if (told := _behind_citation(verb)) is not None and (entry := lookup(verb, "c")):
        yield from make(document, verb, entry, "that", told, source)
        return
    left = left_content(verb)
    if left is not None and (entry := lookup(verb, "c")) and entry.polarity != "denied":
        for draft in make(document, verb, entry, "left", left, source):
            rest = resumed(document, verb)
            if rest is not None:
                draft.spans.append(rest)
            yield draft
        return
    if clause is None and (round_ := inserted(document, verb)) is not None and (entry := lookup(verb, "c")):
        made = list(make(document, verb, entry, "inserted", round_, source))
        rest = resumed(document, verb)
        if made and rest is not None:
            made[0].spans.append(rest)
            yield from made
            return
    yield from _with_phrase(document, verb, source)


def _participle(document: Document, verb: Token) -> Iterator[Draft]:
    """Yield the draft of a participle clause that the parser took for an adjective: "..., dismissing it as ..."."""
    root = verb.sent.root
    subject = own_subject(root)
    rest = verb.doc[verb.i + 1 : verb.sent.end]
    as_ = any(t.lower_ == "as" for t in rest)
    entry = (lookup(verb, "a") if as_ else None) or lookup(verb, "n")
    if subject is not None and subject.i < verb.i and entry is not None and root.i < verb.i:
        yield from make(document, verb, entry, "a" if as_ else "n", (verb.i + 1, verb.sent.end), phrase(subject))


def _behind_citation(verb: Token) -> tuple[int, int] | None:
    """Return the tokens of a content that the parser hung on the source cited before it, or None.

    "Reported, citing an official, that ...".
    """
    for child in verb.rights:
        if child.dep_ == "advcl" and lemma_of(child) in word_list("reporting-verb"):
            cited = next((c for c in child.rights if c.dep_ == "dobj"), None)
            clause = next((c for c in cited.rights if c.dep_ == "relcl"), None) if cited is not None else None
            if (
                clause is not None
                and clause.left_edge.lower_ == "that"
                and verb.doc[clause.left_edge.i - 1].text == ","
            ):
                return clause.left_edge.i, clause.right_edge.i + 1
    return None


def source_of(verb: Token) -> Span | None:
    """Return the phrase of who speaks by this verb, or None."""
    if is_passive(verb):
        by = agent(verb)
        return phrase(by) if by is not None else None
    quoting = quoting_of(verb)
    subject = quoting[0] if quoting is not None else _cue_subject(verb)
    if quoting is not None and subject is not None and any(c.lower_ == "as" for c in subject.rights):
        return verb.doc[subject.left_edge.i : subject.i + 1]
    if subject is None and verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ", "VBP"):
        return _opening_name(verb)
    if subject is None or subject.dep_ == "expl" or (subject.lower_ in ("it", "there") and subject.dep_ == "expl"):
        return None
    if subject.lower_ in ("what", "that", "this") and subject.pos_ != "NOUN" and antecedent(subject) is subject:
        return None
    return phrase(subject)


def _opening_name(verb: Token) -> Span | None:
    """Return the name that opens a sentence whose verb the parser left without a subject, or None."""
    doc = verb.doc
    first = verb.sent.start
    stop = first
    while stop < verb.i and doc[stop].text[:1].isupper() and doc[stop].is_alpha and doc[stop].pos_ != "ADP":
        stop += 1
    named = stop > first and (stop == verb.i or doc[stop].text in (",", "(")) and doc[first].tag_ in _NAME_TAGS
    return doc[first:stop] if named else None


_NAME_TAGS = frozenset({"NNP", "NNPS", "NN", "JJ"})


def _cue_subject(verb: Token) -> Token | None:
    """Return the subject of a cue, led past a content that the parser hung it on."""
    if verb.dep_ == "conj" and own_subject(verb) is None:
        head = verb.head
        governor = head.head
        if head.dep_ in ("ccomp", "conj") and governor.pos_ == "VERB" and returns_to_cue(verb, governor, head):
            return subject_of(governor)
    return subject_of(verb)


def _with_clause(document: Document, verb: Token, clause: Token, source: Span | None) -> Iterator[Draft]:
    """Yield drafts of a verb that takes a clause."""
    doc = verb.doc
    infinitive = not has_modal_or_tense(clause) and any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.lefts)
    inner = own_subject(clause)
    object_ = next((c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.i < clause.i), None)
    if infinitive and (object_ is not None or (inner is not None and inner.i > verb.i)):
        entry = lookup(verb, "p")
        first = object_ if object_ is not None else clause
        preposition = next((c for c in verb.rights if c.dep_ == "prep" and c.i < clause.i), None)
        if entry and "_" in entry.lemma and preposition is not None:
            first = next(iter(preposition.rights), clause)
        if entry:
            start, stop = right_region(verb, clause)
            start = min(start, first.left_edge.i)
            for draft in make(document, verb, entry, "p", (start, stop), source):
                draft.hearers.append(first if first is not clause else (inner or clause))
                yield draft
            return
        if object_ is not None and (entry := lookup(verb, "i")) is None:
            yield from _with_phrase(document, verb, source)
            return
    if infinitive and (entry := lookup(verb, "p")) and "_" in entry.lemma:
        preposition = next((c for c in verb.rights if c.dep_ == "prep" and c.i < clause.i), None)
        target = next((c for c in preposition.rights if c.dep_ == "pobj"), None) if preposition is not None else None
        if target is not None:
            stop = right_region(verb, clause)[1]
            for draft in make(document, verb, entry, "p", (target.left_edge.i, stop), source):
                draft.hearers.append(target)
                yield draft
            return
    if infinitive:
        entry = lookup(verb, "i")
        if entry is None:
            return
        if entry.polarity == "declined" and clause_complement(clause) is not None and lookup(clause, "c"):
            asked = clause_complement(clause)
            assert asked is not None
            yield from make(document, verb, entry, "i", right_region(clause, asked), source)
            return
        start, stop = right_region(verb, clause)
        yield from make(document, verb, entry, "i", (start, _until_later(verb, start, stop)), source)
        return
    if clause.tag_ == "VBG" and not has_modal_or_tense(clause):
        entry = lookup(verb, "g")
        if entry:
            yield from make(document, verb, entry, "g", right_region(verb, clause), source)
        return
    small = clause.pos_ not in ("VERB", "AUX") or not (has_modal_or_tense(clause) or _bare_subjunctive(clause))
    if small and (entry := lookup(verb, "a")):
        first = object_ if object_ is not None else (inner if inner is not None else clause)
        start, stop = right_region(verb, clause)
        yield from make(document, verb, entry, "a", (min(start, first.left_edge.i), stop), source)
        return
    entry = lookup(verb, "t") if object_ is not None else None
    entry = entry or lookup(verb, "c")
    if entry is None:
        return
    start, stop = right_region(verb, clause)
    if object_ is not None and object_.i < clause.i:
        start = max(start, object_.right_edge.i + 1) if object_.right_edge.i < clause.i else start
    start = _takes_in_subject(verb, clause, start)
    start = _past_time(doc, start, clause.i)
    that = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if that is not None:
        start = max(start, that.i)
    stop = _until_headline_verb(document, verb, clause, stop)
    marked = doc[start].lower_
    frame = "that" if marked == "that" else "wh" if marked in _WH else "bare"
    for part in conjoined(document, start, stop, clause):
        for draft in make(document, verb, entry, frame, part, source):
            if object_ is not None:
                draft.hearers.append(object_)
            yield draft


def _until_headline_verb(document: Document, verb: Token, clause: Token, stop: int) -> int:
    """Return where a headline's content stops before "and" with a second verb of the speaker ("and dismisses 'lies'").

    The parser takes that verb for a plural noun as often as not; it is known by the lexicon and by what follows it.
    """
    doc = verb.doc
    paragraph = document.paragraph_at(verb.idx)
    if paragraph is None or paragraph.role not in ("title", "standfirst") or verb.tag_ != "VBZ":
        return stop
    for i in range(clause.i + 2, stop - 1):
        word = doc[i].lower_
        known = word.endswith("s") and (word[:-1] in cue_entries() or word[:-2] in cue_entries())
        if known and doc[i - 1].lower_ in ("and", "but") and doc[i + 1].pos_ not in ("VERB", "AUX", "ADP", "PUNCT"):
            return i - 1 if doc[i - 2].text != "," else i - 2
        if known and doc[i - 1].lower_ in ("and", "but") and doc[i + 1].is_quote:
            return i - 1
    return stop


def _until_later(verb: Token, start: int, stop: int) -> int:
    """Return where an undertaking stops before the reporter's ", a day after ..."."""
    doc = verb.doc
    for i in range(start, stop):
        if doc[i].dep_ == "advcl" and any(c.lower_ in ("after", "before") and c.dep_ == "mark" for c in doc[i].lefts):
            edge = doc[i].left_edge.i
            if edge > start and doc[edge - 1].text == ",":
                return edge - 1
    return stop


def _takes_in_subject(verb: Token, clause: Token, start: int) -> int:
    """Return the content's start, moved back over words right after the cue that hang on nothing of the cue's own."""
    doc = verb.doc
    i = start
    while i > verb.i + 1:
        token = doc[i - 1]
        owner = token
        while owner.head.i != verb.i and owner.head.i != owner.i and owner.head.i >= verb.i + 1:
            owner = owner.head
        own = owner.head.i == verb.i and owner.dep_ in (
            "dobj", "dative", "npadvmod", "prep", "advmod", "prt", "nsubj", "agent", "nsubjpass", "aux", "cc", "conj",
            "advcl",
        )  # fmt: skip
        if own or token.is_space:
            break
        i -= 1
    while i < start and (doc[i].is_punct and doc[i].text not in "\"“‘'"):
        i += 1
    return i


def _past_time(doc: Doc, start: int, stop: int) -> int:
    """Return the content's start behind a time of saying that the parser hung on the content: "said on Friday it"."""
    i = start + 1 if doc[start].lower_ in ("on", "in", "late", "early") else start
    if i >= stop or doc[i].ent_type_ not in ("DATE", "TIME"):
        return start
    while i < stop and doc[i].ent_type_ in ("DATE", "TIME"):
        i += 1
    subject = i < stop and doc[i].pos_ in ("PRON", "DET", "PROPN", "NOUN", "ADJ", "SCONJ", "NUM")
    return i if subject else start


def _bare_subjunctive(clause: Token) -> bool:
    """Say whether a clause has a subject and a bare verb: "demanded that parliament be shown"."""
    return own_subject(clause) is not None and clause.tag_ in ("VB", "VBN", "VBP") and _marked(clause)


def _marked(clause: Token) -> bool:
    return any(c.dep_ == "mark" for c in clause.lefts)


def _with_phrase(document: Document, verb: Token, source: Span | None) -> Iterator[Draft]:
    """Yield drafts of a verb that takes a noun phrase, with or without a predicate or a preposition after it."""
    compound = compound_lemma(verb)
    if compound:
        preposition = next((c for c in verb.rights if c.lower_ == compound.rsplit("_", 1)[1]), None)
        entry = lookup(verb, "n")
        if preposition is not None and entry and entry.lemma == compound:
            first = next(iter(preposition.rights), None)
            if first is None and preposition.dep_ in ("prt", "advmod"):
                first = next((c for c in verb.rights if c.dep_ == "dobj"), None)
            if first is not None:
                yield from make(document, verb, entry, "n", right_region(verb, first), source)
            return
    if is_passive(verb):
        subject = own_subject(verb)
        entry = lookup(verb, "n")
        if subject is not None and entry:
            span = phrase(subject)
            yield from make(document, verb, entry, "passive", (span.start, span.end), source)
        return
    if _neither(verb) or (verb.dep_ == "conj" and _neither(verb.head)):
        if verb.dep_ != "conj" and (entry := lookup(verb, "n")):
            for draft in make(document, verb, entry, "n", (verb.i, verb.right_edge.i + 1), source):
                draft.polarity = "declined"
                yield draft
        return
    object_ = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None)
    if object_ is None and (with_ := next((c for c in verb.rights if c.lower_ == "with"), None)) is not None:
        manner = next((t for t in verb.doc[with_.i + 1 : with_.i + 3] if t.lower_ in word_list("manner-noun")), None)
        entry = lookup(verb, "n")
        if entry and manner is not None and manner.i + 1 <= verb.right_edge.i:
            yield from make(document, verb, entry, "n", (manner.i + 1, verb.right_edge.i + 1), source)
            return
    if object_ is None:
        entry = lookup(verb, "a")
        what = any(c.lower_ in ("what", "which") for c in verb.lefts)
        predicate = next((c for c in verb.rights if c.dep_ in ("oprd", "attr", "acomp", "prep")), None)
        if entry and what and predicate is not None and predicate.lower_ != "at":
            region = right_region(verb, predicate)
            start = predicate.i + 1 if predicate.lower_ == "as" else region[0]
            quoted = any(t.is_quote for t in verb.doc[start : region[1]])
            if entry.act == "speech" or quoted:  # "what both view as the rival bloc" is the page's own phrase
                yield from make(document, verb, entry, "a", (start, region[1]), source)
        return
    after = next((c for c in verb.rights if c.i > object_.i and c.dep_ != "punct"), None)
    link = _preposition_after(object_, after)
    if link is not None and link.lower_ in ("as", "at"):
        entry = lookup(verb, "a")
        if entry:
            region = right_region(verb, object_)
            yield from make(document, verb, entry, "a", (region[0], max(region[1], link.right_edge.i + 1)), source)
            return
    of_thing = link is not None and link.lower_ == "of" and link.head.i == object_.i and object_.pos_ == "NOUN"
    charge = link is not None and link.lower_ in ("of", "for", "on", "over", "with")
    if charge and link is not None and (entry := lookup(verb, "o")) and not (of_thing and lookup(verb, "n")):
        region = right_region(verb, object_)
        made = list(make(document, verb, entry, "o", (region[0], max(region[1], link.right_edge.i + 1)), source))
        for draft in made:
            draft.hearers.append(object_)
        yield from made
        return
    predicated = any(c.dep_ in ("oprd", "acomp", "attr") for c in verb.rights if c.i > object_.i)
    if predicated or _quoted_after(document, object_):
        entry = lookup(verb, "a")
        if entry:
            yield from make(document, verb, entry, "a", right_region(verb, object_), source)
            return
    entry = lookup(verb, "n")
    if says_nothing(verb):
        return
    if entry and object_.pos_ != "PRON" and not (entry.lemma in _NAMES_SOURCE and _is_source(object_)):
        yield from make(document, verb, entry, "n", object_region(verb, object_), source)


_OF_OBJECT = frozenset(
    {"of", "about", "toward", "towards", "against", "over", "to", "for", "between", "at", "as", "by"}
)
"""Prepositions that go on with a noun object though the parser hung them on the verb; any other tells of the saying."""


def object_region(verb: Token, object_: Token) -> tuple[int, int]:
    """Return the tokens of a noun object: the phrase with its clauses, without an aside that names it once more."""
    start, stop = object_.left_edge.i, object_.right_edge.i + 1
    for child in object_.rights:
        aside = child.dep_ == "appos" and child.left_edge.pos_ == "DET"
        if aside and child.left_edge.i and verb.doc[child.left_edge.i - 1].text == ",":
            stop = child.left_edge.i - 1
    region = right_region(verb, object_)
    for child in verb.rights:
        if child.i > object_.i and child.left_edge.i == stop and child.dep_ in _RUNS_ON:
            stance = object_.lower_ in word_list("manner-noun")
            if child.dep_ in ("prep", "agent") and child.lower_ not in _OF_OBJECT and not stance:
                break
            stop = (
                child.right_edge.i + 1 if child.dep_ == "agent" else min(child.right_edge.i + 1, max(region[1], stop))
            )
    return max(start, region[0]), stop


_RUNS_ON = frozenset({"prep", "agent", "acl", "relcl", "appos", "ccomp"})


_NAMES_SOURCE = frozenset({"cite", "quote"})


def _is_source(object_: Token) -> bool:
    """Say whether an object is whom the reporter relies on ("citing a spokesman"), not what somebody brought up."""
    return object_.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") or object_.lower_ in word_list("source-noun")


def _neither(verb: Token) -> bool:
    return any(c.lower_ == "neither" for c in verb.lefts)


def _preposition_after(object_: Token, after: Token | None) -> Token | None:
    """Return the preposition that follows an object, hung on the verb or on the object."""
    if after is not None and after.dep_ == "prep":
        return after
    return next((c for c in object_.rights if c.dep_ == "prep"), None)


def _quoted_after(document: Document, object_: Token) -> bool:
    """Say whether a quotation of some words ends the object ("called the plan "folly"")."""
    end = object_.right_edge.idx + len(object_.right_edge)
    quotation = document.quotation_at(object_.right_edge.idx) or document.quotation_at(end)
    return quotation is not None and quotation.start > object_.left_edge.idx


def _passive(document: Document, verb: Token, source: Span | None) -> Iterator[Draft]:
    """Yield drafts of "was quoted as saying" and "was told that"."""
    lemma = lemma_of(verb)
    clause = clause_complement(verb)
    subject = own_subject(verb)
    if clause is not None and lemma in ("tell", "inform", "remind", "warn", "advise", "assure") and subject is not None:
        entry = lookup(verb, "t") or lookup(verb, "c")
        if entry and has_modal_or_tense(clause):
            for draft in make(document, verb, entry, "passive", right_region(verb, clause), source):
                draft.hearers.append(subject)
                yield draft


def _according(document: Document, word: Token) -> Iterator[Draft]:
    """Yield the draft of "according to X"."""
    doc = word.doc
    to = doc[word.i + 1]
    named = next((c for c in to.children if c.dep_ == "pobj"), None)
    if named is None:
        return
    source = phrase(named)
    sentence = word.sent
    reach = max(to.right_edge.i, word.right_edge.i) + 1
    lead = doc[sentence.start : word.i]
    said = any(t.pos_ in ("VERB", "AUX") for t in lead)
    if not said or len(lead) <= 2 or all(t.is_punct or t.is_space or t.lower_ in ("but", "and") for t in lead):
        content = (reach, sentence.end)
    else:
        start = sentence.start
        head = word.head
        while head.dep_ not in ("ROOT", "conj", "ccomp", "parataxis", "relcl", "advcl") and head.head.i != head.i:
            head = head.head
        if head.dep_ == "conj" and own_subject(head) is not None:
            start = max(start, head.left_edge.i)
        content = (start, word.i)
    main = next((t for t in doc[content[0] : content[1]] if t.dep_ in ("ROOT", "ccomp")), None)
    entry = CueEntry("according to", "speech", "asserted", frozenset())
    cue_end = to.idx + len(to)
    for draft in make(document, word, entry, "according", content, source):
        draft.cue_end = cue_end
        if main is not None and main.pos_ == "VERB" and content[0] == reach and _speaks(main):
            draft.frame = "relay"
        yield draft


def _speaks(verb: Token) -> bool:
    """Say whether a clause's main verb reports speech itself."""
    return any(e.act == "speech" for e in cue_entries().get(lemma_of(verb), ())) and own_subject(verb) is not None
