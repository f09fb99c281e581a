"""Plans on pages and in files: the same days and dollars as the command, or why there is none."""

from __future__ import annotations

import json
import time
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from icalendar import Calendar
from pypdf import PdfReader
from pytest_django import Settings

from builders.commands import call
from certway.core.units.days import DaySpan, to_date
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day as day_words
from certway.exchange.words.figures import money
from certway.web.clock import machine_today
from every_page import GOALS
from pages import Element, filled, read_page
from planning import maria
from visitors import MARIA, Visitor, draft_of, record_of, see, send, visitor_who_told

pytestmark = pytest.mark.django_db

POSSIBLE, IMPOSSIBLE = ("cma-aama", "ccma-nha"), ("mls-ascp",)  # for Maria, with what she wishes


@cache
def command(goal: str) -> dict[str, Any]:
    """Return what `certway plan --json` says today for Maria."""
    day = to_date(machine_today()).isoformat()
    plan = json.loads(call("plan", MARIA, "--goal", goal, "--as-of", day, "--json").stdout)
    assert isinstance(plan, dict)
    return plan


def in_words(iso: str) -> str:
    return day_words(date.fromisoformat(iso).toordinal(), catalogue())


def dollars(amount: int) -> str:
    return money(amount, amount, catalogue())


def figures(page: Element) -> dict[str, list[str]]:
    return {one.one("dt").text: one.texts("dd") for one in page.one("dl", cls="figures").all("div")}


def pdf_text(response: HttpResponse) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


@pytest.mark.parametrize("goal", POSSIBLE)
def test_page_says_the_days_and_dollars_of_the_command(goal: str) -> None:
    client, plan = visitor_who_told(MARIA), command(goal)
    page = see(client, f"/plan/{goal}/")
    words, shown = catalogue(), figures(page)
    about = "/about" if plan["cost_range_usd"][0] < plan["cost_range_usd"][1] else ""

    assert page.heading == words.say(
        f"plan.page.headline{about}", day=in_words(plan["certified_on"]), cost=dollars(plan["cost_usd"])
    )
    assert {name: shown[words.say(f"plan.page.{name}")][0] for name in ("apply", "exam", "certified")} == {
        "apply": in_words(plan["apply_on"]),
        "exam": in_words(plan["exam_on"]),
        "certified": in_words(plan["certified_on"]),
    }
    assert shown[words.say("plan.page.cost")][0] == dollars(plan["cost_usd"])
    total = page.one("tfoot").one("tr")
    assert [one.one("div").text for one in total.all("td") if one.all("div")][:3] == [
        dollars(amount) for amount in (plan["cost_range_usd"][0], plan["cost_usd"], plan["cost_range_usd"][1])
    ]


@pytest.mark.parametrize("goal", POSSIBLE)
def test_page_lists_the_tasks_of_the_command(goal: str) -> None:
    client, plan = visitor_who_told(MARIA), command(goal)
    page = see(client, f"/plan/{goal}/")
    shown = [(one.outer("summary").all("span")[0].text, one) for one in page.all("details", cls="task")]
    told = {task["title"]: task for task in plan["tasks"]}

    assert sorted(title for title, _ in shown) == sorted(told)
    for title, part in shown:
        task, starts = told[title], date.fromisoformat(told[title]["starts"])
        assert part.one("span", cls="when").text.split(" to ")[0].startswith(f"{starts.day} {starts:%b}"), title
        assert part.texts("span", cls="cost") == ([dollars(task["cost_usd"])] if task["cost_usd"] else [])
        assert part.one("div", cls="inside").texts("p")[0] == task["why"]
    drawn = page.one("svg", cls="timeline")
    assert len(drawn.all("rect")) + len(drawn.all("circle")) == len(
        [task for task in plan["tasks"] if task["kind"] != "fee" and task["starts"] <= plan["certified_on"]]
    )


@pytest.mark.parametrize("goal", POSSIBLE)
def test_calendar_has_an_event_a_task(goal: str) -> None:
    client, plan = visitor_who_told(MARIA), command(goal)
    response = client.get(f"/plan/{goal}/calendar.ics")
    events = Calendar.from_ical(response.content).walk("VEVENT")

    assert {
        str(event["SUMMARY"]): (event["DTSTART"].dt.isoformat(), to_date(event["DTEND"].dt.toordinal() - 1).isoformat())
        for event in events
    } == {task["title"]: (task["starts"], task["ends"]) for task in plan["tasks"]}
    assert len(events) == len(plan["tasks"])
    assert response.headers["Content-Disposition"] == f'attachment; filename="certway-{goal}.ics"'


