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
DECISIONS = "id,r\na,yes\n"
MARK = b"\xef\xbb\xbf"


class EdgeInputTest(ProgramTest):
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
            (["lint", wide], b"warning[L0501]", "its reader is gone"),
            (["lint", "--format", "json", wide], b"[", "its reader is gone"),
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

    def test_folders(self):
        for arguments in [["lint", self.folder], ["fmt", self.folder], ["run", self.folder, self.cases],
                          ["run", self.guideline, self.folder]]:
            self.assert_unusable(mgl(*arguments), "is a directory")

    def test_one_file_that_cannot_be_used_among_others(self):
        done = mgl("lint", self.guideline, self.folder / "no.mgl", self.guideline)
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
