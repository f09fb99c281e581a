"""Background work: what Django's tasks and their database backend lack. Retries, leases, a schedule, single effects."""
