"""How little is kept of a session, and of an account elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialAccount
    from allauth.usersessions.models import UserSession

NOWHERE = "0.0.0.0"  # in the place of a network address, which the table demands
_BROWSERS = (  # what a browser calls itself, the more telling names first
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """Return the browser and the kind of device, such as `Firefox, Windows`; what is not known is left out.

    A name that was made so stays as it is.
    """
    found = [next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    names = {name for known in (_BROWSERS, _SYSTEMS) for _, name in known}
    return agent if agent and names.issuperset(agent.split(", ")) else ", ".join(filter(None, found))


def cut_session(instance: UserSession, **_told: object) -> None:
    """Keep of a session neither where it came from nor which version of what was used."""
    instance.ip = NOWHERE
    instance.user_agent = browser_name(instance.user_agent)


def cut_profile(instance: SocialAccount, **_told: object) -> None:
    """Keep of an account elsewhere its id alone: no name, picture or address."""
    instance.extra_data = {}
