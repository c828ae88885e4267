"""Questions at the terminal, and the log there."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from c8y_client._access.prompts import ask, ask_secretly, can_ask, show_log
from tests.sdk.person import Person, leave


@pytest.fixture
def _levels() -> Iterator[None]:
    loggers = [logging.getLogger(), logging.getLogger("c8y_client")]
    before = [(logger, logger.level, list(logger.handlers)) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def test_terminal_and_notebook_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is there at a terminal, and in a notebook, which has none."""
    Person(monkeypatch)
    assert can_ask()
    leave(monkeypatch)
    assert not can_ask()
    monkeypatch.setattr(sys, "stdin", None)
    assert not can_ask()
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    assert can_ask()


def test_answers_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks around an answer are a slip, but belong to a password."""
    person = Person(monkeypatch)
    person.answers = [" t1 ", " secret "]

    assert (ask("Tenant ID"), ask_secretly("Password")) == ("t1", " secret ")
    assert person.questions == ["Tenant ID: ", "Password: "]


@pytest.mark.usefixtures("_levels")
def test_log_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    """However often it is asked for, each line comes once, and others stay silent."""
    show_log("debug")
    show_log(logging.INFO)

    logging.getLogger("c8y_client").info("seen once")
    logging.getLogger("c8y_client").debug("too fine")
    logging.getLogger("another").info("not ours")

    assert capsys.readouterr().out == "INFO     c8y_client  seen once\n"


@pytest.mark.usefixtures("_levels")
def test_strict_level_silences_others(capsys: pytest.CaptureFixture[str]) -> None:
    """Who wants errors only gets errors only, from everybody."""
    show_log("ERROR")

    logging.getLogger("another").warning("too fine")
    logging.getLogger("another").error("serious")

    assert capsys.readouterr().out == "ERROR    another  serious\n"


@pytest.mark.usefixtures("_levels")
def test_unknown_level_is_refused() -> None:
    """A misspelt level is an error that names it."""
    with pytest.raises(KeyError, match="LOUD"):
        show_log("loud")
