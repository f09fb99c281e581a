"""An effect happens once."""

from __future__ import annotations

import pytest

from certway.records.models import Effect, Person, User
from certway.records.work.effects import once

pytestmark = pytest.mark.django_db


def test_effect_happens_once_a_key() -> None:
    done = [once(key=key, do=Person.objects.create) for key in ("a", "a", "b", "a")]

    assert (done, Person.objects.count()) == ([True, False, True, False], 2)


def test_effect_that_failed_leaves_nothing_and_can_be_repeated() -> None:
    def fail() -> None:
        Person.objects.create()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(key="a", do=fail)

    assert (Effect.objects.count(), Person.objects.count()) == (0, 0)
    assert once(key="a", do=Person.objects.create) is True


def test_effect_is_forgotten_with_its_user() -> None:
    user = User.objects.create_user(email="zora@example.org")
    once(key="a", do=list, user=user)
    once(key="b", do=list)
    user.delete()

    assert [effect.key for effect in Effect.objects.all()] == ["b"]
