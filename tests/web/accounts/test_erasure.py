"""Erasing an account: days of grace, then no trace in any table and any file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from builders.crowds import DEVICE, exam_form, sat, single_items
from builders.studied import rows_of_study, study
from certway.actions.erase_account import erase_due_accounts
from certway.actions.send_reminders import send_reminders
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day
from certway.records.erasure import GRACE_DAYS
from certway.records.models import (
    AttemptAnswers,
    CalendarFeed,
    Document,
    FeedEvent,
    Letter,
    Person,
    ReminderSettings,
    RetiredCredential,
    SentReminder,
    StopLink,
    User,
    WatchedDay,
)
from document_files import pdf
from kept_documents import folder
from members import PASSWORD, code_of_mail, is_signed_in, new_passkey, new_user, signed_in, sure
from pages import filled
from visitors import ZORA, Visitor, record_of, see, send, visitor_who_told

__all__ = ["folder"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "zora.quillfeather@example.org"
WORDS = (ADDRESS, "zora.quillfeather", "Quillfeather", "Heliotrope", "ZQ-90417", "1987-03-19", "Transcript of Zora")


@pytest.fixture(autouse=True)
def _uncounted() -> Iterator[None]:
    """Count nothing that other tests did, nor they what these do: the counts are not rolled back here."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def zora(folder: Path) -> Visitor:
    """Somebody who did everything that there is to do: told, signed up, kept a document, asked for a plan."""
    client = visitor_who_told(ZORA)
    send(client, "/account/sign-up/", {"email": ADDRESS, "password1": PASSWORD})
    send(client, "/account/email/code/", {"code": code_of_mail()})
    sure(client)
    file = SimpleUploadedFile("Transcript of Zora.pdf", pdf(), content_type="application/pdf")
    send(client, "/documents/add/", {"file": file})
    send(client, "/record/cards/new/", {"kind": "cpr", "issued": "May 2026"})
    send(client, "/plan/", {"goal": "cma-aama", "hours_per_week": "14"})
    see(client, "/home/")
    send(Visitor(), "/account/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    Visitor().post("/account/sign-in/", {"login": ADDRESS, "password": "wrong, wrong"})
    Visitor().post("/account/password/forgotten/", {"email": ADDRESS})
    return client


def be_reminded(client: Visitor) -> None:
    """Use everything that there is about reminders, so that each of its tables holds something."""
    send(client, "/reminders/pause/", {"end": "1"})
    send(client, "/record/credentials/new/", {"id": "rma-amt", "expires": str(timezone.now().date() + timedelta(30))})
    address = client.post("/reminders/calendar/").content.decode().split('readonly value="')[1].split('"')[0]
    assert Visitor().get(address.removeprefix(site.SITE_ADDRESS)).status_code == 200
    User.objects.update(time_zone="UTC")
    send_reminders(timezone.now().replace(hour=12) + timedelta(days=20))
    send(client, "/reminders/keep/", {"credential": "rma-amt", "is": "retired"})


def reminder_rows() -> dict[str, int]:
    models = (CalendarFeed, FeedEvent, ReminderSettings, RetiredCredential, SentReminder, StopLink, WatchedDay)
    return {model.__name__: model._default_manager.count() for model in models}


def erase_after(days: float) -> int:
    return erase_due_accounts(timezone.now() + timedelta(days=days))


def rows() -> dict[str, str]:
    """Return everything that every table holds, as text, sessions decoded."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = "\n".join(str([_plain(value) for value in row]) for row in cursor.fetchall())
    found["sessions"] = "\n".join(str(session.get_decoded()) for session in Session.objects.all())
    return found


def _plain(value: object) -> object:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else value


def files(*folders: Path) -> dict[str, str]:
    """Return every file below some folders; the database is looked at by its tables."""
    return {
        str(path): path.read_bytes().decode("latin-1")
        for one in folders
        for path in one.rglob("*")
        if path.is_file() and "sqlite3" not in path.name and "/static/" not in str(path)
    }


def traces(found: dict[str, str], words: tuple[str, ...]) -> set[tuple[str, str]]:
    return {(place, word) for place, text in found.items() for word in words if word.lower() in text.lower()}


def test_erased_account_leaves_no_trace(zora: Visitor, folder: Path) -> None:
    be_reminded(zora)
    new_passkey(User.objects.get(), "Zora.Quillfeather's phone")
    items = single_items(4)
    (exam,) = sat(exam_form(items), [[(0,), (1,), (2,), ()]], people=[Person.objects.get()])
    user, person, document = User.objects.get(), Person.objects.get(), Document.objects.get()
    study(person, device=DEVICE, signature="Z. Quillfeather")
    kept = [str(one) for one in (user.public_id, person.public_id, document.public_id)]
    kept += [str(one) for one in (exam.public_id, exam.form.public_id, DEVICE)]
    kept += [one.replace("-", "") for one in kept] + [document.stored_name]
    kept += [StopLink.objects.get().token_hash, CalendarFeed.objects.get().token_hash]
    words = (*WORDS, *kept)
    assert all({**reminder_rows(), **rows_of_study()}.values())
    places = {place for place, _ in traces(rows(), words)}
    assert {"account_emailaddress", "records_user", "records_person", "records_revision", "records_document"} <= places
    assert {"records_skillrun", "records_studyevent"} <= places
    send(zora, "/account/delete/")

    assert [erase_after(days) for days in (0, GRACE_DAYS - 0.1)] == [0, 0]
    assert erase_after(GRACE_DAYS + 0.1) == 1
    assert traces(rows(), words) == set()
    assert not any({**reminder_rows(), **rows_of_study()}.values())
    assert traces(files(folder, Path(site.DATA_FOLDER)), words) == set()
    assert [one for one in files(folder / "documents") if document.stored_name in one] == []
    assert not is_signed_in(zora)
    assert [len(row.answers) for row in AttemptAnswers.objects.filter(sitting=None)] == [4]  # without her


def test_form_that_waits_for_her_to_sign_in_again_goes(zora: Visitor) -> None:
    form = filled(see(zora, "/record/about/").main.all("form", method="post")[0])
    late = Visitor()
    send(late, "/record/about/", {**form, "name": "Heliotrope"})
    assert "Heliotrope" in rows()["sessions"]
    send(zora, "/account/delete/")
    erase_after(GRACE_DAYS + 1)

    assert "Heliotrope" not in rows()["sessions"]


def test_form_far_longer_than_any_is_not_held(zora: Visitor) -> None:
    form = filled(see(zora, "/record/about/").main.all("form", method="post")[0])
    late = Visitor()
    send(late, "/record/about/", {**form, "name": "Heliotrope" * 10_000})

    assert "Heliotrope" not in rows()["sessions"]


def test_what_waits_beside_her_record_goes_when_she_asks(zora: Visitor) -> None:
    told = visitor_who_told("person: {name: Zora Quillfeather}\nwork: [{role: other}]")
    send(told, "/account/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    assert Person.objects.count() == 2
    sure(told)
    send(told, "/account/delete/")

    assert Person.objects.count() == 1


def test_nobody_else_loses_anything(zora: Visitor) -> None:
    other = visitor_who_told("person: {name: Yan}\nwork: [{role: other}]")
    before = {model: model._default_manager.count() for model in apps.get_models() if model in (Person, User)}
    send(zora, "/account/delete/")
    erase_after(GRACE_DAYS + 1)

    assert (before, Person.objects.count(), User.objects.count()) == ({Person: 2, User: 1}, 1, 0)
    assert "Yan" in see(other, "/record/").main.text


def test_session_of_who_has_a_longer_address_goes_on(zora: Visitor) -> None:
    longer = f"maria.{ADDRESS}"
    other = signed_in(new_user(longer))
    signing_up = visitor_who_told("work: [{role: other}]")
    send(signing_up, "/account/sign-up/", {"email": f"x{longer}", "password1": PASSWORD})
    send(zora, "/account/delete/")
    erase_after(GRACE_DAYS + 1)

    assert (is_signed_in(other), is_signed_in(zora)) == (True, False)
    send(signing_up, "/account/email/code/", {"code": code_of_mail()})
    assert record_of(signing_up).entries("work") == ({"role": "other"},)


def test_letter_to_an_address_that_was_never_hers_goes_with_her(zora: Visitor) -> None:
    with override_settings(EMAIL_BACKEND="certway.actions.outbox.OutboxBackend"):
        send(zora, "/account/email/", {"email": "new.address@example.org", "action_add": ""})
    assert list(Letter.objects.values_list("address", flat=True)) == ["new.address@example.org"]
    send(zora, "/account/delete/")
    erase_after(GRACE_DAYS + 1)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_mail_names_the_day_of_the_account_page(zora: Visitor, zone: str) -> None:
    User.objects.update(time_zone=zone)
    send(zora, "/account/delete/")
    on = day(User.objects.get().erase_at.astimezone(ZoneInfo(zone)).date().toordinal(), catalogue())  # type: ignore[union-attr]

    assert f"will be deleted on {on}" in Letter.objects.get(key__startswith="erasure/").text
    assert f"will be deleted on {on}" in see(zora, "/account/").main.text


def test_account_is_kept_by_one_button_until_the_last_day(zora: Visitor) -> None:
    send(zora, "/account/delete/")
    overview = see(zora, "/account/").main.text
    again = Visitor()  # the end of the other sessions does not keep her from coming back
    send(again, "/account/sign-in/", {"login": ADDRESS, "password": PASSWORD})

    assert "Your account will be deleted on" in overview
    send(again, "/account/keep/")
    assert (erase_after(GRACE_DAYS + 1), User.objects.count()) == (0, 1)
    assert "Quillfeather" in see(again, "/record/").main.text


def test_asking_is_told_by_mail_once_and_ends_other_sessions(zora: Visitor) -> None:
    elsewhere = Visitor()
    send(elsewhere, "/account/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    assert is_signed_in(elsewhere)
    for _twice in range(2):
        send(zora, "/account/delete/")

    letter = Letter.objects.get(key__startswith="erasure/")
    assert (letter.address, "will be deleted on" in letter.text) == (ADDRESS, True)
    assert (is_signed_in(zora), is_signed_in(elsewhere)) == (True, False)


def test_deleting_asks_who_it_is_first() -> None:
    client = Visitor()
    send(client, "/account/sign-up/", {"email": ADDRESS, "password1": PASSWORD})
    send(client, "/account/email/code/", {"code": code_of_mail()})
    session = client.session
    session.pop("account_authentication_methods", None)
    session.save()
    asked = client.post("/account/delete/")

    assert asked.url.startswith("/account/confirm/")  # type: ignore[attr-defined]
    assert User.objects.get().erase_at is None
