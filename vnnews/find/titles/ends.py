"""Where a title ends that no table closes: at a mark, or at what its holder does or where."""

from __future__ import annotations

from vnnews.text.tokens import Tokens

_MARKS = frozenset([".", ",", "(", ")", ";", "-", "–", "—"])
# What the holder of a title does, and where and when.
_AFTER = frozenset(
    "nói|đã|là|bị|được|cũng|đang|sẽ|vừa|vẫn|từng|ký|kể|hôm|khi|tại|ở|thuộc|trong|cho biết|cho hay|"
    "cho rằng|chia sẻ|khẳng định|nhấn mạnh|trả lời|phát biểu|bày tỏ|xác nhận|tuyên bố|giải thích|"
    "mong muốn|tiết lộ|thừa nhận|nhận định|nhận xét|đề nghị|yêu cầu|đánh giá|lý giải|bình luận|"
    "cảnh báo".split("|")
)
_FIRST = frozenset(words.split()[0] for words in _AFTER)
_BEFORE_BI = frozenset(["thiết", "trang", "chuẩn"])  # *thiết bị*, no passive


def closes_title(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a mark, the holder's verb, a place of telling or the sentence's end is at ``at``.

    >>> from vnnews.text.tokens import tokenize
    >>> from vnnews.text.view import normalize
    >>> words = tokenize(normalize("chủ cửa hàng thiết bị bị phạt"))
    >>> [at for at in range(8) if closes_title(words, at, 7)]
    [5, 7]
    """
    if at >= min(limit, len(tokens)):
        return True
    word = tokens.lower[at]
    if word not in _FIRST and word not in _MARKS:
        return False
    if word in _MARKS:
        return at + 1 >= len(tokens) or word in "()" or tokens.start[at + 1] > tokens.end[at]
    if word == "bị" and tokens.lower[at - 1] in _BEFORE_BI:
        return False
    return word in _AFTER or " ".join(tokens.lower[at : at + 2]) in _AFTER
