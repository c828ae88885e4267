"""The manifest of a microservice, which its archive brings along."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from mockc8y.domain import archives
from mockc8y.domain.application_draft import ROLE_LISTS, check_choice, check_roles, invalid
from mockc8y.domain.archives import Member
from mockc8y.store.codec import Document, decode, encode

MANIFEST, IMAGE = "cumulocity.json", "image.tar"
DEFAULTS: Mapping[str, object] = MappingProxyType(
    {
        "isolation": "MULTI_TENANT",
        "billingMode": "RESOURCES",
        "scale": "NONE",
        "settings": (),
        "settingsCategory": None,
        "noAppSwitcher": True,
        "roles": (),
        "requiredRoles": (),
    }
)
"""What stands in a manifest that does not say otherwise (specification, recordings of real tenants)."""
CHOICES: Mapping[str, Collection[str]] = MappingProxyType(
    {
        "isolation": ("MULTI_TENANT", "PER_TENANT"),
        "billingMode": ("RESOURCES", "SUBSCRIPTION"),
        "scale": ("NONE", "AUTO"),
    }
)
TEXTS = ("contextPath", "settingsCategory", "version")

# Semantic versioning without build metadata (specification).
_VERSION = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?", re.ASCII)


def read(content: bytes, members: Mapping[str, Member]) -> Document:
    """Return the manifest in an archive, with what stands in for what it leaves out, or raise 422."""
    missing = [name for name in (MANIFEST, IMAGE) if name not in members]
    if missing:
        raise archives.refused(f"a microservice needs {' and '.join(missing)} at its root")
    manifest = _decoded(archives.read(content, members[MANIFEST]))
    for name in ROLE_LISTS:
        check_roles(manifest, name)
    for name, allowed in CHOICES.items():
        check_choice(manifest, name, allowed)
    for name in TEXTS:
        _check_text(manifest, name)
    _check_settings(manifest)
    return {**DEFAULTS, **manifest}


def settings(manifest: Document) -> Document:
    """Return the settings that a manifest declares: their default values, as text, by their keys."""
    declared = manifest.get("settings") or ()
    return {setting["key"]: text(setting["defaultValue"]) for setting in declared if "defaultValue" in setting}


def text(value: object) -> str:
    """Write a value as an option holds it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else encode(value).decode()


def _decoded(content: bytes) -> Document:
    try:
        manifest = decode(content)
    except ValueError as problem:
        raise archives.refused(f"{MANIFEST} is no JSON ({problem})") from None
    if not isinstance(manifest, dict):
        raise archives.refused(f"{MANIFEST} holds no JSON object")
    # Refuses what nests deeper than the answers that it will stand in can be written.
    encode([[[[manifest]]]])
    return manifest


def _check_text(manifest: Document, name: str) -> None:
    value = manifest.get(name)
    if value is None:
        return
    if not isinstance(value, str) or not value:
        raise invalid(f"'{name}' of the manifest must be a non-empty string")
    if name == "version" and not _VERSION.fullmatch(value):
        raise invalid(f"'version' of the manifest must be a semantic version without '+', not '{value}'")


def _check_settings(manifest: Document) -> None:
    declared = manifest.get("settings", [])
    if not isinstance(declared, list) or not all(map(_is_setting, declared)):
        raise invalid("'settings' of the manifest must be a list of objects with a 'key'")


def _is_setting(setting: object) -> bool:
    return isinstance(setting, dict) and isinstance(setting.get("key"), str)
