"""`certway renew`, once as a process."""

from __future__ import annotations

import json
from pathlib import Path

from builders.commands import call
from builders.processes import certway

ROSA = Path(__file__).parents[2] / "examples" / "rosa.yaml"
TODAY = ("--as-of", "2026-11-23")


def said(*command: object) -> str:
    """Return what a command prints, without the breaks of its lines."""
    shown = call("renew", *command)
    assert (shown.returncode, shown.stderr) == (0, "")
    return " ".join(shown.stdout.split())


def test_answer_says_status_points_and_what_is_missing_of_each_credential_first():
    shown = call("renew", ROSA, *TODAY)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.replace("\u00a0", " ").splitlines()
    assert lines[0] == "Your renewals on 23 November 2026"
    assert lines[2:5] == [
        "● current  CMA (AAMA): Certified Medical Assistant",
        "  Your CMA (AAMA) is current until 28 February 2029 (in 2 years).",
        "  32 of 60 points count.",
    ]
    assert max(len(line) for line in lines if "http" not in line) <= 80
    text = " ".join(shown.stdout.split())
    assert "Missing: 4 points in administrative, 10 points in general and 28 points in all." in text
    assert "Missing: 2 points in blood banking, 1 point in ethics and 4 points in all." in text
    assert lines[-2].startswith("Certway is not affiliated")


def test_body_that_contradicts_itself_is_shown_with_both_days():
    assert (
        "28 May 2029 (in 2 years) Last day to renew late, by education. The body does not agree with itself: elsewhere"
        " it comes to 29 May 2029 (Recertifying by continuing education after expiry). The earlier day is the safe one."
    ) in said(ROSA, *TODAY)


def test_ways_compare_education_with_the_exam():
    text = said(ROSA, "--credential", "cma-aama", *TODAY)
    assert "16 points from Classes of your employer (OSHA, HIPAA, CPR, coding): free." in text
    assert "12 points from AAMA e-Learning Center and CEU articles: price not published." in text
    assert "By taking the exam again Cost: $125 to $250. Time: between 45 and 72 hours of study" in text
    assert "this share passes: 69 percent." in text


def test_credential_asked_for_shows_every_credit_and_no_other_credential():
    text = said(ROSA, "--credential", "mlt-ascp", *TODAY)
    assert "10 February 2026 Bench safety 1 point counts 1 point" in text
    assert "Certified Medical Assistant" not in text


