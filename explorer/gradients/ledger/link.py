"""A ledger's config as the parameters of a link to the page Vanishing gradients."""

from dataclasses import fields
from typing import Any

from explorer.gradients.ledger.config import LedgerConfig

PREFIX = "gradients_"
NAMES = {"init_std": "std", "number_format": "format"}  # field → its name in the link


def write(config: LedgerConfig, view: str = "ledger") -> dict[str, str | list[str]]:
    """The parameters of each field that is not at its default, and of the tab."""
    default = LedgerConfig()
    found: dict[str, str | list[str]] = {} if view == "ledger" else {f"{PREFIX}view": view}
    for field in fields(config):
        value = getattr(config, field.name)
        if value != getattr(default, field.name):
            found[PREFIX + NAMES.get(field.name, field.name)] = _text(value)
    return found


def _text(value: Any) -> str | list[str]:
    """As the page's own widgets write it."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
