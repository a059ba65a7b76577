"""Places in lists: what a plural head is shared by, and what goes on without its head.

các huyện [A], [B] và [C]    các tuyến đường [A] ([quận B]), [C]    [đường A] - [B]
"""

from __future__ import annotations

from vnnews.find.places.grammar import MEASURES, Reader
from vnnews.find.resolve import SETTLED

Found = tuple[int, int, str, float]

_SEPARATORS = frozenset([",", "và", ";", "hoặc", "hay", "-", "–"])
# Places whose names streets bear as well.
_ALSO_STREETS = frozenset(["district", "town", "personal"])
_OPENERS = frozenset([":", "như", "gồm"])
# Tokens of what stands in brackets behind a street.
_BRACKET = 8


def unit_list(r: Reader, at: int, kind: str) -> list[Found]:
    """*các huyện A, B và C*: one place a name, also in brackets or behind a colon."""
    found: list[Found] = []
    k = at + (at + 1 < r.n and r.form[at] in "(:" and r.joined(at + 1))
    while k < r.n:
        end = r.unit_name_end(k)
        name = r.name_at(k)
        end = max(end, name[0]) if name is not None else end  # "các tỉnh Nam Trung bộ"
        if end == k or (found and not _is_listed(r, k, end)):
            break
        found.append((k, end, f"{kind}-list", 0.9))
        if end + 1 >= r.n or r.lower[end] not in _SEPARATORS or r.line[end + 1] != r.line[k]:
            break
        k = end + (2 if r.lower[end] == "," and r.lower[end + 1] == "và" else 1)
    return found


def _is_listed(r: Reader, k: int, end: int) -> bool:
    if r.form[k].isdigit():
        return end == r.n or r.lower[end] not in MEASURES
    return r.known(k, end) or (r.lower[k] not in r.lex.families and end - k < 4)


def street_list(r: Reader, at: int) -> list[Found]:
    """*các tuyến đường như A (quận B), C và D*: one street a name."""
    found: list[Found] = []
    k = at
    while r.joined(k) and r.lower[k] in _OPENERS:
        k += 1
    while r.capital_at(k) and r.lower[k] not in r.lex.head_words and _is_street(r, k):
        end = r.run_end(k, limit=5)
        found.append((k, end, "street-list", SETTLED))
        end = _past_bracket(r, end, found)
        if not r.joined(end + 1) or r.lower[end] not in _SEPARATORS:
            break
        k = end + (2 if r.lower[end + 1] == "và" else 1)
    return found


def _is_street(r: Reader, k: int) -> bool:
    name = r.name_at(k)
    return name is None or name[1].kind in _ALSO_STREETS


def _past_bracket(r: Reader, at: int, found: list[Found]) -> int:
    """Past a bracket at ``at``; what it names is a place as well."""
    if not r.joined(at) or r.form[at] != "(":
        return at
    closing = next((k for k in range(at, min(at + _BRACKET, r.n)) if r.form[k] == ")"), 0)
    if closing and r.known(at + 1, closing):
        found.append((at + 1, closing, "district-bracket", 0.8))
    return closing + 1 if closing else at


def route(r: Reader, end: int) -> list[Found]:
    """*đường A - B - C*: the streets that go on a route behind its first."""
    found: list[Found] = []
    while end + 1 < r.n and r.form[end] in "-–" and r.capital_at(end + 1):
        k = end + 1
        end = r.run_end(k, limit=5)
        if r.lower[k] == "ảnh":
            break
        found.append((k, end, "street-route", SETTLED))
    return found


def series(r: Reader, end: int, *, river: bool) -> list[Found]:
    """*huyện A, B và C*: names of units, or of rivers, that go on a list without their head."""
    found: list[Found] = []
    while end + 1 < r.n and r.lower[end] in (",", "và", ";") and r.capital_at(end + 1):
        k = end + 1
        if not river and r.lex.heads.longest(r.lower, k):
            break
        end = r.run_end(k, limit=3) if river else r.unit_name_end(k)
        if not (end - k < 3 if river else end - k > 1 and r.known(k, end)):
            break
        goes_on = end - k == 1 and r.joined(end) and r.form[end].isalpha() and r.lower[end] != "và"
        person = end - k > 1 and r.lower[k] in r.lex.families and not r.known(k, end)
        if river and (goes_on or person):
            break
        found.append((k, end, "series", 0.75))
    return found
