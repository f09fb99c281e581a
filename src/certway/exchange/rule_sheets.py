"""A credential's rule sheet from its files."""

from __future__ import annotations

from certway.answers.sheet import RuleSheet
from certway.exchange.rule_files import RuleFiles


def load_sheet(files: RuleFiles, credential: str) -> RuleSheet:
    """Return all that the rule files say about a credential; raises UnknownCredentialError or InputError."""
    return RuleSheet(
        credential=files.credential(credential),
        eligibility=files.eligibility(credential),
        exam=files.values(credential, "exam"),
        fees=files.values(credential, "fees"),
        renewal=files.values(credential, "renewal"),
        outline=files.outline(credential),
    )
