"""Joins conditions by precedence (`not` before `and` before `or`) with a stack of its own."""

from __future__ import annotations

from mockc8y.domain.query.syntax import And, Node, Not, Or

MAXIMUM_DEPTH = 100
"""How deep brackets and `not` may nest. Far beyond what people and clients write, far below the interpreter's stack."""

_OPEN, _NOT, _AND, _OR = "(", "not", "and", "or"
_BINDS_TIGHTER = {_AND: frozenset({_NOT}), _OR: frozenset({_NOT, _AND})}
_ANY = frozenset({_NOT, _AND, _OR})


class Nesting:
    """Conditions read so far and what is still to be done with them."""

    def __init__(self) -> None:
        self._operands: list[Node] = []
        self._operators: list[str] = []
        self._open = 0
        self.depth = 0

    @property
    def is_open(self) -> bool:
        """Whether a bracket waits to be closed."""
        return self._open > 0

    def open(self) -> None:
        """Note an opening bracket."""
        self._operators.append(_OPEN)
        self._open += 1
        self.depth += 1

    def negate(self) -> None:
        """Note a `not`."""
        self._operators.append(_NOT)
        self.depth += 1

    def add(self, condition: Node) -> None:
        """Note a condition."""
        self._operands.append(condition)

    def join(self, connective: str) -> None:
        """Note an `and` or `or` after the last condition."""
        self._fold(_BINDS_TIGHTER[connective])
        self._operators.append(connective)

    def close(self) -> None:
        """Finish what the innermost open bracket holds."""
        self._fold(_ANY)
        self._operators.pop()
        self._open -= 1
        self.depth -= 1

    def result(self) -> Node:
        """Finish everything, once no bracket is open."""
        self._fold(_ANY)
        return self._operands.pop()

    def _fold(self, operators: frozenset[str]) -> None:
        while self._operators and self._operators[-1] in operators:
            if self._operators[-1] == _NOT:
                self._operators.pop()
                self._operands.append(Not(self._operands.pop()))
                self.depth -= 1
            else:
                self._fold_run()

    def _fold_run(self) -> None:
        """Fold a run of one connective at once: a chain of thousands stays flat and is read in linear time."""
        connective = self._operators[-1]
        count = 1
        while self._operators and self._operators[-1] == connective:
            self._operators.pop()
            count += 1
        joined = And if connective == _AND else Or
        operands: list[Node] = []
        for operand in self._operands[-count:]:
            operands.extend(operand.operands if isinstance(operand, joined) else (operand,))
        self._operands[-count:] = [joined(tuple(operands))]
