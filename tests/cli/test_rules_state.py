"""`certway rules state`: three answers for people and programs, and clear words for what it can't answer."""

from __future__ import annotations

import json
import subprocess

import pytest

from builders.commands import call
from builders.processes import certway

TODAY = ("--as-of", "2026-11-23")


def state(*arguments: str) -> subprocess.CompletedProcess[str]:
    return call("rules", "state", *arguments)


def test_state_is_answered_for_all_three_occupations():
    shown = state("tx", *TODAY)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "Texas: state law on 23 November 2026"
    titles = ["Laboratory staff in Texas", "Medical assistants in Texas", "Phlebotomists in Texas"]
    assert [line for line in lines if line in titles] == titles
    assert "https://texas.public.law/statutes/tex._occ._code_section_157.001" in shown.stdout
    assert lines[-1] == "Certway is not affiliated with any state or board, and gives no legal advice."


def test_figure_and_source_say_what_to_think_of_them():
    shown = " ".join(state("MD", "--occupation", "medical-assistants", *TODAY).stdout.split())
    assert "is needed (somebody else's statement, no date on it)" in shown
    assert "(read less than a month ago). Quotes .03 and .04." in shown


def test_one_occupation_is_answered_alone():
    shown = state("PR", "--occupation", "phlebotomists", *TODAY)
    assert shown.stdout.splitlines() == [
        "Puerto Rico: state law on 23 November 2026",
        "",
        "Phlebotomists in Puerto Rico",
        "We have not researched this. It does not mean that there is no rule: ask the",
        "state.",
        "",
        "Certway is not affiliated with any state or board, and gives no legal advice.",
    ]


def test_credential_is_asked_about_in_its_occupation():
    shown = state("CA", "--credential", "mls-ascp", *TODAY, "--json")
    (answer,) = json.loads(shown.stdout)["answers"]
    assert (answer["occupation"], answer["credential"]["taken"]) == ("laboratory", "accepted")


def test_json_is_one_document_and_nothing_else():
    shown = certway("rules", "state", "SD", "--as-of", "2018-02-05", "--json")
    assert (shown.returncode, shown.stderr) == (0, "")
    document = json.loads(shown.stdout)
    assert (document["as_of"], document["state"]) == ("2018-02-05", "SD")
    assert [(one["occupation"], one["need"]) for one in document["answers"]] == [
        ("laboratory", "not-needed"),
        ("medical-assistants", "needed"),
        ("phlebotomists", "not-needed"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["TZ"], "certway: there is no state 'TZ'; write it with two letters, such as TX, DC or PR"),
        (["TX", "--occupation", "phlebotomist"], (
            "certway: there is no occupation 'phlebotomist', did you mean 'phlebotomists'?; it is one of laboratory,"
            " medical-assistants, phlebotomists"
        )),
        (["TX", "--occupation", "laboratory", "--credential", "mls-ascp"], (
            "certway: --occupation and --credential exclude each other: a credential has its occupation; leave one out"
        )),
        (["TX", "--credential", "mls"], "certway: there is no credential 'mls';"),
        (["TX", "--as-of", "2026-11"], "certway: --as-of is '2026-11', which is not one day;"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said_in_one_line(arguments: list[str], message: str):
    shown = state(*arguments)
    assert (shown.returncode, shown.stdout) == (2, "")
    (line,) = shown.stderr.splitlines()
    assert line.startswith(message)
