"""What pyc8y defines is found where code written for it looks."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from types import ModuleType

import pyc8y
import pytest

from tests.sdk.acceptance.aliases import ASYNCHRONOUS, imported_as

pytestmark = [pytest.mark.clients, pytest.mark.filterwarnings("ignore")]

# Modules and names that pyc8y is made of, but does not describe.
INNER = {
    "pyc8y.base_util",
    "pyc8y.model.model_base",
    "pyc8y.model.model_util",
    "pyc8y.types",
    "pyc8y.app.c8y_keys",
    "pyc8y.app.get_c8y_env",
    "pyc8y.model.inventory.references_property",
    "pyc8y.model.managed_object.references_property",
    "pyc8y.model.measurement.is_series",
    "pyc8y.model.tenant_option.build_category_resource",
    "pyc8y.model.tenant_option.build_value_resource",
    "pyc8y.rest.HttpMethod",
    "pyc8y.rest.loggable_params",
}


def defined(module: ModuleType) -> list[str]:
    """List the public classes and functions that a module defines itself."""
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__ == module.__name__
    ]


def test_public_names_are_found() -> None:
    """Each public class and function has its counterpart of the same name in the module of the same name."""
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(pyc8y.__path__, "pyc8y.")
        if "._" not in info.name
    ]
    wanted = {module.__name__: defined(module) for module in modules}

    with imported_as(*ASYNCHRONOUS):
        missing = {name for name in wanted if name not in sys.modules}
        missing |= {
            f"{module}.{name}"
            for module, names in wanted.items()
            for name in names
            if module in sys.modules and not hasattr(sys.modules[module], name)
        }

    assert missing == INNER


def test_names_of_the_package_are_found() -> None:
    """What the package itself offers is there, also after its modules were imported under the other name."""
    wanted = [
        name for name, value in vars(pyc8y).items() if inspect.isclass(value) and value.__module__.startswith("pyc8y")
    ]

    with imported_as(*ASYNCHRONOUS):
        ours = importlib.import_module("pyc8y")
        missing = [name for name in [*wanted, "get_client"] if not hasattr(ours, name)]

    assert (missing, sys.modules["pyc8y"]) == ([], pyc8y)
