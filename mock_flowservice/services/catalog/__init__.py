"""Catalog: data sets, what records go into and what is known of it."""

from ..room import Room
from .datasets import find_dataset

ROOM = Room()

__all__ = ["ROOM", "find_dataset"]
