"""Finds people.

Family and given names, names after an honorific or a title, initials, foreign names, bylines;
then the same people again by the part of the name that is repeated.

Confidence: 0.9 evidence in the words and beside them, about 0.7 one of the two, 0.4 the shape only.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnnews.find.candidate import Candidate
from vnnews.find.people.again import Kind, Part, settle
from vnnews.find.people.credits import (
    CREDIT_MARKS,
    cue_ending,
    opens_next,
    post_before,
    settle_credit,
)
from vnnews.find.people.foreign import body_before_name, foreign_confidence, foreign_end
from vnnews.find.people.grammar import (
    KOREAN,
    LONGEST,
    acts,
    goes_on,
    in_code,
    is_full_name,
    is_initial,
    is_syllable,
    is_year,
    lexicon,
    run_end,
)
from vnnews.find.people.lists import line_ups
from vnnews.find.people.nicknames import nicknames
from vnnews.find.places.grammar import COUNTRY, Name, Reader, is_vietnamese
from vnnews.text.tokens import Tokens

_BYLINE_LINES = 3  # a byline without a mark stands among the last lines
_PERSONAL = frozenset(["honorific", "title", "role"])
_DEFENCE = ["quốc", "phòng"]  # the *phòng* of *Bộ trưởng Quốc phòng* is no room
_EMPLOYED = frozenset(["title", "role", "post"])  # cues behind which a known body may stand
_LEVELS = frozenset(["tỉnh", "huyện", "xã", "phường", "quận", "trấn", "phố"])
_DOUBTFUL = frozenset(["personal", "district"])  # places that are as often people
_SIGNING = frozenset(["vietnamese", "initials"])
_IN_NAMES = frozenset(["anh"])  # honorifics that names begin with: *Anh Thơ*
_ALSO_NAMES = frozenset(["theo"])  # *Theo Marwick*
_SENTENCE_ENDS = frozenset('.!?…”")/')
_NOTES = frozenset(["tổng", "theo", "t", "th", "th.", "video", "dịch", "lược", "ttxvn", "ghi"])


def find_people(tokens: Tokens) -> list[Candidate]:
    """Candidates of type PER in order, none overlapping another.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> text = normalize("Ông Trần Văn Minh gặp bà Hà. Minh nói với bà Angela Dorten.")
    >>> [text.view[c.start : c.end] for c in find_people(tokenize(text))]
    ['Trần Văn Minh', 'Hà', 'Minh', 'Angela Dorten']
    """
    finder = _Finder(tokens.once(Reader))
    finder.read_runs()
    line_ups(finder.r, finder.parts)
    settle(finder.r, finder.parts)
    parts = nicknames(finder.r, finder.parts)
    return [
        Candidate("PER", tokens.start[p.start], tokens.end[p.end - 1], p.rule, p.confidence)
        for p in parts
        if p.confidence >= 0.3
    ]


class _Finder:
    """One text's search: ``parts`` are the stretches read so far."""

    def __init__(self, reader: Reader) -> None:
        self.r = reader
        self.lex = lexicon()
        self.parts: list[Part] = []
        self.vietnamese = [False] * reader.n
        for i in reader.capitals:
            self.vietnamese[i] = is_syllable(reader.lower[i])

    def read_runs(self) -> None:
        """Every capitalised run, cut into the names that it holds."""
        end = 0
        for i in self.r.capitals:
            if i >= end:
                end = run_end(self.r, i)
                for first, last in self._pieces(i, end) if end - i > 1 else [(i, end)]:
                    cut = last - opens_next(self.r, first, last)
                    self._read(first, cut)
                    if cut < end and self.parts:
                        settle_credit(self.r, self.parts[-1], first, cut)

    def _pieces(self, i: int, end: int) -> Iterator[tuple[int, int]]:
        """The run ``i:end`` without the words that open a sentence: *Ảnh: Thu Hà* | *Sau*."""
        r, openers = self.r, self.lex.openers
        for k in range(i, end):
            if r.lower[k] not in openers or r.form[k].isupper():
                continue
            if i < k < end - 1 and r.lower[k] in _ALSO_NAMES:
                continue
            if k > i and k + 1 == end and not self._runs_on(end):
                continue  # "Lê Thị Riêng,"
            if k > i or (k + 1 < end and r.opens(k)):
                if i < k:
                    yield i, k
                i = k + 1
        if i < end:
            yield i, end

    def _runs_on(self, i: int) -> bool:
        """Whether a word, a number or the colon of a credit stands at ``i``."""
        form = self.r.form[i] if i < self.r.n else ""
        return form.islower() or form.isdigit() or form == ":"

    # -- runs ------------------------------------------------------------------------------------

    def _read(self, i: int, end: int) -> None:
        """Cuts the run ``i:end`` into parts."""
        r = self.r
        if goes_on(r, end) and not is_full_name(r, i, end):
            end -= 1  # "Phó Chủ | tịch"
            while end > i and (r.lower[end - 1], r.lower[end]) in r.lex.compounds:
                end -= 1
        cue = self._cue_before(i)
        k = i
        while k < end:
            skip, kind = self._skip(k, end, cue)
            if skip:
                cue = kind or ("" if cue == "thing" else cue)
                k += skip
                continue
            k = self._name(k, end, cue)
            cue = ""
            while k < end and r.form[k] in "-.":
                k += 1

    def _cue_before(self, i: int) -> str:
        """Kind of the cue that ends right before ``i``; a credit's colon may stand between."""
        r = self.r
        if not r.joined(i):
            return ""
        mark = r.form[i - 1]
        if mark in CREDIT_MARKS and i > 1:
            kind = cue_ending(r, i - 1)
            fits = kind == "credit" if mark == ":" else mark not in "-–"
            return kind if fits else ""
        kind = cue_ending(r, i)
        if (not kind or r.lower[i - 2 : i] == _DEFENCE) and post_before(r, i):
            return "post"
        return kind if kind != "credit" else ""

    def _skip(self, k: int, end: int, cue: str) -> tuple[int, str]:
        """Tokens at ``k`` before the name (cue, place, acronym) and the cue that they are."""
        r, lex = self.r, self.lex
        cued = lex.cues.longest(r.lower, k)
        if cued and k < cued[0] < end and cued[1] not in ("credit", "name"):
            named = r.lower[k] in lex.common or r.lower[cued[0]] in ("văn", "thị")
            surname = named and self.vietnamese[cued[0]] and cued[1] == "thing"
            named = surname or self._named(k, cued[0], end, cued[1])
            if not named and not self._byline(k, end):
                return cued[0] - k, cued[1]
        if cue in _EMPLOYED and (body := body_before_name(r, k, end)):
            return body - k, ""
        place = r.name_at(k)
        if place and place[0] < end and self._before_name(k, place, cue):
            return place[0] - k, "" if cue else "place"
        form = r.form[k]
        if form.isupper() and len(form) > 1 and k + 1 < end and form.isalpha():
            shouted = r.form[k + 1].isupper() and (
                r.lower[k] in lex.common or r.lower[k] in lex.given
            )
            if not shouted:
                return 1, ""
        return 0, ""

    def _named(self, k: int, at: int, end: int, cue: str) -> bool:
        """Whether the cue ``k:at`` is part of a name: *Đài Loan, Ba Đình*, *với* | *Anh Thơ*."""
        r = self.r
        if at - k > 1 or at >= end:
            return False
        if r.form[at] == "-" and r.touches(at):
            return True  # "Em-li"
        if cue not in _PERSONAL:
            return r.country_end(k) > at
        if r.name_end(k) > at or (not r.opens(k) and r.known(k, min(end, k + 2))):
            return True
        stage = r.lower[k] in _IN_NAMES and at + 1 == end and not r.opens(k)
        return stage and self.vietnamese[at] and r.lower[at] in self.lex.given

    def _before_name(self, k: int, place: tuple[int, Name], cue: str) -> bool:
        """Whether a person's name follows the place at ``k``: *Tổng thống Mỹ | Donald Trump*."""
        lex, (end, name) = self.lex, place
        follows = self.r.lower[end]
        if name.kind in COUNTRY and follows in KOREAN and name.kind != "short":
            return True
        after = self.r.lower[end + 1] if self.r.capital_at(end + 1) else follows
        posted = cue in ("title", "post")
        if posted and self._is_cut(end):
            return True
        if not is_vietnamese(follows) or not is_vietnamese(after):
            return name.kind not in ("short", "personal") or (posted and after != follows)
        if name.kind in ("syllable", "short"):
            return follows in lex.common and posted
        surname = follows in lex.common or (follows in lex.rare and name.kind in COUNTRY)
        return surname and (self.r.lower[k] not in lex.common or name.kind in COUNTRY)

    def _is_cut(self, k: int) -> bool:
        """Whether a dash or the full stop of an initial goes on: *V.Hagen, Ô-lô Ha-ghen*."""
        r = self.r
        if k + 1 >= r.n or not r.touches(k + 1):
            return False
        return r.form[k + 1] == "-" or (r.form[k + 1] == "." and is_initial(r.form[k]))

    # -- names -----------------------------------------------------------------------------------

    def _name(self, k: int, end: int, cue: str) -> int:
        """Adds the part that starts at ``k`` and gives its end."""
        r, lex = self.r, self.lex
        word = r.lower[k]
        fixed = lex.cues.longest(r.lower, k) if word in lex.name_starts else None
        if fixed and fixed[1] == "name" and fixed[0] <= end:
            return self._add(k, fixed[0], "vietnamese", 0.9)
        if is_year(self.r, k, end):
            return self._add(k, end, "other", 0.0)
        if cue != "thing" and k + 1 < end and r.form[k + 1] == "." and is_initial(r.form[k]):
            return self._initials(k, end, cue)
        if self.vietnamese[k]:
            stop = self._syllables_end(k, end)
            surname = word in lex.common or word in lex.rare
            inner = self._inner_name(k, stop)
            if inner and (not surname or stop - k > 4 or cue == "thing"):
                self._add(k, inner, "other", 0.0)
                return self._family(inner, stop, end, "")
            if cue == "thing":
                if word in lex.common and stop - k in (3, 4) and r.before(k) in _LEVELS:
                    return self._family(k, stop, end, "")
            elif surname and stop - k > 1:
                return self._family(k, stop, end, cue)
            elif stop == end:
                return self._given(k, end, cue)
        if cue == "thing":
            self._add(k, min(end, k + LONGEST), "other", 0.0)
            return end
        return self._foreign(k, end, cue)

    def _syllables_end(self, k: int, end: int) -> int:
        """End of the Vietnamese syllables of one shape (and a last initial) from ``k``."""
        r = self.r
        shouted = r.form[k].isupper() and len(r.form[k]) > 1
        stop = k + 1
        while stop < min(end, k + 2 * LONGEST) and self.vietnamese[stop]:
            if len(r.form[stop]) > 1 and r.form[stop].isupper() != shouted and len(r.form[k]) > 1:
                return stop
            stop += 1
        if stop < end and r.form[stop] == "." and is_initial(r.form[stop - 1]):
            return end
        if stop + 1 < end and r.form[stop + 1] == "." and is_initial(r.form[stop]):
            return end
        return stop

    def _inner_name(self, k: int, stop: int) -> int:
        """Start of the full name that the syllables ``k:stop`` end with: *Bộ Y tế | Lê A*."""
        for at in range(max(k + 1, stop - 4), stop - 1):
            if self.r.lower[at] in self.lex.common:
                return at
        return 0

    def _initials(self, k: int, end: int, cue: str) -> int:
        letters = sum(self.r.caps[j] for j in range(k, end))
        confidence = 0.45 if letters > 1 else 0.2
        if in_code(self.r, end):
            confidence = 0.1
        elif cue in _PERSONAL or cue in ("credit", "post"):
            confidence = 0.9 if cue in _PERSONAL else 0.8
        return self._add(k, end, "initials", confidence)

    def _family(self, k: int, stop: int, end: int, cue: str) -> int:
        """A family name with what follows it."""
        r, lex = self.r, self.lex
        if stop < end <= k + 4 and r.form[stop] not in "-.":
            stop = end  # a foreign given name: *Nguyễn Orlo*
        elif stop < end and r.form[stop] == "-":
            return self._foreign(k, end, cue or "role")  # *Kim Jong-un*
        elif stop - k > 4:
            stop = self._split(k, stop)
        last = r.lower[stop - 1]
        given = last in lex.given or len(last) == 1
        common, size = r.lower[k] in lex.common, stop - k
        place = r.name_at(k)
        if place and place[0] >= stop and cue != "honorific":
            uncle = r.lower[k] == "hồ" and size == 3
            confidence = 0.5 if common and place[1].kind in _DOUBTFUL else 0.1
            if uncle:
                confidence = 0.9 if cue in ("title", "post") else 0.5
        elif cue and cue not in ("thing", "place"):
            confidence = 0.92
        elif common:
            confidence = 0.85 if given or size > 2 else 0.6
        elif given:
            confidence = 0.75 if size > 2 else 0.5
        else:
            confidence = 0.4 if size > 2 else 0.3
        if confidence < 0.9 and (r.lower[k], r.lower[k + 1]) in r.lex.compounds:
            confidence -= 0.45
        return self._add(k, stop, "vietnamese", confidence)

    def _split(self, k: int, stop: int) -> int:
        """End of the first of the names that a run of more than four syllables may hold."""
        for at in range(k + 2, min(k + 5, stop - 1)):
            if self.r.lower[at] in self.lex.common:
                return at
        return k + 4

    def _given(self, k: int, end: int, cue: str) -> int:
        """Vietnamese syllables without a family name: *ông Minh*, *ca sĩ Mỹ Tâm*."""
        r, lex = self.r, self.lex
        size = end - k
        kind: Kind = "single" if size == 1 else "vietnamese"
        place = r.name_at(k)
        if place and place[0] >= end and not (cue == "honorific" and size == 1):
            doubtful = place[1].kind in _DOUBTFUL and not lex.cues.longest(r.lower, k)
            return self._add(k, end, kind, 0.4 if doubtful else 0.1)
        known = r.lower[end - 1] in lex.given
        if size == 1:
            named = known or r.lower[k] in lex.common
            confidence = {"honorific": 0.9, "title": 0.6, "role": 0.6}.get(cue, 0.1)
            if not named and cue in ("title", "role"):
                confidence -= 0.2
            if (r.form[k].isupper() and len(r.form[k]) > 1) or in_code(self.r, end):
                confidence = 0.2
            if r.lower[k] in lex.openers and k + 1 < r.n and r.form[k + 1].islower():
                confidence = 0.1  # "bé trai | Qua xét nghiệm"
            return self._add(k, end, kind, confidence)
        named = known and (r.lower[k] in lex.given or r.lower[k] in lex.middle)
        holds_place = any(self._country(j) for j in range(k, end - 1))
        if size > 4 or holds_place or (r.lower[k], r.lower[k + 1]) in r.lex.compounds:
            confidence = 0.1
        elif cue in _PERSONAL or (cue == "post" and named):
            confidence = 0.85 if size < 4 else 0.6
        elif cue == "credit":
            confidence = 0.75 if named else 0.55
        elif named and acts(r, end):
            confidence = 0.6
        else:
            confidence = 0.4 if known else 0.2
        return self._add(k, end, kind, confidence)

    def _country(self, k: int) -> bool:
        place = self.r.name_at(k)
        return place is not None and place[1].kind == "country"

    def _foreign(self, k: int, end: int, cue: str) -> int:
        """Foreign words: sure with a cue before or a verb of people behind."""
        stop = foreign_end(self.r, k, end)
        return self._add(k, stop, "foreign", foreign_confidence(self.r, k, stop, cue))

    def _byline(self, k: int, end: int) -> bool:
        """Whether ``k:end`` is all of one of the later lines, or the last sentence of all.

        What a byline may go on with follows: *Thu Hà (tổng hợp)*, *Thu Hà/Báo Kim Sơn*.
        """
        r = self.r
        if k <= r.n // 2 or r.lower[k] == "theo" or not r.opens(k):
            return False
        if r.line[-1] - r.line[k] <= _BYLINE_LINES:
            return not r.joined(end) or self._signed(end)
        # Before the titles of other news: a line of its own behind the end of a sentence.
        return not (r.joined(k) or r.joined(end)) and r.form[k - 1] in _SENTENCE_ENDS

    def _signed(self, end: int) -> bool:
        """Whether a note of where the news comes from follows the name of a byline."""
        lower = self.r.lower[end : end + 3]
        slash = lower[:1] == ["/"] and self.r.capital_at(end + 1)
        return slash or (len(lower) == 3 and lower[0] == "(" and lower[1] in _NOTES)

    def _add(self, start: int, end: int, kind: Kind, confidence: float) -> int:
        if kind in _SIGNING and 1 < end - start < 5 and self._byline(start, end):
            confidence = max(confidence, 0.6)
        self.parts.append(Part(start, end, kind, f"person:{kind}", confidence))
        return end
