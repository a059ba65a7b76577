"""What a function gave before, kept as a plain dictionary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(dict[Key, Value]):
    """The values of a pure function, all forgotten when there are ``limit`` of them.

    Reading one touches far less memory than ``functools.lru_cache`` does, which moves what was
    read to the front; that is most of the cost where a dozen words a query are looked up.

    >>> lengths = Memory(len, limit=2)
    >>> lengths["Nam"], lengths["Nghệ"], lengths["An"], len(lengths)
    (3, 4, 2, 1)
    """

    __slots__ = ("_function", "_limit")

    def __init__(self, function: Callable[[Key], Value], limit: int) -> None:
        super().__init__()
        self._function = function
        self._limit = limit

    def __missing__(self, key: Key) -> Value:
        value = self._function(key)
        if len(self) >= self._limit:
            self.clear()
        self[key] = value
        return value
