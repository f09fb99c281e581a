"""The office: where those who run a server see work that failed and letters on their way. It shows nobody's record."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from certway.exchange.words.catalogue import catalogue
from certway.records.models import Letter
from certway.records.work.leases import try_again
from certway.web.clock import now

if TYPE_CHECKING:
    WorkList = admin.ModelAdmin[DBTaskResult[Any, Any]]
    LetterList = admin.ModelAdmin[Letter]
else:
    WorkList = LetterList = admin.ModelAdmin

LIST_TEMPLATE = "site/office_list.html"
_LEFT_OUT = ("login", "logout", "password_change", "password_change_done", "autocomplete", "view_on_site")
_LOOKED_AT = ("changelist", "change")
_SCRIPTS = ("core", "actions")


class Office(admin.AdminSite):
    """Django's admin for those who run the server; others don't learn that it is there."""

    enable_nav_sidebar = False

    def __init__(self) -> None:
        super().__init__(name="admin")
        self.site_header = self.site_title = self.index_title = catalogue().say("office.title")

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody runs the server."""
        return bool(request.user.is_active and request.user.is_superuser)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: ANN401 - as Django wraps views
        """Return a view for those who may; others sign in on the site's own page, or find nothing."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.user.is_anonymous:
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            if not self.has_permission(request):
                raise Http404
            response: HttpResponseBase = guarded(request, *args, **kwargs)
            return response

        return update_wrapper(inner, view)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the addresses, without those of signing in and out, which the site has itself."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in _LEFT_OUT]


class _OnlyLook:
    """Rows are looked at, never made, changed or deleted by hand."""

    heading: str
    media = Media(js=[f"admin/js/{name}.js" for name in _SCRIPTS])
    get_urls: Callable[..., list[URLPattern]]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        return super().changelist_view(request, {**(extra_context or {}), "title": self.heading})  # type: ignore[misc]

    has_change_permission = has_delete_permission = has_add_permission


def _looked_at(urls: list[URLPattern]) -> list[URLPattern]:
    return [url for url in urls if (url.name or "").rpartition("_")[2] in _LOOKED_AT]


class StateFilter(admin.SimpleListFilter):
    """Chooses work by its state; failed work where nothing is chosen."""

    title = catalogue().say("office.state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Return the other states."""
        others = (TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL)
        return [(state.value, str(state.label)) for state in others]

    def choices(self, changelist: Any) -> Any:  # noqa: ANN401 - as Django passes them
        """Yield the choices; the first, of no choice, is failed work."""
        first, *others = super().choices(changelist)
        yield {**first, "display": TaskResultStatus.FAILED.label}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the work in the state chosen."""
        return queryset.filter(status=self.value() or TaskResultStatus.FAILED)


class WorkAdmin(_OnlyLook, WorkList):
    """Background work, failed work first; what failed can be tried again."""

    heading = catalogue().say("office.work")
    change_list_template = LIST_TEMPLATE
    change_form_template = "site/office_row.html"
    list_display = ("id", "task_path", "enqueued_at", "finished_at", "tries", "exception_class_path")
    list_filter = (StateFilter,)
    fields = ("task_path", "args_kwargs", "status", "enqueued_at", "started_at", "finished_at", "traceback")
    readonly_fields = fields
    ordering = ("-enqueued_at",)
    actions = ("try_again",)

    def get_urls(self) -> list[URLPattern]:
        return _looked_at(super().get_urls())

    @admin.display(description=catalogue().say("office.tries"))
    def tries(self, task: DBTaskResult[Any, Any]) -> int:
        """Return how often it was tried."""
        return len(task.worker_ids)

    @admin.action(description=catalogue().say("office.try-again"))
    def try_again(self, request: HttpRequest, chosen: QuerySet[DBTaskResult[Any, Any]]) -> None:
        """Put the chosen work back into the queue."""
        number = try_again(list(chosen), now=now())
        self.message_user(request, catalogue().say_many("office.tried-again", number, n=number))


class LetterAdmin(_OnlyLook, LetterList):
    """Letters on their way and those that were sent, without address and text."""

    heading = catalogue().say("office.letters")
    change_list_template = LIST_TEMPLATE
    list_display = ("id", "key", "queued_at", "sent_at", "tries")
    list_display_links = None
    ordering = ("-queued_at",)

    def get_urls(self) -> list[URLPattern]:
        return [url for url in _looked_at(super().get_urls()) if url.name and url.name.endswith("changelist")]


office = Office()
office.register(DBTaskResult, WorkAdmin)
office.register(Letter, LetterAdmin)
