"""How a file is to be read: what the caller says, or what its content tells."""

from typing import NoReturn

from ....call import Call
from ....connectors import NoFileType, Table, Unreadable
from ....connectors.compression import WAYS
from ....connectors.formats import ENCODINGS, File, Properties, detected, read_file
from ....errors import ErrorKind, Explanation
from ..errors import (
    DELIMITER,
    DETECTION_NOT_SUPPORTED,
    FILE_TYPE_UNCLEAR,
    FILE_UNREADABLE,
    PROPERTIES_GIVEN,
    PROPERTIES_UNCLEAR,
)
from .explorable import Explorable
from .parameters import Parameters, missing, not_one_of

EXPLICIT = ("fileType", "columnDelimiter", "compressionType")
"""What can be determined, or given. Rule explore.file_properties."""
NO_DELIMITERS = '"\r\n\0'


def check_detection(parameters: Parameters, object_type: str) -> None:
    """determineProperties is asked of a file; raises ServiceError. Source: doc sources-errors (1371-400)."""
    if parameters.boolean("determineProperties") and object_type != "file":
        raise DETECTION_NOT_SUPPORTED(Explanation("determineProperties", object_type, "file"), type=object_type)


def given_properties(call: Call, parameters: Parameters, source: Explorable) -> Properties:
    """How the caller says that a file is to be read; raises ServiceError.

    Source: doc help/sources/tutorials/api/explore/cloud-storage.md, draft.md (fileType is required).
    """
    file_type = parameters.choice("fileType", source.file_types)
    if file_type is None:
        raise missing("fileType")
    delimiter, compression = read_delimiter(parameters), parameters.choice("compressionType", tuple(WAYS))
    call.rests_on("explore.file_properties")
    return Properties(file_type, delimiter, compression, read_encoding(parameters))


def read_delimiter(parameters: Parameters) -> str:
    """The character between columns; raises ServiceError. Source: doc sources-errors (1331-400)."""
    delimiter = parameters.text("columnDelimiter") or ","
    if len(delimiter) != 1:
        raise DELIMITER(Explanation("columnDelimiter", delimiter, "one character"), value=delimiter)
    if delimiter in NO_DELIMITERS:
        raise not_one_of("columnDelimiter", delimiter, "the characters but quote, line end and nul")
    return delimiter


def read_encoding(parameters: Parameters) -> str:
    """The encoding of a text; raises ServiceError."""
    return parameters.choice("encoding", tuple(ENCODINGS)) or "UTF-8"


def determined_properties(call: Call, parameters: Parameters, path: str, file: File) -> Properties:
    """How a file is to be read, told by its content; raises ServiceError.

    Source: doc sources-errors (1374, 1375, 1376 -400); rule explore.file_properties.
    """
    given = [name for name in EXPLICIT if parameters.get(name) is not None]
    if given:
        raise PROPERTIES_GIVEN(Explanation(given[0], expected="nothing"), given=", ".join(given))
    call.rests_on("explore.file_properties")
    try:
        return detected(file, read_encoding(parameters))
    except NoFileType as error:
        refuse(FILE_TYPE_UNCLEAR, path, error)
    except Unreadable as error:
        refuse(PROPERTIES_UNCLEAR, path, error)


def read(call: Call, path: str, file: File, properties: Properties) -> Table:
    """What a file holds; raises ServiceError. Source: rules explore.column_types and explore.unreadable_file."""
    call.rests_on("explore.column_types")
    try:
        return read_file(file, properties)
    except Unreadable as error:
        call.rests_on("explore.unreadable_file")
        refuse(FILE_UNREADABLE, path, error)


def refuse(kind: ErrorKind, path: str, error: Unreadable) -> NoReturn:
    """Raise the refusal of a file."""
    raise kind(Explanation("object", path, problem=str(error)), object=path, reason=str(error)) from None
