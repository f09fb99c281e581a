"""What holds for the HTML of every page, whatever was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import Settings

from certway.exchange.shipped_rules import shipped_rules
from every_page import LIST_TOPICS, NOBODYS_KEY, walk
from pages import Element, read_page
from visitors import MARIA, ZORA, Visitor, draft_of, send, tell_new, upload, visitor_who_told

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HTML = "text/html"


def of_nobody() -> list[HttpResponse]:
    return [Visitor().get(address) for address in walk(Visitor(), kind=HTML)]


def of_maria() -> list[HttpResponse]:
    client = visitor_who_told(MARIA)
    return [client.get(address) for address in walk(client, kind=HTML)]


def of_zora_who_can_undo() -> list[HttpResponse]:
    client = visitor_who_told(ZORA)
    send(client, reverse("qualify:remove", args=["work", draft_of(client).keys["work"][0]]))
    for topic in LIST_TOPICS:
        for _ in range(2):
            first = {"credentials": {"id": "cma-aama"}, "attempts": {"exam": "rma-amt"}, "cards": {"kind": "other"}}
            tell_new(client, topic, **first.get(topic, {"kind": "mlt", "role": "other", "level": "none"}))
    return [client.get(address) for address in walk(client, kind=HTML)]


def of_questions_led_to() -> list[HttpResponse]:
    """The questions that an answer's page leads to, with the page to come back to."""
    client = visitor_who_told(ZORA)
    pages = [read_page(client.get(address)) for address in ("/answer/", "/answer/mls-ascp/", "/answer/rma-amt/")]
    led = {link for page in pages for link in page.links if "?then=" in link}
    assert len(led) > 1
    return [client.get(address.partition("#")[0]) for address in sorted(led)]


def with_mistakes() -> list[HttpResponse]:
    client = visitor_who_told(ZORA)
    keys = draft_of(client).keys
    return [
        upload(client, "work: [{role: juggler, from: soon}]\nshoes: 1\n" + "x: 1\n" * 40),
        client.post("/where-you-stand/school/", {"kind": "ged", "completed": "soon"}),
        client.post("/where-you-stand/procedures/", {"venipuncture": "many", "injection": "-1"}),
        client.post("/where-you-stand/work/new/"),
        client.post(f"/where-you-stand/work/{keys['work'][0]}/", {"from": "2024", "to": "2023", "role": "juggler"}),
        client.post(f"/where-you-stand/education/{keys['education'][0]}/", {"science_hours_biology": "lots"}),
        client.post(f"/where-you-stand/programs/{keys['programs'][0]}/", {"accredited_by": ["-none", "CAAHEP"]}),
        client.post("/plan/", {"budget": "much", "days_off": "soon\nlater", "finish_by": "1999"}),
        client.get("/compare/?on=soon&column=shoes"),
    ]


def of_errors() -> list[HttpResponse]:
    return [
        Visitor().get("/nowhere/"),
        Visitor().get("/", headers={"host": "evil.example"}),
        Visitor().get(f"/where-you-stand/work/{NOBODYS_KEY}/"),
        Visitor(enforce_csrf_checks=True).post("/where-you-stand/maria/"),
        upload(Visitor(), b" " * 1_600_000),
    ]


def of_comparisons() -> list[HttpResponse]:
    return [
        Visitor().get(f"/compare/?{query}")
        for query in ("sort=cost", "on=May+1%2C+2027&column=cost&column=exam&sort=exam", "column=who")
    ]


STATES = (of_nobody, of_maria, of_zora_who_can_undo, of_questions_led_to, with_mistakes, of_errors, of_comparisons)


def check_page(page: Element) -> None:
    _check_frame(page)
    _check_references(page)
    _check_nothing_inline(page)
    _check_forms(page)
    _check_drawings(page)


def _check_frame(page: Element) -> None:
    assert [one.get("lang") for one in page.all("html")] == ["en"]
    assert [len(page.all(tag)) for tag in ("title", "main", "h1", "header", "footer")] == [1] * 5
    assert page.one("title").text.endswith(" – Certway")
    assert page.heading != ""
    levels = [int(one.tag[1]) for one in page.all("h1", "h2", "h3", "h4")]
    assert [later - earlier for earlier, later in pairwise(levels) if later - earlier > 1] == []


def _check_references(page: Element) -> None:
    ids = Counter(one.get("id") for one in page.walk() if "id" in one.attributes)
    assert {name: times for name, times in ids.items() if times > 1} == {}
    named = [
        *(one.get("for") for one in page.all("label") if one.get("for") or not one.all("input")),
        *(name for one in page.walk() for name in one.get("aria-labelledby").split()),
        *(name for one in page.walk() for name in one.get("aria-describedby").split()),
        *(one.get("href")[1:] for one in page.all("a", "use") if one.get("href").startswith("#")),
        *(one.get(name)[1:] for one in page.walk() for name in ("hx-target", "hx-select") if one.get(name)),
    ]
    assert [name for name in named if name not in ids] == []


