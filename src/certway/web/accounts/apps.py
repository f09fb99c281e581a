"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import pre_save


class AccountsConfig(AppConfig):
    """Pages without tables of their own; what allauth keeps in its tables is cut down to what is needed."""

    name = "certway.web.accounts"
    label = "web_accounts"

    def ready(self) -> None:
        """See to it that little is kept, whoever saves it: allauth offers no other place for that."""
        from allauth.socialaccount.models import SocialAccount
        from allauth.usersessions.models import UserSession

        from certway.web.accounts.keeping import cut_profile, cut_session

        pre_save.connect(cut_session, sender=UserSession)
        pre_save.connect(cut_profile, sender=SocialAccount)