@pytest.mark.parametrize("goal", POSSIBLE)
def test_pdf_says_the_same_days_and_dollars(goal: str) -> None:
    client, plan = visitor_who_told(MARIA), command(goal)
    response = client.get(f"/plan/{goal}/plan.pdf")
    text = pdf_text(response)

    told = ["Maria Ortega", in_words(plan["certified_on"]), dollars(plan["cost_usd"])]
    told += [task["title"] for task in plan["tasks"]]
    assert [one for one in told if one not in text.replace("\u00a0", " ")] == []
    assert response.headers["Content-Disposition"] == f'attachment; filename="certway-{goal}.pdf"'


def test_page_leads_to_its_files_and_back_to_the_wishes() -> None:
    client = visitor_who_told(MARIA)
    page = see(client, "/plan/cma-aama/")

    for link in ("/plan/cma-aama/calendar.ics", "/plan/cma-aama/plan.pdf", "/plan/?goal=cma-aama"):
        assert link in page.main.links
        assert client.get(link).status_code == 200
    chosen = see(client, "/plan/?goal=cma-aama").one("input", name="goal", checked="")
    assert chosen.get("value") == "cma-aama"


class TestWishes:
    def test_wishes_are_kept_and_lead_to_the_plan(self) -> None:
        client = visitor_who_told(MARIA)
        year = to_date(machine_today()).year
        response = send(
            client,
            "/plan/",
            {
                "goal": "ccma-nha",
                "hours_per_week": "12.5",
                "budget": "$4,500",
                "finish_by": f"Dec 31, {year + 3}",
                "days_off": f"Dec 20, {year + 1} to Jan 3, {year + 2}",
                "study_hours": "",
            },
        )
        kept = record_of(client).single("preferences")

        assert response.url == "/plan/ccma-nha/"  # type: ignore[attr-defined]
        assert sorted(kept) == ["budget", "days_off", "finish_by", "hours_per_week"]
        assert (kept["hours_per_week"], kept["budget"]) == (1250, 450_000)
        last = date(year + 3, 12, 31).toordinal()
        assert kept["finish_by"] == DaySpan(last, last)
        page = see(client, "/plan/")
        shown = filled(page.main.all("form")[0])
        assert (shown["hours_per_week"], shown["budget"]) == (["12.5"], ["4,500"])
        assert shown["finish_by"] == [f"December 31, {year + 3}"]

    def test_untouched_wishes_stay_what_they_were(self) -> None:
        client = visitor_who_told(MARIA)
        told = draft_of(client)
        send(client, "/plan/", filled(see(client, "/plan/?goal=rma-amt").main.all("form")[0]))

        assert draft_of(client) == told

    def test_wish_left_empty_is_given_up(self) -> None:
        client = visitor_who_told(MARIA)
        send(client, "/plan/", {"goal": "cma-aama", "budget": "", "hours_per_week": "14"})

        assert record_of(client).single("preferences") == {"hours_per_week": 1400}

    @pytest.mark.parametrize("goal", [{}, {"goal": ""}, {"goal": "cpa"}])
    def test_plan_without_a_goal_asks_for_one(self, goal: dict[str, str]) -> None:
        client = visitor_who_told(MARIA)
        told = draft_of(client)
        page = read_page(send(client, "/plan/", {**goal, "budget": "9999"}, 422))

        assert page.one(id="question-goal").one("div", cls="error").text == f"Error: {catalogue().say('error.goal')}"
        assert page.one("input", name="budget").get("value") == "9999"
        assert draft_of(client) == told

    @pytest.mark.parametrize(
        ("wishes", "message"),
        [
            ({"finish_by": "May 30, 2019"}, "error.finish-past"),
            ({"finish_by": "2019"}, "error.finish-past"),
            ({"finish_by": "Dec 31, 2098"}, "error.finish-far"),
            ({"start": "Jan 1, 2098", "finish_by": "Jan 1, 2098"}, "error.finish-past"),
            ({"start": "Jan 2, 2098", "finish_by": "Jan 1, 2098"}, "error.finish-past"),
        ],
    )
    def test_day_by_which_no_plan_can_end_is_refused(self, wishes: dict[str, str], message: str) -> None:
        client = visitor_who_told(MARIA)
        page = read_page(send(client, "/plan/", {"goal": "cma-aama", **wishes}, 422))

        assert page.one(id="question-finish_by").one("div", cls="error").text == f"Error: {catalogue().say(message)}"
        assert page.one("input", name="finish_by").get("value") == wishes["finish_by"]

    def test_today_is_too_late_and_tomorrow_is_not(self) -> None:
        client, today = visitor_who_told(MARIA), to_date(machine_today())
        tomorrow = to_date(machine_today() + 1)

        send(client, "/plan/", {"goal": "cma-aama", "finish_by": f"{today:%B} {today.day}, {today.year}"}, 422)
        send(client, "/plan/", {"goal": "cma-aama", "finish_by": f"{tomorrow:%B} {tomorrow.day}, {tomorrow.year}"}, 302)
        assert see(client, "/plan/cma-aama/").all("form", action="/plan/cma-aama/drop/") != []

    def test_finish_of_a_file_that_has_passed_is_no_plan_and_no_error(self) -> None:
        client = visitor_who_told("preferences: {finish_by: 2019-05-30}\n" + MARIA.read_text().split("preferences:")[0])
        page = see(client, "/plan/cma-aama/")

        assert [one.get("value") for one in page.all("input", name="wish")] == ["finish-by"]

    def test_somebody_who_told_nothing_is_told_what_would_help(self) -> None:
        page = see(Visitor(), "/plan/")

        assert page.one("div", cls="empty").one("a").get("href") == "/where-you-stand/"
        assert see(visitor_who_told(MARIA), "/plan/").all("div", cls="empty") == []

    @pytest.mark.parametrize("goal", ["cma-aama", "cpa", ""])
    def test_goal_of_the_address_is_chosen_where_there_is_one(self, goal: str) -> None:
        page = see(Visitor(), f"/plan/?goal={goal}")

        assert [one.get("value") for one in page.all("input", name="goal") if "checked" in one.attributes] == (
            [goal] if goal in GOALS else []
        )
        assert [one.get("value") for one in page.all("input", name="goal")] == list(GOALS)


