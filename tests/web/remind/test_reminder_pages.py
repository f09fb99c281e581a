"""The pages of reminders: what comes next, how it is changed, and how it is stopped from a mail."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from builders.post_office import PostOffice, post_office
from builders.reminded import held, holder, letters
from builders.workers import Clock, worker
from certway.actions.send_reminders import send_reminders
from certway.records.models import ReminderSettings, RetiredCredential, SentReminder, StopLink
from certway.records.reminders import token_hash
from every_page import NOBODYS_TOKEN
from kept_documents import entry
from pages import filled, read_page
from visitors import Visitor, see, send
from web.documents.test_documents_pages import signed_in
from web.site.test_page_html import check_footer, check_page

pytestmark = pytest.mark.django_db

PAGE, CALENDAR = "/reminders/", "/reminders/calendar/"


@pytest.fixture(autouse=True)
def _uncounted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def soon() -> date:
    return timezone.now().date() + timedelta(days=100)


@pytest.fixture
def zora() -> Visitor:
    made = holder(expires=soon(), zone="UTC")
    made.joined_at = timezone.now()
    made.save()
    return signed_in(made)


def form_of(client: Visitor, action: str = PAGE) -> dict[str, list[str]]:
    return filled(next(form for form in see(client, PAGE).main.all("form") if form.get("action") == action))


def mistakes(client: Visitor, **told: object) -> list[str]:
    sent = send(client, PAGE, {**form_of(client), **told}, 422)
    return read_page(sent).texts("div", cls="error")


class TestSettings:
    def test_page_says_what_the_next_mail_brings_and_when(self, zora: Visitor) -> None:
        text = see(zora, PAGE).main.text

        assert "after 8 am on" in text
        assert "To zora@example.org" in text
        assert "CMA (AAMA) expires in 90 days" in text  # 180 had passed when she joined

    def test_choice_is_kept(self, zora: Visitor) -> None:
        told = {"leads": ["30", "7"], "more_leads": "45, 2", "hour": "18", "quiet_from": "", "quiet_until": ""}
        send(zora, PAGE, {**form_of(zora), **told, "digest": "weekly"})
        assert "Saved." in see(zora, PAGE).text
        kept = ReminderSettings.objects.get()

        assert (kept.leads, kept.hour, kept.quiet_from, kept.digest) == ([45, 30, 7, 2], 18, None, "weekly")
        form = form_of(zora)
        assert (form["leads"], form["more_leads"], form["hour"]) == (["30", "7"], ["45, 2"], ["18"])

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"leads": [], "more_leads": ""}, "Tick at least one, or choose no mail above."),
            ({"more_leads": "soon"}, "“soon” is no number of days from 1 to 730."),
            ({"more_leads": "0"}, "“0” is no number of days from 1 to 730."),
            ({"more_leads": "731"}, "“731” is no number of days from 1 to 730."),
            ({"quiet_from": "7", "quiet_until": "9"}, "This hour lies within your quiet hours."),
            ({"quiet_from": "", "quiet_until": "9"}, "Choose both hours, or none."),
            ({"digest": "hourly"}, "Choose one of these."),
            ({"hour": "24"}, "Choose one of these."),
            ({"more_leads": " ".join(map(str, range(200, 214)))}, "More than 20 reminders of one day are too many."),
        ],
    )
    def test_choice_that_cannot_be_is_said(self, zora: Visitor, told: dict[str, object], said: str) -> None:
        (found,) = mistakes(zora, **told)

        assert said in found
        assert ReminderSettings.objects.count() == 0

    def test_no_mail_is_one_choice_and_one_back(self, zora: Visitor) -> None:
        send(zora, PAGE, {**form_of(zora), "mail": "off"})
        assert "You get no reminders by mail." in see(zora, PAGE).main.text
        send(zora, PAGE, {**form_of(zora), "mail": "on"})

        assert "The next mail comes on" in see(zora, PAGE).main.text

    def test_weekly_mail_is_foretold_for_its_monday(self, zora: Visitor) -> None:
        send(zora, PAGE, {**form_of(zora), "digest": "weekly", "leads": ["30"]})
        due = soon() - timedelta(days=30)
        monday = due - timedelta(days=due.weekday())

        assert f"expires in {(soon() - monday).days} days" in see(zora, PAGE).main.text

    def test_who_has_nothing_is_told_how_to_begin(self) -> None:
        page = see(signed_in(holder(expires=None)), PAGE)

        assert "Tell us the first one" in page.main.text
        assert {"/record/credentials/", "/record/cards/"} <= set(page.main.links)


class TestPause:
    def test_pause_ends_by_itself_or_by_a_button(self, zora: Visitor) -> None:
        day = timezone.now().date() + timedelta(days=30)
        send(zora, "/reminders/pause/", {"until": day.isoformat()})
        assert "Paused: we write nothing before" in see(zora, PAGE).main.text
        assert ReminderSettings.objects.get().paused_until == day
        send(zora, "/reminders/pause/", {"end": "1"})

        assert "Paused" not in see(zora, PAGE).main.text

    @pytest.mark.parametrize("text", ["", "soon", "2020-01-01", "today", "2199-01-01"])
    def test_day_that_is_none_to_come_is_said(self, zora: Visitor, text: str) -> None:
        until = timezone.now().date().isoformat() if text == "today" else text
        page = read_page(send(zora, "/reminders/pause/", {"until": until}, 422))

        assert len(page.texts("div", cls="error")) == 1
        assert "No mail before:" in page.one("div", cls="mistakes").text


class TestRetiring:
    def test_one_button_retires_and_one_keeps_again(self, zora: Visitor) -> None:
        button = see(zora, PAGE).one("ul", cls="entries").one("button")
        assert (button.text, button.get("value")) == ("I no longer keep this one: CMA (AAMA)", "retired")
        send(zora, "/reminders/keep/", {"credential": "cma-aama", "is": "retired"})
        page = see(zora, PAGE)
        assert "You no longer keep it, as you said on" in page.main.text
        assert "Nothing of yours comes due" in page.main.text
        send(zora, "/reminders/keep/", {"credential": "cma-aama", "is": "kept"})

        assert RetiredCredential.objects.count() == 0
        assert "Until" in see(zora, PAGE).one("ul", cls="entries").text

    def test_what_is_not_hers_is_not_kept(self, zora: Visitor) -> None:
        for name in ("mls-ascp", "", "x" * 5000):
            send(zora, "/reminders/keep/", {"credential": name, "is": "retired"})

        assert RetiredCredential.objects.count() == 0


class TestStopping:
    @pytest.fixture
    def stop(self, zora: Visitor) -> str:
        send_reminders(timezone.now().replace(hour=12) + timedelta(days=10))
        (token,) = re.findall(r"/reminders/stop/([\w-]+)/", letters()[0].text)
        return f"/reminders/stop/{token}/"

    def test_looking_stops_nothing_and_one_button_does(self, stop: str) -> None:
        reader = Visitor(enforce_csrf_checks=True)
        page = see(reader, stop)
        check_page(page)
        assert ReminderSettings.objects.get().is_on
        assert [one.text for one in page.main.all("button")] == ["Stop all reminders"]
        done = read_page(reader.post(stop))
        check_page(done)

        assert (done.heading, ReminderSettings.objects.get().is_on) == ("You get no more reminders", False)
        assert "certway" not in reader.cookies

    def test_mail_program_presses_it_as_the_standard_says(self, stop: str) -> None:
        program = Visitor(enforce_csrf_checks=True)
        sent = [program.post(stop, {"List-Unsubscribe": "One-Click"}).status_code for _twice in range(2)]

        assert (sent, ReminderSettings.objects.get().is_on) == ([200, 200], False)
        assert send_reminders(timezone.now().replace(hour=12) + timedelta(days=95)) == 0

    def test_link_stands_in_no_table_and_no_log(
        self, stop: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        token = stop.split("/")[3]
        caplog.set_level(logging.DEBUG)
        for client in (Visitor(), Visitor(enforce_csrf_checks=True)):
            client.get(stop)
            client.post(stop)
            client.put(stop)
            client.get(f"/reminders/stop/{token}x/")

        assert token not in caplog.text + "".join(capfd.readouterr())
        assert StopLink.objects.get().token_hash == token_hash(token) != token

    def test_guessing_is_stopped(self) -> None:
        statuses = [Visitor().get(f"/reminders/stop/{NOBODYS_TOKEN}{at}/").status_code for at in range(32)]

        assert statuses == [404] * 30 + [429] * 2


def deliver_to(office: PostOffice, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "certway.actions.outbox.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.DEFAULT_FROM_EMAIL, settings.SITE_ADDRESS = "Certway <office@certway.example>", "https://certway.example"


def test_reminder_arrives_and_its_header_stops_the_next(settings: Settings) -> None:
    zora = holder(expires=soon(), zone="UTC")
    now = timezone.now().replace(hour=12)
    with post_office() as office:
        deliver_to(office, settings)
        send_reminders(now + timedelta(days=10))
        worker(Clock()).drain()
        (letter,) = office.letters
        assert isinstance(letter, EmailMessage)
        plain, rich = (letter.get_body((kind,)) for kind in ("plain", "html"))
        assert plain is not None
        assert rich is not None
        assert "CMA (AAMA) expires in 90 days" in plain.get_content()
        assert "<strong>CMA (AAMA) expires in 90 days" in rich.get_content()
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        found = re.fullmatch(r"<https://certway\.example(/reminders/stop/[\w-]+/)>", letter["List-Unsubscribe"].strip())
        assert found is not None
        pressed = Visitor(enforce_csrf_checks=True).post(found[1], {"List-Unsubscribe": "One-Click"})
        assert pressed.status_code == 200
        for days in (40, 70, 86, 99, 101):
            send_reminders(now + timedelta(days=days))
        worker(Clock()).drain()

    assert len(office.letters) == 1
    assert [row.user_id for row in SentReminder.objects.filter(is_overtaken=False)] == [zora.pk]


def test_every_page_is_sound(zora: Visitor) -> None:
    pages = [
        see(zora, PAGE),
        see(zora, CALENDAR),
        read_page(zora.post(CALENDAR)),
        see(zora, CALENDAR),
        read_page(zora.post(PAGE)),
        read_page(zora.post("/reminders/pause/")),
        see(signed_in(holder("new@example.org", expires=None)), PAGE),
    ]
    for page in pages:
        check_page(page)
        check_footer(page)


def test_pages_ask_as_often_for_three_credentials_as_for_one() -> None:
    owner = holder(expires=soon())
    client, counts = signed_in(owner), []
    for name in ("cpt-nha", "mlt-ascp"):
        see(client, PAGE)
        with CaptureQueriesContext(connection) as seen:
            see(client, PAGE)
            see(client, CALENDAR)
        counts.append(len(seen))
        held(owner, soon(), name)
        entry(owner, "cards", kind="cpr", expires=soon().isoformat())

    assert counts[0] == counts[1] <= 30
