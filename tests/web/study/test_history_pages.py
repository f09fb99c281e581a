"""Pages of one's own memory: a file is looked at, taken and taken back; how one remembers is told; nobody else's."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from builders.anki_histories import history_file, singles
from certway.core.study.learners import forgetting_sooner
from certway.core.study.memory import DEFAULT
from certway.records.models import BroughtReviews, MemoryFit, StudyEvent, User
from certway.records.people import person_of
from certway.web.study.views.history import MOST_BYTES
from members import new_user, signed_in
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db
PAGE = "/study/history/"
TOLD = {"because": "better", "learned_from": 800, "held_out": 200, "gain": 0.031, "error": 0.004}
LOSSES = {"default": 0.402, "current": 0.402, "fitted": 0.371}


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user)


def upload(client: Visitor, content: bytes, name: str = "history.apkg") -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def take(client: Visitor, content: bytes) -> str:
    """Take a history in and return where it stands."""
    where = upload(client, content).headers["Location"]
    assert send(client, where).headers["Location"] == PAGE
    return where


def test_history_is_looked_at_taken_listed_and_taken_back(zora: Visitor) -> None:
    where = upload(zora, history_file(singles(3), reviews=2, own=2)).headers["Location"]
    page = see(zora, where)
    check_page(page)
    assert page.heading == "10 reviews could come in"
    for words in ("6 reviews of 3 of our questions.", "4 reviews of 2 cards", "You have reviewed 3 of them."):
        assert words in page.text
    assert "waiting for you to take it in" in see(zora, PAGE).text
    send(zora, where)
    page = see(zora, PAGE)
    check_page(page)
    assert "10 reviews came in." in page.text
    assert "You have reviewed 3 of them." in page.text
    assert StudyEvent.objects.count() == 10
    assert zora.get(where).headers["Location"] == PAGE
    send(zora, where)  # pressed twice
    asked = see(zora, f"{where}remove/")
    check_page(asked)
    assert "10 reviews, taken in on" in asked.text
    send(zora, f"{where}remove/")
    assert "It is gone" in see(zora, PAGE).text
    assert (StudyEvent.objects.count(), BroughtReviews.objects.count()) == (0, 0)


def test_file_that_holds_nothing_new_says_so(zora: Visitor) -> None:
    content = history_file(singles(2), reviews=1)
    take(zora, content)
    where = upload(zora, content).headers["Location"]
    page = see(zora, where)
    check_page(page)
    assert page.heading == "There is nothing new in this file"
    assert "2 reviews are here already." in page.text
    send(zora, f"{where}remove/")
    assert StudyEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "You chose no file"),
        (b"PK\x03\x04", "history.apkg"),
        (b"x" * (MOST_BYTES + 1), "Export it without media"),
        (history_file(singles(1), reviews=0), "Include scheduling information"),
    ],
    ids=["none", "broken", "large", "without reviews"],
)
def test_file_that_can_t_be_taken_says_why(zora: Visitor, content: bytes, said: str) -> None:
    response = upload(zora, content) if content else zora.post(PAGE)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert BroughtReviews.objects.count() == 0


def test_file_far_too_large_is_refused_before_it_is_read(zora: Visitor) -> None:
    assert upload(zora, b"x" * (MOST_BYTES + 200_000)).status_code == 413


def test_history_is_one_s_own(zora: Visitor) -> None:
    where = upload(zora, history_file(singles(1), reviews=1)).headers["Location"]
    eve = signed_in(new_user("eve@example.org"))
    for address in (where, f"{where}remove/"):
        assert eve.get(address).status_code == 404
        assert "/account/sign-in/" in Visitor().get(address).headers["Location"]
    assert eve.post(where).status_code == 404
    send(eve, f"{where}remove/")
    assert BroughtReviews.objects.count() == 1
    assert "waiting for you" not in see(eve, PAGE).text


def test_own_memory_is_told_with_its_figures_and_forgotten(zora: Visitor, user: User) -> None:
    weights = list(forgetting_sooner(DEFAULT, 0.5).weights)
    MemoryFit.objects.create(
        person=person_of(user.pk), weights=weights, told={**TOLD, "kept": "fitted", "losses": LOSSES}, reviews=1000,
        made_at=timezone.now(),
    )  # fmt: skip
    page = see(zora, PAGE)
    check_page(page)
    for words in (
        "New things stay only about 0.5 times as long with you as with most people.",
        "1.2 days; with most people 2.3",
        "0.402",
        "0.371",
        "0.031 ± 0.004",
        "after 1,200 more reviews",
    ):
        assert words in page.text
    send(zora, "/study/history/forget/")
    page = see(zora, PAGE)
    assert MemoryFit.objects.get().weights is None
    assert "You had us forget it" in page.text
    assert "Forget this" not in page.text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (None, "It takes 400 more of them."),
        ({**TOLD, "because": "within-noise", "kept": "current", "losses": LOSSES}, "as most people do"),
        ({"because": "failed"}, "That is our fault"),
    ],
    ids=["few", "usual", "failed"],
)
def test_memory_like_most_people_s_is_told(zora: Visitor, user: User, told: object, said: str) -> None:
    if told is not None:
        person = person_of(user.pk)
        MemoryFit.objects.create(person=person, weights=None, told=told, reviews=500, made_at=timezone.now())
    page = see(zora, PAGE)
    check_page(page)
    assert said in page.text


def test_page_asks_the_database_as_often_for_three_as_for_one(zora: Visitor) -> None:
    see(zora, PAGE)  # the session notes once when it was used
    counts = []
    for number in range(3):
        take(zora, history_file(singles(number + 1)[number:], reviews=1))
        see(zora, PAGE)  # says what came in
        if number != 1:
            with CaptureQueriesContext(connection) as asked:
                see(zora, PAGE)
            counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 15
