"""The documentation as tests see it: its pages, and the blocks of code in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SDK_PAGES = [ROOT / "sdk" / "README.md", *sorted((ROOT / "docs" / "sdk").glob("*.md"))]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *SDK_PAGES]

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block of code, and where it begins."""

    page: Path
    line: int
    language: str
    code: str

    @property
    def place(self) -> str:
        """Where it is, as editors and tracebacks say it."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def is_test(self) -> bool:
        """Whether it is a test for pytest."""
        return self.language == "python" and "def test_" in self.code

    @property
    def is_of_published_client(self) -> bool:
        """Whether it shows a client that was not written here."""
        return self.language == "python" and re.search(r"^from (pyc8y|c8y_api)\b", self.code, re.MULTILINE) is not None


def blocks_of(pages: Iterable[Path] = PAGES) -> list[Block]:
    """Collect the blocks of code of pages, in the order in which they are read."""
    return [
        Block(page, text.count("\n", 0, found.start(2)) + 1, found[1], found[2])
        for page in pages
        for text in [page.read_text(encoding="utf-8")]
        for found in _FENCE.finditer(text)
    ]
