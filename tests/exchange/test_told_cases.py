"""Every worked case, told: finished sentences, lacks that are read once, JSON of one form.

They stand in one file, so that the cases are judged once.
"""

from __future__ import annotations

import json
import re

from certway.exchange.check_json import check_json
from certway.exchange.check_text import check_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.sentences import because, invitation
from certway.exchange.words.telling import Telling
from told_cases import ToldCase, told_cases


def telling_of(case: ToldCase) -> Telling:
    return Telling(as_of=case.answer.as_of, entries=case.answer.entries)


def test_every_finding_of_the_cases_is_a_finished_sentence():
    for case in told_cases():
        telling = telling_of(case)
        for finding in case.findings():
            for text in (because(finding, telling), invitation(finding, telling)):
                place = (case.id, finding.message, text)
                assert not re.search(r"[{}]|  |None|\bprograms/|^[a-z]|\.\.|;\.|, \.| ;", text), place
                assert text == "" or text.endswith("."), place


def test_every_unknown_leaf_invites_or_says_who_decides():
    for case in told_cases():
        for finding in case.findings():
            if finding.verdict == "unknown" and not finding.findings:
                text = because(finding) + invitation(finding)
                assert re.search(r"Tell us|certifying body|not certain|not published", text), (finding.message, text)


def test_no_case_reads_the_same_lack_twice():
    for case in told_cases():
        for text in check_text(case.answer, telling_of(case), shipped_rules().clauses):
            routes = (*((text.nearest,) if text.nearest else ()), *text.others)
            for lacks in (text.lacks, *(route.lacks for route in routes)):
                read = [(lack.verdict, lack.because) for lack in lacks]
                assert len(set(read)) == len(read), case.id


def test_every_case_is_plain_json_whose_findings_all_have_every_key():
    documents = {case.id: check_json(case.answer) for case in told_cases()}
    keys = set(next(iter(documents.values()))["credentials"][0]["findings"][0])
    for document in documents.values():
        assert json.loads(json.dumps(document)) == document
        for credential in document["credentials"]:
            groups = [credential["findings"], *(route["findings"] for route in credential["routes"])]
            waiting = [finding for group in groups for finding in group]
            while waiting:
                finding = waiting.pop()
                waiting += finding["findings"]
                assert set(finding) == keys
                assert finding["op"] in ("all", "any", "at-least", "not", None)
                assert finding["because"]
