"""Addresses of exams."""

from __future__ import annotations

from django.urls import path

from certway.web.sit.views import lobby, log, report, results, screen, set_up, taking, weak

app_name = "sit"
urlpatterns = [
    path("", lobby.exams, name="exams"),
    path("clock/", set_up.clock, name="clock"),
    path("set-up/", set_up.set_up, name="set-up"),
    path("time/", lobby.accommodations, name="accommodations"),
    path("my-exams.json", taking.take, name="take"),
    path("practice/<slug:exam>/", lobby.practise, name="practise"),
    path("practice/<slug:exam>/weak/", weak.practise, name="practise-weak"),
    path("sit/<slug:exam>/", lobby.sit, name="sit"),
    path("<uuid:key>/", screen.screen, name="screen"),
    path("<uuid:key>/answer/", screen.answer, name="answer"),
    path("<uuid:key>/review/", screen.review, name="review"),
    path("<uuid:key>/sureness/", screen.sureness, name="sureness"),
    path("<uuid:key>/log/", log.send, name="log"),
    path("<uuid:key>/go/<slug:what>/", screen.steer_it, name="steer"),
    path("<uuid:key>/report/", report.report, name="report"),
    path("<uuid:key>/report/report.pdf", report.pdf, name="report-pdf"),
    path("<uuid:key>/mistake/", report.mistake, name="mistake"),
    path("<slug:exam>/results/", results.results, name="results"),
    path("<slug:exam>/", lobby.exam, name="exam"),
]
