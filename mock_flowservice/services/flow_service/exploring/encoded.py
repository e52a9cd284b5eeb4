"""JSON objects in query parameters, as base64."""

import binascii
from base64 import b64decode
from typing import Any

import orjson

from ....call import Call
from ....errors import Explanation
from ....wire import JsonObject
from ..errors import BASE64


def decode(call: Call, name: str, text: str) -> JsonObject:
    """A JSON object from base64: standard or URL-safe alphabet, padded or not; raises ServiceError.

    What came is not repeated: clients send credentials in it.

    Source: tutorials of Zendesk (unpadded) and Stripe (encoded padding); rule explore.alphabet.
    """
    standard = text.translate(str.maketrans("-_ ", "+/+"))
    if standard != text:
        call.rests_on("explore.alphabet")
    value = read_json(name, standard.rstrip("="))
    if not isinstance(value, dict):
        raise BASE64(Explanation(name, expected="base64 of a JSON object"), name=name, reason="it holds no JSON object")
    return value


def read_json(name: str, text: str) -> Any:
    """The JSON behind unpadded base64; raises ServiceError."""
    try:
        return orjson.loads(b64decode(text + "=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError) as error:
        raise BASE64(Explanation(name, expected="base64 of a JSON object"), name=name, reason=str(error)) from None
