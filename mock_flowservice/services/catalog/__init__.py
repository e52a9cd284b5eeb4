"""Catalog: data sets, what records go into and what is known of it."""

from ..refusals import Refusals
from .datasets import all_datasets, find_dataset

REFUSALS = Refusals()

__all__ = ["REFUSALS", "all_datasets", "find_dataset"]
