"""From the forms of an article's places to official units as of its day.

Larger units first, then what stands before them: an address is read from its end. A name that fits
several units is decided by the unit it stands in, then by the other places of the article; when
neither tells, it stays open with its candidates.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cached_property

import msgspec

from vnnews.lexicon.gazetteer import REFORM, Unit, gazetteer
from vnnews.link.document import Document
from vnnews.link.places.forms import RANKS, Form

_LAST_OLD = REFORM - dt.timedelta(days=1)
# New wards are named before they begin.
_ANNOUNCED = dt.timedelta(days=150)
# Between a unit and the larger one that it lies in; between units of one level.
_INTO = frozenset([",", "", "(", "-", "–", "thuộc", ", thuộc", "của", "ở", "tại", ";", "/", "."])
_BESIDE = frozenset([",", "và", ", và", ";", "-", "–", "hoặc", "với", "đến"])


class Resolved(msgspec.Struct, frozen=True):
    """A unit with its path and code as of the day; ``candidates`` are paths that fit equally."""

    path: str | None = None
    code: str | None = None
    unit: Unit | None = None
    candidates: tuple[str, ...] = ()


_OPEN = Resolved()


class _Mention(msgspec.Struct):
    """One LOC mention on its way: ``level`` is settled when its unit is."""

    index: int
    form: Form
    options: list[Unit]
    result: Resolved = _OPEN

    @property
    def rank(self) -> int:
        """Rank by its unit, else by its head; 9 when unknown."""
        if self.result.unit is not None:
            return self.result.unit.rank
        if self.form.level:
            return RANKS[self.form.level][-1]
        return self.options[0].rank if self.options else 9


def resolve_units(document: Document, forms: dict[int, Form], day: dt.date) -> dict[int, Resolved]:
    """What is known of the unit of each LOC mention, by mention index."""
    resolver = _Resolver(document, forms, day)
    resolver.run()
    return {mention.index: mention.result for mention in resolver.mentions}


def options(form: Form, day: dt.date, *, undated: bool = False) -> list[Unit]:
    """Units that a form may name on ``day``: its own level first, else its rank, else any.

    A name of the other system is understood when the day's has none of it; when the article is
    ``undated``, the level of a unit that was there at another time says more than the day.

    >>> from vnnews.link.places.forms import read_form
    >>> [unit.path() for unit in options(read_form("Phú Yên"), dt.date(2026, 1, 1))]
    ['tỉnh Phú Yên']
    """
    if not may_be_unit(form):
        return []
    named = gazetteer().named
    announced = day < REFORM <= day + _ANNOUNCED
    others = (_LAST_OLD, REFORM) if announced else (_LAST_OLD,)
    for date in (day, None, *others) if form.level and undated else (day, *others):
        units = [u for u in named(form.name, date=date) if date or u.valid_from != REFORM]
        if not form.level:
            found = [unit for unit in units if unit.rank < 3]
            found = found or named(form.name, rank=1, date=_LAST_OLD) or units
        else:
            found = [unit for unit in units if unit.level == form.level]
            if not found and date is not None:
                found = [unit for unit in units if unit.rank in RANKS[form.level]]
        if found:
            return found
    return []


def may_be_unit(form: Form) -> bool:
    """Whether the form says nothing against a unit of Vietnam."""
    if form.level:
        return True
    if form.kind not in ("", "capital") and form.head != "đảo ngọc":
        return False
    return form.country in (None, "VN") and form.name_kind not in ("country", "region", "continent")


class _Resolver:
    """One article: mentions in order, and the units that are settled so far."""

    def __init__(self, document: Document, forms: dict[int, Form], day: dt.date) -> None:
        self.document, self.day = document, day
        undated = document.published is None
        self.mentions = [
            _Mention(i, form, options(form, day, undated=undated))
            for i, form in self._levelled(forms).items()
        ]
        self.settled: Counter[Unit] = Counter()
        self.headed: dict[str, Unit] = {}

    def _levelled(self, forms: dict[int, Form]) -> dict[int, Form]:
        """Forms with the level that a plural head gives them: *các xã A, B và C*."""
        found: dict[int, Form] = {}
        previous: int | None = None
        level = ""
        for i, form in forms.items():
            if not form.level and may_be_unit(form):
                beside = previous is not None and self._between(previous, i) in _BESIDE
                level = (level if beside else "") or self._head_before(self.document.ranges[i][0])
            else:
                level = ""
            found[i] = msgspec.structs.replace(form, level=level) if level else form
            previous = i
        return found

    def _head_before(self, at: int) -> str:
        lower = self.document.tokens.lower
        for size in (2, 1):
            level = " ".join(lower[at - size : at]) if at >= size else ""
            if level in RANKS:
                return level
        return ""

    def _between(self, left: int, right: int) -> str | None:
        """The words between two mentions, when they are few and on one line."""
        mentions, view = self.document.mentions, self.document.text.view
        start, end = mentions[left].end, mentions[right].start
        if end - start > 14:
            return None
        gap = view[start:end]
        return None if "\n" in gap else " ".join(gap.split()).lower()

    def run(self) -> None:
        """Provinces, then addresses from their ends, then what the article's places decide."""
        for mention in self.mentions:
            first = mention.options[0] if mention.options else None
            if first is not None and first.rank == 1 and self._is_province(mention):
                self._settle(mention, first)
        places = [k for k, mention in enumerate(self.mentions) if may_be_unit(mention.form)]
        for lowest in (2, 3):
            for k in reversed(places):
                self._by_address(k)
            for k in places:
                if self.mentions[k].rank <= lowest:
                    self._by_article(self.mentions[k])
        for k in reversed(places):
            self._by_address(k)
        for k in places:
            self._compose_alone(self.mentions[k])

    def _is_province(self, mention: _Mention) -> bool:
        """A bare name, *tỉnh*, or *thành phố* that is no town of its province's name."""
        form = mention.form
        if form.level == "thành phố":
            return mention.options[0].level == "thành phố"
        return form.level in ("", "tỉnh") or form.kind == "capital"

    def _settle(self, mention: _Mention, unit: Unit, parent: Unit | None = None) -> None:
        above = unit.chain(self.day)[1:]
        abolished = parent is not None and self.day >= REFORM and not parent.exists(self.day)
        if parent is not None and parent.rank == 2 and unit.rank == 3 and not abolished:
            above = parent.chain(self.day)  # the district that the article names: *quận 9*
        path = "|".join([self._name(unit, mention.form), *(u.full_name for u in above)])
        code = unit.code if unit.exists(self.day) else None  # a code is reused by other units
        mention.result = Resolved(path, code or None, unit)
        self.settled[unit] += 1
        if mention.form.level:
            self.headed.setdefault(mention.form.key, unit)

    def _name(self, unit: Unit, form: Form) -> str:
        """Official name, but an older ward keeps the level that the article gives it."""
        old = unit.rank == 3 and unit.exists(self.day) and self.day < REFORM
        old = old and form.level not in ("", unit.level) and RANKS[form.level] == (3,)
        return f"{form.level} {unit.name}" if old else unit.full_name

    # -- evidence --------------------------------------------------------------------------------

    @cached_property
    def hinted(self) -> Counter[Unit]:
        """Provinces in the names of bodies count a little: *UBND tỉnh Bình Định*."""
        hinted: Counter[Unit] = Counter()
        seen: Counter[str] = Counter(self.document.surface(i) for i in self.document.of_type("ORG"))
        for surface, count in seen.items():
            words = surface.split()
            for k in range(max(0, len(words) - 4), len(words)):
                tail = " ".join(words[k:])
                units = gazetteer().named(tail, rank=1, date=self.day) if tail[0].isupper() else []
                if units:
                    hinted[units[0]] += count
                    break
        return hinted

    def _gap(self, k: int) -> str | None:
        """The words between mention ``k`` and the next."""
        if k + 1 >= len(self.mentions):
            return None
        return self._between(self.mentions[k].index, self.mentions[k + 1].index)

    def _parent(self, k: int) -> Unit | None:
        """The larger unit that mention ``k`` stands in by the words behind it."""
        gap, mention = self._gap(k), self.mentions[k]
        if gap is None:
            return None
        after = self.mentions[k + 1]
        unit = after.result.unit
        if unit is None:
            return None
        if gap in _INTO and unit.rank < mention.rank:
            return unit
        if gap in _BESIDE and unit.rank == mention.rank and unit.rank > 1:
            return unit.parent
        return None

    def _by_address(self, k: int) -> None:
        mention = self.mentions[k]
        if mention.result.path is not None:
            return
        parent = self._parent(k)
        if parent is None:
            return
        area = parent if parent.exists(self.day) or self.day < REFORM else parent.province
        inside = [unit for unit in mention.options if unit is not parent and unit.within(area)]
        if not inside and (mention.form.level or not mention.options):
            inside = self._any_within(mention.form, parent)
        if inside and (inside[0].exists(self.day) or parent.rank == 1):
            self._settle(mention, inside[0], parent)
        elif mention.form.level:
            rank = RANKS[mention.form.level][-1]
            unknown = inside or not mention.options or parent.rank == 2
            if unknown and (rank == parent.rank + 1 or (rank > 2 and self.day >= REFORM)):
                self._compose(mention, parent)

    def _any_within(self, form: Form, parent: Unit) -> list[Unit]:
        """Units of the name in ``parent`` whose level was another, or that the other system has."""
        ranks = RANKS.get(form.level, (2, 3))
        found = gazetteer().named(form.name, within=parent)
        found = [unit for unit in found if unit.rank in ranks and unit.rank > parent.rank]
        return [unit for unit in found if unit.exists(self.day)] or found[:1]

    def _compose(self, mention: _Mention, parent: Unit) -> None:
        """A unit that the record does not hold: its path by the larger one that it stands in."""
        chain = parent.chain(self.day)
        path = "|".join(
            [f"{mention.form.level} {mention.form.name}", *(u.full_name for u in chain)]
        )
        mention.result = Resolved(path)

    def _by_article(self, mention: _Mention) -> None:
        """Decides by units that the article names for certain elsewhere."""
        if mention.result.path is not None or not mention.options:
            return
        same = self.headed.get(mention.form.key)
        if same is not None and (not mention.form.level or same in mention.options):
            self._settle(mention, same)
            return
        first = mention.options[0]
        if first.rank == 3 and not mention.form.level and first.level != "đặc khu":
            return
        if len(mention.options) == 1 and (mention.rank < 3 or self._near(mention.options[0])):
            self._settle(mention, mention.options[0])
            return
        scores = {unit: self._near(unit) for unit in mention.options}
        best = max(scores.values())
        leaders = [unit for unit, score in scores.items() if score == best]
        if best > 0 and len(leaders) == 1:
            self._settle(mention, leaders[0])
        elif len(mention.options) == 1:
            if not any(unit.rank == 2 for unit in self.settled):
                self._settle(mention, mention.options[0])
        else:
            paths = tuple(unit.path(self.day) for unit in leaders[:20])
            mention.result = Resolved(candidates=paths)

    def _near(self, unit: Unit) -> float:
        """How much the article speaks of the units that ``unit`` lies in."""
        score = 0.0
        parent = unit.parent
        while parent is not None:
            for other in gazetteer().lineage(parent):
                score += (100.0 if parent.rank == 2 else 1.0) * self.settled[other]
                score += 0.1 * self.hinted[other]
            parent = parent.parent
        return score

    def _compose_alone(self, mention: _Mention) -> None:
        """A ward that the record does not hold, in the one district that the article names."""
        form = mention.form
        if mention.result.path or RANKS.get(form.level) != (3,):
            return
        if any(self._near(unit) for unit in mention.options):
            return
        districts = [unit for unit in self.settled if unit.rank == 2]
        if len(districts) == 1 and self.day < REFORM:
            self._compose(mention, districts[0])
