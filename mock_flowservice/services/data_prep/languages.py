"""The mapping language: check an expression, list its functions and its operators."""

from collections.abc import Iterable

import orjson

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import too_deep
from .errors import EXPRESSION_MISSING, SAMPLE_UNUSABLE

JSON_TYPES = ("json", "application/json")


@operation("validateExpression")
def validate_expression(call: Call) -> Reply:
    """Whether an expression can be used, and what is wrong with it, and where.

    Source: spec validateExpression; doc help/data-prep/api/functions.md; rule expression.validate.
    """
    error = error_of(call, expression_in(call.body), sample_in(call))
    if call.published("expression.validate"):
        return Reply(error is None)
    return Reply({"validationStatus": "failed" if error else "succeeded", "error": error or "none"})


@operation("listMappingSetFunctions")
def list_functions(call: Call) -> Reply:
    """Every function of the language.

    Source: spec listMappingSetFunctions; doc help/data-prep/api/functions.md; rule expression.catalogue.
    """
    from ...expressions.functions.catalogue import catalogue

    call.rests_on("expression.catalogue")
    return Reply(catalogue())


@operation("listMappingSetOperators")
def list_operators(call: Call) -> Reply:
    """Every operator of the language. Source: spec listMappingSetOperators; jexl; rule expression.operators."""
    from ...expressions.operator_catalogue import OPERATORS

    call.rests_on("expression.operators")
    return Reply(
        [
            {
                "operatorSymbol": each.symbol,
                "methodName": each.name,
                "numberOfOperands": each.operands,
                "description": each.description,
                "example": each.example,
            }
            for each in OPERATORS
        ]
    )


def expression_in(body: JsonObject) -> str:
    """The expression of a body, bare or nested once as the published example has it; raises ServiceError."""
    sent = body["expression"]
    expression = str(sent if isinstance(sent, str) else sent["expression"])
    if not expression.strip():
        raise EXPRESSION_MISSING(Explanation("/expression", expression, "an expression"))
    return expression


def sample_in(call: Call) -> JsonObject | None:
    """The sample of a body, None if it has none of JSON; raises ServiceError. Source: rule expression.sample."""
    text, kind = call.body.get("sampleData"), call.body.get("sampleDataType") or "json"
    if text is None:
        return None
    call.rests_on("expression.sample")
    if kind.lower() not in JSON_TYPES:
        return None
    try:
        sample = orjson.loads(text)
    except ValueError as error:
        raise SAMPLE_UNUSABLE(Explanation("/sampleData", text, "JSON"), reason=error) from None
    if not isinstance(sample, dict) or too_deep(sample):
        raise SAMPLE_UNUSABLE(Explanation("/sampleData", text, "an object"), reason="it is no object of 64 levels")
    return sample


def error_of(call: Call, text: str, sample: JsonObject | None) -> str | None:
    """What is wrong with an expression, or what goes wrong on a sample; None if nothing does."""
    from ...expressions.compiler import compile_expression
    from ...expressions.errors import ExpressionError

    rest_on_language(call)
    try:
        expression = compile_expression(text, call.emulator.environment)
        rest_on(call, expression.rules)
        if sample is not None:
            expression.evaluate(sample)
    except ExpressionError as error:
        return str(error)
    return None


def rest_on_language(call: Call) -> None:
    """Say what every expression rests on, also one that cannot be read."""
    call.rests_on("expression.language")
    call.rests_on("expression.limits")


def rest_on(call: Call, rules: Iterable[str]) -> None:
    """Say that an answer rests on these rules of expressions."""
    for rule in rules:
        call.rests_on(rule)
