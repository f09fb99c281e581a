"""Practice of what is weak: said with its reasons on the report and in the lobby, and begun from there."""

from __future__ import annotations

from uuid import UUID

import pytest

from certway.records.models import Sitting, User
from certway.records.sittings import form_of
from members import new_user, signed_in
from pages import Element
from sat_exams import DAY, MARCH, sat, single_form
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

WORKFLOW, LAW = "clinical-competency.clinical-workflow", "general.legal-and-ethical-issues"
NOBODY = "01920000-0000-7000-8000-000000000000"


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user)


def weak(page: Element) -> Element:
    (found,) = [one for one in page.all("section") if one.get("aria-labelledby") == "weak"]
    return found


def sit_part(user: User, node: str, size: int, right: int, *, at: int = MARCH) -> UUID:
    form = single_form("cma-aama", size, nodes=[node], seed=at % 97)
    return sat(user, form, right=lambda place: place < right, at=at)


def newest() -> list[tuple[str, str]]:
    """Return the questions of the newest sitting, with their parts."""
    row = Sitting.objects.select_related("form").order_by("pk").last()
    assert row is not None
    return [(one.item, one.node) for one in form_of(row.form).items]


def test_report_says_what_is_weak_and_why_and_practises_it(zora: Visitor, user: User) -> None:
    key = sit_part(user, WORKFLOW, 20, 4)
    told = weak(see(zora, f"/exams/{key}/report/"))
    assert "Clinical workflow because you had 4 of 20 here; just at the pass mark it would be about" in told.text
    assert "20 questions" in told.text
    where = send(zora, "/exams/practice/cma-aama/weak/", {"by": str(key)}).headers["Location"]
    page = see(zora, where)
    check_page(page)
    asked = newest()
    assert {node for _, node in asked} == {WORKFLOW}
    right = {one.item for one in single_form("cma-aama", 20, nodes=[WORKFLOW], seed=MARCH % 97).form.items[:4]}
    assert not right & {item for item, _ in asked}  # what she knows comes last, and there is enough else


def test_few_answers_are_no_weakness(zora: Visitor, user: User) -> None:
    key = sit_part(user, WORKFLOW, 3, 0)
    told = weak(see(zora, f"/exams/{key}/report/"))
    assert "Nothing is clearly weak." in told.text
    assert "because you had 0 of 3 here: too few to say" in told.text
    assert told.one("button").text == "Find out where I stand"


def test_who_answered_nothing_is_told_nothing(zora: Visitor, user: User) -> None:
    key = sat(user, single_form("cma-aama", 10), right=lambda _: None)
    assert "What to practise" not in see(zora, f"/exams/{key}/report/").text
    send(zora, "/exams/practice/cma-aama/weak/", {"by": str(key)}, 404)


def test_lobby_and_results_say_it_by_all_sittings(zora: Visitor, user: User) -> None:
    assert "What to practise" not in see(zora, "/exams/cma-aama/").text
    sit_part(user, WORKFLOW, 12, 2)
    sit_part(user, WORKFLOW, 12, 3, at=MARCH + DAY)
    sit_part(user, LAW, 20, 19, at=MARCH + 2 * DAY)
    for address in ("/exams/cma-aama/", "/exams/cma-aama/results/"):
        page = see(zora, address)
        check_page(page)
        told = weak(page)
        assert [one.text for one in told.all("strong")] == ["Clinical workflow"]
        assert "Legal and ethical issues" not in told.text
        assert "too few answers: Infection control, Procedures" in told.text
    send(zora, "/exams/practice/cma-aama/weak/")
    assert {node for _, node in newest()} == {WORKFLOW}
    assert len(newest()) == 20
    assert "What to practise" not in see(Visitor(), "/exams/cma-aama/").text


def test_who_answered_nothing_learns_where_she_stands(zora: Visitor) -> None:
    send(zora, "/exams/practice/cma-aama/weak/")
    assert len(newest()) == 20
    assert len({node for _, node in newest()}) > 5


def test_weak_practice_is_by_one_s_own_report_of_that_exam(zora: Visitor, user: User) -> None:
    key = sit_part(user, WORKFLOW, 20, 4)
    eve = signed_in(new_user("eve@example.org"))
    send(eve, "/exams/practice/cma-aama/weak/", {"by": str(key)}, 404)
    for by in (NOBODY, "x", str(key)[:-1]):
        send(zora, "/exams/practice/cma-aama/weak/", {"by": by}, 404)
    send(zora, "/exams/practice/mlt-ascp/weak/", {"by": str(key)}, 404)
    send(zora, "/exams/practice/cpa/weak/", status=404)
    assert Sitting.objects.count() == 1