class TestImpossible:
    @pytest.mark.parametrize("goal", IMPOSSIBLE)
    def test_page_names_the_limits_and_gives_them_up(self, goal: str) -> None:
        client, plan = visitor_who_told(MARIA), command(goal)
        page = see(client, f"/plan/{goal}/")
        ways = [form for form in page.all("form") if form.get("action") == f"/plan/{goal}/drop/"]

        assert plan["status"] == "impossible"
        assert [filled(form)["wish"] for form in ways] == [one["drop"] for one in plan["reasons"]]
        for reason in plan["reasons"]:
            assert reason["because"] in page.main.text
            assert in_words(reason["certified_on"]) in page.main.text
        response = send(client, ways[0].get("action"), filled(ways[0]))
        assert response.url == f"/plan/{goal}/"  # type: ignore[attr-defined]
        possible = see(client, f"/plan/{goal}/")
        assert in_words(plan["reasons"][0]["certified_on"]) in possible.heading
        assert dollars(plan["reasons"][0]["cost_usd"]) in possible.heading
        dropped = {name.replace("-", "_") for name in plan["reasons"][0]["drop"]}
        assert set(record_of(client).single("preferences")) == {"hours_per_week", "budget"} - dropped

    @pytest.mark.parametrize("goal", IMPOSSIBLE)
    @pytest.mark.parametrize("file", ["calendar.ics", "plan.pdf"])
    def test_there_is_no_file_of_it(self, goal: str, file: str) -> None:
        assert visitor_who_told(MARIA).get(f"/plan/{goal}/{file}").status_code == 404

    @pytest.mark.parametrize("goal", GOALS)
    def test_somebody_who_told_nothing_is_led_to_the_questions(self, goal: str) -> None:
        client = Visitor()
        page = see(client, f"/plan/{goal}/")
        links = [link for link in page.main.links if link.startswith("/where-you-stand/")]

        assert links != []
        for link in links:
            address, _, fragment = link.partition("#")
            assert f"then=%2Fplan%2F{goal}%2F" in address
            assert see(client, address).all(id=fragment or "letter") != []

    def test_goal_that_no_way_leads_to_says_what_stands_against_it(self) -> None:
        days = ("2024-01-16", "2024-09-24", "2025-06-03")
        failed = "".join(f"- {{exam: cma-aama, on: {day}, passed: false}}\n" for day in days)
        client = visitor_who_told(MARIA.read_text().replace("attempts: []\n", f"attempts:\n{failed}"))
        page = see(client, "/plan/cma-aama/")

        assert page.all("form", action="/plan/cma-aama/drop/") == []
        assert page.main.all("section") != []
        assert page.main.all("section")[0].texts("li") != []


