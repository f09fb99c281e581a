"""What a sentence needs besides its finding: the day, the catalogue, and how the person's entries are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from certway.core.person.fields import SECTIONS, section_table
from certway.exchange.words.catalogue import Catalogue, catalogue
from certway.exchange.words.figures import listed

_MOST_ORDINALS = 10
_IDENTITY = {  # the field whose words say what kind of entry a rule wants
    "programs": "kind",
    "education": "level",
    "work": "role",
    "credentials": "id",
    "attempts": "exam",
    "cards": "kind",
}


@dataclass(frozen=True)
class Telling:
    """How to tell findings to one person."""

    as_of: int | None = None  # ordinal; days ahead of it get "(in 5 months)"
    entries: Mapping[str, int] = field(default_factory=dict)  # by section; 1 = "your program", not "your first program"
    words: Catalogue = field(default_factory=catalogue)

    def entry(self, place: str) -> str:
        """Return what an entry is called, from its path such as `programs/0`."""
        section, _, rest = place.partition("/")
        at = rest.split("/")[0]
        if not at.isdigit() or self.entries.get(section) == 1:
            return self.words.find(f"entry.{section}") or ""
        place_in_words = self._nth(int(at) + 1)
        found = self.words.find(f"entry.{section}.nth")
        return found.format(nth=place_in_words) if found else ""

    def _nth(self, at: int) -> str:
        if at <= _MOST_ORDINALS:
            return self.words.say(f"nth.{at}")
        return self.words.say("nth.more", n=at)

    def word(self, section: str, name: str, word: str) -> str:
        """Return a word of the person file as people say it: ("work", "role", "other") → `something else`."""
        if (section, name) in (("credentials", "id"), ("attempts", "exam"), ("fees_paid", "credential")):
            return self.words.find(f"credential.{word}") or word.upper()
        return self.words.find(f"word.{section}.{name}.{word}") or word.replace("-", " ")

    def state(self, state: str) -> str:
        """Return a state's name, of its two letters."""
        return self.words.say(f"choice.person.lives_in.{state}")

    def listed(self, section: str, name: str, words: Iterable[str], joint: str) -> str:
        """Return several words of one field as a list, in the order of the field table."""
        chosen = self.ordered(section, name, words)
        return listed([self.word(section, name, word) for word in chosen], joint, self.words)

    def ordered(self, section: str, name: str, words: Iterable[str]) -> Sequence[str]:
        """Return those of the words that the field may hold, in the field table's order; all when it may hold any."""
        table = section_table(section)
        known = table.field(name) if table else None
        if known is None or not known.words:
            return sorted(words)
        chosen = set(words)
        return [word for word in known.words if word in chosen]

    def wanted(self, section: str, wanted: Sequence[str], joint: str = "or") -> str:
        """Return which kinds of entries of a section a rule asks for; empty when it does not say."""
        name = _IDENTITY.get(section)
        if name is None:
            return ""
        if section in ("credentials", "attempts", "cards"):
            flags = {field.name for table in SECTIONS if table.name == section for field in table.fields}
            wanted = [word for word in wanted if word not in flags and not word.startswith("route-")]
        return self.listed(section, name, wanted, joint)

    def counted(self, fields: Iterable[str]) -> str:
        """Return what several fields count, as a list: `blood draws from a vein and finger or heel sticks`."""
        return listed([self.words.say(f"counted.{name.rpartition('.')[2]}") for name in fields], "and", self.words)

    def work(self, wanted: Sequence[str]) -> str:
        """Return which work a rule counts, from the words that a job must name: `work as a medical assistant`."""
        roles = self.wanted("work", wanted)
        if roles:
            work = self.words.say("work.supervised" if "supervised" in wanted else "work.as", roles=roles)
        else:
            work = self.words.say("work.any")
        places = self.listed("work", "setting", [word for word in wanted if word != "other"], "or")
        return self.words.say("work.in", work=work, places=places) if places else work
