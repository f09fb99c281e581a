"""Readiness: stated chances of passing beside what comes of the exam, for simulated students; and models of learning.

Students of several cohorts, by two truths, answer and then sit an exam whose chance is known. Stated is what Certway
says with its shipped numbers; who answered too little gets no statement and is counted. The baseline is fitted to the
outcomes of other students: a logistic curve of the share of their answers that was right. With `--fit` the shipped
numbers are fitted anew, to cohorts of other seeds than those that are reported.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from certway.core.psychometrics.response import Floats
from certway.core.study.abilities import abilities_at
from certway.core.study.ability_learning import learn
from certway.core.study.answer_log import AnswerLog, Flags
from certway.core.study.assumptions import DEFAULTS, Assumptions
from certway.core.study.empirical_bayes import fit_assumptions
from certway.core.study.evaluation import evaluate
from certway.core.study.pass_chance import PassChances, pass_chances
from certway.core.study.prediction_scores import scores_of
from certway.core.study.readiness import Exam, ExamArea, different_questions, exam_topics, too_little
from generated_logs import TRUTHS, drawn_answers
from generated_students import GUESS, TOPICS, WEIGHTS, Cohort, cohort, joined
from process_tree import run

REPORTED, FITTED = 20270111, 8  # seeds
COHORTS, STUDENTS = 8, 500  # of each truth
FIT_STUDENTS = 300
MOST = (200_000, 1_000)  # answers that a fit looks at, in all and of one student
ROWS = 500_000
EXAM = Exam(
    tuple(ExamArea(f"area-{topic}", float(items), (topic,)) for topic, items in enumerate(WEIGHTS)), TOPICS, GUESS
)


def drawn(truth: str, seed: int, students: int) -> list[Cohort]:
    kind = {"own": 0, "other": 1}[truth]
    return [cohort(truth, students, np.random.default_rng([seed, number, kind])) for number in range(COHORTS)]


def stated(one: Cohort, assumptions: Assumptions) -> tuple[PassChances, Flags]:
    """Return what is stated of a cohort, and of whom enough is known to state it."""
    beliefs = learn(one.log, assumptions=assumptions, difficulties=one.difficulties).beliefs
    abilities = abilities_at(beliefs, topics=TOPICS, assumptions=assumptions, at=one.exam_at)
    answered = different_questions(one.log, TOPICS)
    enough = np.array([too_little(row, EXAM) is None for row in answered])
    return pass_chances(abilities, exam_topics(EXAM, EXAM.areas), assumptions), enough


def share_logit(log: AnswerLog) -> Floats:
    """Return the logit of each student's share of right answers."""
    right = np.bincount(log.person, log.right, log.people)
    return np.log((right + 1) / (log.counts - right + 1))


def baseline(train: Cohort, test: Cohort) -> Floats:
    """Return the chances by a logistic curve of the share that was right, fitted to other students' outcomes."""
    rows = np.stack((np.ones(train.log.people), share_logit(train.log)))
    weights = np.zeros(2)
    for _ in range(25):
        chance = 1 / (1 + np.exp(-weights @ rows))
        curve = (rows * (chance * (1 - chance))) @ rows.T
        weights += np.linalg.solve(curve, rows @ (train.passed - chance))
    return 1 / (1 + np.exp(-weights @ np.stack((np.ones(test.log.people), share_logit(test.log)))))


def judged(test: Cohort, train: Cohort) -> dict[str, float]:
    """Return how good what is stated is, of those of whom something is."""
    found, enough = stated(test, DEFAULTS)
    true, passed = test.pass_chance[enough], test.passed[enough]
    scores = scores_of(found.chance[enough], passed)
    inside = (true >= found.low[enough]) & (true <= found.high[enough])
    return {
        "ece": round(scores.ece, 4),
        "coverage_80": round(float(inside.mean()), 4),
        "brier": round(scores.brier, 4),
        "brier_baseline": round(scores_of(baseline(train, test)[enough], passed).brier, 4),
        "brier_best": round(float((true * (1 - true)).mean()), 4),  # of who knows every student's true chance
        "auc": round(scores.auc or 0.0, 4),
        "log_loss": round(scores.log_loss, 4),
        "passed": round(float(passed.mean()), 4),
        "stated": round(float(found.chance[enough].mean()), 4),
        "interval": round(float((found.high - found.low)[enough].mean()), 4),  # its mean width
        "refused": round(float(1 - enough.mean()), 4),
        "students": int(enough.sum()),
    }