class TestDrop:
    @pytest.mark.parametrize(
        ("wishes", "left"),
        [
            (["budget"], {"hours_per_week"}),
            (["hours-per-week", "budget"], set()),
            ([], {"hours_per_week", "budget"}),
            (["shoes", "name", "study_hours", "hours_per_week"], {"hours_per_week", "budget"}),
        ],
    )
    def test_named_wishes_are_given_up_and_nothing_else(self, wishes: list[str], left: set[str]) -> None:
        client = visitor_who_told(MARIA)
        told = draft_of(client)
        send(client, "/plan/cma-aama/drop/", {"wish": wishes})

        assert set(record_of(client).single("preferences")) == left
        assert record_of(client).lists == told.record.lists
        assert record_of(client).single("person") == told.record.single("person")

    def test_option_of_a_plan_leads_to_the_plan_it_promises(self) -> None:
        client = visitor_who_told(MARIA)
        plan = command("cma-aama")
        forms = see(client, "/plan/cma-aama/").all("form", action="/plan/cma-aama/drop/")

        assert [filled(form)["wish"] for form in forms] == [[one["drop"]] for one in plan["what_if"]]
        for form, promised in zip(forms, plan["what_if"], strict=True):
            other = visitor_who_told(MARIA)
            send(other, "/plan/cma-aama/drop/", filled(form))
            heading = see(other, "/plan/cma-aama/").heading
            assert (in_words(promised["certified_on"]) in heading, dollars(promised["cost_usd"]) in heading) == (
                True,
                True,
            )


class TestProgress:
    MOST_SECONDS = 30

    def _hard_question(self, hours: str) -> Visitor:
        client = visitor_who_told(MARIA)
        send(client, "/plan/", {"goal": "cma-aama", "hours_per_week": hours, "budget": "$5,999"})
        return client

    def test_plan_that_takes_longer_is_waited_for_on_a_page_of_its_own(self, settings: Settings) -> None:
        settings.PLAN_PATIENCE_SECONDS = 0
        client = self._hard_question("13.17")
        page = see(client, "/plan/cma-aama/", 202)
        waiting = page.one(id="making")

        assert page.heading == catalogue().say("making.title")
        assert (waiting.get("hx-get"), waiting.get("hx-target"), waiting.get("role")) == (
            "/plan/cma-aama/",
            "#letter",
            "status",
        )
        assert page.one("noscript").one("meta").get("content") == "1"  # asks again by itself, without scripts too
        until = time.monotonic() + self.MOST_SECONDS
        while (response := client.get("/plan/cma-aama/")).status_code == 202 and time.monotonic() < until:
            time.sleep(0.02)
        assert response.status_code == 200
        assert read_page(response).all("dl", cls="figures") != []

    def test_file_waits_for_its_plan(self, settings: Settings) -> None:
        settings.PLAN_PATIENCE_SECONDS = 0
        client = self._hard_question("13.19")

        assert client.get("/plan/cma-aama/calendar.ics").status_code == 200
        assert client.get("/plan/cma-aama/").status_code == 200

    def test_patient_page_has_its_plan_at_once(self, settings: Settings) -> None:
        settings.PLAN_PATIENCE_SECONDS = self.MOST_SECONDS

        assert self._hard_question("13.23").get("/plan/cma-aama/").status_code == 200


def test_two_visitors_get_the_plans_of_their_own_wishes() -> None:
    rich, poor = visitor_who_told(MARIA), visitor_who_told(MARIA)
    send(rich, "/plan/", {"goal": "cma-aama", "hours_per_week": "40", "budget": "$20,000"})
    send(poor, "/plan/", {"goal": "cma-aama", "hours_per_week": "14", "budget": "$6,000"})
    headings = [see(client, "/plan/cma-aama/").heading for client in (rich, poor, rich, poor)]

    assert headings[:2] == headings[2:]
    assert headings[0] != headings[1]
    assert see(visitor_who_told(maria()), "/plan/cma-aama/").heading == headings[1]


def test_plan_is_called_by_the_name_of_who_asks() -> None:
    named, unnamed = visitor_who_told(MARIA), visitor_who_told(MARIA)
    send(unnamed, "/where-you-stand/about/", {"name": ""})

    assert "Maria Ortega" in see(named, "/plan/cma-aama/").one("title").text
    assert "Maria Ortega" not in unnamed.get("/plan/cma-aama/").content.decode()
    assert "Maria Ortega" not in pdf_text(unnamed.get("/plan/cma-aama/plan.pdf"))
