"""Takes the pictures of the pages that README shows: `make screenshots`. They show the day on which they are taken."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path += [str(Path(__file__).resolve().parents[2] / folder) for folder in ("tests", "bench")]

from filled_account import cookies_of, filled_account
from journeys.chromium import start_chromium
from journeys.pages import become_maria
from journeys.serving import serving
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
OWN_PATHS = {  # of who has an account, by the example that it is filled with
    "maria": {"home": "/home/", "record": "/record/", "documents": "/documents/"},
    "rosa": {"renew": "/renew/", "renewal": "/renew/cma-aama/", "credentials": "/credentials/"},
}
WHOSE = {name: (whose, path) for whose, paths in OWN_PATHS.items() for name, path in paths.items()}
PICTURES = [
    *((name, width, "light") for name in (*PATHS, *WHOSE) for width in (PHONE, DESK)),
    ("plan", PHONE, "dark"),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as played:
        mails = Path(folder) / "mails"
        mails.mkdir()
        with serving(Path(folder) / "data", EMAIL_URL=f"filemail:///{mails}") as address:
            browser = start_chromium(played)
            cookies = {name: cookies_of(filled_account(address, mails, name), address) for name in OWN_PATHS}
            for name, width, scheme in PICTURES:
                visit = visit_by(browser, address, width=width, scheme=scheme)
                whose, path = WHOSE.get(name) or ("", PATHS[name])
                if whose:
                    visit.context.add_cookies(cookies[whose])  # type: ignore[arg-type]
                page = visit.open() if whose or name == "first" else become_maria(visit)
                show(page, address + path)
                take(page, HERE / f"{name}-{width}{'-dark' if scheme == 'dark' else ''}.png")
                visit.context.close()
            browser.close()


def show(page: Page, address: str) -> None:
    """Open a page and wait until it is whole; what is made in the background may show its page of progress first."""
    page.goto(address)
    made = {"/plan/": ".figures", "/compare/match/": "#order", "/next/": "svg.ladder", "/home/": "#week"}
    for path, shown in made.items():
        if path in address:
            page.wait_for_selector(shown)
    page.wait_for_load_state("networkidle")


def take(page: Page, file: Path) -> None:
    """Take what is in sight."""
    page.screenshot(path=file, animations="disabled")
    print(f"{file.name}: {file.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
