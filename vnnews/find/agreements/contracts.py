"""What shows that named sides conclude a contract: goods, a term, whose it is."""

from __future__ import annotations

from vnnews.find.agreements.names import TRADES
from vnnews.find.agreements.scene import Scene
from vnnews.find.agreements.sides import NEAR_VERB

SIGN_BEFORE = 14  # tokens between a signing verb and its document
_NUMERALS = frozenset("một hai ba bốn năm sáu bảy tám chín mười".split())
_TO_DAY = frozenset(("đến", "tới"))
_HOLDER = 5  # tokens between *của* and the name of a contract's holder


def is_trade(scene: Scene, first: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether goods are traded between two that are named: *hợp đồng mua tiêm kích*."""
    trade = end > first + 3 and not TRADES.isdisjoint(scene.lower[first:end])
    trade = trade or any(form[0].isdigit() for form in scene.tokens.form[first + 3 : end])
    goods = scene.lower[first + 2 : end] != ["mua", "bán"]  # else mostly a resident's, of a flat
    return trade and goods and scene.things_in(*sentence) > 1


def supplies(scene: Scene, first: int, end: int) -> bool:
    """Whether a trade names whom it is for: *hợp đồng bán 9 tàu cho A*."""
    trade = not TRADES.isdisjoint(scene.lower[first:end])
    return trade and scene.lower[end : end + 1] == ["cho"] and end + 1 in scene.things


def is_traded_by(scene: Scene, first: int, sentence: tuple[int, int]) -> bool:
    """Whether a trade that is told is its content: *A mua máy bay từ B trong một hợp đồng*."""
    before = scene.lower[max(sentence[0], first - 2) : first]
    if "trong" not in before and "theo" not in before and before != ["giá", "trị"]:
        return False
    told = scene.lower[max(sentence[0], first - SIGN_BEFORE) : first]
    return not TRADES.isdisjoint(told) and scene.things_in(sentence[0], first) > 1


def has_term(scene: Scene, first: int, end: int) -> bool:
    """Whether a term follows and the article names people: *hợp đồng kéo dài 3 năm*."""
    near = scene.lower[end : end + (14 if scene.lower[end : end + 1] == ["của"] else 6)]
    unit = next((i for i, word in enumerate(near) if word in ("năm", "tháng")), 0)
    counted = unit > 0 and (near[unit - 1].isdigit() or near[unit - 1] in _NUMERALS)
    told = counted or ("hạn" in near and (unit > 0 or not _TO_DAY.isdisjoint(near)))
    near = scene.lower[end : end + NEAR_VERB]
    ends = any(near[i : i + 2] == ["hết", "hạn"] for i in range(len(near)))
    return bool(scene.people) and (told or ends or _runs_out(scene, first))


def is_of_person(scene: Scene, end: int) -> bool:
    """Whether whose contract it is follows: *hợp đồng lao động của ông Mai Sơn*."""
    if scene.lower[end : end + 1] != ["của"]:
        return False
    return any(at in scene.people for at in range(end + 1, end + _HOLDER))


def _runs_out(scene: Scene, first: int) -> bool:
    """Whether a person's contract ends: *Mai Sơn (sẽ) hết hạn hợp đồng*."""
    if scene.lower[max(0, first - 2) : first] != ["hết", "hạn"]:
        return False
    near = range(max(scene.sentence(first)[0], first - SIGN_BEFORE), first)
    return any(at in scene.people for at in near)


def holds_party(scene: Scene, first: int, end: int) -> bool:
    """Whether a deal ends with the name of a side: *thỏa thuận hạt nhân Lào*."""
    name = scene.name_first.get(end)
    any_such = first > 0 and scene.lower[first - 1] == "mọi"
    return name is not None and name in scene.things and name > first + 3 and not any_such
