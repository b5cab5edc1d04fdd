"""Guidelines of several files, as those who keep a local version know them: `adapts`, the lock, `mgl adapt`, `fmt --flatten`."""

import json
import os
import unittest

from program import GUIDELINE, ProgramTest, main, mgl

NATIONAL = """guideline national "National"
  language mgl 1
  version 1.0.0
  status draft
  applies when age >= 18 years
fact age "Age" in whole years
fact ill "Ill" is yes/no
fact weak "Weak" is yes/no
rule rest "Rest"
  when ill
  then note "Rest"
rule drink "Drink"
  when ill
  then note "Drink"
example "ill"
  given age 40 years, ill yes, weak yes
  expect rest yes, drink yes
"""
HOSPITAL = """guideline hospital "Hospital"
  language mgl 1
  version 0.1.0
  status draft
  adapts "../national/national.mgl" at version 1.0.0
change rule rest because "the strong need none"
  also when weak
"""


class AdaptTest(ProgramTest):
    def setUp(self):
        super().setUp()
        for folder in ["national", "hospital"]:
            (self.folder / folder).mkdir()
        self.national = self.write("national/national.mgl", NATIONAL)
        self.hospital = self.write("hospital/hospital.mgl", HOSPITAL)
        self.lock = self.folder / "hospital/hospital.lock.yaml"

    def codes(self, path):
        found = json.loads(mgl("lint", "--format", "json", path).stdout)
        return sorted(finding["code"] for finding in found["diagnostics"]) if isinstance(found, dict) else sorted(
            finding["code"] for finding in found)

    def test_a_version_up_is_three_commands(self):
        done = mgl("lint", self.hospital)
        self.assertIn("error[L0553]: there is no lock", done.stdout)
        self.assert_exit(done, 1)
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        self.assertNotIn("L0553", mgl("lint", self.hospital).stdout)
        self.assert_exit(mgl("adapt", "status", self.hospital), 0)
        self.write("national/national.mgl", NATIONAL.replace("1.0.0", "1.1.0").replace(
            '  when ill\n  then note "Rest"', '  when ill or weak\n  then note "Rest"').replace("when ill\n  then note \"D", "when ill or weak\n  then note \"D"))
        moved = mgl("lint", self.hospital)
        self.assertIn("error[L0443]", moved.stdout)
        status = mgl("adapt", "status", self.hospital)
        self.assert_exit(status, 1)
        self.assertIn("to decide: rule rest is changed here, and changed upstream since", status.stdout)
        for text in ["when ill\n", "when ill or weak\n", "also when weak\n"]:
            self.assertIn(text, status.stdout)
        self.assertIn("changed upstream, and so here:\n  rule drink\n", status.stdout)
        self.assert_exit(mgl("adapt", "pin", self.hospital), 2)  # it has moved, and its version is another
        self.assert_exit(mgl("adapt", "update", self.hospital), 0)
        self.assertEqual(self.hospital.read_text(), HOSPITAL.replace("at version 1.0.0", "at version 1.1.0"))
        self.assert_exit(mgl("adapt", "status", self.hospital), 0)
        self.assert_exit(mgl("test", self.hospital), 0)
        self.assertNotIn("error", mgl("lint", self.hospital).stdout.split("checked")[0])

    def test_upstream_that_changed_without_a_version(self):
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        self.write("national/national.mgl", NATIONAL.replace('then note "Rest"', 'then note "Rest well"'))
        done = mgl("lint", self.hospital)
        self.assertIn("error[L0553]: upstream has changed since it was pinned", done.stdout)
        self.assertIn("warning[L0554]: `rule rest` is changed here, and upstream has changed it since", done.stdout)
        found = json.loads(mgl("adapt", "status", "--format", "json", self.hospital).stdout)
        self.assertEqual([decide["declaration"] for decide in found["to_decide"]], ["rule rest"])
        self.assertIn('"Rest well"', found["to_decide"][0]["upstream_now"])
        refused = mgl("adapt", "pin", self.hospital)
        self.assert_exit(refused, 2)
        self.assertIn("mgl adapt update", refused.stderr)

    def test_a_chain_of_three(self):
        ward = self.write("hospital/ward.mgl", HOSPITAL.replace("hospital", "ward").replace(
            "../national/national.mgl", "hospital.mgl").replace("1.0.0", "0.1.0").split("change")[0] +
            'change rule drink because "on the ward a nurse does"\n  then note "Offer a drink"\n')
        flat = self.write("flat.mgl", self.output("fmt", "--flatten", ward))
        cases = self.write("cases.csv", "id,age,ill,weak\na,40,yes,yes\nb,40,yes,no\nc,40,,yes\nd,12,yes,yes\ne,,yes,yes\n")
        arguments = ["--as-of", "2026-03-01"]
        decided = self.output("run", ward, cases, *arguments)
        self.assertEqual(decided, self.output("run", flat, cases, *arguments))
        self.assertIn("a,in,yes,yes", decided)
        self.assertIn("b,in,no,yes", decided)
        explained = self.output("explain", ward, cases, "--row", "a", *arguments) if "--row" in mgl("explain", "--help").stdout else ""
        self.assertNotIn("Drink,", explained)
        self.assert_exit(mgl("test", ward), 0)

    def test_files_stay_in_the_project(self):
        secret = self.write("secret.mgl", NATIONAL)
        project = self.folder / "project"
        project.mkdir()
        (project / "mgl.yaml").write_text("")
        path = project / "a.mgl"
        path.write_text(HOSPITAL.replace("../national/national.mgl", "../secret.mgl"))
        done = mgl("lint", path)
        self.assert_exit(done, 1)
        self.assertIn("error[L0440]: `", done.stdout)
        self.assertIn("lies outside of the project", done.stdout)
        os.symlink(secret, project / "link.mgl")
        path.write_text(HOSPITAL.replace("../national/national.mgl", "link.mgl"))
        self.assertIn("lies outside of the project", mgl("lint", path).stdout)
        allowed = mgl("lint", path, environment={"MGL_FOLDERS": str(self.folder)})
        self.assertNotIn("lies outside", allowed.stdout)
        path.write_text(HOSPITAL.replace("../national/national.mgl", "/etc/passwd"))
        self.assertIn("is no path as seen from this file", mgl("lint", path).stdout)
        path.write_text(HOSPITAL.replace("../national/national.mgl", "missing.mgl"))
        self.assertIn("missing.mgl`: No such file or directory", mgl("lint", path).stdout)
        os.mkfifo(project / "pipe.mgl")
        path.write_text(HOSPITAL.replace("../national/national.mgl", "pipe.mgl"))
        self.assertIn("L0440", mgl("lint", path).stdout)

    def test_every_command_reads_several_files(self):
        case = self.write("case.yaml", "age: 40\nill: yes\nweak: no\n")
        explained = self.output("explain", self.hospital, case)
        self.assertIn("[of national]", explained)
        self.assertIn("Rest: does not apply\n    [of national; changed by hospital: the strong need none]\n", explained.replace(" (rest)", ""))
        for command in ["facts", "graph"]:
            self.assertIn("weak", self.output(command, self.hospital))
        self.assertIn("rest", self.output("trace", self.hospital))
        graph = self.output("graph", self.hospital)
        self.assertIn("# of national (level 1): age, ill, weak, rest, drink\n# changed: rest\n", graph)
        self.assertIn("of national, changed", self.output("graph", "--format", "mermaid", self.hospital))
        rest = next(item for item in json.loads(self.output("graph", "--format", "json", self.hospital))["outcomes"] if item["name"] == "rest")
        self.assertEqual((rest["file"], rest["level"], rest["changed"]), ("national", 1, ["hospital: the strong need none"]))
        self.assertIn("    of: national\n", self.output("facts", self.hospital))

    def test_what_is_no_local_version(self):
        done = mgl("adapt", "pin", GUIDELINE)
        self.assert_exit(done, 2)
        self.assertIn("adapts no other guideline", done.stderr)
        self.assert_exit(mgl("adapt", "status", self.hospital), 2)  # no lock
        self.lock.write_text("no: lock\n")
        self.assertIn("it is no lock", mgl("adapt", "status", self.hospital).stderr)
        self.lock.write_text("a: [\n")
        self.assertIn("hospital.lock.yaml: line", mgl("adapt", "status", self.hospital).stderr)
        self.assertIn("error[L0553]", mgl("lint", self.hospital).stdout)

    def test_fixes_go_into_the_own_file_alone(self):
        self.write("national/national.mgl", NATIONAL + 'accept L0501 because "nobody"\n')
        self.write("hospital/hospital.mgl", HOSPITAL + 'accept L0502 because "nobody"\n')
        mgl("lint", "--fix", self.hospital)
        self.assertNotIn("L0502", self.hospital.read_text())
        self.assertIn("L0501", self.national.read_text())


if __name__ == "__main__":
    main()
