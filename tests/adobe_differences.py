"""Where our contract documents differ from Adobe's on purpose, a row each."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial


@dataclass(frozen=True)
class Difference:
    """A deliberate difference: `what` differs at every place that the pattern `where` matches.

    A field path as `spec.schema` stands for any path that runs through these names, and the fields below it;
    `*` stands for anything.
    """

    document: str
    where: str
    what: str
    reason: str

    def covers(self, document: str, where: str, what: str) -> bool:
        """Whether a difference that was found is this one."""
        names = re.escape(self.what).replace(r"\*", ".*")
        run = re.search(rf"(^|[.\]]){names}($|[.\[])", what)
        return document == self.document and fnmatchcase(where, self.where) and run is not None


_FLOW_SERVICE = partial(Difference, "flow-service")
_DATA_PREP = partial(Difference, "data-prep")
_SCHEMA_REGISTRY = partial(Difference, "schema-registry")
_SANDBOX = partial(Difference, "sandbox")

_A_VALUE = "Adobe describes a value where its own example has a JSON Schema for such values."
_A_SCHEMA = "It is $schema, as in Adobe's example."
_ONLY_AEPP = "Adobe's document has no such operation; aepp calls it on the real service."
_AN_AT_SIGN = "It is @type, as in Adobe's requests."

DIFFERENCES = [
    _FLOW_SERVICE("* */connectionSpecs* *", "authSpec[].spec.accessKeyId", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* *", "authSpec[].spec.secretAccessKey", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* request", "encryptionSpecs[].spec.encryptionAlgo", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* request", "encryptionSpecs[].spec.publicKey", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* *", "sourceSpec.spec.path", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* *", "sourceSpec.spec.recursive", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* request", "targetSpec.spec.dataSetId", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* *", "responseSpec.*.items.properties.*", _A_VALUE),
    _FLOW_SERVICE("* */flowSpecs* request", "optionSpec.*", _A_VALUE),
    _FLOW_SERVICE("* */flowSpecs* request", "scheduleSpec.*", _A_VALUE),
    _FLOW_SERVICE("* */flowSpecs* request", "runSpec.*", _A_VALUE),
    _FLOW_SERVICE("* */flowSpecs* request", "transformationSpecDTOS[].*", _A_VALUE),
    _FLOW_SERVICE("* */connectionSpecs* *", "requestSpec.schema", _A_SCHEMA),
    _FLOW_SERVICE("* */*Specs* *", "spec.schema", _A_SCHEMA),
    _FLOW_SERVICE("* */flowSpecs* response", "transformationSpecs.*", "A list, as it is in requests."),
    _FLOW_SERVICE("* */flowSpecs* response", "permissionsInfo.manage[].type", _AN_AT_SIGN),
    _FLOW_SERVICE("* */flowSpecs* response", "permissionsInfo.view[].type", _AN_AT_SIGN),
    _FLOW_SERVICE("GET */configs response", "[].*", "Adobe's example is an object with items."),
    _FLOW_SERVICE("* */runs* response", "activites", "A misprint; every example says activities."),
    _FLOW_SERVICE("* */runs* response", "eTag", "Every example says etag."),
    _FLOW_SERVICE("GET */{*_ID} response", "_links", "A list of one entity has no next page."),
    _FLOW_SERVICE("GET */{*_ID} response", "count", "One entity is not counted."),
    _FLOW_SERVICE("PATCH * request", "value.description", "The value can be any JSON value."),
    _DATA_PREP("GET */mappings response", "*", "A list of mappings in Adobe's guide, not a single one."),
    _DATA_PREP("POST */preview request", "data[].*", "Any JSON value, not a Java class."),
    _DATA_PREP("DELETE */mappingSets/{MAPPING_SET_ID}*", "operation beyond Adobe's", _ONLY_AEPP),
    _DATA_PREP("POST */mappings", "operation beyond Adobe's", _ONLY_AEPP),
    _DATA_PREP("PUT */mappings/{MAPPING_ID}", "operation beyond Adobe's", _ONLY_AEPP),
    _DATA_PREP("GET */mappingSets/suggestion *", "*", f"It is no mapping set by its id. {_ONLY_AEPP}"),
    _SCHEMA_REGISTRY("GET *", "path CONTAINER_ID", "Each container is written as a path of its own."),
    _SANDBOX("GET */sandboxes/*", "path sandboxName", "It is SANDBOX_NAME: in capitals, as all of ours."),
]
