"""`mgl lint` over folders and patterns, when it fails, and again after each change."""

import json
import os
import subprocess
import threading
import queue

from lint_formats_test import BROKEN, WARNED
from program import HEADER, MGL, ProgramTest, main, mgl

GOOD = WARNED + '  assumed because "a test"\n'


class FilesTest(ProgramTest):
    def linted(self, *names, code=0, cwd=None):
        done = subprocess.run([MGL, "lint", "--no-config", "--format", "sarif", *map(str, names)], capture_output=True,
                              cwd=cwd or self.folder)
        self.assertEqual(done.returncode, code, done.stderr)
        self.said = done.stderr.decode()
        return [artifact["location"]["uri"] for artifact in json.loads(done.stdout)["runs"][0]["artifacts"]]

    def make(self, *names):
        for name in names:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            self.write(name, GOOD)

    def test_a_folder_is_all_below_it_in_order(self):
        self.make("g/b.mgl", "g/a/z.mgl", "g/a/deep/er/x.mgl", "g/a.mgl", "g/.hidden.mgl", "g/.git/c.mgl", "g/readme.md", "other.mgl")
        below = ["g/a.mgl", "g/a/deep/er/x.mgl", "g/a/z.mgl", "g/b.mgl"]
        self.assertEqual(self.linted("g"), below)
        self.assertEqual(self.linted("g/"), below)
        self.assertEqual(self.linted("."), below + ["other.mgl"])
        self.assertEqual(self.linted("other.mgl", "g", "g/b.mgl"), ["other.mgl"] + below)  # each once
        self.assertEqual(self.linted(".", cwd=self.folder / "g/a"), ["deep/er/x.mgl", "z.mgl"])

    def test_patterns_that_no_shell_expanded(self):
        self.make("g/b.mgl", "g/a/z.mgl", "g/a/deep/x.mgl", "g/.git/c.mgl", "h/b.mgl", "g/b.txt")
        for pattern, found in [
            ("g/**/*.mgl", ["g/a/deep/x.mgl", "g/a/z.mgl", "g/b.mgl"]),
            ("**/b.mgl", ["g/b.mgl", "h/b.mgl"]),
            ("[gh]/*.mgl", ["g/b.mgl", "h/b.mgl"]),
            ("g/?.mgl", ["g/b.mgl"]),
            ("g/**", ["g/a/deep/x.mgl", "g/a/z.mgl", "g/b.mgl"]),
            ("*", ["g/a/deep/x.mgl", "g/a/z.mgl", "g/b.mgl", "h/b.mgl"]),
            ("g/*/x.mgl", None),
            ("g/*.txt", None),
        ]:
            with self.subTest(pattern=pattern):
                self.assertEqual(self.linted(pattern, code=0 if found else 2), found or [])
                self.assertEqual("no guideline matches" in self.said, not found)
        self.make("g/[b].mgl")  # a file of this name is no pattern
        self.assertEqual(self.linted("g/[b].mgl"), ["g/%5Bb%5D.mgl"])

    def test_links_do_not_lead_round(self):
        self.make("g/a/x.mgl")
        (self.folder / "g/a/loop").symlink_to(self.folder / "g")
        (self.folder / "g/y.mgl").symlink_to("a/x.mgl")
        self.assertEqual(self.linted("g"), ["g/a/x.mgl", "g/y.mgl"])
        (self.folder / "link").symlink_to("g")
        self.assertEqual(self.linted("link"), ["link/a/x.mgl", "link/y.mgl"])
        self.assertEqual(self.linted("g/**/x.mgl"), ["g/a/x.mgl"])
        (self.folder / "g/nowhere.mgl").symlink_to("no")
        self.assertEqual(self.linted("g", code=2), ["g/a/x.mgl", "g/y.mgl"])
        self.assertIn("nowhere.mgl", self.said)

    def test_what_cannot_be_used_is_said_and_the_rest_linted(self):
        self.make("a.mgl", "g/b.mgl")
        (self.folder / "empty").mkdir()
        (self.folder / "empty/notes.txt").write_text("none")
        os.mkfifo(self.folder / "empty/pipe.mgl")
        self.assertEqual(self.linted("a.mgl", "no.mgl", "empty", "g", code=2), ["a.mgl", "g/b.mgl"])
        self.assertIn("cannot read `no.mgl`", self.said)
        self.assertIn("`empty` holds no guideline", self.said)
        (self.folder / "g/no.mgl").mkdir()
        self.assertEqual(self.linted("g"), ["g/b.mgl"])

    def test_what_may_not_be_read(self):
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        self.make("g/a.mgl", "g/b/c.mgl", "g/d.mgl")
        (self.folder / "g/b").chmod(0)
        (self.folder / "g/d.mgl").chmod(0)
        self.addCleanup((self.folder / "g/b").chmod, 0o755)
        self.assertEqual(self.linted("g", code=2), ["g/a.mgl"])
        self.assertIn("cannot read the folder `g/b`", self.said)
        self.assertIn("cannot read `g/d.mgl`", self.said)

    def test_folders_too_deep(self):
        self.make("g/a.mgl", "g/" + "d/" * 66 + "b.mgl")
        self.assertEqual(self.linted("g", code=2), ["g/a.mgl"])
        self.assertIn("64 folders deep", self.said)

    def test_each_file_has_the_levels_of_its_folder(self):
        for name, level in [("a", "error"), ("b", "off")]:
            (self.folder / name).mkdir()
            self.write(f"{name}/g.mgl", WARNED)
            self.write(f"{name}/mgl.yaml", f"lint: {{levels: {{L0503: {level}}}}}\n")
        done = mgl("lint", "--format", "json", self.folder)
        self.assert_exit(done, 1)
        found = [(f["file"], f["level"]) for f in json.loads(done.stdout) if f["code"] == "L0503"]
        self.assertEqual(found, [(str(self.folder / "a/g.mgl"), "error")])

    def test_the_summary_counts_all_files(self):
        for name, text in [("a", BROKEN), ("b", WARNED), ("c", GOOD)]:
            self.write(f"{name}.mgl", text)
        done = mgl("lint", "--no-config", self.folder)
        self.assertIn("3 files checked: 1 error, 1 warning, ", done.stdout)

    def test_all_below_is_fixed_or_shown(self):
        (self.folder / "g").mkdir()
        self.write("a.mgl", GOOD.replace("100 kg", "100,5 kg"))
        self.write("g/b.mgl", GOOD.replace("100 kg", "100,5 kg"))
        done = mgl("lint", "--diff", self.folder)
        self.assert_exit(done, 1)
        self.assertEqual(done.stdout.count("+  when weight > 100.5 kg"), 2)
        self.assert_exit(mgl("lint", "--fix", self.folder), 0)
        self.assertIn("100.5", (self.folder / "g/b.mgl").read_text())


