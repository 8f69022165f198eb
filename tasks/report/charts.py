"""The report's drawings, as Vega-Lite charts made with Altair; a mark leads to the page that its datum names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
import duckdb

from tasks.report.graph import Layout, lay_out
from tasks.report.script import write_call

RANKED = 20
DRAWN_LINKS = 40
COLUMN_WIDTH, ROW_HEIGHT = 300, 34
INK, SOFT, LINE, ACCENT = "#1c2b33", "#5b6b73", "#dfe5e7", "#0b6e75"
FORMS = {
    "week": "#c8553d",
    "month": "#d98e04",
    "year": "#7a5195",
    "drive": "#0b6e75",
    "movement": "#3f7d3a",
    "programme": "#2f6db5",
    "contest": "#b5447c",
    "commemoration": "#7d6b4f",
}
"""Colours of the forms of campaigns."""
RELATIONS = {
    "implements": "#0b6e75",
    "continues": "#3f7d3a",
    "based_on": "#2f6db5",
    "reviews": "#d98e04",
    "amends": "#7a5195",
    "replaces": "#c8553d",
}
"""Colours of what one document does with another."""
_FONT = "Inter, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
_FIT = alt.AutoSizeParams(type="fit-x", contains="padding")
_WIDTH, _PART = alt.ExprRef("width"), alt.ExprRef("max(width * 0.44, 120)")
_LABEL = {"labelFont": _FONT, "labelColor": INK, "labelFontSize": 12.5, "titleFont": _FONT}
_CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {**_LABEL, "grid": False, "domain": False, "ticks": False, "labelPadding": 8, "title": None},
    "axisQuantitative": {"grid": True, "gridColor": LINE, "tickCount": 5, "labelColor": SOFT},
    "axisTemporal": {"labelColor": SOFT, "tickColor": LINE, "ticks": True, "domain": True, "domainColor": LINE},
}


def write_charts(connection: duckdb.DuckDBPyConnection, folder: Path, known: dict[str, Any]) -> None:
    """Write every chart, and add to what is known how much of the graph is drawn."""
    months = known["books"]["articles"]["groups"]
    _write(folder, "months", _months({month: rows for month, (_, rows) in months.items() if month != "none"}))
    _write(
        folder, "documents", _ranking(_top(connection, "d, label, articles FROM docs JOIN documents", "document_id"))
    )
    for name, kind in (("people", "PERSON"), ("bodies", "ORG"), ("places", "LOC")):
        source = f"e, ents.canonical, mentions FROM ents JOIN (SELECT * FROM entities WHERE type = '{kind}')"
        _write(folder, name, _ranking(_top(connection, source, "entity_id"), "entities"))
    _write(folder, "timeline", _timeline())
    known["graph"] = _write_graph(connection, folder)


def _write(folder: Path, name: str, chart: alt.TopLevelMixin) -> None:
    spec = chart.to_dict()
    spec["config"] = _CONFIG
    write_call(folder / f"{name}.js", "chartSpec", name, spec)


def _top(connection: duckdb.DuckDBPyConnection, source: str, key: str) -> list[tuple[int, str, int]]:
    return connection.execute(f"SELECT {source} USING ({key}) ORDER BY 3 DESC, 1 LIMIT {RANKED}").fetchall()


def _months(counts: dict[str, int]) -> alt.TopLevelMixin:
    rows = [{"month": f"{m}-01", "articles": n, "to": f"rows.html#articles/{m}"} for m, n in sorted(counts.items())]
    x = alt.X("month:T", timeUnit="utcyearmonth", axis=alt.Axis(format="%m/%Y", labelOverlap=True, title=None))
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar(color=ACCENT, cornerRadiusEnd=2, cursor="pointer")
    drawn: alt.Chart = bars.encode(
        x=x,
        y=alt.Y(
            "articles:Q", axis=alt.Axis(title=None, tickCount=min(5, max(counts.values(), default=1)), format=",d")
        ),
        tooltip=[alt.Tooltip("utcyearmonth(month):T", format="%m/%Y", title=" "), alt.Tooltip("articles:Q", title="n")],
    )
    return drawn.properties(width="container", height=220)


def _ranking(top: list[tuple[int, str, int]], book: str = "documents") -> alt.TopLevelMixin:
    rows = [
        {"place": place, "name": name, "number": number, "to": f"row.html#{book}/{key}"}
        for place, (key, name, number) in enumerate(top)
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.0)),
        x=alt.X("number:Q", axis=None),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("number:Q", title="n", format=",d")],
    )
    bars = base.mark_bar(color=ACCENT, height=7, yOffset=9, cornerRadiusEnd=3, cursor="pointer")
    names = base.mark_text(
        align="left", baseline="bottom", fontSize=13, color=INK, limit=_WIDTH, yOffset=3, cursor="pointer"
    )
    numbers = base.mark_text(align="left", baseline="middle", dx=6, fontSize=12, color=SOFT, yOffset=10)
    layers = alt.layer(
        bars, names.encode(x=alt.value(0), text="name:N"), numbers.encode(text=alt.Text("number:Q", format=",d"))
    )
    return layers.properties(width="container", height=alt.Step(ROW_HEIGHT), autosize=_FIT)


def _timeline() -> alt.TopLevelMixin:
    """Bars of whatever rows the page gives it: `place`, `name`, `form`, `from`, `to_day`, `side` and `open`."""
    colour = alt.Color("form:N", scale=alt.Scale(domain=list(FORMS), range=list(FORMS.values())), legend=None)
    base = alt.Chart(alt.NamedData(name="rows")).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.0)),
        tooltip=[alt.Tooltip(f"{field}:N", title=" ") for field in ("name", "when", "who")],
    )
    x = alt.X(
        "from:T",
        axis=alt.Axis(
            title=None, format="%m/%Y", orient="top", labelOverlap=True, grid=True, gridColor=LINE, tickCount=8
        ),
    )
    bars = base.mark_bar(height=9, yOffset=9, cornerRadius=4, cursor="pointer", minBandSize=3).encode(
        x=x,
        x2="till:T",
        color=colour,
        opacity=alt.condition("datum.open", alt.value(0.5), alt.value(1)),
    )
    points = base.mark_point(filled=True, size=90, yOffset=9, opacity=1, cursor="pointer", shape="diamond").encode(
        x=x, color=colour
    )
    text: dict[str, Any] = {"baseline": "bottom", "fontSize": 13, "color": INK, "yOffset": 3, "limit": _PART}
    left = base.mark_text(align="left", cursor="pointer", **text)
    right = base.mark_text(align="right", cursor="pointer", **text)
    layers = alt.layer(
        bars.transform_filter("!datum.moment"),
        points.transform_filter("datum.moment"),
        left.transform_filter("datum.side == 'left'").encode(x="from:T", text="name:N"),
        right.transform_filter("datum.side == 'right'").encode(x="till:T", text="name:N"),
    )
    return layers.properties(width="container", height=alt.Step(ROW_HEIGHT + 4), autosize=_FIT)


_EDGES = f"""
SELECT s.d AS source, t.d AS target, relation, count(DISTINCT article_id) AS articles,
       sum(count(*)) OVER (PARTITION BY t.d) AS weight
