"""The lines of an article and what each of them is.

Kinds are told by place and shape alone, so that every finder may use them. A physical line is cut
where furniture is glued to it: *(Nguồn: AP)* after a caption, a byline behind the last full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from vnnews.records import LineKind
from vnnews.text.view import Text


class Line(msgspec.Struct, frozen=True):
    """A non-empty line without outer blanks, as ``records.Line``, but a range of the view."""

    start: int
    end: int
    kind: LineKind = "body"


class Layout(msgspec.Struct, frozen=True):
    """The non-empty lines of an article in order."""

    lines: tuple[Line, ...]

    def first(self, kind: LineKind) -> Line | None:
        """The first line of a kind, or None."""
        return next((line for line in self.lines if line.kind == kind), None)

    def of_kind(self, *kinds: LineKind) -> Iterator[Line]:
        """The lines of these kinds, in order."""
        return (line for line in self.lines if line.kind in kinds)

    def at(self, offset: int) -> Line | None:
        """The line that holds view offset ``offset``."""
        return next((line for line in self.lines if line.start <= offset < line.end), None)


_LONGEST_HEADLINE = 220
_SHORTEST_LEAD, _LONGEST_LEAD = 20, 600
_LONGEST_BYLINE = 70
_LONGEST_CAPTION = 200
_LAST_LINES = 12  # a byline stands among these

_DAY = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_DATELINE = re.compile(
    r"(?:[^\W\d_][\w .'’-]{1,40},\s*)?"
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|cập nhật)\s*[,:]?\s*)?"
    rf"(?:ngày\s+)?{_DAY}(?:\s*[,|\-–]?\s*\d{{1,2}}[:hg]\d{{2}})?(?:\s*\(GMT ?\+\d+\))?\.?",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\[img\]|-{2,}|[*>• ]*(?:xem thêm|mời (?:độc giả|quý vị) xem thêm|tin liên quan|từ khóa)"
    r"\s*:[^\n]*|[*>• ]*(?:video|clip)\s*:[^\n]{25,}|chia sẻ|bình luận|\[[^\]\n]{20,200}\]",
    re.IGNORECASE,
)
_PAGE_HEAD = re.compile(r"(?:ở trang)?Tin bài đã lưu(?=\s)", re.IGNORECASE)
_PAGE_TAIL = re.compile(r"(?:Nguồn: \[Link nguồn\]\s*)+$")

# Vietnamese letters alternate in case within their blocks, so a range would not do.
_UPPER = "".join(filter(str.isupper, map(chr, (*range(65, 0x1B1), *range(0x1EA0, 0x1EFA)))))

_CREDIT = r"(?:Ảnh(?: minh họa)?|Nguồn(?: ảnh)?|Video|Clip|Đồ họa|Infographic)"
_SOURCE = re.compile(
    rf"\(?{_CREDIT}\s*:\s*[^:!?\n]{{1,60}}|\(?Ảnh (?:minh họa|tư liệu)\)?\.?|"
    rf"\(?Theo [{_UPPER}](?:[^,.:!?\n]|\.(?=\w)){{1,40}}"
    rf"(?:, [{_UPPER}][^,.:!?\n]{{1,30}}){{0,3}}\)?|"
    r"(?:Tạp chí|Báo|Đài|Cổng TTĐT|Cổng thông tin điện tử|Trang tin)\s[^.!?:,\n]{2,60}|"
    r"TTXVN(?:/[\w/]+)?|\([a-zđ.]+\.(?:vn|com)\)"
)
_CAPTION_END = re.compile(rf"[\s.,(–-]{_CREDIT}\s*:\s*[^:!?\n]{{2,50}}$")
# "… Jim Mattis. (Nguồn: AP) Bộ trưởng …": the caption ends at the bracket.
_CAPTION_HEAD = re.compile(rf"[^\n]{{8,260}}?\({_CREDIT}\s*:\s*[^()\n]{{2,50}}\)(?=\s+[^\s\d])")

_NAME = rf"(?:[{_UPPER}][\w'’.]*)(?:\s[{_UPPER}][\w'’.]*){{0,3}}"
_WRITER = (
    r"(?:Tin(?:, bài|, ảnh| và ảnh)*|Bài(?: và ảnh|, ảnh)?|Phóng sự ảnh|Dịch|Thực hiện)\s*:\s*"
)
_STAFF = r"(?:Nhóm (?:PV|phóng viên)|P\.?V\b\.?)"
_SIGNED = (
    rf"(?:{_WRITER})?(?:{_STAFF}|(?:(?:CTV|PV)\s)?{_NAME})(?:\s*[-–,;]\s*{_NAME}){{0,3}}"
    rf"(?:\s*/\s*{_NAME}(?:[-/. ]{{1,3}}\w+)*|\s*\([^()\n]{{1,60}}\)"
    r"|,?\s+Theo [^.\n]{2,40}){0,2}"
)
_BYLINE = re.compile(_SIGNED)
_NOT_BYLINE = re.compile(r"(?:Ông|Bà|Anh|Chị)\s.*\.|.*[^\W\d_]{3}\.")
_THEO_WRITER = re.compile(rf"Theo ([{_UPPER}]\w+) {_NAME} Theo \1")
# Behind the last full stop of a long line; some pages say it twice.
_GLUED_BYLINE = re.compile(rf"(?<=[.!?…”\"/)])\s+(?!Theo\s|TTXVN)({_SIGNED})(?:\s\1)?(?:\s*[-–])?$")
_GLUED_SOURCE = re.compile(
    r"(?<=[.!?…”\"/)])\s+((\()?(?:Theo:?|Nguồn:?)\s(?:báo )?\w(?:\.?[^.:!?()\n]){1,30}"
    r"(?:\.(?:vn|com|net)(?:\.vn)?)?(?:\s\([^()\n]{2,30}\))?(?(2)\))\.?|TTXVN(?:/[\w ]{2,20})?)$"
)


def lay_out(text: Text) -> Layout:
    r"""The layout of a text, in linear time.

    >>> from vnnews.text.view import normalize
    >>> text = normalize("Khai mạc hội sách\nSáng 3/4, hội sách mở cửa.\nHội có 9 gian.\nAn Vy")
    >>> [line.kind for line in lay_out(text).lines]
    ['headline', 'lead', 'body', 'byline']
    """
    view = text.view
    lines: list[Line] = []
    offset = 0
    for raw in view.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = offset + len(raw) - len(raw.lstrip())
            lines.extend(_cut(view, start, start + len(stripped)))
        offset += len(raw) + 1
    _name_head(view, lines)
    _name_tail(view, lines)
    return Layout(tuple(lines))


def _cut(view: str, start: int, end: int) -> Iterator[Line]:
    """The parts of one physical line: furniture, caption, body, glued byline."""
    if end - start <= _LONGEST_BYLINE * 4:
        yield Line(start, end, _shape(view[start:end]))
        return
    tail: list[Line] = []
    if match := _PAGE_HEAD.match(view, start, end):
        yield Line(start, match.end(), "boilerplate")
        start = _skip_blank(view, match.end(), end)
    near = max(start, end - _LONGEST_BYLINE)
    if match := _PAGE_TAIL.search(view, max(start, end - 120), end):
        tail.append(Line(match.start(), end, "boilerplate"))
        end = _strip_end(view, start, match.start())
    elif (match := _GLUED_BYLINE.search(view, near, end)) and _is_byline(match[1]):
        tail.append(Line(match.start(1), end, "byline"))
        end = match.start()
    elif match := _GLUED_SOURCE.search(view, near, end):
        tail.append(Line(match.start(1), end, "source"))
        end = match.start()
    if match := _CAPTION_HEAD.match(view, start, end):
        yield Line(start, match.end(), "caption")
        start = _skip_blank(view, match.end(), end)
    if start < end:
        yield Line(start, end)
    yield from tail


def _skip_blank(view: str, start: int, end: int) -> int:
    while start < end and view[start].isspace():
        start += 1
    return start


def _strip_end(view: str, start: int, end: int) -> int:
    while end > start and view[end - 1].isspace():
        end -= 1
    return end


def _shape(line: str) -> LineKind:
    """The kind that the shape of a short line gives away."""
    if _BOILERPLATE.fullmatch(line):
        return "boilerplate"
    if _THEO_WRITER.fullmatch(line):
        return "body"
    if len(line) <= 90 and _DATELINE.fullmatch(line):
        return "dateline"
    if len(line) <= 90 and _SOURCE.fullmatch(line):
        return "source"
    return "caption" if ":" in line and _CAPTION_END.search(line) else "body"


def _is_video(line: str) -> bool:
    """A first line *Video: …* is the headline of a film, below the text it is an advertisement."""
    return line[:5].lower() in ("video", "clip:")


def _is_byline(line: str) -> bool:
    """Whether a short line has the shape of who wrote it: names alone, in capitals or title case.

    >>> [_is_byline(line) for line in ("Vũ An (TTXVN)", "Theo NHK Vũ An Theo NHK", "Vũ An hát")]
    [True, True, False]
    """
    if len(line) > _LONGEST_BYLINE or _NOT_BYLINE.fullmatch(line):
        return False
    return bool(_BYLINE.fullmatch(line) or _THEO_WRITER.fullmatch(line))


def _name_head(view: str, lines: list[Line]) -> None:
    """Names headline and lead among the first lines, in place."""
    free = [
        i
        for i, line in enumerate(lines)
        if line.kind in ("body", "caption", "source")
        or (i == 0 and _is_video(view[line.start : line.end]))
    ]
    if len(free) < 2:
        return
    first = lines[free[0]]
    headline = view[first.start : first.end]
    # A headline ends without a full stop; what stands below it is longer or comes in many lines.
    if len(headline) > _LONGEST_HEADLINE or (headline.endswith(".") and headline[-2:-1] != "."):
        return
    lines[free[0]] = msgspec.structs.replace(first, kind="headline")
    for i in free[1:]:
        line = lines[i]
        said = view[line.start : line.end]
        if said == headline:
            lines[i] = msgspec.structs.replace(line, kind="headline")
            continue
        if line.kind == "body" and _SHORTEST_LEAD < len(said) <= _LONGEST_LEAD:
            lines[i] = msgspec.structs.replace(line, kind="lead")
        return


def _name_tail(view: str, lines: list[Line]) -> None:
    """Names the byline among the last lines and the captions below it, in place."""
    body = next((i for i, line in enumerate(lines) if line.kind in ("lead", "body")), None)
    if body is None:
        return
    _name_below_pictures(view, lines, body + 1)
    for i in range(max(body + 1, len(lines) - _LAST_LINES), len(lines)):
        line, above = lines[i], lines[i - 1]
        free = line.kind in ("body", "caption") and view[above.start : above.end] != "[img]"
        if free and _is_byline(view[line.start : line.end]):
            lines[i] = msgspec.structs.replace(line, kind="byline")
        elif line.kind != "byline":
            continue
        for j in range(i + 1, len(lines)):
            if lines[j].kind == "body":
                later = view[lines[j].start : lines[j].end]
                kind: LineKind = "byline" if _is_byline(later) and j == i + 1 else "caption"
                lines[j] = msgspec.structs.replace(lines[j], kind=kind)
        return


def _name_below_pictures(view: str, lines: list[Line], first: int) -> None:
    """A short line below a picture is its caption."""
    for i in range(first, len(lines)):
        line, above = lines[i], lines[i - 1]
        short = line.kind == "body" and line.end - line.start <= _LONGEST_CAPTION
        if short and view[above.start : above.end] == "[img]":
            lines[i] = msgspec.structs.replace(line, kind="caption")
