"""The day on which an AGREEMENT was signed, as the sentence around its mention tells it."""

from __future__ import annotations

from typing import NamedTuple

from vnnews.link.agreements.scene import Name, Reading, Scene, prove, words
from vnnews.link.agreements.terms import day_of, is_period, precision

_SOON = 12  # tokens between a document and a day that follows directly
# After them another clause begins than the one that a date opens.
_NEW_CLAUSE = frozenset((",", ";", "khi", "nếu"))
# What may stand between a document or its verb and the day of signing.
_LEAD_TO_DAY = frozenset(("vào", "hồi", "trong", "từ", "hôm", "lúc", "(", ",", "kết"))
# Before a document whose signing a relative clause tells: *theo thỏa thuận đã ký*.
_BEFORE_RELATIVE = frozenset(("theo", "của", "về", "trong", "đến", "tới", "với", "từ"))
_BESIDE = (["từ", "khi"], ["sau", "khi"], ["trước", "khi"])  # *…, kể từ khi ký*
_CLOSES = (["hạn"], ["thúc"])  # *hết hạn*, *kết thúc*
_BOUNDS = (["đến"], ["tới"], ["từ"], ["lực"], *_CLOSES)


class _Signing(NamedTuple):
    """A signing verb and its sentence; ``late``: its day stands behind it; ``planned``: to come."""

    verb: tuple[int, int]
    sentence: tuple[int, int]
    late: bool
    planned: bool


def read_day(
    scene: Scene, reading: Reading, verb: tuple[int, int] | None, sentence: tuple[int, int]
) -> None:
    """The signing day: the date that stands nearest to the signing verb, a day before a year."""
    if verb is None or not reading.concludes:
        _read_own_day(scene, reading)
        return
    anniversary = verb[0] > 0 and scene.lower[verb[0] - 1] == "ngày"  # *40 năm ngày ký*
    reading.concluded = verb[0] < reading.first and not anniversary
    planned = reading.status != "signed"
    relative = verb[0] > reading.first and scene.lower[reading.first - 1] in _BEFORE_RELATIVE
    relative = relative or _is_subordinate(scene, verb[0])
    signing = _Signing(verb, sentence, anniversary or relative, planned)
    ranked = [
        found
        for date in scene.days_in(*sentence)
        if (found := _rank(scene, reading, signing, date))
    ]
    if ranked:
        *_, reading.signed, date = min(ranked, key=lambda entry: entry[:4])
        prove(reading, [date], "signed: date beside the verb")


def _rank(
    scene: Scene, reading: Reading, signing: _Signing, date: Name
) -> tuple[bool, int, int, str, Name] | None:
    """A date as the day of a signing, the likeliest lowest; None when it is none."""
    verb, sentence = signing.verb, signing.sentence
    day = day_of(scene.value(date))
    if day is None or reading.first <= date.first < reading.end:
        return None
    between = range(min(date.first, verb[0]), max(date.first, verb[0]))
    if _is_of_period(scene, verb, date) or _is_of_other(scene, reading, signing, date, between):
        return None
    if _is_this_year(scene, day) or _is_of_report(scene, between):
        return None
    told = _is_told_of(scene, verb[1], date) or _is_told_of(scene, reading.end, date)
    if precision(day) == 1 and not (told or _is_loosely_told(scene, reading, verb, date, sentence)):
        return None
    gap = min(abs(date.end - verb[0]), abs(date.first - verb[1]))
    return not told, -precision(day), gap, day, date


def _is_of_period(scene: Scene, verb: tuple[int, int], date: Name) -> bool:
    """Whether a date bounds a period, and does not open or follow the clause of the verb."""
    since_then = date.first - verb[1] in (0, 1) and not is_period(scene.value(date))
    free = since_then or _opens_clause(scene, date, verb[0])
    return not free and _bounds_period(scene, date)


def _is_of_other(
    scene: Scene, reading: Reading, signing: _Signing, date: Name, between: range
) -> bool:
    """Whether a date belongs to another document, to what is planned, or to a number."""
    verb = signing.verb
    if signing.late and date.first < verb[0]:
        return True
    if any(at in scene.agreement_at and at != reading.first for at in between):
        return True
    if signing.planned and any(scene.lower[at] == "," for at in between):
        return True
    return _is_of_number(scene, range(reading.end + 1, date.first)) or _is_of_next(
        scene, max(verb[1], reading.end), date
    )