def _check_nothing_inline(page: Element) -> None:
    assert page.all("style", "base", "iframe", "object", "embed") == []
    scripts = [one for one in page.all("script") if one.get("type") != "application/json"]  # that is data
    assert [one for one in scripts if not one.get("src").startswith("/static/") or one.inside] == []
    assert [
        (one.tag, name)
        for one in page.walk()
        for name in one.attributes
        if name == "style" or name.startswith(("on", "hx-on", "hx-vals"))
    ] == []
    schemes = {one.get(name).partition(":")[0] for one in page.walk() for name in ("href", "src", "action")}
    assert [scheme for scheme in schemes if scheme.strip().lower() in ("javascript", "data", "vbscript")] == []


def _check_forms(page: Element) -> None:
    labelled = {one.get("for") for one in page.all("label")}
    labelled |= {box.get("id") for label in page.all("label") for box in label.all("input")}
    for form in page.all("form"):
        tokens = form.all("input", name="csrfmiddlewaretoken")
        assert (form.get("method"), len(tokens)) in (("post", 1), ("get", 0))
        assert form.get("action") == "" or form.get("action").startswith("/")
        for box in form.all("input", "select", "textarea"):
            assert box.get("name") != ""
            if box.get("type") != "hidden" and "hidden" not in box.attributes:
                assert box.get("id") in labelled, box
    assert [one for one in page.all("button") if one.get("type") not in ("submit", "button") or not one.text] == []
    assert [one for one in page.all("fieldset") if len(one.all("legend")) != 1] == []
    assert [one for one in page.all("a") if not (one.text or one.get("aria-label")) or not one.get("href")] == []


def _check_drawings(page: Element) -> None:
    bare = [one for one in page.all("svg") if one.get("aria-hidden") != "true" and one.get("role") != "img"]
    assert [one for one in bare if not any(one in paper.all("svg") for paper in page.all(cls="paper"))] == []
    assert [one for one in page.all("svg", role="img") if not one.get("aria-label")] == []
    assert [one for one in page.all("img") if not one.get("alt")] == []


def check_footer(page: Element) -> None:
    footer = page.one("footer")
    assert footer.text.startswith("Certway is independent. It is not affiliated with any certifying body")
    bodies = [sheet.credential.issuer for sheet in shipped_rules().sheets.values()]
    assert {body.url for body in bodies} <= set(footer.links)
    assert {body.name for body in bodies} <= set(footer.texts("a"))
    # Who has an account deletes it there.
    assert (reverse("qualify:forget") in footer.links) == (reverse("account_login") in page.links)


@pytest.mark.parametrize("pages", STATES, ids=lambda state: state.__name__)
def test_page_is_sound(pages: Callable[[], list[HttpResponse]]) -> None:
    for response in pages():
        page = read_page(response)
        check_page(page)
        check_footer(page)


def test_page_of_progress_is_sound(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 0
    client = visitor_who_told(MARIA)
    client.post("/plan/", {"goal": "rma-amt", "hours_per_week": "11.75"})
    response = client.get("/plan/rma-amt/")

    assert response.status_code == 202
    check_page(read_page(response))
    check_footer(read_page(response))


def test_told_words_are_text_and_never_markup() -> None:
    wicked = "<script>alert('x')</script>&amp;\"'{{ 7|add:'7' }}{% now 'Y' %}"
    client = visitor_who_told(MARIA)
    send(client, "/where-you-stand/about/", {"name": wicked})
    entry = tell_new(client, "education", level="bachelor")
    upload_name = "<b>me</b>.yaml"

    for address in (*walk(client, kind=HTML), f"/where-you-stand/education/{entry}/"):
        check_page(read_page(client.get(address)))
    assert read_page(client.get("/where-you-stand/about/")).one("input", name="name").get("value") == wicked
    assert wicked in read_page(client.get("/plan/cma-aama/")).text
    check_page(read_page(upload(client, "work: [{role: '<i>juggler</i>'}]", upload_name)))
    for box in ("completed", "kind"):
        check_page(read_page(client.post("/where-you-stand/school/", {box: wicked})))
    check_page(read_page(client.get("/compare/", {"on": wicked, "sort": wicked, "column": wicked})))
    check_page(read_page(client.get("/where-you-stand/work/", {"then": f"/{wicked}", "ask": wicked})))
