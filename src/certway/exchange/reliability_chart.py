"""What models said beside what happened, drawn: a panel a model, a dot for each tenth of what can be said.

The colours are the reader's own (`currentColor`), so that the picture fits a light and a dark page; its size and places
don't depend on the fonts of the machine that draws it.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from certway.core.study.evaluation import Evaluation, ModelScores
from certway.exchange.words.catalogue import Catalogue

if TYPE_CHECKING:
    import altair

_COLUMNS: Final = 3
_SIDE: Final = 180  # of a panel, in units of the picture
_TICKS: Final = [0.0, 0.25, 0.5, 0.75, 1.0]
_INK: Final = "currentColor"
_FONT: Final = "system-ui, sans-serif"
_VEGA_LITE: Final = "6.4"  # the same picture with every version of the library


def reliability_chart(found: Evaluation, words: Catalogue) -> str:
    """Return the picture as SVG; the same figures give the same text."""
    import altair as alt  # loaded only here: it takes a second
    import vl_convert

    panels = [_panel(alt, model, found.tested, words) for model in found.models]
    picture = (
        alt.concat(*panels, columns=_COLUMNS, spacing=32)
        .properties(
            title=alt.TitleParams(
                words.say("study.diagram.title"),
                subtitle=words.say("study.diagram.lead"),
                anchor="start",
                color=_INK,
                subtitleColor=_INK,
                fontSize=16,
                subtitleFontSize=13,
                offset=16,
            ),
            background="transparent",
            padding=12,
        )
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_mark(color=_INK, aria=False)  # the picture is told as a whole
    )
    svg: str = vl_convert.vegalite_to_svg(picture.to_dict(), vl_version=_VEGA_LITE, allowed_base_urls=[])
    return svg.replace("<svg ", f'<svg role="img" aria-label={quoteattr(reliability_words(found, words))} ', 1)


def reliability_words(found: Evaluation, words: Catalogue) -> str:
    """Return the picture in words, for who can't see it."""
    said = [f"{words.say(f'study.model.{model.name}')}: {_error(model, words)}" for model in found.models]
    return ". ".join([words.say("study.diagram.title"), *said])


def _panel(alt: ModuleType, model: ModelScores, tested: int, words: Catalogue) -> altair.LayerChart:
    dots = [
        {"said": one.said, "happened": one.happened, "share": one.count / tested}
        for one in model.scores.bins
        if one.count
    ]
    x = alt.X("said:Q", axis=_axis(alt, words.say("study.diagram.said")), scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("happened:Q", axis=_axis(alt, words.say("study.diagram.happened")), scale=alt.Scale(domain=[0, 1]))
    size = alt.Size("share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[18, 700]))
    ideal = alt.Chart(alt.Data(values=[{"said": end, "happened": end} for end in (0, 1)]))
    base = alt.Chart(alt.Data(values=dots)).encode(x=x, y=y)
    panel: altair.LayerChart = alt.layer(
        ideal.mark_line(strokeDash=[4, 4], opacity=0.5).encode(x=x, y=y),
        base.mark_circle(opacity=0.75).encode(size=size),
    ).properties(width=_SIDE, height=_SIDE, title=_title(alt, model, words))
    return panel


def _title(alt: ModuleType, model: ModelScores, words: Catalogue) -> altair.TitleParams:
    title: altair.TitleParams = alt.TitleParams(
        words.say(f"study.model.{model.name}"),
        subtitle=_error(model, words),
        anchor="start",
        color=_INK,
        subtitleColor=_INK,
        fontSize=13,
        subtitleFontSize=12,
    )
    return title


def _axis(alt: ModuleType, title: str) -> altair.Axis:
    axis: altair.Axis = alt.Axis(
        title=title,
        values=_TICKS,
        format="%",
        grid=True,
        gridColor=_INK,
        gridOpacity=0.15,
        domain=False,
        ticks=False,
        labelColor=_INK,
        labelOverlap=False,
        labelFlush=False,
        labelFontSize=11,
        titleColor=_INK,
        titleFontSize=11,
        titleFontWeight="normal",
    )
    return axis


def _error(model: ModelScores, words: Catalogue) -> str:
    return words.say("study.diagram.error", error=f"{100 * model.scores.ece:.1f}")