def reliability_table(test: Cohort) -> Table:
    found, enough = stated(test, DEFAULTS)
    table = Table("stated", "students", "mean stated", "passed", "true chance", title="Simulated students")
    for one in scores_of(found.chance[enough], test.passed[enough]).bins:
        within = enough & (found.chance >= one.low) & (found.chance < one.high + (one.high == 1))
        true = f"{test.pass_chance[within].mean():.3f}" if within.any() else ""
        table.add_row(
            f"{one.low:.1f} to {one.high:.1f}", f"{one.count:,}", f"{one.said:.3f}", f"{one.happened:.3f}", true
        )
    return table


def models() -> tuple[Table, dict[str, dict[str, float]]]:
    """Return the log loss of every model on answers drawn by truths that are not Certway's."""
    losses = {}
    for number, truth in enumerate(TRUTHS):
        log, true = drawn_answers(truth, np.random.default_rng([REPORTED, number]))
        found = evaluate(log)
        losses[truth] = {model.name: round(model.scores.log_loss, 4) for model in found.models}
        test = log.place >= np.maximum(log.counts[log.person] * 80 // 100, 1)
        losses[truth]["truth"] = round(scores_of(true[test], log.right[test]).log_loss, 4)
    table = Table("truth", *next(iter(losses.values())), title="Log loss of the last fifth of everybody's answers")
    for truth, row in losses.items():
        table.add_row(truth, *(f"{loss:.4f}" for loss in row.values()))
    return table, losses


def command() -> dict[str, float]:
    """Return what `certway study evaluate` takes for half a million rows."""
    log, _ = drawn_answers("memory", np.random.default_rng(REPORTED), people=5_000, answers=ROWS // 5_000, items=1_500)
    with TemporaryDirectory() as place:
        path = Path(place) / "answers.csv"
        at = pl.from_epoch(pl.Series(log.at), time_unit="ms").dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
        names = {"person_id": log.person, "item_id": log.item, "topic": log.topic, "correct": log.right.astype(int)}
        pl.DataFrame({**names, "at": at}).write_csv(path)
        done = run([str(Path(sys.executable).parent / "certway"), "study", "evaluate", str(path), "--json"])
    return {
        "evaluate_rows": json.loads(done.output)["rows"],
        "evaluate_s": round(done.seconds, 1),
        "evaluate_cpu_s": round(done.cpu_seconds, 1),
        "evaluate_peak_mib": round(done.peak_mib),
    }


def fit() -> None:
    """Print the numbers that are shipped, fitted to other cohorts."""
    other = joined([one for truth in ("own", "other") for one in drawn(truth, FITTED, FIT_STUDENTS)])
    found = fit_assumptions(other.log, difficulties=other.difficulties, most=MOST)
    print(json.dumps({name: round(number, 4) for name, number in asdict(found.assumptions).items()}))


def main() -> None:
    by_truth = {truth: joined(drawn(truth, REPORTED, STUDENTS)) for truth in ("own", "other")}
    train = joined([one for truth in by_truth for one in drawn(truth, FITTED, FIT_STUDENTS)])
    everybody = joined(list(by_truth.values()))
    figures = {"both": judged(everybody, train), **{truth: judged(one, train) for truth, one in by_truth.items()}}
    console = Console()
    table = Table(
        "figure", *figures, title=f"{everybody.log.people:,} simulated students, {len(everybody.log):,} answers"
    )
    for name in figures["both"]:
        table.add_row(name, *(f"{row[name]:,}" for row in figures.values()))
    console.print(table)
    console.print(reliability_table(everybody))
    compared, losses = models()
    console.print(compared)
    print(
        json.dumps(
            {
                "subject": "readiness",
                **figures["both"],
                "by_truth": {truth: figures[truth] for truth in by_truth},
                "models": losses,
                **command(),
            }
        )
    )


if __name__ == "__main__":
    fit() if "--fit" in sys.argv else main()
