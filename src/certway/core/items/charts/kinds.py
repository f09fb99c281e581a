"""The kinds of charts that a template can show."""

from __future__ import annotations

from collections.abc import Mapping

from certway.core.items.charts.chart import ChartKind
from certway.core.items.charts.ecg_strip import ECG_STRIP
from certway.core.items.charts.levey_jennings import LEVEY_JENNINGS

CHART_KINDS: Mapping[str, ChartKind] = {"ecg-strip": ECG_STRIP, "levey-jennings": LEVEY_JENNINGS}
