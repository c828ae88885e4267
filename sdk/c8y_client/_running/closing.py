"""Being closed at the end of a block, in both halves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class AsyncClosing(ABC):
    """Something that an `async with` block closes at its end. What is raised within the block comes out of it."""

    @abstractmethod
    async def close(self) -> None:
        """Close it; closing twice does no harm."""

    async def aclose(self) -> None:
        """Close it, by the name that `contextlib.aclosing` looks for."""
        await self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class Closing(ABC):
    """Something that a `with` block closes at its end. What is raised within the block comes out of it."""

    @abstractmethod
    def close(self) -> None:
        """Close it; closing twice does no harm."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
