"""The built program, for tests that use it as people do: run it, look at what it prints."""

import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("MGL_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
MGL = os.environ.get("MGL", str(SOURCE / "build/release/mgl"))
SHARED = pathlib.Path(os.environ.get("MGL_SHARED", SOURCE.parent / "shared"))
GUIDELINE = SOURCE / "guidelines/magnesium_cramps/magnesium_cramps.mgl"
EVERY_GUIDELINE = sorted(SOURCE.glob("guidelines/*/*.mgl"))
AS_OF = "2026-03-01"
HEADER = """guideline small "Small"
  language mgl 1
  version 1.0.0
  status draft
  grading none
"""


def mgl(*arguments, stdin=b"", environment=None):
    """Runs the program; stdout and stderr are decoded. Never raises for its exit code."""
    done = subprocess.run([MGL, *map(str, arguments)], input=stdin, capture_output=True, timeout=300,
                          env={**os.environ, **(environment or {})})
    done.stdout = done.stdout.decode("utf-8", "surrogateescape")
    done.stderr = done.stderr.decode("utf-8", "surrogateescape")
    return done


def records(text):
    """The records of a CSV, each by column."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def ndjson_records(text, **parsing):
    """The record of the run, which is the first line on standard output, and those of the cases."""
    first, *lines = [json.loads(line, **parsing) for line in text.splitlines()]
    assert list(first) == ["run"], first
    return first["run"], lines


class ProgramTest(unittest.TestCase):
    """Has a folder of its own that goes with the test."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._folder.name)
        self.addCleanup(self._folder.cleanup)

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def write_beside(self, guideline, name, text):
        """A text as another file in the folder of a guideline of the project, where it finds the files that it names."""
        if not (self.folder / "guidelines").exists():
            shutil.copytree(SOURCE / "guidelines", self.folder / "guidelines")
        return self.write(guideline.relative_to(SOURCE).parent / name, text)

    def assert_exit(self, done, code):
        self.assertEqual(done.returncode, code, done.stderr + done.stdout[:2000])

    def need(self, *tools):
        """Skips what follows in the test, or in its subTest, where one of these programs is absent."""
        absent = [tool for tool in tools if shutil.which(tool) is None]
        if absent:
            self.skipTest(f"no {', '.join(absent)}")

    def output(self, *arguments, **options):
        """What the program prints where it does its work: two that print nothing are not the same, they are wrong."""
        done = mgl(*arguments, **options)
        self.assert_exit(done, 0)
        self.assertNotEqual(done.stdout, "", arguments)
        return done.stdout


def main(needed=None):
    """Runs the file's tests; exits 77 where `needed` (a path) is absent, or nothing ran. Each test that did not run is a line
    `SKIPPED: TEST: WHY`, which tests/run_all counts and shows."""
    if needed is not None and not needed.exists():
        print(f"SKIPPED: {needed} is not there")
        sys.exit(77)
    result = unittest.main(verbosity=0, exit=False).result
    for test, why in result.skipped:
        print(f"SKIPPED: {test.id().split('.', 2)[-1]}: {why}")
    if result.wasSuccessful() and 0 < result.testsRun <= len(result.skipped):
        sys.exit(77)
    sys.exit(not result.wasSuccessful())
