"""`mgl new`: what it writes is a guideline with which one can begin at once, and nothing is lost."""

import os
import pathlib
import re
import subprocess

from program import MGL, ProgramTest, main, records


class NewTest(ProgramTest):
    def shell(self, line, code=0):
        path = f"{pathlib.Path(MGL).resolve().parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(["bash", "-c", line], cwd=self.folder, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def test_it_works_as_it_says(self):
        said = self.shell("mgl new fever").stdout
        self.assertTrue(said.startswith("fever.mgl is a small guideline that works"))
        lines = re.findall(r"^  (.*)$", said, flags=re.MULTILINE)
        self.assertEqual([line.split()[:2] for line in lines],
                         [["mgl", "lint"], ["mgl", "test"], ["mgl", "facts"], ["echo", '"anna,60,3.4,yes"'], ["mgl", "run"]])
        printed = [self.shell(line).stdout for line in lines]
        self.assertIn("1 file checked: 0 errors, 0 warnings, 1 info", printed[0])
        self.assertIn("4 examples: 4 passed", printed[1])
        self.assertEqual([(row["id"], row["show_clinician"]) for row in records(printed[4])], [("anna", "yes")])

    def test_only_a_draft_is_left_to_do(self):
        self.shell("mgl new fever")
        self.assertEqual(re.findall(r"^.*\[L\d+\].*$", self.shell("mgl lint --info fever.mgl").stdout, flags=re.MULTILINE),
                         ["fever.mgl:3:11: info[L0510]: the guideline does not say: `reviewer`, `review by`, `licence`"])
        self.shell("mgl fmt --check fever.mgl")
        self.assertIn('guideline fever "Low potassium: an example, not for the care of patients"',
                      (self.folder / "fever.mgl").read_text())
        for row in ("yes", "no", "unknown"):
            self.assertIn(f"expect show_clinician {row}", (self.folder / "fever.mgl").read_text())

    def test_nothing_is_overwritten(self):
        self.write("fever.mgl", "mine")
        (self.folder / "cold.mgl").mkdir()
        (self.folder / "link.mgl").symlink_to("nowhere")
        for name in ("fever", "cold", "link"):
            done = self.shell(f"mgl new {name}", code=2)
            self.assertEqual((done.stdout, done.stderr), ("", f"mgl new: {name}.mgl is there already and stays as it is\n"
                                                              "  choose another name, or move it away\n"))
        self.assertEqual((self.folder / "fever.mgl").read_text(), "mine")
        self.assertFalse((self.folder / "nowhere").exists())

    def test_names_that_are_none(self):
        for name, better in (("Fever", "fever"), ("fever in children", "fever_in_children"), ("fever.mgl", "fever"),
                             ("a/b", "b"), ("../x", "x"), ("2nd line", "nd_line"), ("rule", "rule_guideline"),
                             ("when", "when_guideline"), ("fièvre", "fievre"), ("schwäche", "schwaeche"), ("", "my_guideline"), ("7", "my_guideline"),
                             ("_", "my_guideline"), ("a__b", "a_b")):
            done = self.shell(f"mgl new -- '{name}'", code=2)
            self.assertEqual(done.stdout, "")
            self.assertIn(f"mgl new: `{name}` is no name for a guideline", done.stderr)
            self.assertIn(f"  write `mgl new {better}`, which writes {better}.mgl\n", done.stderr)
            self.shell(f"mgl new {better}; rm {better}.mgl")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_names_of_its_own_parts(self):
        for name in ("age", "low_potassium", "show_clinician", "adult"):
            self.shell(f"mgl new {name}")
            self.assertIn("4 passed", self.shell(f"mgl test {name}.mgl").stdout)

    def test_quiet(self):
        self.assertEqual(self.shell("mgl new fever --quiet").stdout, "")
        self.assertTrue((self.folder / "fever.mgl").exists())


if __name__ == "__main__":
    main()
