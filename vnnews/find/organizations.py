"""Organizations: bodies with a grammar, bodies with a known name, and what an article introduces."""

from __future__ import annotations

from vnnews.find.candidate import Candidate
from vnnews.find.organization_grammar import Body, heads, read_body
from vnnews.text.tokens import Tokens

CERTAIN, PLAUSIBLE, DOUBTFUL = 0.95, 0.75, 0.4


def find_organizations(tokens: Tokens) -> list[Candidate]:
    """ORG candidates in order of their start, not overlapping.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("HĐND và UBND tỉnh Hà Nam làm việc với Bộ Y tế.")
    >>> [text.view[c.start : c.end] for c in find_organizations(tokenize(text))]
    ['HĐND', 'UBND tỉnh Hà Nam', 'Bộ Y tế']
    """
    found: list[Candidate] = []
    for begin, limit in tokens.sentences:
        at = begin
        while at < limit:
            body = read_body(tokens, at, limit)
            confidence = _confidence(tokens, body, begin) if body else 0.0
            if body and confidence:
                found.append(_candidate(tokens, body, confidence))
                at = body.end
            else:
                at += 1
    return found


def _candidate(tokens: Tokens, body: Body, confidence: float) -> Candidate:
    start, end = tokens.start[body.start], tokens.end[body.end - 1]
    return Candidate("ORG", start, end, f"organization_heads:{body.head.phrase}", confidence)


def _confidence(tokens: Tokens, body: Body, sentence: int) -> float:
    """How sure it is that a body which was read is a mention; 0 when it is none."""
    head, form = body.head, tokens.form
    capital = form[body.start][0].isupper()
    opens = body.start == sentence
    if body.bare:
        if not capital or not head.alone:
            return 0.0
        if head.alone == "weak":
            return 0.0 if opens else DOUBTFUL
        return CERTAIN if not opens or len(head.phrase.split()) > 1 else PLAUSIBLE
    rest = form[body.start + len(head.phrase.split()) : body.end]
    named = any(word[0].isupper() or word[0].isdigit() for word in rest)
    if not capital:
        return PLAUSIBLE if named else (DOUBTFUL if head.kind == "police" else 0.0)
    return CERTAIN if named or body.generic else PLAUSIBLE
