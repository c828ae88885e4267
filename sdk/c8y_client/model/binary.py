"""Stored files, where code written for pyc8y looks for them."""

from c8y_client._async.binaries import Binaries
from c8y_client._async.binary import Binary

__all__ = ["Binaries", "Binary"]
