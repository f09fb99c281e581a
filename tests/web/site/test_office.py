"""The office: open to those who run the server alone, and silent about persons."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings as site
from django.shortcuts import resolve_url
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from builders import errands
from builders.workers import Clock, worker
from certway.actions.send_letter import queue_letter
from certway.records.models import User
from certway.web.site.office import office
from every_page import routes

pytestmark = pytest.mark.django_db

WORK = "/admin/django_tasks_database/dbtaskresult/"
LETTERS = "/admin/records/letter/"
PAGES = ("/admin/", "/admin/records/", WORK, f"{WORK}?state=SUCCESSFUL", LETTERS)


ADDRESSES = (
    "",
    "^(?P<app_label>django_tasks_database|records)/$",
    "django_tasks_database/dbtaskresult/",
    "django_tasks_database/dbtaskresult/<path:object_id>/change/",
    "jsi18n/",
    "records/letter/",
    "(?P<url>.*)$",
)


def signed_in(*, runs_server: bool) -> Client:
    user = User.objects.create_user(email="zora@example.org")
    user.is_superuser = runs_server
    user.save()
    client = Client()
    client.force_login(user)
    return client


def row() -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.get()


@pytest.fixture
def _failed() -> None:
    errands.fail_for_good.enqueue()
    worker(Clock()).run_next()


@pytest.mark.parametrize("address", [*PAGES, "/admin/jsi18n/", f"{WORK}1/change/"])
def test_visitor_is_sent_to_sign_in_and_others_find_nothing(address: str) -> None:
    sent = Client().get(address)

    assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (302, resolve_url(site.LOGIN_URL))
    assert signed_in(runs_server=False).get(address).status_code == 404


def test_every_address_of_the_office_is_known() -> None:
    assert sorted(routes(office.get_urls())) == sorted(ADDRESSES)


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/records/user/", "/admin/auth/group/", f"{WORK}add/"])
def test_nothing_else_can_be_reached(address: str) -> None:
    assert signed_in(runs_server=True).get(address).status_code == 404


@pytest.mark.usefixtures("_failed")
def test_failed_work_is_listed_and_tried_again() -> None:
    client = signed_in(runs_server=True)
    shown = client.get(WORK).content.decode()
    detail = client.get(f"{WORK}{row().pk}/change/").content.decode()
    again = client.post(WORK, {"action": "try_again", "_selected_action": [str(row().pk)]}, follow=True)

    assert "builders.errands.fail_for_good" in shown
    assert "errand 7 can&#x27;t be run" in detail
    assert "1 task is tried again." in again.content.decode()
    assert "builders.errands" not in client.get(WORK).content.decode()
    assert "builders.errands" in client.get(f"{WORK}?state=READY").content.decode()
    assert (row().status, row().worker_ids) == (TaskResultStatus.READY, [])


def test_letters_are_listed_without_what_they_say() -> None:
    queue_letter(key="code:7", address="maria@example.org", subject="Your code", text="It is 314159.")
    shown = signed_in(runs_server=True).get(LETTERS).content.decode()

    assert "code:7" in shown
    assert [secret for secret in ("maria@", "Your code", "314159") if secret in shown] == []


@pytest.mark.usefixtures("_failed")
def test_pages_keep_to_the_policy_of_content() -> None:
    client = signed_in(runs_server=True)
    for address in (*PAGES, f"{WORK}{row().pk}/change/"):
        response = client.get(address)
        page = response.content.decode()

        assert (address, response.status_code) == (address, 200)
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)[^>]*>", page) == []
        for file in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)):
            assert (file, len(b"".join(client.get(file))) > 0) == (file, True)
