"""What the sentence around one AGREEMENT mention says of it: parties, signers, day, period."""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.find.agreements.lexicon import lexicon
from vnnews.link.agreements.days import read_day
from vnnews.link.agreements.parties import read_parties
from vnnews.link.agreements.scene import Name, Reading, Scene, phrases_by_role, prove, words
from vnnews.link.agreements.terms import (
    bound_of,
    end_year,
    ending,
    is_period,
    number_of,
    precision,
    term_at,
    term_in,
)
from vnnews.link.agreements.verbs import concludes, signing_verb
from vnnews.records import AgreementKind, AgreementStatus

_WINDOW = 120  # tokens of a sentence that are read on either side of a mention
_FAR = 45  # tokens between a document and its period
_SOON = 12  # … when it follows directly

_ENDINGS = (["hết"], ["kết"], ["đáo"])  # *sẽ hết hạn*, *kết thúc*, *đáo hạn*
_PHASES = ("giai", "nhiệm", "từ", "năm")  # *giai đoạn 2017 - 2020*, *từ 2017 đến 2020*
_RUNS, _LEFT = frozenset(("còn", "hết")), 6  # *còn 2 năm hợp đồng* and its tokens
_DIRECTLY = 3  # tokens between a document and a bare *2017 - 2020*
_EXPIRES = (["hết", "hạn"], ["đáo", "hạn"], ["hết", "lực"])
_CLOSES = (["hạn"], ["thúc"])  # *hết hạn*, *kết thúc*
_OPENS = frozenset(("lực", "hạn", "dụng", "gian"))  # *hiệu lực*, *thời hạn*, *áp dụng*, *thời gian*


def read(scene: Scene, name: Name) -> Reading:
    """What the sentence around the AGREEMENT ``name`` says of it."""
    kind, words, generic = _kind(scene, name)
    named = " ".join(scene.lower[name.first : name.end - len(words)])
    if lexicon().heads.get(named) is None or scene.tokens.form[name.first].isupper():
        named = ""  # an abbreviation: *EVFTA*
    reading = Reading(name.index, name.first, name.end, kind, named, words, generic, [], [])
    start, stop = scene.sentence(name.first)
    sentence = max(start, name.first - _WINDOW), min(stop, name.end + _WINDOW)
    verb = signing_verb(scene, name, sentence)
    reading.concludes = verb is not None and (
        concludes(scene, verb) or (kind == "statement" and _is_issued(scene, verb[0]))
    )
    reading.status = _status(scene, verb, reading, sentence)
    read_parties(scene, reading, verb, sentence)
    read_day(scene, reading, verb, sentence)
    if reading.concluded:
        reading.event = bool(scene.told("event", *sentence))
        _read_place(scene, reading, sentence)
    _read_period(scene, reading, sentence)
    _read_number(scene, reading, sentence)
    return reading


def _is_issued(scene: Scene, verb: int) -> bool:
    """Whether a verb makes a statement: *ra tuyên bố chung*, not *không ra tuyên bố*."""
    return scene.opens("issue", verb) and scene.lower[verb - 1] not in ("không", "chưa")


def _kind(scene: Scene, name: Name) -> tuple[AgreementKind, tuple[str, ...], bool]:
    """Kind of the mention by its kind word, the words behind it, and whether it is general."""
    lower = scene.lower
    for at in range(name.first, name.end):
        match = lexicon().heads.longest(lower, at)
        if match is not None and match[1].use != "refused":
            generic = lower[at] == "thỏa" and match[1].kind == "agreement"
            return match[1].kind, tuple(lower[match[0] : name.end]), generic
    words = ()
    rule = scene.document.mentions[name.index].rule
    if rule.startswith("agreement:"):  # an abbreviation that the finder took from brackets
        return rule.removeprefix("agreement:"), words, False  # type: ignore[return-value]
    loose = phrases_by_role()["kind"].longest(lower, name.first)
    if loose is not None:
        return loose[1], tuple(lower[loose[0] : name.end]), False  # type: ignore[return-value]
    return "agreement", words, False


