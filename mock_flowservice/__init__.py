"""An emulator of the ingestion side of Adobe Experience Platform."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app import create_app

__version__ = "0.1.0"
__all__ = ["__version__", "create_app"]


def __getattr__(name: str) -> Any:
    """Bring in the application when it is first asked for, so that importing a part stays cheap."""
    if name == "create_app":
        from .app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
