"""A typed client for Adobe Experience Platform's Flow Service and the services around it."""

from .client import Client
from .config import Settings
from .curl import as_curl
from .documents import Document, Exploration, Flow, Ref, Run, Verdict
from .errors import (
    ApiError,
    FlowServiceError,
    Forbidden,
    NoAnswer,
    NotConfigured,
    NotFound,
    RateLimited,
    ServerError,
    StaleEtag,
)
from .exchange import Exchange
from .patches import add, remove, replace
from .version import __version__

__all__ = [
    "ApiError",
    "Client",
    "Document",
    "Exchange",
    "Exploration",
    "Flow",
    "FlowServiceError",
    "Forbidden",
    "NoAnswer",
    "NotConfigured",
    "NotFound",
    "RateLimited",
    "Ref",
    "Run",
    "ServerError",
    "Settings",
    "StaleEtag",
    "Verdict",
    "__version__",
    "add",
    "as_curl",
    "remove",
    "replace",
]
