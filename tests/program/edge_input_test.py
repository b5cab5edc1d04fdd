"""Files as they come: pipes, missing files, folders, other encodings and line ends. Each gets a clear answer."""

import os
import subprocess
import threading

from program import MGL, ProgramTest, main, mgl

GUIDELINE = """guideline small "Small"
  language mgl 1
  version 1.0.0
  status draft

fact x "X" is number

rule r "R"
  when x > 1
  then note "n"
"""
CASES = "id,x\na,2\n"
# Every command that reads a guideline; `{g}` is the guideline, `{c}` the cases.
COMMANDS = {
    "lint": ["lint", "{g}"],
    "run": ["run", "{g}", "{c}", "--as-of", "2026-03-01"],
    "explain": ["explain", "{g}", "{c}", "--id", "a", "--as-of", "2026-03-01"],
    "explain all": ["explain", "{g}", "{c}", "--all", "--as-of", "2026-03-01"],
    "test": ["test", "{g}", "--coverage"],
    "sensitivity": ["sensitivity", "{g}", "{c}", "--as-of", "2026-03-01"],
    "trace": ["trace", "{g}"],
    "graph": ["graph", "{g}"],
    "facts": ["facts", "{g}"],
    "ask": ["ask", "{g}", "--as-of", "2026-03-01"],
}
DECISIONS = "id,r\na,yes\n"
MARK = b"\xef\xbb\xbf"


