"""The README's picture: a rule, what it decides, and why, as the program prints them now. Writes the SVG to standard output."""

import csv
import html
import io
import pathlib
import re
import sys
import tempfile

from program import SOURCE, mgl

LINE = 18
PANEL = 572
GAP = 16
COLORS = {"yes": "#1a7f37", "no": "#6e7781", "unknown": "#9a6700"}
WORD = re.compile(r"\b(guideline|fact|threshold|define|rule|when|then|below|and|or|not|is|in|of|refer)\b")


def readme_block(language):
    text = (SOURCE / "README.md").read_text()
    return re.search(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL).group(1)


def span(text, color=None, bold=False):
    style = (f' fill="{color}"' if color else "") + (' font-weight="bold"' if bold else "")
    return f"<tspan{style}>{html.escape(text, quote=False)}</tspan>"


def code(line):
    """A line of a guideline with its keywords and texts in colour."""
    parts = re.split(r'("[^"]*")', line)
    return "".join(span(part, "#0a3069") if part.startswith('"')
                   else "".join(span(word, "#cf222e", True) if WORD.fullmatch(word) else span(word)
                                for word in re.split(r"(\w+)", part))
                   for part in parts)


def answer(line):
    """A line of an explanation; the sign of a condition in its colour."""
    found = re.match(r"( *)([✓✗?] )(yes|no|unknown)\b(.*)", line)
    if found is None:
        return span(line, bold=not line.startswith(" "))
    return span(found[1]) + span(found[2] + found[3], COLORS[found[3]], True) + span(found[4])


def panel(x, y, title, lines, height):
    rows = "".join(f'<text x="{x + 14}" y="{y + 48 + LINE * i}" xml:space="preserve">{line}</text>\n'
                   for i, line in enumerate(lines))
    return (f'<rect x="{x}" y="{y}" width="{PANEL}" height="{height}" rx="6" fill="#ffffff" stroke="#d0d7de"/>\n'
            f'<text x="{x + 14}" y="{y + 24}" font-family="sans-serif" font-weight="bold">{html.escape(title)}</text>\n{rows}')


def declarations(text, *kinds):
    """The guideline's declarations of these kinds, without their last line of provenance."""
    whole = [block for block in text.split("\n\n") if block.split()[0] in kinds]
    return [line for block in whole for line in [*block.strip().splitlines(), ""] if "assumed because" not in line][:-1]


def decision_lines(text):
    rows = list(csv.reader(io.StringIO(text)))
    widths = [max(len(row[i]) for row in rows) + 3 for i in range(len(rows[0]))]
    cells = [[span(cell.ljust(width), COLORS.get(cell), i == 0 or cell in COLORS) for cell, width in zip(row, widths)]
             for i, row in enumerate(rows)]
    return ["".join(row) for row in cells]


def explanation_lines(text):
    """The part that begins with "Recommendations", without its title."""
    found = re.search(r"^Recommendations.*\n((?:.+\n)+)", text, flags=re.MULTILINE)
    return [answer(line[2:] if line.startswith("    ") else line.strip()) for line in found.group(1).splitlines()]


def picture():
    with tempfile.TemporaryDirectory() as folder:
        guideline, cases = pathlib.Path(folder, "example.mgl"), pathlib.Path(folder, "cases.csv")
        guideline.write_text(readme_block("mgl"))
        cases.write_text(readme_block("csv"))
        decided = mgl("--quiet", "run", guideline, cases, "--columns", "id,rules,ask", "--as-of", "2026-03-01").stdout
        why = [mgl("--quiet", "explain", guideline, cases, "--id", name, "--as-of", "2026-03-01",
                   environment={"COLUMNS": "62"}).stdout for name in ["anna", "ben"]]
    panels = [("Rule: what a clinician writes (an example, not for the care of patients)", [code(line) for line in declarations(readme_block("mgl"), "threshold", "rule")]),
              ("Decisions: one row a patient", decision_lines(decided)),
              ("Explanation: why for anna", explanation_lines(why[0])),
              ("Explanation: why not yet for ben", explanation_lines(why[1]))]
    heights = [56 + LINE * max(len(panels[i][1]), len(panels[i + 1][1])) for i in (0, 2)]
    drawn = [panel((i % 2) * (PANEL + GAP), (i // 2) * (heights[0] + GAP), title, lines, heights[i // 2])
             for i, (title, lines) in enumerate(panels)]
    width, height = 2 * PANEL + GAP, sum(heights) + GAP
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width + 2} {height + 2}" width="{width}" '
            f'font-family="ui-monospace, \'DejaVu Sans Mono\', monospace" font-size="13" fill="#1f2328">\n'
            f'<title>A rule, its decisions and their explanation</title>\n{"".join(drawn)}</svg>\n')


if __name__ == "__main__":
    sys.stdout.write(picture())
