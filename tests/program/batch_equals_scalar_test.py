"""Rows decided in blocks, of CSV and of NDJSON, against rows decided one by one (MGL_BATCH=rows): the same cells must give
the same bytes.

Random guidelines and cases; MGL_SEED replays one, MGL_ROUNDS runs more."""

import csv
import io
import json
import os
import random

from program import SOURCE, ProgramTest, main, mgl
from random_guidelines import CELLS, cases, guideline

ROUNDS = int(os.environ.get("MGL_ROUNDS", "25"))
ROWS = 2500  # several blocks
SIMD_LEVELS = ["", "avx512", "avx2", "sse4", "portable"]  # "": the machine's
LAYOUTS = [[], ["--columns", "id,rules", "--cells", "short"], ["--columns", "ask"], ["--columns", "id,scope,rechecks,warnings"],
           ["--strict"], ["--columns", "rules"], ["--format", "ndjson"], ["--format", "ndjson", "--columns", "results,rules"],
           ["--columns", "results,rechecks"], ["--unit", "n0=mmol/L", "--unit", "n4=mg/dL"],
           ["--unit", "n0=mg/dL", "--unit", "n1=months", "--strict"],
           ["--missing", "999", "--missing", "not asked", "--missing", "1.2"], ["--decimal-comma"],
           ["--date-format", "dmy", "--unit", "furlong=mg/dL"], ["--date-format", "mdy", "--missing", "2026-01-01", "--decimal-comma"]]


class BatchEqualsScalarTest(ProgramTest):
    def check(self, seed):
        draw = random.Random(seed)
        path = self.write("g.mgl", guideline(draw))
        if mgl("--quiet", "lint", "--level", "L0603=warning", path).returncode != 0:
            return False
        rows = cases(draw, ROWS)
        # Three rounds in four hold nothing that CSV must quote: then all rows are decided in blocks.
        seed_is_plain = draw.random() < 0.75
        for row in rows:
            if not seed_is_plain and draw.random() < 0.02:
                row["n3"] = draw.choice(["1,5", 'a "b"'])
        table = io.StringIO()
        writer = csv.DictWriter(table, fieldnames=["id", *CELLS], lineterminator="\n" if seed_is_plain else draw.choice(["\n", "\r\n"]))
        writer.writeheader()
        writer.writerows(rows)
        as_csv = self.write("cases.csv", table.getvalue())
        as_ndjson = self.write("cases.ndjson", "".join(json.dumps(row) + "\n" for row in rows))
        layout = draw.choice(LAYOUTS)
        expected = self.ran(path, as_ndjson, 1, layout, {"MGL_BATCH": "rows"})
        for file, threads in [(as_csv, 1), (as_csv, 3), (as_ndjson, 1), (as_ndjson, 3)]:
            level = draw.choice(SIMD_LEVELS)
            found = self.ran(path, file, threads, layout, {"MGL_SIMD": level} if level else None)
            self.assertEqual(found[1:], expected[1:], (file, level))
            self.assertEqual(found[0], expected[0], (file, level))
        return True

    def test_threads(self):
        """Many parts, whatever the number of threads."""
        draw = random.Random("threads")
        path = self.write("g.mgl", guideline(draw))
        while mgl("--quiet", "lint", "--level", "L0603=warning", path).returncode != 0:
            path = self.write("g.mgl", guideline(draw))
        rows = cases(draw, ROWS)
        table = io.StringIO()
        writer = csv.DictWriter(table, fieldnames=["id", *CELLS], lineterminator="\n")
        writer.writeheader()
        for turn in range(16):
            writer.writerows({**row, "id": f"{turn}-{row['id']}"} for row in rows)
        file = self.write("cases.csv", table.getvalue())
        expected = self.ran(path, file, 1, [], {"MGL_BATCH": "rows"})
        for threads in range(1, 9):
            self.assertEqual(self.ran(path, file, threads, []), expected, f"{threads} threads")

    def ran(self, path, file, threads, layout, environment=None):
        """Decisions, summary, whether ids repeat."""
        done = mgl("run", path, file, "--as-of", "2026-03-01", "--threads", threads, "--summary", self.folder / "s.json",
                   *layout, environment=environment)
        self.assertIn(done.returncode, [0, 3], done.stderr)
        summary = json.loads((self.folder / "s.json").read_text())
        for name in ["seconds", "cases_per_second"]:
            del summary[name]
        for fact in summary["facts"].values():
            for problem in fact.get("problems", []):
                del problem["first"]  # a file and a line
        return done.stdout, summary, "ids repeat" in done.stderr

    def test_random_guidelines(self):
        seeds = [os.environ["MGL_SEED"]] if "MGL_SEED" in os.environ else [f"seed {i}" for i in range(ROUNDS)]
        used = 0
        for seed in seeds:
            with self.subTest(replay=f'MGL_SEED="{seed}"'):
                used += self.check(seed)
        self.assertGreater(used, 0.6 * len(seeds))

    def test_the_guidelines(self):
        for path in sorted(SOURCE.glob("guidelines/*/*.mgl")):
            names = self.output("facts", path, "--format", "csv-header").strip().split(",")
            draw = random.Random(path.name)
            pool = sorted({cell for cells in CELLS.values() for cell in cells})
            rows = [{name: draw.choice(pool) if name != "id" else f"p{i}" for name in names} for i in range(ROWS)]
            table = io.StringIO()
            writer = csv.DictWriter(table, fieldnames=names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            files = [self.write("c.csv", table.getvalue()),
                     self.write("c.ndjson", "".join(json.dumps(row) + "\n" for row in rows))]
            one_by_one = mgl("run", path, files[0], "--as-of", "2026-03-01", environment={"MGL_BATCH": "rows"})
            self.assertIn(one_by_one.returncode, [0, 3], one_by_one.stderr)
            self.assertGreater(one_by_one.stdout.count("\n"), 1, path)
            for file in files:
                in_blocks = mgl("run", path, file, "--as-of", "2026-03-01")
                self.assertEqual((in_blocks.returncode, in_blocks.stdout), (one_by_one.returncode, one_by_one.stdout), path)


if __name__ == "__main__":
    main()
