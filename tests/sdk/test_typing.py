"""The public surface is typed to the last parameter, as pyright sees it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYRIGHT = ROOT / "tests" / "clients" / "node" / "node_modules" / ".bin" / "pyright"


@pytest.mark.timeout(180)
def test_every_public_symbol_has_a_known_type(tmp_path: Path) -> None:
    """Pyright's completeness check counts no unknown and no ambiguous type."""
    if shutil.which("node") is None or not PYRIGHT.exists():
        advice = "pyright is absent: install Node 20 or newer and run 'npm ci' in tests/clients/node"
        if os.environ.get("MOCKC8Y_REQUIRE_NODE"):
            pytest.fail(advice)
        pytest.skip(advice)

    done = subprocess.run(
        [PYRIGHT, "--verifytypes", "c8y_client", "--ignoreexternal", "--outputjson"],
        # It asks the first Python that it finds where packages are.
        env=os.environ
        | {"PYTHONPATH": str(ROOT / "sdk"), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    report = json.loads(done.stdout)["typeCompleteness"]
    unclear = [
        f"{symbol['name']}: {'; '.join(each['message'] for each in symbol['diagnostics'])}"
        for symbol in report["symbols"]
        if symbol["isExported"] and not symbol["isTypeKnown"]
    ]
    assert unclear == []
    assert report["completenessScore"] == 1
