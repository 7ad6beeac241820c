"""The registry of data sets, under its public name."""

from explorer.choices.datasets import DATASETS, Dataset

__all__ = ["DATASETS", "Dataset"]
