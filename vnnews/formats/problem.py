"""What is wrong with an input, said the same way everywhere."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["failed", "damaged", "note"]


class Problem(msgspec.Struct, frozen=True):
    """One thing to tell about an input.

    ``failed``: nothing was made of it. ``damaged``: a record was made, but something in the input
    is not as it should be or was lost. ``note``: worth knowing, nothing is wrong.

    >>> str(Problem("failed", "a/manifest.jsonl", "not JSON", line=3))
    'a/manifest.jsonl:3: not JSON'
    """

    severity: Severity
    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


def reason(error: OSError) -> str:
    """What the system says of a file that cannot be read or written, without its path."""
    return (error.strerror or type(error).__name__).lower()


class InputError(ValueError):
    """A file that cannot be used; ``problem`` says which, on which line, and why."""

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        self.problem = Problem("failed", path, message, line)
        super().__init__(str(self.problem))
