"""CSV decided in blocks against the same file record by record (MGL_BATCH=rows), with quotes, carriage returns, line ends in
fields, and broken: decisions, rejects, summary and notices must be the same bytes. MGL_SEED replays a round, MGL_ROUNDS runs
more."""

import json
import os
import random

from batch_equals_scalar_test import CELLS, LAYOUTS, guideline
from program import ProgramTest, main, mgl

ROUNDS = int(os.environ.get("MGL_ROUNDS", "40"))
STRANGE_CELLS = ["a,b", 'a "b"', "two\nlines", "two\r\nlines", " yes ", "\tno", '"', '""', "\n", "ü,ü", "yes\n", "1.2\n", "\"1.2\"", "x" * 300]
BYTES = [b'"', b'"', b",", b"\r", b"\n", b"\r\n", b"\0", b"\x01", b"\xff", b"\xc3", "é".encode(), b" ", b"\t", b'""', b'","', b"\xef\xbb\xbf"]


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def cell_text(draw, style, cell):
    must = any(c in cell for c in ',"\r\n')
    if not must and draw.random() >= style["quotes"]:
        return cell
    blanks = draw.random() < style["blanks"]
    return draw.choice([" ", "\t ", ""]) + quoted(cell) + draw.choice(["  ", ""]) if blanks else quoted(cell)


def record(draw, style, names, i):
    cells = []
    for name in names:
        if name == "id":
            cell = draw.choice([f"p{i}"] * 20 + [f"p{i}", "p1", "", " b ", "b,c", 'b"c"', "b\nc", "ü"])
        elif name in CELLS:
            cell = draw.choice(CELLS[name][:7] if draw.random() < 0.95 else CELLS[name])
        else:
            cell = draw.choice(["", "x", "1"])
        if draw.random() < style["strange"]:
            cell = draw.choice(STRANGE_CELLS)
        cells.append(cell_text(draw, style, cell))
    if draw.random() < style["ragged"]:
        cells = cells[:draw.randrange(1, len(cells) + 1)] if draw.random() < 0.5 else cells + [""] * draw.randrange(1, 3)
    return ",".join(cells).encode()


def text_of(draw):
    style = {"quotes": draw.choice([0, 0, 0.01, 0.5, 1]), "strange": draw.choice([0, 0, 0.001, 0.02]),
             "blanks": draw.choice([0, 0, 0.001, 0.5]), "ragged": draw.choice([0, 0, 0.01]), "ends": draw.choice([[b"\n"], [b"\r\n"], [b"\n"] * 50 + [b"\r\n"]]),
             "empty": draw.choice([0, 0.01]), "broken": draw.choice([0, 0, 0, 0.0005, 0.01])}
    names = ["id"] * draw.randrange(2) + [name for name in CELLS if draw.random() < 0.8] + ["extra"] * draw.randrange(2)
    draw.shuffle(names)
    names = names or ["id"]
    other_case = draw.choice([0, 0, 0, 0.5])
    header = [name.upper() if draw.random() < other_case else name for name in names]
    lines = [",".join(cell_text(draw, style, name) for name in header).encode() + draw.choice(style["ends"])]
    for i in range(draw.choice([3, 70, 3000, 3000, 9000])):
        if draw.random() < style["empty"]:
            lines.append(draw.choice(style["ends"]))
        line = record(draw, style, names, i) + draw.choice(style["ends"])
        if draw.random() < style["broken"]:
            at = draw.randrange(len(line))
            line = line[:at] + draw.choice(BYTES) + line[at + draw.randrange(3):]
        lines.append(line)
    text = draw.choice([b""] * 9 + [b"\xef\xbb\xbf"]) + b"".join(lines)
    return text[:-draw.randrange(1, 3)] if draw.random() < 0.3 else text


class CsvBlocksTest(ProgramTest):
    def ran(self, arguments, threads, environment):
        rejects, summary = self.folder / "rejects.csv", self.folder / "summary.json"
        for file in (rejects, summary):
            file.unlink(missing_ok=True)
        done = mgl("run", *arguments, "--threads", threads, "--rejects", rejects, "--summary", summary, "--quiet", environment=environment)
        self.assertIn(done.returncode, [0, 1, 2, 3], done.stderr)
        if not summary.exists():
            return {"exit code": done.returncode, "notices": done.stderr}
        counts = json.loads(summary.read_text())
        del counts["seconds"], counts["cases_per_second"]
        return {"exit code": done.returncode, "notices": done.stderr, "summary": counts,
                "rejects": rejects.read_text(errors="surrogateescape"), "decisions": done.stdout}

    def check(self, seed):
        draw = random.Random(seed)
        path = self.write("g.mgl", guideline(draw))
        while mgl("--quiet", "lint", "--level", "L0603=warning", path).returncode != 0:
            path = self.write("g.mgl", guideline(draw))
        files = [self.write(f"{number}.csv", text_of(draw)) for number in range(draw.choice([1, 1, 2]))]
        arguments = [path, *files, "--as-of", "2026-03-01", *draw.choice(LAYOUTS)]
        expected = self.ran(arguments, 1, {"MGL_BATCH": "rows"})
        for threads in (1, 3):
            found = self.ran(arguments, threads, None)
            self.assertEqual(set(expected), set(found), f"{threads} threads")
            for what in expected:
                self.assertEqual(expected[what], found[what], f"{what}, {threads} threads")
        return "decisions" in expected and expected["summary"]["cases"] > 0

    def test_random_files(self):
        seeds = [os.environ["MGL_SEED"]] if "MGL_SEED" in os.environ else [f"seed {i}" for i in range(ROUNDS)]
        decided = 0
        for seed in seeds:
            with self.subTest(replay=f'MGL_SEED="{seed}"'):
                decided += self.check(seed)
        if "MGL_SEED" not in os.environ:
            self.assertGreater(decided, 0.6 * len(seeds))


if __name__ == "__main__":
    main()
