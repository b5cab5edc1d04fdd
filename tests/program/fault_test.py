"""Every allocation, open, read, write, close, rename and thread of a run fails in turn: either the run does not need it and
says the same, or it ends with a clear error and leaves no wrong or half file behind.

Of the allocations only some hundred are tried, spread over the run; MGL_FAULTS=all tries each of them (50,000 of the large
run, which has millions), in half an hour."""

import os
import random
import subprocess
import unittest

from program import MGL, SOURCE, ProgramTest, main

LIBRARY = os.environ.get("MGL_FAULT_LIBRARY", "")
MOST_ALLOCATIONS = 50_000 if os.environ.get("MGL_FAULTS") == "all" else 120  # of a run
BEFORE_MAIN = 10  # allocations that libraries may need before the program begins: who fails one cannot say so
GUIDELINE = SOURCE / "guidelines/cha2ds2_vasc/cha2ds2_vasc.mgl"
HEADER = "id,age,sex,heart_failure,hypertension,diabetes,stroke,vascular_disease"


def cohort(rows):
    draw = random.Random(3)
    lines = [HEADER]
    for i in range(rows):
        truths = ",".join(draw.choice(["yes", "no", "", "maybe"][:3 if i % 50 else 4]) for _ in range(5))
        lines.append(f"p{i},{draw.choice(['64', '75', '<65', ''])},{draw.choice(['female', 'male', ''])},{truths}")
    return "\n".join(lines) + "\n"


@unittest.skipUnless(LIBRARY, "no library that makes calls fail (sanitizers have their own)")
class FaultTest(ProgramTest):
    def run_mgl(self, arguments, **faults):
        environment = {**os.environ, "LD_PRELOAD": LIBRARY, **faults}
        return subprocess.run([MGL, "run", *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)

    def outputs(self, folder):
        return {path.name: path.read_text() for path in sorted(folder.iterdir()) if not path.name.endswith(".run.json")}

    def each_fails(self, name, cases, *options):
        folder = self.folder / name
        folder.mkdir()
        out, rejects = folder / "out.csv", folder / "rejects.csv"
        arguments = [GUIDELINE, cases, "-o", out, "--rejects", rejects, "--as-of", "2026-03-01", *options]
        counts_file = self.folder / f"{name}.counts"
        done = self.run_mgl(arguments, MGL_FAULT_COUNTS=str(counts_file))
        self.assertIn(done.returncode, [0, 3], done.stderr)
        expected, expected_code = self.outputs(folder), done.returncode
        counts = dict(line.split() for line in counts_file.read_text().splitlines())
        for kind in ["allocate", "open", "read", "write", "close", "rename"]:
            self.assertGreater(int(counts[kind]), 0, f"no call to {kind} was seen: nothing of it would be tested")
        tried = harmless = 0
        for kind, count in counts.items():
            numbers = range(1, int(count) + 1)
            if kind == "allocate" and len(numbers) > MOST_ALLOCATIONS:
                numbers = sorted(random.Random(name).sample(numbers, MOST_ALLOCATIONS))
            for number in numbers:
                for path in folder.iterdir():
                    path.unlink()
                out.write_text("old\n")
                with self.subTest(kind=kind, number=number, run=name):
                    done = self.run_mgl(arguments, MGL_FAULT_KIND=kind, MGL_FAULT_AT=str(number))
                    tried += 1
                    found = self.outputs(folder)
                    if done.returncode == expected_code:
                        self.assertEqual(found, expected)
                        harmless += 1
                        continue
                    if done.returncode == -6 and kind == "allocate":  # libraries end the program: nothing is written yet
                        self.assertTrue(number <= BEFORE_MAIN or "failed to register TLS destructor" in done.stderr, done.stderr)
                        self.assertEqual(found, {"out.csv": "old\n"})
                        continue
                    self.assertEqual(done.returncode, 2, done.stderr)
                    self.assertIn("mgl", done.stderr)
                    self.assertEqual([part for part in found if part.endswith(".part")], [])
                    if kind != "rename" or number == 1:  # all outputs get their names, or none does
                        self.assertEqual(found, {"out.csv": "old\n"})
                        continue
                    self.assertIn(f"already replaced: `{out}`", done.stderr)
                    self.assertEqual(found.pop("out.csv"), expected["out.csv"])
                    self.assertEqual("rejects.csv" in found, f"`{rejects}`" in done.stderr.split("already replaced")[1])
                    self.assertEqual(found.pop("rejects.csv", expected["rejects.csv"]), expected["rejects.csv"])
                    self.assertEqual(found, {})
        print(f"{name}: {tried} faults, {harmless} without consequence")
        self.assertLess(harmless, tried)

    def test_rows_one_by_one(self):
        self.each_fails("small", self.write("small.csv", cohort(40)))

    def test_blocks_and_threads(self):
        self.each_fails("large", self.write("large.csv", cohort(12000)), "--threads", "2")

    def test_ndjson(self):
        rows = "".join(f'{{"id": "p{i}", "age": {60 + i}, "stroke": "yes"}}\n' for i in range(30)) + "{\n"
        self.each_fails("ndjson", self.write("cases.ndjson", rows), "--format", "ndjson")


if __name__ == "__main__":
    main()
