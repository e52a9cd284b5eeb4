"""Apply mapping sets to records: `compile_mapping_set` once, then `apply` for each record."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .failures import TransformError
    from .mapping_set import Mapped, MappingSet, MappingSetError, compile_mapping_set

__all__ = ["Mapped", "MappingSet", "MappingSetError", "TransformError", "compile_mapping_set"]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    """The library, read when it is first asked for: with it comes the whole language."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import mapping_set

    return getattr(mapping_set, name)
