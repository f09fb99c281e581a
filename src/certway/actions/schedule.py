"""What is done by the clock. A new job is a line here, with a task without arguments that may be repeated."""

from __future__ import annotations

from certway.actions import bring_reviews, chores, fit_memory, plan_study, reckon_statistics
from certway.records.work.schedule import Daily, Every, Job

JOBS = (
    Job("delete-visitors", chores.delete_visitors, Daily(hour=8)),
    Job("clear-sessions", chores.clear_sessions, Daily(hour=8, minute=10)),
    Job("forget-letters", chores.forget_letters, Daily(hour=8, minute=20)),
    Job("reckon-statistics", reckon_statistics.reckon_statistics, Daily(hour=9)),
    Job("fit-memory", fit_memory.fit_memory, Daily(hour=9, minute=10)),
    Job("plan-study", plan_study.plan_all_study, Daily(hour=9, minute=30)),
    Job("note-readiness", chores.note_readiness, Daily(hour=10)),
    Job("forget-histories", bring_reviews.forget_untaken, Every(minutes=60)),
    Job("erase-accounts", chores.erase_accounts, Every(minutes=60)),
    Job("remind-people", chores.remind_people, Every(minutes=15)),
    Job("sweep-documents", chores.sweep_documents, Every(minutes=60)),
    Job("prune-work", chores.prune_work, Daily(hour=8, minute=30)),
)
