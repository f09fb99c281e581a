"""The gettext catalogue: message ids into sentences, with named values filled in."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
DOMAIN = "certway"


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one language."""

    translations: gettext.NullTranslations

    def find(self, message: str, number: int | None = None) -> str | None:
        """Return the sentence of a message id before its values are filled in, or None when there is none.

        With a `number`, the form that goes with it.
        """
        if number is None:
            found = self.translations.gettext(message)
        else:
            found = self.translations.ngettext(message, message, number)
        return None if found == message else found

    def say(self, message: str, /, **values: object) -> str:
        """Return the sentence of a message id with its values.

        Raises LookupError for an id that is not in the catalogue.
        """
        return self._filled(message, None, values)

    def say_many(self, message: str, number: int, /, **values: object) -> str:
        """Return the form of a sentence that goes with a number, with its values.

        Raises LookupError for an id that is not in the catalogue.
        """
        return self._filled(message, number, values)

    def _filled(self, message: str, number: int | None, values: Mapping[str, object]) -> str:
        found = self.find(message, number)
        if found is None:
            raise LookupError(f"there is no sentence '{message}' in the catalogue")
        return found.format_map(values)

    def text(self, english: str) -> str:
        """Return a text of the rules in this language; the English text itself where it is not translated."""
        return self.translations.gettext(english) if english else ""


@lru_cache
def catalogue(language: str = "en") -> Catalogue:
    """Return the catalogue of a language; what it lacks is said in English."""
    languages = [language, "en"] if language != "en" else ["en"]
    return Catalogue(gettext.translation(DOMAIN, localedir=FOLDER, languages=languages))
