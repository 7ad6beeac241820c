"""The property card: what is true of an activation at given parameters, computed and witnessed."""

from explorer.properties.card import ROWS, Row, card, cost
from explorer.properties.record import Interval, Property

__all__ = ["ROWS", "Interval", "Property", "Row", "card", "cost"]
