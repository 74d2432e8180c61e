"""Charts as SVG for pages that have no script: drawn with attributes alone, so that no style has to be allowed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

COLOURS = ("#17427c", "#2f8f5b", "#c8342b")


@dataclass(frozen=True)
class Series:
    """What is drawn in one colour: its name, and a value for each label."""

    name: str
    values: tuple[float, ...]


def bars(
    title: str, labels: tuple[str, ...], series: tuple[Series, ...], *, width: int = 720, height: int = 260
) -> str:
    """Columns beside each other, a group for each label; each says its value when it is pointed at, and to who cannot see.

    :param title: what the picture is of, for who cannot see it
    """
    top, bottom, left = 30, 34, 44
    most = max((value for one in series for value in one.values), default=0) or 1
    step = (width - left - 10) / max(len(labels), 1)
    bar = step * 0.8 / max(len(series), 1)
    scale = (height - top - bottom) / most
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
    ]
    for share in (0, 0.5, 1):
        y = height - bottom - most * share * scale
        parts.append(f'<line x1="{left}" x2="{width - 10}" y1="{y:.1f}" y2="{y:.1f}" stroke="#cccccc"/>')
        parts.append(
            f'<text x="{left - 6}" y="{y + 4:.1f}" font-size="11" text-anchor="end" fill="#444444">{_number(most * share)}</text>'
        )
    for place, label in enumerate(labels):
        x = left + place * step
        for index, one in enumerate(series):
            value = one.values[place]
            tall = value * scale
            parts.append(
                f'<rect x="{x + step * 0.1 + index * bar:.1f}" y="{height - bottom - tall:.1f}" width="{bar * 0.92:.1f}"'
                f' height="{tall:.1f}" fill="{COLOURS[index % len(COLOURS)]}">'
                f"<title>{escape(label)}, {escape(one.name)}: {_number(value)}</title></rect>"
            )
        parts.append(
            f'<text x="{x + step / 2:.1f}" y="{height - bottom + 16}" font-size="11" text-anchor="middle" fill="#444444">{escape(label)}</text>'
        )
    for index, one in enumerate(series):
        x = left + index * 190
        parts.append(f'<rect x="{x}" y="6" width="12" height="12" fill="{COLOURS[index % len(COLOURS)]}"/>')
        parts.append(f'<text x="{x + 18}" y="16" font-size="12" fill="#222222">{escape(one.name)}</text>')
    parts.append("</svg>")
    return "".join(parts)


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")
