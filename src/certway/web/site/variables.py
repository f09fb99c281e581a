"""Reading environment variables one by one, so that everything wrong with them is told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from certway.core.units.errors import CertwayError, InputError, Problem

PREFIX = "CERTWAY_"  # whatever begins so is ours, or a slip of the pen
OF_THE_COMMAND = "CERTWAY_DEBUG"  # read by the command line itself

_Value = TypeVar("_Value")


class SettingsError(InputError):
    """Raised once for everything wrong with the environment. It names variables and never tells a secret."""


class UnfitValueError(CertwayError):
    """Raised for what a variable can't be; says what is wrong with it and what to do."""


class Variables:
    """What was given, the names that were asked for, and the problems found so far."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self._known = {OF_THE_COMMAND}
        self._problems: list[Problem] = []

    def text(self, name: str) -> str:
        """Return what was given; the same for nothing and for an empty variable."""
        self._known.add(name)
        return self._given.get(name, "")

    def read(self, name: str, parse: Callable[[str], _Value], *, default: _Value) -> _Value:
        """Return what `parse` makes of a variable; the default where it was left out, or refused."""
        text = self.text(name)
        return self.attempt(name, lambda: parse(text), default=default) if text else default

    def attempt(self, name: str, make: Callable[[], _Value], *, default: _Value) -> _Value:
        """Return what `make` returns; where it raises a CertwayError, that is a problem of the variable."""
        try:
            return make()
        except CertwayError as error:
            self.refuse(name, str(error))
            return default

    def refuse(self, name: str, fault: str) -> None:
        """Note what is wrong with a variable, and what to do."""
        self._problems.append(Problem(name, 0, fault))

    def finish(self) -> None:
        """Go on only where nothing is wrong. Raises SettingsError with everything that is."""
        for name in self._given:
            if name.startswith(PREFIX) and name not in self._known:
                self.refuse(name, f"no setting has this name; {self._hint(name.removeprefix(PREFIX))}")
        if self._problems:
            raise SettingsError(self._problems)

    def _hint(self, name: str) -> str:
        known = [one.removeprefix(PREFIX) for one in sorted(self._known) if one.startswith(PREFIX)]
        near = get_close_matches(name, known, n=1, cutoff=0.65)
        return f"did you mean {PREFIX}{near[0]}?" if near else "docs/reference/settings.md lists those that there are"
