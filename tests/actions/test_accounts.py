"""What is done to accounts beside their pages."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from builders.visits import visit
from certway.actions.claim_record import claim_record
from certway.actions.make_staff import UnknownAddressError
from certway.records.models import Person, User

pytestmark = pytest.mark.django_db


def test_user_has_one_record_however_often_she_signs_in() -> None:
    user = User.objects.create_user(email="ada@example.org")
    for _ in range(2):
        claim_record(visit(user=user))

    assert Person.objects.get().owner == user


def test_staff_is_who_was_named() -> None:
    ada, eve = (User.objects.create_user(email=f"{name}@example.org") for name in ("ada", "eve"))
    call_command("makestaff", "Ada@Example.org")
    ada.refresh_from_db()
    eve.refresh_from_db()

    assert [(one.is_staff, one.is_superuser) for one in (ada, eve)] == [(True, True), (False, False)]


def test_staff_must_have_an_account() -> None:
    with pytest.raises(UnknownAddressError) as refusal:
        call_command("makestaff", "eve@example.org")

    assert str(refusal.value) == "nobody has an account with the address eve@example.org; sign up on the pages first"
