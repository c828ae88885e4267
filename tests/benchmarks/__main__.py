"""Prints the table of all benchmarks: `python -m tests.benchmarks [--stored 1000000] [--rounds 5] [--seconds 1]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tests.benchmarks.cases import LARGE, SMALL, Result, measure
from tests.benchmarks.inside import Figure, figures


def main() -> None:
    """Measure and print line by line, as the figures come."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--stored", type=int, default=LARGE, help="measurements in the large tenant")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1)
    options = parser.parse_args()
    for line in table(options.stored, options.rounds, options.seconds):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def table(stored: int, rounds: int, seconds: float) -> Iterator[str]:
    """Yield the lines of the table."""
    heads = ("stored", 10), ("floor/s", 9), ("mock/s", 9), ("us CPU", 8), ("ratio", 7)
    yield f"{'over HTTP, with authentication':<34}{''.join(f'{name:>{width}}' for name, width in heads)}  aim"
    for size in (SMALL, stored):
        yield from map(result_line, measure(size, rounds, seconds))
    yield f"\n{'in one process':<44}{'measured':>12}{'limit':>10}"
    yield from map(figure_line, figures(stored))


def result_line(result: Result) -> str:
    """Format one case."""
    return (
        f"{result.case.name:<34}{result.stored:>10,}{result.floor.requests_per_second:>9,.0f}"
        f"{result.mock.requests_per_second:>9,.0f}{result.mock.server_microseconds:>8.0f}{result.ratio:>7.2f}"
        f"  {verdict(result.ratio >= result.case.target)} >= {result.case.target}"
    )


def figure_line(figure: Figure) -> str:
    """Format one figure."""
    return (
        f"{figure.name:<44}{figure.value:>12,.2f}{figure.limit:>10,.0f} {figure.unit:<7}"
        f" {verdict(figure.value <= figure.limit)}"
    )


def verdict(met: bool) -> str:
    """Say whether an aim was met."""
    return "met   " if met else "MISSED"


if __name__ == "__main__":
    main()
