"""What is read and reckoned before the first visitor asks, so that she need not wait for it."""

from __future__ import annotations

from certway.actions.compare_credentials import compare_credentials
from certway.core.renew.assignment import FREE, choose
from certway.exchange.bank.shipped import shipped_bank
from certway.web.clock import machine_today


def warm() -> None:
    """Read the rules and the bank, and compare the credentials today; whoever asks meanwhile is served as well."""
    compare_credentials(machine_today())
    choose((), lacks={FREE: 1}, rooms={})  # loads the solver
    shipped_bank()
