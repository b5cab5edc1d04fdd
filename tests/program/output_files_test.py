"""No output replaces an input or another output, the outputs of a run appear together, and what cannot be written is told."""

import os
import resource
import signal
import subprocess
import time
import unittest

from program import AS_OF, HEADER, MGL, ProgramTest, main

TEXT = HEADER + """
fact x is yes/no

rule r
  when x is yes
  then note "n"
"""
CASES = "id,x\na,yes\nb,no\nc,maybe\n"


class OutputFilesTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.guideline = self.write("g.mgl", TEXT)
        self.cases = self.write("cases.csv", CASES)
        self.source = self.write("source.txt", "a line\n")
        os.symlink(self.cases, self.folder / "symbolic")
        os.link(self.cases, self.folder / "hard")
        self.before = self.state()

    def state(self):
        return {path.name: path.read_text() for path in self.folder.iterdir()}

    def inside(self, *arguments, **options):
        return subprocess.run([MGL, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=60, **options)

    def test_an_output_that_is_an_input_or_another_output(self):
        run = ["run", "g.mgl", "cases.csv", "--as-of", AS_OF]
        self.write("o.run.json", CASES)
        self.before = self.state()
        for arguments, told in [
            ([*run, "-o", "cases.csv"], "-o would overwrite its input: `cases.csv` and `cases.csv`"),
            ([*run, "-o", "./cases.csv"], "`./cases.csv` and `cases.csv` are the same file"),
            ([*run, "-o", self.cases], "-o would overwrite its input"),
            ([*run, "-o", "symbolic"], "`symbolic` and `cases.csv` are the same file"),
            ([*run, "-o", "hard"], "`hard` and `cases.csv` are the same file"),
            ([*run, "-o", "g.mgl"], "`g.mgl` and `g.mgl` are the same file"),
            ([*run, "--rejects", "hard"], "--rejects would overwrite its input"),
            ([*run, "--summary", "g.mgl"], "--summary would overwrite its input"),
            (["run", "g.mgl", "o.run.json", "-o", "o"], "the .run.json of -o would overwrite its input"),
            ([*run, "-o", "new", "--rejects", "./new"], "-o and --rejects would overwrite each other: `new` and `./new`"),
            ([*run, "--rejects", "new", "--summary", "new"], "--rejects and --summary would overwrite each other"),
            ([*run, "-o", "new", "--summary", "new.run.json"], "the .run.json of -o and --summary would overwrite each other"),
            (["ask", "g.mgl", "--save", "./g.mgl"], "--save would overwrite its input"),
            (["trace", "g.mgl", "-o", "g.mgl"], "-o would overwrite its input"),
            (["sensitivity", "g.mgl", "cases.csv", "-o", "hard"], "-o would overwrite its input"),
            (["sensitivity", "g.mgl", "cases.csv", "-o", "new", "--rejects", "new"], "-o and --rejects would overwrite each other"),
            (["trace", "g.mgl", "--source", "source.txt", "-o", "./source.txt"], "-o would overwrite its input"),
        ]:
            with self.subTest(arguments=arguments):
                done = self.inside(*arguments, stdin=subprocess.DEVNULL)
                self.assert_exit(done, 2)
                self.assertIn(told, done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertEqual(self.state(), self.before)

    def test_standard_input_and_output_that_are_files(self):
        with open(self.cases, "ab") as output:
            done = subprocess.run([MGL, "run", self.guideline, self.cases], stdout=output, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"standard output and", done.stderr)
        with open(self.cases, "rb") as cases:
            done = self.inside("run", "g.mgl", "-", "-o", "cases.csv", stdin=cases)
        self.assert_exit(done, 2)
        self.assertIn("`cases.csv` and standard input are the same file", done.stderr)
        self.assertEqual(self.state(), self.before)

    def test_pipes_and_devices_can_be_named_twice(self):
        done = self.inside("run", "g.mgl", "cases.csv", "-o", "/dev/null", "--rejects", "/dev/null", "--summary", "/dev/null")
        self.assert_exit(done, 0)
        self.assertIn("3 cases decided", done.stderr)
        done = self.inside("run", "g.mgl", "cases.csv", "--rejects", "-")
        self.assert_exit(done, 0)
        self.assertIn("file,line,column,id,reason", done.stdout)

    def test_all_outputs_or_none(self):
        names = {"-o": "out.csv", "--rejects": "rejects.csv", "--summary": "summary.json"}
        for broken in names:
            for target in ["/dev/full", "none/file"]:
                with self.subTest(broken=broken, target=target):
                    words = [word for option, name in names.items() for word in (option, target if option == broken else name)]
                    done = self.inside("run", "g.mgl", "cases.csv", *words)
                    self.assert_exit(done, 2)
                    self.assertIn(f"cannot write `{target}`", done.stderr)
                    self.assertEqual(self.state(), self.before)

    def test_closed_streams(self):
        rows = "id,x\n" + "".join(f"{n},{'yes' if n % 2 else 'no'}\n" for n in range(2000))
        self.write("many.csv", rows)
        run = f"{MGL} run g.mgl many.csv -o o.csv --rejects r.csv"
        self.inside("run", "g.mgl", "many.csv", "-o", "expected.csv")
        expected = (self.folder / "expected.csv").read_text()
        for closed in ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"]:
            with self.subTest(closed=closed):
                done = subprocess.run(["sh", "-c", f"{run} {closed}"], cwd=self.folder, capture_output=True, text=True)
                self.assert_exit(done, 0)
                self.assertEqual((self.folder / "o.csv").read_text(), expected)
                self.assertEqual(len((self.folder / "r.csv").read_text().splitlines()), 1)
        for command in ["run g.mgl - <&-", "run g.mgl cases.csv >&-", "lint - <&-", "facts g.mgl >&-", "--help >&-"]:
            with self.subTest(command=command):
                done = subprocess.run(["sh", "-c", f"{MGL} {command}"], cwd=self.folder, capture_output=True, text=True)
                self.assert_exit(done, 2)
                self.assertRegex(done.stderr, "cannot (read|write) `?(standard (in|out)put|-)`?: Bad file descriptor")

    def test_every_command_tells_that_the_disk_is_full(self):
        for words in [["lint", "--format", "json", "g.mgl"], ["fmt", "-"], ["run", "g.mgl", "cases.csv"], ["test", "g.mgl"], ["explain", "g.mgl", "cases.csv", "--all"],
                      ["trace", "g.mgl"], ["sensitivity", "g.mgl", "cases.csv"], ["graph", "g.mgl"], ["facts", "g.mgl"], ["units", "mg/dL"], ["completion", "bash"], ["manual"],
                      ["--help"], ["run", "--help"], ["--version"]]:
            with self.subTest(words=words), open("/dev/full", "wb") as full:
                done = subprocess.run([MGL, *words], cwd=self.folder, input=TEXT.encode(), stdout=full, stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(b"cannot write `standard output`: No space left on device", done.stderr)

    def test_signals_and_the_limit_of_a_file_leave_nothing(self):
        for number in [signal.SIGQUIT, signal.SIGXCPU, signal.SIGTERM]:
            with self.subTest(signal=number):
                running = subprocess.Popen([MGL, "run", self.guideline, "-", "-o", self.folder / "o.csv"], stdin=subprocess.PIPE,
                                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
                running.stdin.write(b"id,x\n" + b"a,yes\n" * 100_000)
                running.stdin.flush()
                until = time.monotonic() + 30
                while not list(self.folder.glob(".*.part")) and time.monotonic() < until:
                    time.sleep(0.01)
                self.assertNotEqual(list(self.folder.glob(".*.part")), [])
                running.send_signal(number)
                self.assertEqual(running.wait(timeout=30), -number)
                running.stdin.close()
                self.assertEqual(self.state(), self.before)
        self.write("many.csv", "id,x\n" + "a,yes\n" * 50_000)
        self.before = self.state()
        done = self.inside("run", "g.mgl", "many.csv", "-o", "o.csv",
                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)))
        self.assert_exit(done, 2)
        self.assertIn("cannot write `o.csv`: File too large", done.stderr)
        self.assertEqual(self.state(), self.before)


if __name__ == "__main__":
    main()
