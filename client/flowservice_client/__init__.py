"""A typed client for Adobe Experience Platform's Flow Service and the services around it."""

from .client import Client
from .config import Settings
from .curl import as_curl
from .documents import (
    Connection,
    ConnectionSpec,
    Dataset,
    Document,
    Exploration,
    FieldGroup,
    Flow,
    FlowSpec,
    Mapping,
    MappingSet,
    Ref,
    Run,
    Sandbox,
    Schema,
    SourceConnection,
    TargetConnection,
    Verdict,
    XdmClass,
)
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
    "Connection",
    "ConnectionSpec",
    "Dataset",
    "Document",
    "Exchange",
    "Exploration",
    "FieldGroup",
    "Flow",
    "FlowServiceError",
    "FlowSpec",
    "Forbidden",
    "Mapping",
    "MappingSet",
    "NoAnswer",
    "NotConfigured",
    "NotFound",
    "RateLimited",
    "Ref",
    "Run",
    "Sandbox",
    "Schema",
    "ServerError",
    "Settings",
    "SourceConnection",
    "StaleEtag",
    "TargetConnection",
    "Verdict",
    "XdmClass",
    "__version__",
    "add",
    "as_curl",
    "remove",
    "replace",
]