FROM document_links
JOIN docs s ON s.document_id = source_document_id JOIN docs t ON t.document_id = target_document_id
WHERE s.d <> t.d
GROUP BY s.d, t.d, relation
ORDER BY weight DESC, target, articles DESC, source, relation
LIMIT {DRAWN_LINKS}
"""


def _write_graph(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Draw the links to the documents most acted upon; returns how many of how many are drawn."""
    edges = connection.execute(_EDGES).fetchall()
    layout = lay_out([(source, target) for source, target, *_ in edges])
    drawn = sorted(layout.column)
    found = connection.execute("SELECT d, label FROM docs WHERE list_contains(?, d)", [drawn]).fetchall()
    _write(folder, "graph", _graph(edges, layout, dict(found)))
    links = connection.execute(
        "SELECT count(*) FROM (SELECT DISTINCT source_document_id, target_document_id, relation FROM document_links)"
    ).fetchall()
    return {"drawn": len(edges), "links": links[0][0], "documents": len(drawn)}


def _graph(edges: list[Any], layout: Layout, names: dict[int, str]) -> alt.TopLevelMixin:
    nodes = [
        {"x": layout.column[d], "y": layout.row[d], "name": names[d], "to": f"row.html#documents/{d}"} for d in names
    ]
    lines = [point for number, edge in enumerate(edges) for point in _curve(number, edge, layout)]
    columns, rows = max(layout.column.values(), default=0) + 1, max(layout.row.values(), default=0) + 1
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, columns], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.7, rows - 0.3], nice=False, reverse=True))
    colour = alt.Color(
        "relation:N", scale=alt.Scale(domain=list(RELATIONS), range=list(RELATIONS.values())), legend=None
    )
    drawn = alt.Chart(alt.InlineData(values=lines)).mark_line(interpolate="basis", strokeWidth=1.6, opacity=0.75)
    points = alt.Chart(alt.InlineData(values=nodes)).encode(x=x, y=y, tooltip=alt.Tooltip("name:N", title=" "))
    text = points.mark_text(
        align="left",
        baseline="bottom",
        dx=7,
        dy=-3,
        fontSize=12.5,
        color=INK,
        limit=COLUMN_WIDTH - 50,
        cursor="pointer",
    )
    layers = alt.layer(
        drawn.encode(x=x, y=y, detail="edge:N", order="step:O", color=colour),
        points.mark_circle(size=70, color=INK, opacity=1, cursor="pointer"),
        text.encode(text="name:N"),
    )
    return layers.properties(width=columns * COLUMN_WIDTH, height=max(rows * ROW_HEIGHT, 80))


def _curve(number: int, edge: Any, layout: Layout) -> list[dict[str, Any]]:
    """A link as points: it leaves behind its source's name and arrives at its target."""
    source, target, relation, *_ = edge
    x0, x1 = layout.column[source], layout.column[target] - 0.03
    y0, y1 = layout.row[source], layout.row[target]
    start = x0 + 0.8 if x1 > x0 else x0
    ways = ((x0, y0), (start, y0), ((start + x1) / 2, y0), ((start + x1) / 2, y1), (x1, y1), (x1, y1))
    return [{"edge": number, "step": step, "x": x, "y": y, "relation": relation} for step, (x, y) in enumerate(ways)]
