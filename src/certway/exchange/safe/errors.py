"""What is raised for a file that is not taken."""

from __future__ import annotations

from certway.core.units.errors import CertwayError


class ForeignFileError(CertwayError):
    """Raised for a file that is not of its format, is made to harm, or is beyond the limits; nothing of it is taken."""