class FailOnTest(ProgramTest):
    def test_what_fails_is_shown(self):
        path = self.write("g.mgl", GOOD)
        self.assertNotIn("info[", mgl("lint", "--no-config", path).stdout)
        self.assertIn("info[", mgl("lint", "--no-config", "--fail-on", "info", path).stdout)

    def test_the_least_level_that_fails(self):
        texts = {"broken": BROKEN, "warned": WARNED, "noted": GOOD}
        for level, failing in [(None, ["broken"]), ("error", ["broken"]), ("warning", ["broken", "warned"]),
                               ("info", ["broken", "warned", "noted"]), ("never", [])]:
            for name, text in texts.items():
                options = ["--fail-on", level] if level else []
                done = mgl("lint", "--no-config", *options, self.write(f"{name}.mgl", text))
                with self.subTest(level=level, name=name):
                    self.assert_exit(done, 1 if name in failing else 0)
        self.assert_exit(mgl("lint", "--fail-on", "never", self.folder / "no.mgl"), 2)
        self.assert_exit(mgl("lint", "--fail-on", "warnings", self.folder), 2)


class WatchTest(ProgramTest):
    def start(self, *arguments):
        watching = subprocess.Popen([MGL, "lint", "--no-config", "--watch", "--format", "concise", *map(str, arguments)],
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(watching.communicate)
        self.addCleanup(watching.kill)
        self.rounds = queue.Queue()

        def read():
            for line in watching.stderr:
                self.rounds.put(line)

        threading.Thread(target=read, daemon=True).start()
        return watching

    def wait(self):
        """Until a report is whole."""
        said = []
        while not said or "waiting for a change" not in said[-1]:
            said.append(self.rounds.get(timeout=60))
        return "".join(said)

    def test_a_changed_file_that_is_used_is_linted_again(self):
        part = self.write("part.mgl", HEADER.replace("guideline g", "guideline part") + 'fact a "A" is yes/no\nthreshold old "Old" age above 60 years\nfact age "Age" in years\n')
        path = self.write("whole.mgl", HEADER + 'use old from "part.mgl"\nrule r "R" when old then note "x"\n')
        watching = self.start(path)
        self.wait()
        self.assertIn("whole.mgl", watching.stdout.readline())
        part.write_text(part.read_text().replace("threshold old", "threshold older"))
        self.wait()
        line = watching.stdout.readline()
        while "warning" in line:  # those of before
            line = watching.stdout.readline()
        self.assertRegex(line, r"whole\.mgl:6:5: error L0446: `part.mgl` declares no `old`")

    def test_a_changed_file_is_linted_again(self):
        path = self.write("a.mgl", BROKEN)
        watching = self.start(self.folder)
        self.wait()
        self.assertIn("error L0201", watching.stdout.readline())
        path.write_text(WARNED)
        self.wait()
        self.assertIn("warning L0503", watching.stdout.readline())
        self.write("b.mgl", BROKEN)  # one more
        self.wait()
        self.assertIn("a.mgl:11:6: warning L0503", watching.stdout.readline())
        self.assertIn("b.mgl:12:8: error L0201", watching.stdout.readline())
        path.unlink()
        self.wait()
        self.assertIn("b.mgl:12:8: error L0201", watching.stdout.readline())
        watching.send_signal(2)
        rest, _ = watching.communicate(timeout=60)
        self.assertEqual(rest, "")  # no report twice, and nothing that clears a screen
        self.assertIn(watching.returncode, (-2, 130))

    def test_a_file_that_is_not_there_yet(self):
        watching = self.start(self.folder / "a.mgl")
        self.assertIn("cannot read", self.wait())
        self.write("a.mgl", WARNED)
        self.wait()
        self.assertIn("warning L0503", watching.stdout.readline())

    def test_what_cannot_be_watched(self):
        for arguments in [["-"], ["--fix", "a.mgl"], ["--diff", "a.mgl"]]:
            self.assert_exit(mgl("lint", "--watch", *arguments), 2)


if __name__ == "__main__":
    main()
