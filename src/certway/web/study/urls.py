"""Addresses of study."""

from __future__ import annotations

from django.urls import path

from certway.web.study.views import (
    course,
    goals,
    history,
    log,
    progress,
    runs,
    scenarios,
    session,
    skills,
    taking,
    today,
    topics,
)

app_name = "study"
urlpatterns = [
    path("", today.today_page, name="today"),
    path("replan/", today.replan, name="replan"),
    path("course/", course.course, name="course"),
    path("course/end/", course.end, name="end"),
    path("session/", session.session, name="session"),
    path("session/more/", session.more, name="more"),
    path("session/told/", session.told, name="told"),
    path("answer/", session.answer, name="answer"),
    path("undo/", session.undo, name="undo"),
    path("log/", log.send, name="log"),
    path("topics/", topics.topics_page, name="topics"),
    path("progress/", progress.progress_page, name="progress"),
    path("goals/", goals.goals_page, name="goals"),
    path("history/", history.history, name="history"),
    path("history/forget/", history.forget, name="forget"),
    path("history/<uuid:key>/", history.brought, name="brought"),
    path("history/<uuid:key>/remove/", history.take_back, name="take-back"),
    path("my-study.json", taking.take, name="take"),
    path("reviews.csv", taking.reviews, name="reviews"),
    # hands-on skills and scenarios
    path("skills/", skills.skills, name="skills"),
    path("skills/<slug:name>/", skills.skill, name="skill"),
    path("skills/<slug:name>/runs/", skills.skill_runs, name="skill-runs"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/<slug:name>/", scenarios.scenario, name="scenario"),
    path("runs/", runs.send, name="send-runs"),
]
