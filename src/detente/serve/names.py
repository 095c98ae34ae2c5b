"""What countries and bodies are called in headings, tables and drawings."""

from detente.reference.actors import load_actors


def name_actor(code: str) -> str:
    """The name of a country or body, or the code itself where the table has none.

    Examples:
        >>> name_actor("CHN"), name_actor("EUR"), name_actor("XYZ")
        ('China', 'European Union', 'XYZ')
    """
    actor = load_actors().state(code)
    return code if actor is None else actor.name


def name_briefly(code: str) -> str:
    """The name of a country, the usual short name of a body, or the code where nobody has it.

    Examples:
        >>> name_briefly("CHN"), name_briefly("EUR"), name_briefly("NATO"), name_briefly("XYZ")
        ('China', 'EU', 'NATO', 'XYZ')
    """
    actor = load_actors().state(code)
    return actor.actor_id if actor is not None and actor.kind == "body" else name_actor(code)
