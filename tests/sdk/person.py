"""Somebody at a terminal."""

from __future__ import annotations

import builtins
import getpass
import io
import sys

import pytest


class Terminal(io.StringIO):
    """A standard input that somebody types at."""

    def isatty(self) -> bool:
        """Tell that it is no file."""
        return True


class Person:
    """Gives prepared answers to the questions of this process, and remembers the questions."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.answers: list[str] = []
        self.questions: list[str] = []
        patch.setattr(builtins, "input", self._answer)
        patch.setattr(getpass, "getpass", self._answer)
        patch.setattr(sys, "stdin", Terminal())

    def _answer(self, question: str) -> str:
        self.questions.append(question)
        assert self.answers, f"nobody has an answer to {question!r}"
        return self.answers.pop(0)


def leave(patch: pytest.MonkeyPatch) -> None:
    """Let nobody be there."""
    patch.setattr(sys, "stdin", io.StringIO())
