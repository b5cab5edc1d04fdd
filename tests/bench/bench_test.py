"""The benchmark itself: mgl and the reference programs write the same bytes, and its one command works."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "program")]

import measure  # noqa: E402
import reference_programs  # noqa: E402
from program import AS_OF, MGL, ProgramTest, main, mgl  # noqa: E402

GUIDELINE = HERE / "cramps_protocol.mgl"


class BenchTest(ProgramTest):
    """Builds into MGL_BENCH_FOLDER, where the programs stay for the next time, or into a folder that goes."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.kept = pathlib.Path(os.environ.get("MGL_BENCH_FOLDER", temporary.name))
        cls.kept.mkdir(parents=True, exist_ok=True)

    def test_the_guideline_has_no_findings_and_its_layout(self):
        done = mgl("lint", GUIDELINE)
        self.assert_exit(done, 0)
        self.assertIn("0 errors, 0 warnings", done.stdout)
        self.assert_exit(mgl("fmt", "--check", GUIDELINE), 0)

    def test_mgl_writes_the_bytes_of_the_ordinary_program(self):
        generator = reference_programs.build("cohort_generator", self.kept)
        ordinary = reference_programs.build("ordinary_program", self.kept)
        expected, decided = self.folder / "expected.csv", self.folder / "decided.csv"
        made = {form: self.write(f"cases.{form}", subprocess.run([generator, "10000", form], check=True,
                                                                 capture_output=True).stdout)
                for form in ("csv", "ndjson")}
        subprocess.run([ordinary, made["csv"], expected], check=True)
        for cases in made.values():
            for threads in (1, 2):
                with self.subTest(cases=cases.name, threads=threads):
                    self.assert_exit(mgl("run", GUIDELINE, cases, "--cells", "short", "--columns", "id,rules", "--as-of",
                                         AS_OF, "--threads", threads, "-o", decided), 0)
                    self.assertTrue(expected.read_bytes() == decided.read_bytes(), "other bytes")

    def test_the_command_writes_its_table(self):
        for name in ("result.md", "result.json"):
            (self.kept / name).unlink(missing_ok=True)
        done = subprocess.run([HERE / "run", "--mgl", MGL, "--folder", self.kept, "--quick", "--rounds", "1", "--rows",
                               "1000"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.kept / "result.md").read_text(), done.stdout)
        result = json.loads((self.kept / "result.json").read_text())
        self.assertIs(result["outputs_identical"], True)
        for about in ("processor", "cores", "has", "memory_mib", "kernel", "compiler", "date", "mgl"):
            self.assertIn(about, result["machine"])
        compared = {row["compared_with"] for row in result["rows"]}
        self.assertLessEqual({"ordinary program", "mgl, 1 thread", "simdjson's parse rate", "wc -l", "read bandwidth, 1 thread"}, compared)
        self.assertIn("one case in process, as a table of one row, by libmgl", {row["what"] for row in result["rows"]})
        skipped = [note for note in result["notes"] if note.startswith("SKIPPED: ")]
        self.assertEqual([note for note in skipped if note not in done.stderr], [])
        self.assertTrue("expert program, 1 thread" in compared or any("expert program" in note for note in skipped))

    def test_other_bytes_are_noticed(self):
        def writer(text):
            return measure.Contender(text, ["sh", "-c", f"echo {text} >$0", measure.OUT])

        measure.alternate([writer("a"), writer("a ")], 2, self.folder)
        with self.assertRaisesRegex(measure.Failed, "round 1: b and a differ"):
            measure.alternate([writer("a"), writer("b")], 2, self.folder)
        with self.assertRaisesRegex(measure.Failed, "exit 3"):
            measure.alternate([measure.Contender("c", ["sh", "-c", "exit 3"])], 1, self.folder)

    def test_a_synthetic_guideline_of_any_size_can_be_run(self):
        def synthetic(*arguments):
            return subprocess.run([HERE / "synthetic_guideline.py", *arguments], check=True, capture_output=True).stdout

        cases = self.write("cases.csv", synthetic("cases", "--rows", "20"))
        for rules in (10, 100):
            guideline = self.write("g.mgl", synthetic("guideline", "--rules", str(rules)))
            self.assertIn("0 errors, 0 warnings", mgl("lint", guideline).stdout)
            self.assert_exit(mgl("fmt", "--check", guideline), 0)
            changed = self.write("changed.mgl", synthetic("changed", "--rules", str(rules)))
            said = mgl("diff", guideline, changed, "--as-of", AS_OF)
            self.assert_exit(said, 1)
            self.assertIn(f"{min(rules, 10)} rules decide differently" if rules > 10 else "decide", said.stdout)
            done = mgl("run", guideline, cases, "--columns", "id,rules")
            self.assert_exit(done, 0)
            self.assertEqual({line.count(",") for line in done.stdout.splitlines()}, {rules})


if __name__ == "__main__":
    main()