def test_answer_is_one_json_document(tmp_path: Path):
    shown = certway("renew", ROSA, *TODAY, "--json", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    document = json.loads(shown.stdout)
    assert document["as_of"] == "2026-11-23"
    cma, mlt = document["credentials"]
    assert (cma["id"], cma["status"], cma["cycle"]) == (
        "cma-aama",
        "active",
        {"starts": "2024-03-01", "ends": "2029-02-28"},
    )
    assert cma["missing"] == [
        {"what": "administrative", "points": 4},
        {"what": "general", "points": 10},
        {"what": "total", "points": 28},
    ]
    assert {"on": "2027-04-01", "what": "declaration opens"}.items() <= mlt["dates"][0].items()
    assert {one["credit"]: one["counted"] for one in mlt["credits"]} == {
        "education_credits/0": 12,
        "education_credits/1": 4,
        "education_credits/2": 6,
        "education_credits/3": 1,
        "education_credits/4": 9,
    }


def test_person_who_holds_nothing_is_told_so(tmp_path: Path):
    (tmp_path / "nobody.yaml").write_text("person: {name: Ada Quill}\n")
    (tmp_path / "none.yaml").write_text("credentials: []\n")
    assert "We don't know yet what you hold." in said(tmp_path / "nobody.yaml", *TODAY)
    assert "Your record names no credential that we know." in said(tmp_path / "none.yaml", *TODAY)
    assert "Your record does not name the RMA (AMT)." in said(tmp_path / "none.yaml", "--credential", "rma-amt", *TODAY)


def test_unknown_credential_is_refused():
    shown = call("renew", ROSA, "--credential", "cma-aam")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("certway: there is no credential 'cma-aam', did you mean 'cma-aama'?")


def test_lapsed_credential_leaves_the_exam_and_what_it_costs():
    text = said(ROSA, "--credential", "cma-aama", "--as-of", "2029-06-01")
    assert "✕ lapsed CMA (AAMA)" in text
    assert "Your CMA (AAMA) expired on 28 February 2029. It can no longer be renewed the usual way." in text
    assert "By passing the exam again Cost: $175 to $300." in text
    assert "Missing" not in text


LEE = """\
certway: 1
person: {name: Lee, lives_in: FL}
credentials:
- {id: fl-technologist, issued: 2025-03-01, expires: 2026-08-31}
- {id: nd-technician, issued: 2025-10-01, expires: 2027-06-30}
- {id: mlt-ascp, issued: 2023-09-01, expires: 2026-08-31}
education_credits:
- {on: 2025-12-01, title: Blood films, points: 10, kind: course}
"""


def lee(folder: Path) -> Path:
    path = folder / "lee.yaml"
    path.write_text(LEE)
    return path


def test_licenses_of_states_come_after_the_credentials_of_bodies(tmp_path: Path):
    text = said(lee(tmp_path), *TODAY)
    places = [text.index(short) for short in ("MLT (ASCP):", "Technologist (FL): Florida license", "technician (ND):")]
    assert places == sorted(places)
    assert "10 of 24 hours count." in text
    assert "We count one point of a course as one hour" in text


def test_license_that_is_asked_for_says_what_its_lapse_means(tmp_path: Path):
    text = said(lee(tmp_path), "--credential", "fl-technologist", *TODAY)
    assert "Your Technologist (FL) expired on 31 August 2026. Whether it can still be renewed, its board says." in text
    assert "one that stays delinquent through the next cycle is null and void." in text
    assert "What the lapse means" in text


def test_lapsed_certification_says_what_it_closes(tmp_path: Path):
    text = said(lee(tmp_path), "--credential", "mlt-ascp", *TODAY)
    assert "Florida asks for a license of its own and takes the MLT (ASCP) for it." in text
    assert "takes the MLT (ASCP) only while it is good. It closed after 31 August 2026." in text
    shown = call("renew", lee(tmp_path), "--credential", "mlt-ascp", "--json", *TODAY)
    (mlt,) = json.loads(shown.stdout)["credentials"]
    kinds = [(one["kind"], one.get("state"), one.get("route"), one.get("closed")) for one in mlt["lapse"]]
    assert kinds == [("state", "FL", None, None), ("state", "ND", None, None), ("route", None, "route-2", True)]


def test_unknown_license_is_refused_with_the_nearest_one(tmp_path: Path):
    shown = call("renew", lee(tmp_path), "--credential", "fl-technologst", *TODAY)
    assert shown.returncode == 2
    assert "there is no credential 'fl-technologst', did you mean 'fl-technologist'?" in shown.stderr


def holder(folder: Path, **card: str) -> Path:
    """Write the file of somebody with one card who told everything else."""
    told = {"credentials": [card], "education_credits": [], "fees_paid": []}
    file = folder / "holder.yaml"
    file.write_text(json.dumps({"certway": 1, **told}), encoding="utf-8")
    return file


def test_who_was_certified_before_education_was_asked_for_is_not_called_lapsed(tmp_path: Path):
    text = said(holder(tmp_path, id="rma-amt", issued="1999-05-01"), *TODAY)
    assert "You got your RMA (AMT) before its body asked for continuing education. It may ask nothing of you;" in text


def test_card_that_names_a_month_is_not_called_expired_inside_it(tmp_path: Path):
    text = said(holder(tmp_path, id="mlt-ascp", issued="2023-11-12", expires="2026-11"), *TODAY)
    assert "We can't tell until when your MLT (ASCP) is good. Tell us its last day, as its card shows it." in text


def test_small_credit_says_why_it_does_not_count(tmp_path: Path):
    file = holder(tmp_path, id="cma-aama", issued="2024-02-10")
    document = json.loads(file.read_text(encoding="utf-8"))
    course = {"on": "2025-02-01", "title": "Half an hour", "points": 0.5, "kind": "course"}
    document["education_credits"] = [{**course, "approved_by": ["iacet"]}, course]
    file.write_text(json.dumps(document), encoding="utf-8")
    text = said(file, "--credential", "cma-aama", *TODAY)
    assert "It is too small: of what others approved, the body counts nothing under a set size." in text
    assert "Tell us who approved it: so small an activity counts only where the body itself approved it." in text
