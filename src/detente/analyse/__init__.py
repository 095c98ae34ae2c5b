"""From stored records to series, alignment, changes, networks and briefs; never from text.

How two stood, from acts made by hand or selected from happenings by `select_acts`:

    >>> from datetime import date
    >>> acts = [
    ...     Act(date(2020, month, 1), f"talk {month}", "CONSULT", "verbal cooperation", 2.5, 1, f"article {month}")
    ...     for month in range(1, 11)
    ... ] + [
    ...     Act(date(2020, 11, day), f"raid {day}", "ASSAULT", "material conflict", -9.0, 3, f"dispatch {day}")
    ...     for day in range(1, 11)
    ... ]
    >>> level = measure_alignment(acts)
    >>> f"{level.value:+.2f} [{level.low:+.2f}, {level.high:+.2f}] on {level.act_count} happenings"
    '-0.33 [-0.55, -0.08] on 20 happenings'
    >>> [(str(step.period), step.act_count, step.report_count) for step in build_series(acts).steps[-2:]]
    [('2020-10', 1, 1), ('2020-11', 10, 30)]
    >>> [change] = find_changes(acts)
    >>> str(change.day), change.probability > 0.95, change.acts[0].act.act_id
    ('2020-11-01', True, 'raid 1')
"""

from detente.analyse.acts import Act, Selection, pair_acts, select_acts
from detente.analyse.alignment import Alignment, Difference, compare_levels, measure_alignment
from detente.analyse.changes import Change, find_changes
from detente.analyse.news import News, find_news
from detente.analyse.series import Series, Step, build_series
from detente.analyse.sides import Side, find_bloc

__all__ = [
    "Act", "Alignment", "Change", "Difference", "News", "Selection", "Series", "Side", "Step", "build_series",
    "compare_levels", "find_bloc", "find_changes", "find_news", "measure_alignment", "pair_acts", "select_acts",
]  # fmt: skip