def _read_own_day(scene: Scene, reading: Reading) -> None:
    """The year or month directly behind a document: *hiệp ước năm 2010*, *đạt … hồi tháng 4*.

    Not a day: *bác thỏa thuận hôm 15/1*.
    """
    if reading.kind in ("contract", "program", "regulation"):
        return
    at = reading.end + (scene.lower[reading.end : reading.end + 1] == ["hồi"])
    for date in scene.days_in(reading.end, at + 1):
        day = day_of(scene.value(date))
        if day is None or date.first != at or precision(day) == 3:
            continue
        if not _is_this_year(scene, day):
            reading.signed = day
            prove(reading, [date], "signed: date behind the document")


def _is_subordinate(scene: Scene, verb: int) -> bool:
    """Whether a signing is told beside what happened on a day: *kể từ khi ký*, *như đã ký*."""
    at = verb - 1
    while at > 0 and scene.lower[at] in words("auxiliary"):
        at -= 1
    return scene.lower[at] == "như" or scene.lower[at - 1 : at + 1] in _BESIDE


def _is_told_of(scene: Scene, end: int, date: Name) -> bool:
    """Whether a date follows what ends at token ``end`` directly: *ký (vào) năm 2015*."""
    lead = scene.lower[end : min(date.first, end + 4)]
    return date.first >= end and all(word in _LEAD_TO_DAY for word in lead)


def _is_loosely_told(
    scene: Scene,
    reading: Reading,
    verb: tuple[int, int],
    date: Name,
    sentence: tuple[int, int],
) -> bool:
    """Whether a bare year may be that of a signing: *Năm 2015, A ký*, *ký … hồi năm 2015*.

    Not *ký sớm hơn năm 2016*, nor *ký …, bán hàng từ năm 2018*.
    """
    before = scene.lower[date.first - 1] if date.first > sentence[0] else "."
    if _opens_clause(scene, date, verb[0]):
        return True
    if before == "hồi" or (before == "vào" and 0 <= date.first - verb[1] <= _SOON):
        return True
    if verb[1] <= reading.first and _is_year_of(scene, reading, date):
        return True
    at = date.first - (before in _LEAD_TO_DAY)
    return at <= sentence[0] or not scene.lower[at - 1][0].isalnum()


def _opens_clause(scene: Scene, date: Name, verb: int) -> bool:
    """Whether a date tells when the clause of a verb is: *A cuối năm 2015 ký*, *…, A đã ký*."""
    between = scene.lower[date.end : verb]
    if date.first >= verb or words("auxiliary").issuperset(between):
        return date.first < verb
    return between[0] == "," and not _NEW_CLAUSE & set(between[1:])


def _is_of_next(scene: Scene, end: int, date: Name) -> bool:
    """Whether a date behind a signing is told of something else: *ký …, lần cấp cuối vào …*."""
    gap = scene.lower[end : date.first]
    last = gap[len(gap) - gap[::-1].index(",") :] if "," in gap else []
    return not words("next").isdisjoint(last)


def _is_year_of(scene: Scene, reading: Reading, date: Name) -> bool:
    """Whether a year ends the clause of a document: *ký bản ghi nhớ về gạo năm 2011*."""
    between = scene.lower[reading.end : date.first]
    plain = 0 < len(between) <= _SOON and all(word[0].isalpha() for word in between)
    more = scene.lower[date.end : date.end + 2]  # *năm 2013 và 2014*
    listed = more[:1] in ([","], ["và"]) and more[1:] and more[1].isdecimal()
    return plain and not listed and reading.kind in ("mou", "treaty", "agreement")


def _is_of_number(scene: Scene, between: range) -> bool:
    """Whether a date is that of a numbered act: *ký …, trái Quyết định số 9 ngày 5/6*."""
    numbers = (at for at in between[:-1] if scene.lower[at] == "số")
    return any(scene.lower[at + 1][:1].isdigit() for at in numbers)


def _is_of_report(scene: Scene, between: range) -> bool:
    """Whether a date tells when the signing was spoken of: *Ngày 9-10, ông A cho biết đã ký*."""
    return bool(scene.told("report", between.start, between.stop))


def _is_this_year(scene: Scene, day: str) -> bool:
    """Whether a bare year is the article's own: it says when something goes on, not a signing."""
    published = scene.document.published
    return precision(day) == 1 and published is not None and day == str(published.year)


def _bounds_period(scene: Scene, date: Name) -> bool:
    """Whether *đến*, *từ* at a date makes it the bound of a period."""
    before = [word for word in scene.lower[max(0, date.first - 4) : date.first] if word != "vào"]
    return before[-1:] in _BOUNDS or scene.lower[date.first] in ("từ", "đến")
