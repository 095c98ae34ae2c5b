"""The systems whose events may stand beside ours, as users name them."""

from collections.abc import Mapping

from detente.errors import UsageError
from detente.model import Origin

TITLES: Mapping[Origin, str] = {
    "gdelt": "GDELT 2.0 events",
    "gdelt1": "GDELT 1.0 events",
    "icews": "ICEWS events",
    "polecat": "POLECAT events",
    "phoenix": "Phoenix events",
    "plover": "PLOVER records",
    "ftm": "FollowTheMoney entities",
    "detente": "detente data package",
}


def parse_origin(name: str) -> Origin:
    """The system of that name.

    Raises:
        UsageError: there is no such system.
    """
    found = next((origin for origin in TITLES if origin == name.lower()), None)
    if found is None:
        raise UsageError(f"--with {name}: there is no such system; choose one of {', '.join(TITLES)}")
    return found