class EdgeInputTest(ProgramTest):
    def each_command(self, guideline, cases, stdin=b""):
        """(name, what came of it) of every command with these files."""
        return [(name, mgl(*[word.format(g=guideline, c=cases) for word in words], stdin=stdin))
                for name, words in COMMANDS.items()]

    def run_small(self, guideline, cases, stdin=b"", code=0):
        done = mgl("--quiet", "run", guideline, cases, "--columns", "id,rules", stdin=stdin)
        self.assert_exit(done, code)
        return done

    def assert_unusable(self, done, message):
        """One error, said by the command, and nothing on standard output but an empty summary."""
        self.assert_exit(done, 2)
        self.assertRegex(done.stderr.splitlines()[0], rf"^mgl \w+: .*{message}")
        self.assertIn(done.stdout, ["", "0 files checked: 0 errors, 0 warnings, 0 infos\n"])

    def setUp(self):
        super().setUp()
        self.guideline = self.write("g.mgl", GUIDELINE)
        self.cases = self.write("c.csv", CASES)

    def test_standard_input(self):
        self.assertEqual(self.run_small(self.guideline, "-", CASES.encode()).stdout, DECISIONS)
        self.assertEqual(self.run_small("-", self.cases, GUIDELINE.encode()).stdout, DECISIONS)
        self.assert_exit(mgl("lint", "-", stdin=GUIDELINE.encode()), 0)
        self.assertEqual(mgl("fmt", "-", stdin=GUIDELINE.encode()).stdout, GUIDELINE)

    def test_named_pipes(self):
        def feed(name, text):
            os.mkfifo(self.folder / name)
            threading.Thread(target=lambda: (self.folder / name).write_text(text)).start()
            return self.folder / name

        self.assertEqual(self.run_small(feed("g", GUIDELINE), feed("c", CASES)).stdout, DECISIONS)
        self.assert_exit(mgl("lint", feed("l", GUIDELINE)), 0)

    def test_a_pipe_whose_reader_goes_away(self):
        many = self.write("many.csv", "id,x\n" + "".join(f"{n},2\n" for n in range(200_000)))
        wide = self.write("wide.mgl", GUIDELINE + "".join(f"\nfact f{n} is yes/no\n" for n in range(9000)))
        for arguments, first, stderr in [
            (["run", self.guideline, many], b"id,scope,r,ask,warnings\n", ""),
            (["lint", wide], b"warning[L0501]", "nobody reads it any more"),
            (["lint", "--format", "json", wide], b"[", "nobody reads it any more"),
        ]:
            with self.subTest(arguments=arguments):
                running = subprocess.Popen([MGL, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                self.assertTrue(running.stdout.readline().startswith(first))
                running.stdout.close()
                errors = running.stderr.read().decode()
                running.stderr.close()
                self.assertEqual(running.wait(timeout=60), 2)
                self.assertIn(stderr, errors)
                self.assertEqual(errors if stderr == "" else "", "")
                self.assertLessEqual(len(errors.splitlines()), 1)

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            for arguments in [["run", "--quiet", self.guideline, self.cases], ["lint", self.guideline], ["fmt", "-"]]:
                done = subprocess.run([MGL, *map(str, arguments)], input=GUIDELINE.encode(), stdout=full,
                                      stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, 2, arguments)
                self.assertRegex(done.stderr.decode(), "could not be written|cannot write")

    def test_missing_files(self):
        missing = self.folder / "no.mgl"
        for arguments in [["lint", missing], ["fmt", missing], ["run", missing, self.cases], ["run", self.guideline, missing]]:
            self.assert_unusable(mgl(*arguments), "no.mgl`: No such file or directory")
        self.assert_unusable(mgl("lint", ""), "No such file")
        self.assertFalse(missing.exists())

    def test_a_guideline_that_cannot_be_read(self):
        for path, message in [(self.folder / "no.mgl", "cannot read `.*no.mgl`: No such file or directory"),
                              (self.folder, "is a directory")]:
            for name, done in self.each_command(path, self.cases):
                if name != "lint" or not path.is_dir():  # which takes all in it
                    self.assert_unusable(done, message)

    def test_a_guideline_that_is_none(self):
        for text, message in [(b"", "the file has no `guideline`"),
                              (GUIDELINE.replace('"R"', '"Größe"').encode("latin-1"), "the byte 0xF6 is no UTF-8 text"),
                              (GUIDELINE.encode("utf-16"), "no UTF-8 text"),
                              (GUIDELINE.replace("\n", "\r").encode(), "L0006"),
                              (GUIDELINE.replace('"R"', '"R\0"').encode(), "L0006")]:
            path = self.write("none.mgl", text)
            for name, done in self.each_command(path, self.cases):
                self.assert_exit(done, 1 if name == "lint" else 2)
                self.assertIn(message, done.stdout if name == "lint" else done.stderr)
                self.assertIn("none.mgl:", done.stdout + done.stderr)
                if name != "lint":
                    self.assertEqual(done.stdout, "")

    def test_cases_that_cannot_be_read(self):
        for path, message in [(self.folder / "no.csv", "no.csv`: No such file or directory"),
                              (self.folder, "is a directory"), (self.write("empty.csv", ""), "it is empty")]:
            for name in ["run", "explain", "explain all"]:
                words = [word.format(g=self.guideline, c=path) for word in COMMANDS[name]]
                self.assert_unusable(mgl(*words), message)

    def test_marks_and_line_ends_change_nothing(self):
        plain = {name: done.stdout for name, done in self.each_command(self.guideline, self.cases, b"2\n")}
        self.assertEqual(set(plain), set(COMMANDS))
        self.assertNotIn("", plain.values())
        self.assertIn("\na,in,yes", plain["run"])
        for text in [MARK + GUIDELINE.encode(), GUIDELINE.replace("\n", "\r\n").encode()]:
            self.guideline.write_bytes(text)
            for name, done in self.each_command(self.guideline, self.cases, b"2\n"):
                self.assertEqual(done.stdout, plain[name])

    def test_the_guideline_from_standard_input(self):
        for name, done in self.each_command(self.guideline, self.cases):
            if name != "ask":  # reads its answers there
                words = [word.format(g="-", c=self.cases) for word in COMMANDS[name]]
                piped = mgl(*words, stdin=GUIDELINE.encode())
                self.assertEqual(piped.returncode, done.returncode)
                self.assertEqual(piped.stdout.replace("<stdin>", "g.mgl"),
                                 done.stdout.replace(str(self.guideline), "g.mgl"))
        self.assert_exit(mgl("ask", "-", stdin=GUIDELINE.encode()), 2)

    def test_no_reader_and_no_room(self):
        for name in COMMANDS:
            words = [MGL] + [word.format(g=self.guideline, c=self.cases) for word in COMMANDS[name]]
            with self.subTest(command=name), open("/dev/full", "wb") as full:
                done = subprocess.run(words, input=b"2\n", stdout=full, stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr.decode(), "could not be written|cannot write")
            with self.subTest(command=name):
                reader, writer = os.pipe()
                os.close(reader)
                done = subprocess.run(words, input=b"2\n", stdout=writer, stderr=subprocess.PIPE)
                os.close(writer)
                self.assertEqual(done.returncode, 2)
                self.assertNotIn("terminate", done.stderr.decode())

    def test_folders(self):
        (self.folder / "empty").mkdir()
        self.assert_unusable(mgl("lint", self.folder / "empty"), "holds no guideline")
        for arguments in [["fmt", self.folder], ["run", self.folder, self.cases],
                          ["run", self.guideline, self.folder]]:
            self.assert_unusable(mgl(*arguments), "is a directory")

    def test_one_file_that_cannot_be_used_among_others(self):
        other = self.write("other.mgl", self.guideline.read_text())
        done = mgl("lint", self.guideline, self.folder / "no.mgl", other)
        self.assert_exit(done, 2)
        self.assertIn("2 files checked", done.stdout)

    def test_empty_files(self):
        empty = self.write("empty", "")
        done = mgl("lint", empty)
        self.assert_exit(done, 1)
        self.assertIn("the file has no `guideline`", done.stdout)
        self.assertIn("the file has no `guideline`", self.run_small(empty, self.cases, code=2).stderr)
        self.assert_unusable(mgl("run", self.guideline, empty), "it is empty")
        self.assert_unusable(mgl("run", self.guideline, "-"), "it is empty")
        self.assertEqual(mgl("fmt", "-").stdout, "")

    def test_text_that_is_not_utf_8(self):
        latin = self.write("latin.mgl", GUIDELINE.replace('"R"', '"Größe"').encode("latin-1"))
        for arguments, code in [(["lint", latin], 1), (["fmt", latin], 2), (["run", latin, self.cases], 2)]:
            done = mgl(*arguments)
            self.assert_exit(done, code)
            self.assertIn("the byte 0xF6 is no UTF-8 text", done.stdout + done.stderr)
            self.assertIn("latin.mgl:8:11", done.stdout + done.stderr)
            (done.stdout + done.stderr).encode("utf-8", "strict")  # what is shown is UTF-8 again
        self.assertIn(b"\xf6", latin.read_bytes())
        wide = self.write("wide.mgl", GUIDELINE.encode("utf-16"))
        self.assert_exit(mgl("lint", wide), 1)
        self.assertIn("no UTF-8 text", mgl("lint", wide).stdout)
        done = self.run_small(self.guideline, self.write("latin.csv", "id,x\nJörg,2\nb,2\n".encode("latin-1")), code=3)
        self.assertEqual(done.stdout, "id,r\nb,yes\n")
        self.assertIn("latin.csv:2, column 1: the text is not valid UTF-8", done.stderr)

    def test_line_ends_of_windows(self):
        windows = self.write("windows.mgl", GUIDELINE.replace("\n", "\r\n"))
        self.assert_exit(mgl("lint", windows), 0)
        self.assertEqual(mgl("--quiet", "lint", windows).stdout.replace("windows.mgl", "g.mgl"),
                         mgl("--quiet", "lint", self.guideline).stdout)
        cases = self.write("windows.csv", CASES.replace("\n", "\r\n"))
        self.assertEqual(self.run_small(windows, cases).stdout, DECISIONS)
        self.assert_exit(mgl("fmt", "--check", windows), 1)
        self.assert_exit(mgl("fmt", windows), 0)
        self.assertEqual(windows.read_text(), GUIDELINE)

    def test_line_ends_of_old_macs_are_an_error(self):
        done = mgl("lint", self.write("mac.mgl", GUIDELINE.replace("\n", "\r")))
        self.assert_exit(done, 1)
        self.assertIn("L0006", done.stdout)

    def test_a_byte_order_mark(self):
        marked = self.write("marked.mgl", MARK + GUIDELINE.encode())
        self.assertEqual(mgl("--quiet", "lint", marked).stdout.replace("marked.mgl", "g.mgl"),
                         mgl("--quiet", "lint", self.guideline).stdout)
        self.assertEqual(self.run_small(marked, self.write("marked.csv", MARK + CASES.encode())).stdout, DECISIONS)
        self.assertEqual(self.run_small(marked, "-", MARK + b'{"id": "a", "x": 2}\n').stdout, DECISIONS)
        self.assertEqual(mgl("fmt", "-", stdin=marked.read_bytes()).stdout, GUIDELINE)
        self.assert_exit(mgl("fmt", "--check", marked), 1)
        self.assert_exit(mgl("fmt", marked), 0)
        self.assertEqual(marked.read_bytes(), GUIDELINE.encode())

    def test_a_zero_byte(self):
        done = mgl("lint", self.write("zero.mgl", GUIDELINE.replace('"R"', '"R\0"')))
        self.assert_exit(done, 1)
        self.assertIn("L0006", done.stdout)
        self.assertNotIn("\0", done.stdout)


if __name__ == "__main__":
    main()
