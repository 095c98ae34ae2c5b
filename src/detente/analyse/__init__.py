"""From stored records to series, alignment, changes, networks and briefs; never from text."""
