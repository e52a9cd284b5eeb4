"""Ways to ask: as a tenant of Flow Service, who looks at what can differ of an answer."""

from collections.abc import Callable

from tests.flow_service.in_process import Platform
from tests.replies import Answer

from ..example import Example

Ask = Callable[[Platform], Answer]


def turned(ask: Ask, tutorial: str, published: str) -> Example:
    """The example of a rule that the profiles turn."""
    return Example(lambda app: ask(Platform(app)), tutorial, published, outcome)


def always(ask: Ask, value: str = "200") -> Example:
    """The example of a rule that no profile turns."""
    return turned(ask, value, value)


def outcome(answer: Answer) -> str:
    """What can differ of an answer: its code, or its status, or the form of what it holds."""
    if answer.status >= 400:
        return answer.code + (" problem" if "type" in answer.body else "")
    body = answer.body if isinstance(answer.body, dict) else {}
    words = [str(answer.status)]
    words += ["structured"] if "-0000-0200-0000-" in body.get("etag", "") else []
    words += ["listed"] if "items" in body and {"patch.answer", "run.answer"} & answer.rules else []
    words += ["whole"] if "flowId" in body and "run.retrigger" in answer.rules else []
    words += ["array"] if isinstance(answer.body, list) and "explore.file_form" in answer.rules else []
    return " ".join(words)
