"""The description of the API, with its errors as they are."""

from typing import Any

from detente.serve.api.problems import MEDIA_TYPE, Problem

ERRORS = {
    "400": "The request asks for something that cannot be.",
    "404": "The record has no such row.",
    "422": "A parameter has no fitting value.",
    "503": "The database cannot be read just now.",
}


def describe(schema: dict[str, Any]) -> dict[str, Any]:
    """The description that FastAPI makes, with the errors that we answer in place of its own."""
    known = schema["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        known.pop(name, None)
    known["Problem"] = Problem.model_json_schema()
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in schema["paths"].values():
        for operation in operations.values():
            answers = operation["responses"]
            for status, meaning in ERRORS.items():
                answers[status] = {"description": meaning, "content": problem}
            answers["304"] = {"description": "Nothing was written since the answer with that ETag."}
    return schema
