"""Broken ladders are refused with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from certway.core.units.errors import InputError
from certway.exchange.rule_files import RULES, RuleFiles


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("  from: mlt-graduate\n", "  from: mlt-graduates\n", "'from' is 'mlt-graduates', which is no rung, did you"),
        ("  from: mlt-graduate\n", "", "a step needs 'from'"),
        ("- id: lead-tech\n", "- id: mlt-to-cytology\n", "the step 'mlt-to-cytology' stands twice; keep one of them"),
        ("{id: wv-mls,", "{id: wv-mlt,", "the rung 'wv-mlt' stands twice; keep one of them"),
        ("state: WV, title: West", "state: XX, title: West", "'XX' is no state; write its two letters, such as CA"),
        ("  relation: stack", "  relation: heap", "'relation' is 'heap'; it must be one of prerequisite, route,"),
        ("  source: trelos", "  source: trello", "unknown source 'trello', did you mean 'trelos'?"),
        ("[fl-summary]", "[fl-sum]", "unknown source 'fl-sum', did you mean 'fl-summary'?"),
        ("ncma-ncct]", "ncma-nct]", "'entries' names 'ncma-nct', which is no rung, did you mean 'ncma-ncct'?"),
        ("{programs: [nursing]}", "{programs: [nurse]}", "the person file knows no 'nurse', did you mean 'nursing'?"),
        ("  from: pbt-ascp\n  to: mlt-ascp\n", "  from: mls-ascp\n  to: mlt-ascp\n", "these lead in a circle: "),
        (
            "  source: none-named\n  state: not-found\n",
            "  source: none-named\n",
            "the step 'lead-tech' needs 'requires', or 'state: not-found' when nothing was found",
        ),
        ("{what: draws, says:", "{what: draws, say:", "unknown key 'say' in a requirement, did you mean 'says'?"),
    ],
)
def test_wrong_ladder_is_refused(tmp_path: Path, old: str, new: str, text: str):
    shipped = (RULES / "ladders.yaml").read_text(encoding="utf-8")
    assert shipped.count(old) == 1, shipped.count(old)
    (tmp_path / "ladders.yaml").write_text(shipped.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        RuleFiles(tmp_path).ladder()
    said = [problem.text for problem in caught.value.problems]
    assert any(one.startswith(text) for one in said), said
    assert {(Path(problem.file).name, problem.line > 0) for problem in caught.value.problems} == {
        ("ladders.yaml", True)
    }


def test_ladder_without_sources_is_refused(tmp_path: Path):
    (tmp_path / "ladders.yaml").write_text("format: 1\nrungs: []\nedges: []\n")
    with pytest.raises(InputError, match=r"ladders\.yaml needs 'sources'"):
        RuleFiles(tmp_path).ladder()
