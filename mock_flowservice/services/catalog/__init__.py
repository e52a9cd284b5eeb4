"""Catalog: data sets, what records go into and what is known of it."""

from ..refusals import Refusals
from .datasets import find_dataset

REFUSALS = Refusals()

__all__ = ["REFUSALS", "find_dataset"]
