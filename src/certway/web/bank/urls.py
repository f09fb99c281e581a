"""Addresses of the bank."""

from __future__ import annotations

from django.urls import path

from certway.web.bank import reports, template_views, views
from certway.web.bank.authoring import bringing, calibration, lists, statistics, writing

app_name = "bank"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("exams/<slug:exam>/", views.exam, name="exam"),
    path("exams/<slug:exam>/files/<slug:kind>/", views.exam_file, name="exam-file"),
    path("topics/<slug:topic>/", views.topic, name="topic"),
    path("questions/<slug:topic>/<slug:name>/", views.question, name="question"),
    path("questions/<slug:topic>/<slug:name>/report/", reports.report, name="report"),
    path("questions/<slug:topic>/<slug:name>/change/", lists.change, name="change"),
    path("questions/<slug:topic>/<slug:name>/retire/", lists.retire, name="retire"),
    path("authoring/", lists.written, name="written"),
    path("authoring/new/", lists.begin, name="begin"),
    path("authoring/bring/", bringing.bring, name="bring"),
    path("authoring/publish/", lists.publish_all, name="publish-all"),
    path("authoring/statistics/", statistics.statistics, name="statistics"),
    path("authoring/statistics/reckon/", statistics.reckon, name="reckon"),
    path("authoring/statistics/<slug:topic>/<slug:name>/", statistics.item_statistics, name="item-statistics"),
    path("authoring/calibration/", calibration.calibration, name="calibration"),
    path("authoring/calibration/begin/", calibration.begin, name="calibrate"),
    path("authoring/calibration/<uuid:key>/withdraw/", calibration.withdraw, name="withdraw"),
    path("authoring/calibration/responses/<slug:exam>.csv", calibration.responses, name="responses"),
    path("authoring/<uuid:key>/", writing.write, name="write"),
    path("authoring/<uuid:key>/check/", writing.check, name="check"),
    path("authoring/<uuid:key>/picture/", writing.picture, name="picture"),
    path("authoring/<uuid:key>/discard/", writing.discard, name="discard"),
    path("authoring/<uuid:key>/restore/", lists.restore, name="restore"),
    path("authoring/<uuid:key>/versions/", lists.versions, name="versions"),
    path("reports/", reports.reports, name="reports"),
    path("reports/open/", reports.waiting, name="waiting"),
    path("reports/<uuid:key>/answer/", reports.answer, name="answer"),
    path("drawings/<str:name>", views.drawing, name="drawing"),
    path("templates/<slug:name>/", template_views.template, name="template"),
    path("templates/<slug:name>/drawing.svg", template_views.template_drawing, name="template-drawing"),
    path("skills/<slug:name>/", views.skill, name="skill"),
    path("scenarios/<slug:name>/", views.scenario, name="scenario"),
]
