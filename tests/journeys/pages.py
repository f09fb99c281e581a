"""Every page, each in the state in which it has most to show or to go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response, expect

from journeys.visits import Visit


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and how a visitor gets there."""

    name: str
    path: str  # of the page where she begins
    go_on: Callable[[Page], object] = lambda page: None  # what she does there to see what is meant
    status: int = 200  # of the page

    def reach(self, page: Page, address: str) -> Page:
        """Go there; checks that the page comes with its status."""
        statuses: list[int] = []

        def see(response: Response) -> None:
            if response.request.is_navigation_request() and not 300 <= response.status < 400:
                statuses.append(response.status)

        page.on("response", see)
        page.goto(address + self.path)
        self.go_on(page)
        page.wait_for_load_state()
        expect(page.locator(".making")).to_have_count(0)
        page.remove_listener("response", see)
        # What takes a moment comes by way of a page of progress, which htmx replaces.
        assert statuses[-1] in ((self.status, 202) if self.status == 200 else (self.status,)), (
            f"{self.name}: {statuses}"
        )
        return page


def _press(name: str) -> Callable[[Page], object]:
    def press(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    return press


def _change_job(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="Change Another job").click()


def _err_in_job(page: Page) -> None:
    _change_job(page)
    page.get_by_label("How many hours a week is it?", exact=True).fill("some")
    page.get_by_label("When did you start, or when will you?", exact=True).fill("08/14")
    _press("Save")(page)


def _err_in_wishes(page: Page) -> None:
    page.get_by_label("How much money can you spend?", exact=True).fill("a lot")
    page.get_by_label("On which days do you have no time?", exact=True).fill("Mai\nJune 31, 2027")
    _press("Make my plan")(page)


def load_file(page: Page, content: bytes) -> None:
    """Load a person file, from the page that asks for one."""
    _load(content)(page)


def _load(content: bytes) -> Callable[[Page], object]:
    def load(page: Page) -> None:
        page.get_by_label("The file").set_input_files(
            {"name": "me.yaml", "mimeType": "application/yaml", "buffer": content}
        )
        _press("Load it")(page)

    return load


def _wait_for_plan(page: Page) -> None:
    expect(page.locator(".figures")).to_be_visible()


def _wait_for_refusal(page: Page) -> None:
    expect(page.locator("h1")).to_contain_text("There is no plan")


def _wait_for_match(page: Page) -> None:
    expect(page.locator(".ranked").first).to_be_visible()


def _err_in_match(page: Page) -> None:
    _wait_for_match(page)
    page.get_by_text("What you want", exact=True).click()
    page.get_by_label("In which states do you want to work?", exact=True).fill("Atlantis")
    _press("Show what suits me")(page)


def _wait_for_ladder(page: Page) -> None:
    expect(page.locator(".ladder")).to_be_visible()


CERTIFICATE = """This certifies that Jane Roe
has successfully completed the course Safe Draws
Completed: March 4, 2026  Date issued: March 9, 2026
0.2 CEU (IACET)"""
CREDITS = (
    "date,title,hours,approved by,notes\n2026-03-04,Safe draws,2,aama,x\n2025,Ethics,1,,\n2025,Ethics,1,,\nTotal,,4,,\n"
)


def _paste(label: str, text: str, button: str) -> Callable[[Page], object]:
    def paste(page: Page) -> None:
        page.get_by_label(label, exact=True).fill(text)
        _press(button)(page)

    return paste


def _keep_credits(page: Page) -> None:
    _paste("Or paste the rows", CREDITS, "Look at it")(page)
    _press("Keep the ticked credits")(page)


BROKEN = b"certway: 1\nperson: {name: 3, shoe: 42}\nwork:\n- {role: pilot, from: soon}\n"

# A credential, license or card in each state; a last day so far ahead, or back, that the state stays.
HELD = b"""certway: 1
credentials:
- {id: cma-aama, number: "1 234 567", issued: 2014-02-01, expires: 2019-02-28}
- {id: cma-aama, number: "1 234 567", issued: 2024-02-10, expires: 2099-02-28}
- {id: mlt-ascp, number: MLT-90417, issued: 2019-05, expires: null}
- {id: ccma-nha, issued: 2018-03-01, expires: 2020-03-01}
- {id: rma-amt}
- {id: ca-cpt1, number: CPT 77, expires: 2098-06-30}
- {id: vt-license}
cards:
- {kind: cpr, issued: 2026-01-13, expires: 2098-01-13}
"""

FOR_NOBODY = (
    Place("first", "/"),
    Place("topics, nothing told", "/where-you-stand/"),
    Place("topic of entries, none told", "/where-you-stand/programs/"),
    Place("answer, nothing told", "/answer/"),
    Place("wishes, nothing told", "/plan/"),
    Place("match, nothing told", "/compare/match/", _wait_for_match),
    Place("what comes next, nothing told", "/next/", _wait_for_ladder),
    Place("exams of the bank", "/bank/?q=tube"),
    Place("exam of the bank", "/bank/exams/ccma-nha/"),
    Place("topic of the bank", "/bank/topics/order-of-draw/"),
    Place("question", "/bank/questions/abo-and-rh/likely-explanation/"),
    Place("question with a drawing", "/bank/questions/injections/lettered-needles/"),
    Place("question with a chart, made anew", "/bank/templates/levey-jennings-rule-of-two-controls/?seed=4"),
    Place("question with a strip, made anew", "/bank/templates/ecg-strip-rhythm/?seed=1"),
    Place("exams", "/exams/"),
    Place("exam and how it goes", "/exams/cma-aama/"),
    Place("set-up, checked", "/exams/set-up/", lambda page: expect(page.locator("#set-up .met")).to_have_count(4)),
    Place("checklist", "/bank/skills/venipuncture-evacuated-tube/"),
    Place("scenario", "/bank/scenarios/needlestick/"),
    Place("checklists to run, no account", "/study/skills/"),
    Place("scenarios to play, no account", "/study/scenarios/"),
    Place("credentials, none told", "/credentials/"),
    Place("ledger, nothing told", "/renew/credits/"),
    Place("ways to a credit", "/renew/credits/add/"),
    Place("certificate read", "/renew/credits/add/", _paste("Text of the certificate", CERTIFICATE, "Read it")),
    Place("nothing pasted", "/renew/credits/add/", _press("Read it"), status=422),
    Place("table of credits", "/renew/credits/import/", _paste("Or paste the rows", CREDITS, "Look at it")),
    Place(
        "table with problems", "/renew/credits/import/", _paste("Or paste the rows", "a,b", "Look at it"), status=422
    ),
    Place("plan waits for answers", "/plan/cma-aama/", lambda page: expect(page.locator(".figures")).to_have_count(0)),
)
"""What a visitor sees who has told nothing yet."""

FOR_MARIA = (
    Place("first, going on", "/"),
    Place("compare", "/compare/"),
    Place("compare, sorted", "/compare/?on=&column=cost&column=months&sort=cost"),
    Place("compare, no such day", "/compare/?on=Mai", status=422),
    Place("topics", "/where-you-stand/"),
    Place("single topic", "/where-you-stand/school/"),
    Place("statements", "/where-you-stand/statements/"),
    Place("topic of entries", "/where-you-stand/work/"),
    Place("topic of entries, told none", "/where-you-stand/education/"),
    Place("new entry", "/where-you-stand/work/new/"),
    Place("new entry, nothing chosen", "/where-you-stand/programs/new/", _press("Next"), status=422),
    Place("entry", "/where-you-stand/work/", _change_job),
    Place("entry with errors", "/where-you-stand/work/", _err_in_job, status=422),
    Place("file", "/where-you-stand/file/"),
    Place("file with problems", "/where-you-stand/file/", _load(BROKEN), status=422),
    Place("forget", "/where-you-stand/forget/"),
    Place("answer", "/answer/"),
    Place("credential", "/answer/cma-aama/"),
    Place("credential with several ways", "/answer/mls-ascp/"),
    Place("match", "/compare/match/", _wait_for_match),
    Place("match with errors", "/compare/match/", _err_in_match, status=422),
    Place("what comes next", "/next/?state=TX", _wait_for_ladder),
    Place("what comes next, no such state", "/next/?state=ZZ", status=422),
    Place("resources", "/resources/"),
    Place("resources of a credential", "/resources/mls-ascp/"),
    Place("wishes", "/plan/?goal=cma-aama"),
    Place("wishes with errors", "/plan/?goal=cma-aama", _err_in_wishes, status=422),
    Place("plan", "/plan/cma-aama/", _wait_for_plan),
    Place("impossible", "/plan/mls-ascp/", _wait_for_refusal),
    Place("no such page", "/nowhere/", status=404),
    Place("no such entry", "/where-you-stand/work/00000000-0000-7000-8000-000000000000/", status=404),
    Place("ledger", "/renew/credits/import/", _keep_credits),
)
"""What a visitor sees who looks around as Maria."""


def remove_job(page: Page) -> None:
    """Remove Maria's job, from the page that lists it; undoing is offered then."""
    _change_job(page)
    _press("Remove this entry")(page)


def become_maria(visit: Visit) -> Page:
    """Open a tab and look around as Maria."""
    page = visit.open()
    _press("Try with Maria")(page)
    return page
