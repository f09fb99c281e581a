"""Takes the pictures of the pages that README shows: `make screenshots`. They show the day on which they are taken."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

TESTS = Path(__file__).resolve().parents[2] / "tests"
sys.path += [str(TESTS), str(TESTS.parent / "bench")]

from filled_account import cookies_of, filled_account
from journeys.chromium import start_chromium
from journeys.fallible import FallibleServer
from journeys.pages import become_maria
from journeys.visits import DESK, PHONE, visit_by

HERE = Path(__file__).resolve().parent
PATHS = {
    "first": "/",
    "compare": "/compare/",
    "question": "/where-you-stand/school/",
    "answer": "/answer/",
    "plan": "/plan/cma-aama/",
    "match": "/compare/match/",
    "next": "/next/?state=TX",
    "resources": "/resources/mlt-ascp/",
    "bank": "/bank/exams/ccma-nha/",
    "drawing": "/bank/questions/ecg-leads/dot-placed-next/",
    "scenario": "/bank/scenarios/needlestick/",
}
FILL = """
import os, sys
import django; django.setup()
from dataclasses import replace
from random import Random
from certway.actions.begin_sitting import begin_exam
from certway.actions.plan_study import plan_study
from certway.actions.sit_exam import steer
from certway.core.sit.events import Began
from certway.core.sit.profile import MINUTE, Segment, profile_of
from certway.exchange.shipped_rules import shipped_rules
from certway.records.models import Sitting, SkillRun, User
from certway.records.people import person_of
from certway.web.clock import machine_today, now_milliseconds
from sat_exams import sat, single_form
from studied import answer, open_course_of
user = User.objects.get(email=sys.argv[1])
now, day, dice = now_milliseconds(), 24 * 3600 * 1000, Random(4)
course = open_course_of(user, weekly={"questions": 80, "skills": 2, "scenarios": 1})
for ago in (ago for ago in range(19, 0, -1) if ago % 6):
    learned = 0.76 - ago / 80
    answer(user, 1 + ago % 3, days_ago=ago - 0.3, right=lambda _: dice.random() < learned, device=f"tab{ago}")
for number, weeks in enumerate((5, 3, 1)):
    rights = 0.66 + 0.06 * number
    profile = profile_of("cma-aama", shipped_rules().sheets["cma-aama"].exam, machine_today())
    profile = replace(profile, segments=(Segment(200, 160 * MINUTE),))
    form = single_form("cma-aama", 200, seed=number)
    last = sat(user, form, right=lambda _: dice.random() < rights, at=now - 7 * weeks * day, profile=profile)
key = begin_exam(user.pk, "cma-aama", on=machine_today(), now=now)
steer(user.pk, key, Began(now), now=now)
skill = {"skill": "blood-pressure-by-auscultation", "edition": "x", "steps": 20, "passed": True, "device": "a"}
for number, who in enumerate(("self", "self", "instructor")):
    told = {**skill, "signed_by": who, "number": number, "spent": 400_000}
    SkillRun.objects.create(person=person_of(user.pk), at=now - number * day, **told)
plan_study.func(str(course.public_id), machine_today(), 0)
print(last, key)
"""
OWN_PATHS = {  # of who has an account, by the example that it is filled with
    "maria": {"home": "/home/", "record": "/record/", "documents": "/documents/"},
    "rosa": {
        "renew": "/renew/",
        "renewal": "/renew/cma-aama/",
        "credentials": "/credentials/",
        "exam": "/exams/{running}/",
        "report": "/exams/{over}/report/",
        "results": "/exams/cma-aama/results/",
        "today": "/study/",
        "study": "/study/session/",
        "topics": "/study/topics/",
        "progress": "/study/progress/",
        "skills": "/study/skills/",
    },
}
WHOSE = {name: (whose, path) for whose, paths in OWN_PATHS.items() for name, path in paths.items()}
PICTURES = [
    *((name, width, "light") for name in (*PATHS, *WHOSE) for width in (PHONE, DESK)),
    ("plan", PHONE, "dark"),
]


def main() -> None:
    wanted = sys.argv[1:]  # names of pictures; none = all of them
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as played:
        mails = Path(folder) / "mails"
        mails.mkdir()
        with FallibleServer(Path(folder) / "data", EMAIL_URL=f"filemail:///{mails}") as server:
            browser, address = start_chromium(played), server.address
            cookies = {name: cookies_of(filled_account(address, mails, name).cookies, address) for name in OWN_PATHS}
            over, running = fill(server, "rosa")
            for name, width, scheme in PICTURES:
                visit = visit_by(browser, address, width=width, scheme=scheme)
                if wanted and name not in wanted:
                    continue
                whose, path = WHOSE.get(name) or ("", PATHS[name])
                path = path.replace("{over}", over).replace("{running}", running)
                if whose:
                    visit.context.add_cookies(cookies[whose])  # type: ignore[arg-type]
                page = visit.open() if whose or name == "first" else become_maria(visit)
                show(page, address + path)
                take(page, HERE / f"{name}-{width}{'-dark' if scheme == 'dark' else ''}.png")
                visit.context.close()
            browser.close()


def fill(server: FallibleServer, name: str) -> list[str]:
    """Let an account have studied and sat exams; return the keys of one that is over, and of one that runs."""
    env = {**server.env, "CERTWAY_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(TESTS), env.get("PYTHONPATH"))))
    command = [sys.executable, "-c", FILL, f"{name}@example.org"]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def show(page: Page, address: str) -> None:
    """Open a page and wait until it is whole; what is made in the background may show its page of progress first."""
    page.goto(address)
    made = {
        "/plan/": ".figures",
        "/compare/match/": "#order",
        "/next/": "svg.ladder",
        "/home/": "#week",
        "/study/progress/": "#history, h1",
    }
    for path, shown in made.items():
        if path in address:
            page.wait_for_selector(shown)
    expect(page.locator(".making")).to_have_count(0, timeout=60_000)  # nothing is being reckoned any more
    page.wait_for_load_state("networkidle")


def take(page: Page, file: Path) -> None:
    """Take what is in sight."""
    page.screenshot(path=file, animations="disabled")
    print(f"{file.name}: {file.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