def _read_place(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """Where a document is signed: the first place behind *tại* in the sentence."""
    for name in scene.names_in(*sentence):
        here = name.first > 0 and scene.lower[name.first - 1] in ("tại", "ở")
        if here and name.type == "LOC" and name.entity and name.entity not in reading.parties:
            reading.place = name.entity
            prove(reading, [name], "place: tại")
            return


def _read_period(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """The period: a range that follows, an end or a start that is told, a bare term."""
    limit = min(sentence[1], reading.end + _FAR)
    limit = next((at for at in range(reading.end, limit) if at in scene.agreement_at), limit)
    near = min(limit, reading.end + _SOON)
    term = term_at(scene.lower, reading.end, near) or term_in(scene.lower, reading.end, limit)
    if term is not None:
        reading.valid = term[0]
        reading.evidence.append((reading.end, term[1], "period: term"))
    for date in scene.days_in(reading.first, limit):
        value = scene.value(date)
        if is_period(value):
            told = term is not None and date.first <= term[1] + 6
            told = told or not _OPENS.isdisjoint(scene.lower[max(0, date.first - 3) : date.first])
            phase = scene.lower[date.first] in _PHASES
            close = date.first < near and (phase or date.first <= reading.end + _DIRECTLY)
            if close or told or _is_phase(scene, reading, date):
                reading.valid = value
                prove(reading, [date], "period: range")
                return
            continue
        day = bound_of(value)
        if day is None:
            continue
        gap = scene.lower[reading.end : date.first]
        if _ends(gap) and (date.first < near or not {"hạn", "vào"}.isdisjoint(gap[-3:])):
            plain = None if reading.kind == "statement" else ending(day, reading.valid)
            reading.valid = plain
            prove(reading, [date], "period: end")
            return
        if gap in ([], ["mới"]) and precision(day) == 1 and _is_of_year(scene, reading, date):
            reading.valid = day
            prove(reading, [date], "period: year")
            return
        # not *thành tựu lớn nhất kể từ đầu năm*
        since_when = {"hiệu", "bắt", "kể"} & set(gap[-3:]) and "nhất" not in gap
        starts = gap[-1:] == ["từ"] and since_when
        if starts or [word for word in gap[-3:] if word != "vào"][-2:] == ["hiệu", "lực"]:
            reading.valid = f"{day}/{term[0]}" if term else f"{day}/.."
            prove(reading, [date], "period: start")
            return
    year = end_year(scene.lower, term[1] if term else reading.end, near)
    if year is not None:
        reading.valid = ending(year, reading.valid)


def _ends(gap: Sequence[str]) -> bool:
    """Whether the words before a date make it the end: *đến (hết)*, *hết hạn vào*."""
    last = [word for word in gap[-4:] if word not in ("hết", "vào", "cuối", "ngày", "tận")]
    if last[-2:-1] == ["và"]:
        return False  # *ký hợp đồng của A và đến năm 2017 đã nhận hàng*
    if list(gap[-2:]) in _EXPIRES:  # *hết hạn năm 1997*
        return True
    return last[-1:] in (["đến"], ["tới"]) or (last[-1:] in _CLOSES and "vào" in gap[-2:])


def _is_phase(scene: Scene, reading: Reading, date: Name) -> bool:
    """Whether a range further on is a phase that a document is for: *giai đoạn*, *nhiệm kỳ*."""
    opens = scene.lower[date.first] in ("giai", "nhiệm")
    return opens and reading.kind != "contract"


def _is_of_year(scene: Scene, reading: Reading, date: Name) -> bool:
    """Whether *năm 2025* behind a document is the year that it is for, not that of its signing."""
    return reading.kind in ("program", "regulation") or "khóa" in scene.lower[date.first : date.end]


def _read_number(scene: Scene, reading: Reading, sentence: tuple[int, int]) -> None:
    """Plural and count: *3 biên bản ghi nhớ*, *các thỏa thuận*; and *khác*."""
    before = scene.lower[reading.first - 1] if reading.first > sentence[0] else ""
    reading.count = number_of(before)
    if reading.count == 1 or before == "năm":
        reading.count = None
    reading.plural = reading.count is not None or before in words("plural")
    behind = scene.lower[reading.end] if reading.end < sentence[1] else ""
    reading.other = behind == "khác"
    if reading.kind == "contract" and not reading.concludes:
        lead = scene.lower[max(sentence[0], reading.first - _LEFT) : reading.first]
        reading.runs = not _RUNS.isdisjoint(lead) or _is_present(scene, reading.end)


def _is_present(scene: Scene, end: int) -> bool:
    """Whether *hiện tại*, *cũ* behind a contract says that it is the one in force until now."""
    return scene.lower[end : end + 1] == ["cũ"] or scene.lower[end : end + 2] == ["hiện", "tại"]


def _status(
    scene: Scene, verb: tuple[int, int] | None, reading: Reading, sentence: tuple[int, int]
) -> AgreementStatus | None:
    """What the words before the verb say of the signing; None when they say nothing."""
    said: AgreementStatus | None = None
    at, end = reading.first - 8, reading.first
    if verb is not None:
        at, end = verb[0] - 6, max(verb[1], reading.first) if verb[0] < end else verb[1]
    told = scene.told("status", max(sentence[0], at), end)
    if told:
        said = told[-1][2]  # type: ignore[assignment]
    if said == "planned" and verb is not None and _exists(scene, verb, told[-1][1]):
        said = None
    if said is None and reading.concludes:
        return "signed"
    return said


def _exists(scene: Scene, verb: tuple[int, int], behind: int) -> bool:
    """Whether what is planned is not the document: *sẽ triển khai*, *sẽ hết hạn*."""
    done = " ".join(scene.lower[verb[0] : verb[1]])
    return done in words("exists") or scene.lower[behind : behind + 1] in _ENDINGS
