"""Every address of the pages, with what it takes and gives: what tests walk over that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from certway.core.person.topics import RECORD, TOPICS
from certway.exchange.rule_files import RuleFiles
from certway.exchange.shipped_rules import shipped_rules
from visitors import Visitor, draft_of

NOBODYS_KEY = "01920000-0000-7000-8000-000000000000"
NOBODYS_TOKEN = "no-such-token-" + 29 * "x"
LIST_TOPICS = tuple(topic.id for topic in TOPICS if topic.lists)
GOALS = RuleFiles().ids
SOME_GOALS = ("cma-aama", "mls-ascp", "cpct-a-nha")  # one with areas, one with several routes, one of few facts


QUESTIONS = (  # of every kind, one with a situation and a table
    "venipuncture/steps-of-a-draw", "tubes-and-additives/edta-inversions", "platelets/count-from-citrate",
    "urine-dipstick/five-hours-on-the-counter", "scheduling/names-of-methods", "abo-and-rh/likely-explanation",
)  # fmt: skip
WHO = ("visitor", "owner", "someone else", "staff")
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Address:
    """A kind of address: its pattern, and the status that a visitor without a session gets.

    None = the method is not allowed. Whoever is signed in gets the same where nothing else is told: `owner` is what she
    gets whose account, passkey or entry it is, as GET and POST, `others` what everybody else gets who is signed in.
    """

    get: int | None = None
    post: int | None = None
    kind: str = "text/html; charset=utf-8"  # of what GET gives
    places: str = ""  # what its variable parts are: topics, entries, goals, documents, passkeys, tokens, providers
    owner: tuple[int | None, int | None] | None = None
    others: tuple[int | None, int | None] | None = None
    staff: tuple[int | None, int | None] | None = None  # where they get something else than others

    def statuses(self, who: str) -> tuple[int | None, int | None]:
        """Return what somebody gets for GET and POST."""
        visitor = (self.get, self.post)
        owner = self.owner or visitor
        others = self.others or owner
        return {"visitor": visitor, "owner": owner, "someone else": others, "staff": self.staff or others}[who]


ADDRESSES: Mapping[str, Address] = {
    "": Address(get=200),
    "compare/": Address(get=200),
    "compare/match/": Address(get=200, post=302),
    "compare/credentials.csv": Address(get=200, kind="text/csv; charset=utf-8"),
    "where-you-stand/": Address(get=200),
    "where-you-stand/file/": Address(get=200, post=422),
    "where-you-stand/my-answers.yaml": Address(get=200, kind="application/yaml; charset=utf-8"),
    "where-you-stand/maria/": Address(post=302),
    "where-you-stand/undo/": Address(post=302),
    "where-you-stand/forget/": Address(get=200, post=302, owner=(302, 302)),
    "where-you-stand/<slug:topic>/": Address(get=200, post=302, places="topics"),
    "where-you-stand/<slug:topic>/new/": Address(get=200, post=422, places="list topics"),
    "where-you-stand/<slug:topic>/<uuid:key>/": Address(
        get=404, post=404, places="entries", owner=(200, 302), others=(404, 404)
    ),
    "where-you-stand/<slug:topic>/<uuid:key>/remove/": Address(post=302, places="entries"),
    "answer/": Address(get=200),
    "answer/<slug:credential>/": Address(get=200, places="goals"),
    "resources/": Address(get=200),
    "resources/<slug:credential>/": Address(get=200, places="some goals"),
    "bank/": Address(get=200),
    "bank/exams/<slug:exam>/": Address(get=200, places="exams of the bank"),
    "bank/exams/<slug:exam>/files/<slug:kind>/": Address(get=200, kind="text/csv; charset=utf-8", places="files"),
    "bank/topics/<slug:topic>/": Address(get=200, places="topics of the bank"),
    "bank/questions/<slug:topic>/<slug:name>/": Address(get=200, places="questions"),
    "bank/questions/<slug:topic>/<slug:name>/report/": Address(post=302, places="reported", owner=(None, 422)),
    "bank/questions/<slug:topic>/<slug:name>/change/": Address(post=404, places="changed", staff=(None, 302)),
    "bank/questions/<slug:topic>/<slug:name>/retire/": Address(post=404, places="retired", staff=(None, 302)),
    # Staff alone write; what a draft's own addresses give them has a test beside the pages.
    "bank/authoring/": Address(get=404, staff=(200, None)),
    "bank/authoring/new/": Address(get=404, post=404, staff=(200, 422)),
    "bank/authoring/bring/": Address(get=404, post=404, staff=(200, 422)),
    "bank/authoring/publish/": Address(post=404, staff=(None, 302)),
    "bank/authoring/statistics/": Address(get=404, staff=(200, None)),
    "bank/authoring/statistics/reckon/": Address(post=404, staff=(None, 302)),
    "bank/authoring/statistics/<slug:topic>/<slug:name>/": Address(get=404, places="measured", staff=(200, None)),
    "bank/authoring/calibration/": Address(get=404, post=404, staff=(200, 422)),
    "bank/authoring/calibration/begin/": Address(post=404, staff=(None, 302)),
    "bank/authoring/calibration/<uuid:key>/withdraw/": Address(post=404, places="drafts", staff=(None, 302)),
    "bank/authoring/calibration/responses/<slug:exam>.csv": Address(get=404, places="exams of the bank"),
    "bank/authoring/<uuid:key>/": Address(get=404, post=404, places="drafts"),
    "bank/authoring/<uuid:key>/check/": Address(post=404, places="drafts", staff=(None, 204)),
    "bank/authoring/<uuid:key>/picture/": Address(post=404, places="drafts"),
    "bank/authoring/<uuid:key>/discard/": Address(post=404, places="drafts", staff=(None, 302)),
    "bank/authoring/<uuid:key>/restore/": Address(post=404, places="drafts", staff=(None, 302)),
    "bank/authoring/<uuid:key>/versions/": Address(get=404, places="drafts"),
    "bank/reports/": Address(get=302, owner=(200, None)),
    "bank/reports/open/": Address(get=404, staff=(200, None)),
    "bank/reports/<uuid:key>/answer/": Address(post=404, places="reports", staff=(None, 302)),
    "bank/drawings/<str:name>": Address(get=404),
    "bank/templates/<slug:name>/": Address(get=200, places="templates"),
    "bank/templates/<slug:name>/drawing.svg": Address(get=200, kind="image/svg+xml", places="drawn templates"),
    "bank/skills/<slug:name>/": Address(get=200, places="skills"),
    "bank/scenarios/<slug:name>/": Address(get=200, places="scenarios"),
    "study/": Address(get=200),
    "study/replan/": Address(post=302),
    "study/course/": Address(get=302, post=302, owner=(200, 422)),
    "study/course/end/": Address(post=302),
    "study/session/": Address(get=302),
    "study/session/more/": Address(get=302, owner=(404, None)),
    "study/session/told/": Address(get=302),
    "study/answer/": Address(post=302, owner=(None, 404)),
    "study/undo/": Address(post=302),
    "study/log/": Address(post=401, owner=(None, 400)),
    "study/topics/": Address(get=302, owner=(200, None)),
    "study/progress/": Address(get=302, owner=(200, None)),
    "study/goals/": Address(get=302, post=302, owner=(200, 200)),
    "study/history/": Address(get=302, post=302, owner=(200, 422)),
    "study/history/forget/": Address(post=302),
    # A history is its owner's alone; what it gives her has a test beside the pages.
    "study/history/<uuid:key>/": Address(get=302, post=302, places="drafts", owner=(404, 404)),
    "study/history/<uuid:key>/remove/": Address(get=302, post=302, places="drafts", owner=(404, 302)),
    "study/my-study.json": Address(get=302, kind="application/json; charset=utf-8", owner=(200, None)),
    "study/reviews.csv": Address(get=302, kind="text/csv; charset=utf-8", owner=(200, None)),
    "study/skills/": Address(get=200),
    "study/skills/<slug:name>/": Address(get=302, post=302, places="skills", owner=(200, 200)),
    "study/skills/<slug:name>/runs/": Address(get=302, places="skills", owner=(200, None)),
    "study/scenarios/": Address(get=200),
    "study/scenarios/<slug:name>/": Address(get=302, post=302, places="scenarios", owner=(200, 422)),
    "study/runs/": Address(post=401, owner=(None, 400)),
    "exams/": Address(get=200),
    "exams/clock/": Address(get=200, kind="application/json"),
    "exams/set-up/": Address(get=200),
    "exams/time/": Address(get=302, post=302, owner=(200, 302)),
    "exams/my-exams.json": Address(get=302, kind="application/json; charset=utf-8", owner=(200, None)),
    "exams/practice/<slug:exam>/": Address(post=302, places="exams of the bank"),
    "exams/practice/<slug:exam>/weak/": Address(post=302, places="exams of the bank"),
    "exams/sit/<slug:exam>/": Address(post=302, places="exams of the bank"),
    # A sitting is its owner's alone; what it gives her has a test beside the pages.
    "exams/<uuid:key>/": Address(get=302, places="drafts", owner=(404, None)),
    "exams/<uuid:key>/answer/": Address(post=302, places="drafts", owner=(None, 404)),
    "exams/<uuid:key>/review/": Address(get=302, places="drafts", owner=(404, None)),
    "exams/<uuid:key>/sureness/": Address(post=302, places="drafts", owner=(None, 404)),
    "exams/<uuid:key>/log/": Address(post=401, places="drafts", owner=(None, 400)),
    "exams/<uuid:key>/go/<slug:what>/": Address(post=302, places="steps of a sitting", owner=(None, 404)),
    "exams/<uuid:key>/report/": Address(get=302, places="drafts", owner=(404, None)),
    "exams/<uuid:key>/report/report.pdf": Address(get=302, places="drafts", owner=(404, None)),
    "exams/<uuid:key>/mistake/": Address(post=302, places="drafts", owner=(None, 404)),
    "exams/<slug:exam>/results/": Address(get=302, places="exams of the bank", owner=(200, None)),
    "exams/<slug:exam>/": Address(get=200, places="exams of the bank"),
    "next/": Address(get=200),
    "home/": Address(get=200),
    "home/told-before/": Address(post=302),
    "record/": Address(get=200),
    "record/history/": Address(get=200),
    "record/history/restore/": Address(get=404, post=404),
    "record/resume.json": Address(get=200, kind="application/json; charset=utf-8"),
    "record/resume/": Address(get=200, post=422),
    "record/<slug:topic>/": Address(get=200, post=302, places="record topics"),
    "record/<slug:topic>/new/": Address(get=200, post=422, places="record lists"),
    "record/<slug:topic>/<uuid:key>/": Address(
        get=404, post=404, places="record entries", owner=(200, 302), others=(404, 404)
    ),
    "record/<slug:topic>/<uuid:key>/remove/": Address(post=302, places="record entries"),
    "renew/credits/": Address(get=200),
    "renew/credits.csv": Address(get=200, kind="text/csv; charset=utf-8"),
    "renew/credits/add/": Address(get=200, post=422),
    "renew/credits/add/read/": Address(get=302, post=422),
    "renew/credits/add/upload/": Address(get=302, post=302, owner=(302, 422)),
    "renew/credits/import/": Address(get=200, post=422),
    "renew/credits/import/take/": Address(get=302, post=422),
    "plan/": Address(get=200, post=422),
    "plan/<slug:goal>/": Address(get=200, places="some goals"),
    "plan/<slug:goal>/calendar.ics": Address(
        get=404, kind="text/calendar; charset=utf-8", places="some goals", owner=(200, None), others=(404, None)
    ),
    "plan/<slug:goal>/plan.pdf": Address(
        get=404, kind="application/pdf", places="some goals", owner=(200, None), others=(404, None)
    ),
    "plan/<slug:goal>/drop/": Address(post=302, places="some goals"),
    "renew/": Address(get=200),
    "renew/<slug:credential>/audit/": Address(get=302, places="some goals", owner=(200, None)),
    "renew/<slug:credential>/audit/pack.pdf": Address(get=302, places="one goal", owner=(200, None)),
    "renew/<slug:credential>/audit/pack.zip": Address(get=302, places="one goal", owner=(200, None)),
    "renew/<slug:credential>/": Address(get=200, places="some goals"),
    "healthz": Address(get=200, kind="text/plain; charset=utf-8"),
    "readyz": Address(get=200, kind="application/json"),
    # Whoever has not signed in is led to where she can.
    "documents/": Address(get=302, owner=(200, None)),
    "documents/add/": Address(get=302, post=302, owner=(200, 422)),
    "documents/<uuid:key>/": Address(get=302, post=302, places="documents", owner=(200, 422), others=(404, 404)),
    "documents/<uuid:key>/file": Address(get=302, places="documents", owner=(200, None), others=(404, None)),
    "documents/<uuid:key>/remove/": Address(get=302, post=302, places="documents", owner=(200, 302), others=(404, 302)),
    "credentials/": Address(get=200),
    "reminders/": Address(get=302, post=302, owner=(200, 422)),
    "reminders/pause/": Address(post=302, owner=(None, 422)),
    "reminders/keep/": Address(post=302),
    "reminders/calendar/": Address(get=302, post=302, owner=(200, 200)),
    # These open for whoever has the address; one that was never made is not there for anybody.
    "reminders/stop/<slug:token>/": Address(get=404, post=404, places="tokens"),
    "calendar/<slug:token>.ics": Address(get=404, kind=PLAIN, places="tokens"),
    "account/": Address(get=302, owner=(200, None)),
    "account/delete/": Address(get=302, post=302, owner=(200, 302)),
    "account/keep/": Address(post=302),
    "account/time-zone/": Address(get=302, post=302, owner=(200, 422)),
    "account/sessions/": Address(get=302, post=302, owner=(200, 302)),
    "account/sign-in/": Address(get=200, post=200, owner=(302, 302)),
    "account/sign-up/": Address(get=200, post=200, owner=(302, 302)),
    "account/sign-out/": Address(get=302, post=302, owner=(200, 302)),
    "account/closed/": Address(get=200),
    "account/confirm/": Address(get=302, post=302, owner=(200, 200)),
    "account/email/": Address(get=302, post=302, owner=(200, 302)),
    "account/email/code/": Address(get=302, post=302),
    "account/password/": Address(get=302, post=302, owner=(200, 200)),
    "account/password/first/": Address(get=302, post=302),
    "account/password/forgotten/": Address(get=200, post=200),
    "account/password/forgotten/code/": Address(get=302, post=302),
    "account/password/forgotten/new/": Address(get=302, post=302),
    "account/second-step/": Address(get=302, owner=(200, None)),
    "account/second-step/code/": Address(get=302, post=302),
    "account/second-step/confirm/": Address(get=302, post=302, owner=(302, 302)),
    "account/second-step/app/": Address(get=302, post=302, owner=(200, 200)),
    "account/second-step/app/off/": Address(get=302, post=302, owner=(404, 404)),
    "account/recovery-codes/": Address(get=302, owner=(404, None)),
    "account/recovery-codes/new/": Address(get=302, post=302, owner=(200, 302), others=(200, 200)),
    "account/recovery-codes/recovery-codes.txt": Address(get=302, kind=PLAIN, owner=(404, None)),
    "account/passkeys/": Address(get=302, owner=(200, None)),
    "account/passkeys/new/": Address(get=302, post=302, owner=(200, 200)),
    "account/passkeys/sign-in/": Address(get=302, post=302),
    "account/passkeys/confirm/": Address(get=302, post=302, owner=(200, 302), others=(302, 302)),
    "account/passkeys/<int:pk>/": Address(get=302, post=302, places="passkeys", owner=(200, 200), others=(404, 404)),
    "account/passkeys/<int:pk>/remove/": Address(
        get=302, post=302, places="passkeys", owner=(200, 302), others=(404, 404)
    ),
}


LINKED: Mapping[str, Address] = {  # that are there where a provider of accounts is configured
    "account/linked/": Address(get=302, post=302, owner=(200, 200)),
    "account/linked/sign-up/": Address(get=302, post=302),
    "account/linked/cancelled/": Address(get=200),
    "account/linked/error/": Address(get=401),
    "account/linked/<slug:provider_id>/": Address(get=404, post=404, places="providers"),
    "account/linked/<slug:provider_id>/back/": Address(get=404, places="providers"),
}


_OF_QUESTIONS = {"questions": "", "reported": "report/", "changed": "change/", "retired": "retire/"}
OFFICE = "admin/"  # has a test of its own: nobody but those who run the server gets anywhere


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Yield the pattern of every address that the project answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if route == OFFICE:
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def addresses_of(route: str, keys: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the addresses of a pattern; `keys` are those of a visitor's entries, by section."""
    places = {**ADDRESSES, **LINKED}[route].places
    if places == "documents":
        return [f"/{route}".replace("<uuid:key>", key) for key in keys.get("documents", (NOBODYS_KEY,))]
    if places.endswith("entries"):
        topics = RECORD if places.startswith("record") else TOPICS
        return [
            _filled(route, topic.id, key) for topic in topics for key in keys.get(topic.table.name, ()) if topic.lists
        ]
    if places == "files":
        return ["/bank/exams/mlt-amt/files/csv/"]
    if places in ("reports", "drafts"):
        return [f"/{route}".replace("<uuid:key>", NOBODYS_KEY)]
    if places == "steps of a sitting":
        return [f"/{route}".replace("<uuid:key>", NOBODYS_KEY).replace("<slug:what>", "begin")]
    if places == "measured":
        return [f"/bank/authoring/statistics/{name}/" for name in QUESTIONS]
    if places in _OF_QUESTIONS:
        return [f"/bank/questions/{name}/{_OF_QUESTIONS[places]}" for name in QUESTIONS]
    if places == "passkeys":
        return [f"/{route.replace('<int:pk>', pk)}" for pk in keys.get("passkeys", ("1",))]
    named = {
        "": [""],
        "goals": list(shipped_rules().sheets),
        "some goals": list(SOME_GOALS),
        "one goal": list(shipped_rules().sheets)[:1],
        "topics": [topic.id for topic in TOPICS],
        "list topics": list(LIST_TOPICS),
        "record topics": [topic.id for topic in RECORD],
        "record lists": [topic.id for topic in RECORD if topic.lists],
        "exams of the bank": ["ccma-nha", "mlt-ascp"],
        "topics of the bank": ["order-of-draw", "abo-and-rh", "ecg-rhythms"],
        "templates": ["anion-gap", "ecg-strip-rhythm", "levey-jennings-accept-or-reject"],
        "drawn templates": ["ecg-strip-rhythm", "levey-jennings-accept-or-reject"],
        "skills": ["venipuncture-evacuated-tube"],
        "scenarios": ["needlestick"],
        "tokens": [NOBODYS_TOKEN],
        "providers": ["oidc"],  # which is not configured
    }[places]
    return [_filled(route, name) for name in named]


def _filled(route: str, name: str, key: str = "") -> str:
    start, _, rest = route.partition("<slug:")
    after = rest.partition(">")[2].replace("<uuid:key>", key)
    return f"/{start}{name}{after}" if rest else f"/{start}"


def walk(client: Visitor, *, kind: str = "", keys: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """Return every address that a visitor can open, those of her own entries included; of one kind, if named."""
    own = draft_of(client).keys if keys is None else keys
    return [
        address
        for route, one in ADDRESSES.items()
        if one.get not in (None, 302) and one.kind.startswith(kind)
        for address in addresses_of(route, own)
    ]
