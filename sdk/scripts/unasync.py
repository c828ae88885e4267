"""Makes the synchronous half of the SDK and of its tests from the asynchronous one.

`unasync.py` writes the files, `unasync.py --check` only tells which ones are out of date.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Every module of a folder on the left has its counterpart in the folder on the right.
FOLDERS = {
    "sdk/c8y_client/_async": "sdk/c8y_client/sync",
    "tests/sdk/_async": "tests/sdk/sync",
}

# Single modules that are made elsewhere.
FILES = {
    "sdk/c8y_client/model/__init__.py": "sdk/c8y_client/sync/model/__init__.py",
}

SUBSTITUTIONS = {
    r"async (def|with|for)\b": r"\1",
    r"\bawait ": "",
    r"\bAwaitable\[(\w+)\]": r"\1",
    r"\bAwaitable, ": "",
    r"\bAsync(Window|Client|BaseTransport|Iterator|Generator|Closing|Answer|Wire|Background|Bell)\b": r"\1",
    r"\basynccontextmanager\b": "contextmanager",
    r"\bAbstractAsyncContextManager\b": "AbstractContextManager",
    r"\b__a(enter|exit)__\b": r"__\1__",
    r"\ba(close|iter_bytes|read)\b": r"\1",
    r"\banext\b": "next",
    r"\baclosing\b": "closing",
    r"\basync_(\w+)": r"\1",
    r"\b(c8y_client|tests\.sdk)\._async\b": r"\1.sync",
    r"\b_push\.tasks\b": "_push.threads",
    r"@on_loop\n": "",
    r"from tests\.sdk\.loop import on_loop\n": "",
}

# The synchronous half also has clients by the names and signatures of the older synchronous SDK.
BY_HAND = {"__init__.py", "_api.py", "_connector.py", "app.py"}

LEFT_OVER = re.compile(r"\b(async|await|asyncio|Async\w*|Awaitable)\b")


class Incomplete(Exception):
    """The tables above do not fit the sources."""


def generate() -> Iterator[tuple[Path, str]]:
    """Yield each generated file with what it is to hold."""
    unused = set(SUBSTITUTIONS)
    for source, target in sources():
        text = source.read_text(encoding="utf-8")
        for pattern, replacement in SUBSTITUTIONS.items():
            text, count = re.subn(pattern, replacement, text)
            unused -= {pattern} if count else set()
        if found := LEFT_OVER.search(text):
            raise Incomplete(f"{source.relative_to(ROOT)}: no substitution takes care of {found[0]!r}")
        yield (
            target,
            formatted(
                f"# Made from {source.relative_to(ROOT)} by sdk/scripts/unasync.py; change that.\n{text}", target
            ),
        )
    if unused:
        raise Incomplete(f"no source needs these substitutions, remove them: {sorted(unused)}")


def sources() -> list[tuple[Path, Path]]:
    """Pair each source with its target; a target without a source is an error."""
    pairs = [
        (source, ROOT / after / source.name) for before, after in FOLDERS.items() for source in modules(ROOT / before)
    ]
    orphans = {file for after in FOLDERS.values() for file in modules(ROOT / after)} - {target for _, target in pairs}
    if orphans:
        raise Incomplete(
            f"these have no source, remove them: {sorted(str(file.relative_to(ROOT)) for file in orphans)}"
        )
    return pairs + [(ROOT / source, ROOT / target) for source, target in FILES.items()]


def modules(folder: Path) -> list[Path]:
    """List the Python files of a folder that are not written by hand for each half."""
    return sorted(file for file in folder.glob("*.py") if file.name not in BY_HAND)


def formatted(text: str, target: Path) -> str:
    """Sort the imports and lay out the lines: shorter names belong to other places."""
    for command in (["check", "--quiet", "--select=I", "--fix"], ["format", "--quiet"]):
        ruff = [sys.executable, "-m", "ruff", *command, f"--stdin-filename={target}", "-"]
        text = subprocess.run(ruff, input=text, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return text


def is_current(target: Path, text: str) -> bool:
    """Tell whether a file holds what it is to hold."""
    return target.exists() and target.read_text(encoding="utf-8") == text


def main() -> int:
    """Write what is out of date, or report it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing, end with status 1 if a file is out of date"
    )
    is_check = parser.parse_args().check

    stale = [(target, text) for target, text in generate() if not is_current(target, text)]
    for target, text in stale:
        print(f"{'out of date' if is_check else 'written'}: {target.relative_to(ROOT)}")
        if not is_check:
            target.write_text(text, encoding="utf-8")
    return 1 if stale and is_check else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Incomplete as error:
        sys.exit(f"unasync: {error}")
