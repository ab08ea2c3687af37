"""GitHub's ways of saying no."""

from __future__ import annotations

from typing import Any

DOCUMENTATION = "https://docs.github.com/rest"
NOT_ACCESSIBLE = "Resource not accessible by integration"


class Refused(Exception):
    """An answer with an error status. `errors` is whatever GitHub puts there: texts or objects."""

    def __init__(self, status: int, message: str, errors: list[Any] | None = None, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = headers or {}

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        body: dict[str, Any] = {"message": self.message}
        if self.errors is not None:
            body["errors"] = self.errors
        return body | {"documentation_url": DOCUMENTATION, "status": str(self.status)}


def not_found() -> Refused:
    """What is absent and what the caller may not know of look the same."""
    return Refused(404, "Not Found")


def forbidden(accepted: str) -> Refused:
    """A permission is missing; `accepted` as in `pull_requests=write`."""
    return Refused(403, NOT_ACCESSIBLE, headers={"X-Accepted-GitHub-Permissions": accepted})


def unprocessable(message: str, errors: list[Any] | None = None) -> Refused:
    """The request cannot be carried out as it stands."""
    return Refused(422, message, errors)


def invalid_field(resource: str, field: str, message: str) -> Refused:
    """The answer to one bad field, in the form of `Validation Failed`."""
    return Refused(422, "Validation Failed", [{"resource": resource, "code": "custom", "field": field, "message": message}])
