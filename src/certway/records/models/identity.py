"""Who signs in, and whom a record is about: two tables, because they are not the same.

Source: docs/decisions/0009-people-are-not-users.md
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from uuid_utils.compat import uuid7


class UserManager(BaseUserManager["User"]):
    """Makes users, who sign in with their e-mail address."""

    def create_user(self, *, email: str, password: str | None = None) -> User:
        """Return a new user; without a password none can be used to sign in."""
        user = self.model(email=self.normalize_email(email))
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user with an e-mail address, in whatever case it is written."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in. Staff of a school and a person with a record are both users."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)  # in any case, see below
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    time_zone = models.CharField(max_length=64, blank=True, default="")  # IANA name; "" = as her browser says
    erase_at = models.DateTimeField(null=True, blank=True, db_index=True)  # then the account is gone; null = stays

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_user_an_address"),
        ]

    @property
    def is_staff(self) -> bool:
        """Whether she may see what only staff may; there is one kind of staff."""
        return self.is_superuser

    def __str__(self) -> str:
        return str(self.public_id)  # logs carry no personal data


class Person(models.Model):
    """Somebody a record is about. A user owns her own; a visitor and a person on a roster have no user yet."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="persons")
    goal = models.CharField(
        max_length=40, blank=True, default=""
    )  # id of the credential she works toward; "" = none yet
    goal_since = models.DateField(null=True, blank=True)  # day where she is on which she last asked for its plan
    kept_until = models.DateTimeField(null=True, blank=True, db_index=True)  # a visitor's; null = as long as it takes

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True) | models.Q(kept_until__isnull=True),
                name="owned_person_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
