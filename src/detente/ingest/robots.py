"""What a site's robots.txt allows.

Source: RFC 9309, doi:10.17487/RFC9309.
"""

import re
from dataclasses import dataclass

from protego import Protego

LONGEST_ROBOTS = 500 * 1024
"""Bytes that are read of it; the rest is passed over."""

_LONGEST_DELAY = 30.0
_GROUP = re.compile(r"\s*user[ -]?agent\s*:?\s*(.*?)\s*(?:#.*)?", re.I)


@dataclass(frozen=True, slots=True)
class Robots:
    """What one site allows one program.

    Attributes:
        agent: name of the program, as sites know it.
        rules: its robots.txt, or None where it has none and all is allowed.
    """

    agent: str
    rules: Protego | None = None

    @classmethod
    def parse(cls, content: str, agent: str) -> "Robots":
        """The rules of a robots.txt; what makes no sense in it says nothing."""
        lines = (_pass_over(line, agent) for line in content.splitlines())
        return cls(agent, Protego.parse("\n".join(lines)))

    def allows(self, url: str) -> bool:
        """Whether the program may fetch that address."""
        return self.rules is None or self.rules.can_fetch(url, self.agent)

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two pages, 30 at most; 0 where it does not say."""
        return min((self.rules and self.rules.crawl_delay(self.agent)) or 0.0, _LONGEST_DELAY)


def _pass_over(line: str, agent: str) -> str:
    """The line, with one name for all other programs: a thousand groups of them would take a parser too long."""
    group = _GROUP.fullmatch(line)
    if group is None or group[1] == "*" or agent in group[1].lower():
        return line
    return "User-agent: other"
