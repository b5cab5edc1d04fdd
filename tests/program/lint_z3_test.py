"""Z3, where it is there, decides what hangs on numbers of several facts together; where it is not, the program says so."""

import json

from program import ProgramTest, main, mgl

TEXT = '''\
guideline small "Small"
  language mgl 1
  version 1.0
  status draft
  grading none
source "S"
fact total "Leucocytes" in 10*9/L
  plausible 0 to 500 10*9/L
fact neutrophils "Neutrophils" in 10*9/L
  plausible 0 to 500 10*9/L
fact bands "Bands" in 10*9/L
  plausible 0 to 500 10*9/L
rule many "Many"
  when neutrophils + bands > total and total - bands > neutrophils + 1 10*9/L
  then note "Many"
rule share "Share"
  when neutrophils / total > 0.7 and total > 2 * neutrophils
  then note "Share"
rule fits "Fits"
  when neutrophils + 2 * bands = total and total - neutrophils = 3 10*9/L and bands * 2 > 2.5 10*9/L
  then note "Fits"
'''


RULES = [13, 16, 19]  # the lines on which they begin


class Z3Test(ProgramTest):
    def found(self, environment=None):
        """What is found of each rule: the code, the message and what to do."""
        path = self.write("g.mgl", TEXT)
        done = mgl("lint", "--no-config", "--info", "--format", "json", path, environment=environment)
        self.assert_exit(done, 0)
        return {f["line"]: (f["code"], f["message"], f["help"]) for f in json.loads(done.stdout)
                if f["line"] in RULES and f["code"] in ("L0601", "L0690")}

    def without_z3(self):
        """What is loaded in its place is no library."""
        self.write("libz3.so.4", "no library")
        return self.found({"LD_LIBRARY_PATH": str(self.folder)})

    def test_without_it_the_program_says_so(self):
        found = self.without_z3()
        self.assertEqual({line: code for line, (code, *_) in found.items()}, dict.fromkeys(RULES, "L0690"))
        for line, (_, message, help_) in found.items():
            self.assertNotIn("Z3", message, line)
            self.assertRegex(help_, "Z3, which decides more of such questions", line)

    def test_with_it_they_are_decided(self):
        if "install Z3" not in self.without_z3()[13][2]:
            self.skipTest("built without libz3-dev")
        found = self.found()
        if found[13][2].startswith("install Z3"):
            self.skipTest("no libz3-4")
        self.assertEqual({line: code for line, (code, *_) in found.items()}, {13: "L0601", 16: "L0601"})


if __name__ == "__main__":
    main()
