"""What the files say of continuing education, and for whom."""

from __future__ import annotations

from certway.exchange.rule_files import RuleFiles


def test_papers_to_keep_are_told_only_where_a_body_says_so() -> None:
    (papers,) = [one for one in RuleFiles().resources().remarks if one.id == "keep-papers"]

    assert papers.credentials == ("cma-aama", "mlt-ascp", "mls-ascp")
