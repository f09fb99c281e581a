"""Fewer steps to a fixed point: Anderson's extrapolation from the last few steps.

Source: Walker & Ni (2011), SIAM Journal on Numerical Analysis 49, 1715-1735; for EM with restarts where the likelihood
falls: Henderson & Varadhan (2019), Journal of Computational and Graphical Statistics 28, 834-846.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats

KEPT = 6  # steps looked back upon
_SINGULAR = 1e-8  # directions that much smaller than the largest are left out


@dataclass(frozen=True, slots=True)
class Steps:
    """The last steps of an iteration: points, and where one step took each."""

    starts: tuple[Floats, ...] = ()
    ends: tuple[Floats, ...] = ()

    def followed(self, start: Floats, end: Floats) -> Steps:
        """Return these steps and one more, without those that are too old."""
        return Steps((*self.starts, start)[-KEPT:], (*self.ends, end)[-KEPT:])

    def extrapolated(self) -> Floats:
        """Return where the next step should start: the last end, moved to where the steps seem to lead."""
        if len(self.starts) < 2:
            return self.ends[-1]
        ends = np.stack([one.ravel() for one in self.ends])
        changes = ends - np.stack([one.ravel() for one in self.starts])
        mix, *_ = np.linalg.lstsq(np.diff(changes, axis=0).T, changes[-1], rcond=_SINGULAR)
        return np.asarray((ends[-1] - mix @ np.diff(ends, axis=0)).reshape(self.ends[-1].shape))
