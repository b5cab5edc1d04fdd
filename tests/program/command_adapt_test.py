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
# Each word in it that is no name could be made one elsewhere; its examples show what each is.
WORDS = """guideline national "National"
  language mgl 1
  version 1.0.0
  status draft
fact age "Age" in whole years
fact potassium_level "Potassium" in mmol/L of potassium
fact stage "Stage" is one of (low, moderate, severe) in order
fact sex "Sex" is one of (female "Female", male "Male")
threshold high "High" potassium_level above 20 mg/dL
define worse "Worse" as stage >= moderate
define man "Man" as sex is male
result level "Level"
  value mild when age < 40 years
  value strong otherwise
result risk "Risk" is one of (small, big) in order
  value big when high and man
  value small otherwise
table band "Band" of age
  row below 70 years gives young
  row at least 70 years gives old
medication drug "Drug"
  choose one of
  option tablet "Tablet"
  option drops "Drops"
rule treat "Treat"
  when worse and band is old
  then give tablet
example "old"
  given age 80 years, potassium_level 6 mmol/L, stage moderate, sex male
  expect high yes, worse yes, level strong, risk big, band old, treat yes
example "young"
  given age 30 years, potassium_level 5 mmol/L, stage low, sex female
  expect high no, worse no, level mild, risk small, band young, treat no
"""
DECLARATIONS = [
    'fact {} "New" is yes/no', 'fact {} "New" is date', 'fact {} "New" is one of (low, moderate, severe) in order',
    'define {} "New" as new_fact', 'threshold {} "New" new_number above 3', 'range {} "New" of new_number\n  line 1 to 2',
    'medication {} "New"\n  dose 1 mg once', 'medication new_one "New"\n  choose one of\n  option {} "New"\n  option other "Other"',
    'diet {} "New"\n  food nuts "Nuts" 1 serving per week', 'rule {} "New"\n  when new_fact\n  then note "new"', 'substance {}\n  molar mass 7 g/mol',
    'result {} "New" is number as 3', 'score {} "New"\n  item "a"\n    points 1 when new_fact', 'reference {} "New"',
    'result new_result "New"\n  value {} when new_fact\n  value something otherwise']


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
        self.assertIn("changed upstream, and so here: rule drink\n", status.stdout)
        self.assertIn('  upstream, then\n    rule drink "Drink"\n      when ill\n', status.stdout)
        self.assert_exit(mgl("adapt", "pin", self.hospital), 2)  # it has moved, and its version is another
        updated = mgl("adapt", "update", self.hospital)
        self.assert_exit(updated, 0)
        self.assertIn("  rule rest stays changed as it is here\n  rule drink is as upstream has it now\n", updated.stderr)
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

    def test_upstream_whose_header_changed(self):
        change = 'change guideline national because "from 16 here"\n  applies when age >= 16 years\n'
        for own, expected in [("", "changed upstream, and so here: guideline national\n"),
                              (change, "to decide: guideline national is changed here, and changed upstream since\n")]:
            self.write("national/national.mgl", NATIONAL)
            self.write("hospital/hospital.mgl", HOSPITAL + own)
            self.assert_exit(mgl("adapt", "update", self.hospital), 0)
            self.write("national/national.mgl", NATIONAL.replace("age >= 18", "age >= 12").replace("draft", "retired"))
            status = mgl("adapt", "status", self.hospital)
            self.assert_exit(status, 1)
            self.assertIn(expected, status.stdout)
            self.assertIn("national is retired", status.stdout)
            self.assertIn("      applies when age >= 18 years\n", status.stdout)
            found = mgl("lint", self.hospital).stdout
            self.assertIn("upstream has changed since it was pinned, and is retired now", found)
            self.assertEqual("warning[L0554]: `guideline national` is changed here" in found, bool(own))

    def test_upstream_without_a_version(self):
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        lock = self.lock.read_text()
        self.write("national/national.mgl", NATIONAL.replace("  version 1.0.0\n", ""))
        for action in ["pin", "update"]:
            done = mgl("adapt", action, self.hospital)
            self.assert_exit(done, 2)
            self.assertIn("has no `version`; nothing was written", done.stderr)
        self.assertEqual(self.hospital.read_text(), HOSPITAL)
        self.assertEqual(self.lock.read_text(), lock)
        self.assertIn("write `version 1.0.0` there", mgl("lint", self.hospital).stdout)

    def test_a_used_file_that_changed(self):
        lab = """guideline lab "Laboratory"
  language mgl 1
  version 1.0.0
  status draft
fact lactate "Lactate" in mmol/L
threshold raised "Raised" lactate above 2 mmol/L
threshold other "Other" lactate above 9 mmol/L
"""
        self.write("hospital/lab.mgl", lab)
        self.write("hospital/hospital.mgl", HOSPITAL + 'use raised from "lab.mgl"\n')
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        unchanged = mgl("adapt", "status", self.hospital)
        self.assert_exit(unchanged, 0)
        self.assertIn("it uses lab.mgl (lab 1.0.0): what it takes of it has not changed since\n", unchanged.stdout)
        self.write("hospital/lab.mgl", lab.replace("above 9", "above 8"))  # is not taken
        self.assertNotIn("L0553", mgl("lint", self.hospital).stdout)
        self.write("hospital/lab.mgl", lab.replace("above 2", "above 4").replace("1.0.0", "1.1.0"))
        self.assertIn("error[L0553]: what is used of `lab.mgl` has changed since it was pinned", mgl("lint", self.hospital).stdout)
        status = mgl("adapt", "status", self.hospital)
        self.assert_exit(status, 1)
        self.assertIn("it uses lab.mgl (lab 1.1.0, then 1.0.0):\nchanged there, and so here:\n  threshold raised\n", status.stdout)
        self.assert_exit(mgl("adapt", "pin", self.hospital), 2)
        self.assert_exit(mgl("adapt", "update", self.hospital), 0)
        self.assert_exit(mgl("adapt", "status", self.hospital), 0)

    def test_a_lock_of_another_time_or_file(self):
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        lock = self.lock.read_text()
        self.write("hospital/hospital.lock.yaml", lock.replace("\n", "\r\n"))
        self.assert_exit(mgl("adapt", "status", self.hospital), 0)
        rest = next(line for line in lock.splitlines() if line.startswith("  'rule rest': "))
        for spoilt in [lock.replace("guideline: hospital", "guideline: ward"), lock.replace("'1.0.0'", "'0.9.0'"),
                       lock.replace(rest + "\n", ""), lock.replace(rest, rest[:-4] + "0000")]:
            self.assertNotEqual(spoilt, lock)
            self.lock.write_text(spoilt)
            for action in ["pin", "status", "update"]:
                done = mgl("adapt", action, self.hospital)
                self.assert_exit(done, 2)
                self.assertIn("something of it was changed or is missing", done.stderr)
                self.assertIn("take it back from version control", done.stderr)
            self.assertIn("hospital.lock.yaml: it is not as `mgl adapt` wrote it", mgl("lint", self.hospital).stdout)
        self.lock.write_text(lock)
        self.hospital.write_text(HOSPITAL.replace("guideline hospital", "guideline clinic"))
        self.assertIn("the lock is that of `hospital`, and this is `clinic`", mgl("lint", self.hospital).stdout)
        self.assert_exit(mgl("adapt", "status", self.hospital), 2)
        self.assert_exit(mgl("adapt", "update", self.hospital), 0)
        self.assert_exit(mgl("adapt", "status", self.hospital), 0)

    def test_a_lock_holds_whatever_upstream_says(self):
        long, odd = "long " * 500, "it's: # [odd] {} & * - ? | > % \u2265 \U0001F600"
        self.write("national/national.mgl", NATIONAL + f'silent on "{long}"\nsilent on "{odd}"\n  # - a comment: here\n\t\tbecause "{odd}"\n')
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        self.assert_exit(mgl("adapt", "status", self.hospital), 0)
        self.assertNotIn("L0553", mgl("lint", self.hospital).stdout)

    def test_a_lock_of_the_form_before(self):
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        old = "".join(line for line in self.lock.read_text().splitlines(keepends=True)
                      if not line.startswith("lock: ") and not line.startswith("  'guideline national': "))
        self.lock.write_text(old[:old.index("# What is taken")] + "texts: {}\n")
        self.assertIn("the lock is of an older form", mgl("lint", self.hospital).stdout)
        self.assert_exit(mgl("adapt", "status", self.hospital), 0)
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        self.assertNotIn("L0553", mgl("lint", self.hospital).stdout)

    def test_the_first_pin_with_another_version(self):
        self.hospital.write_text(HOSPITAL.replace("at version 1.0.0", "at version 0.9.0"))
        for action in ["pin", "status"]:
            done = mgl("adapt", action, self.hospital)
            self.assert_exit(done, 2)
            self.assertIn("write `at version 1.0.0`, and `mgl adapt pin", done.stderr)
        self.assertFalse(self.lock.exists())

    def test_what_is_gone_upstream(self):
        self.write("hospital/hospital.mgl", HOSPITAL + 'withdraw rule drink because "they have a drip"\n')
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        self.write("national/national.mgl", NATIONAL.replace('rule drink "Drink"\n  when ill\n  then note "Drink"\n', "").replace(", drink yes", ""))
        status = mgl("adapt", "status", self.hospital)
        self.assertIn("to decide: rule drink is withdrawn here, and gone upstream since\n", status.stdout)
        self.assertIn("  remove the `withdraw`: ", status.stdout)
        self.assertIn("where upstream has it no more, remove this", mgl("lint", self.hospital).stdout)

    def test_a_name_that_upstream_had(self):
        self.write("hospital/hospital.mgl", HOSPITAL + 'rule sleep "Sleep"\n  when weak\n  then note "Sleep"\n')
        self.write("national/national.mgl", NATIONAL.replace("weak", "frail").replace("1.0.0", "1.1.0"))
        found = mgl("lint", self.hospital).stdout
        self.assertIn("error[L0201]: unknown name `weak`", found)
        self.assertIn("perhaps the version that was read had it: `mgl adapt status`", found)

    def test_a_title_that_changed(self):
        self.assert_exit(mgl("adapt", "pin", self.hospital), 0)
        self.write("national/national.mgl", NATIONAL.replace('rule drink "Drink"', 'rule drink "Drinking"'))
        self.assertIn("changed in title, source or layout alone:\n  rule drink\n", mgl("adapt", "status", self.hospital).stdout)

    def test_paths_in_help_are_words_of_a_shell(self):
        path = self.write("hospital/my hospital.mgl", HOSPITAL)
        self.assertIn("my hospital.mgl'`", mgl("lint", path).stdout)
        self.assertIn("standard input has no lock", mgl("adapt", "pin", "-", stdin=HOSPITAL.encode()).stderr)

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

    def test_a_declaration_of_one_file_changes_no_word_of_another(self):
        self.write("national/national.mgl", WORDS)
        head = HOSPITAL.split("change")[0]
        errors = {}
        for declaration in DECLARATIONS:
            for word in ["moderate", "male", "mild", "strong", "big", "old", "potassium", "tablet", "drops", "age", "new_word"]:
                new = 'fact new_fact "New fact" is yes/no\nfact new_number "New number" is number\n' + declaration.format(word) + "\n"
                self.write("hospital/lab.mgl", head.split("  adapts")[0].replace("hospital", "lab") + new)
                for local in [head + new, head + 'use "lab.mgl"\n']:
                    self.hospital.write_text(local)
                    done = mgl("test", self.hospital)
                    # It is an error, or upstream's examples come out as they did.
                    self.assertNotEqual(done.returncode, 1, declaration.format(word) + done.stdout)
                    if done.returncode == 2:
                        errors.setdefault(done.stderr[done.stderr.index("error[") + 6:][:5], set()).add(word)
                    self.assertTrue(word != "new_word" or done.returncode == 0, done.stderr)
        self.assertEqual(errors["L0452"], {"moderate", "mild", "strong", "old", "potassium", "age"})

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

    def test_a_file_that_is_not_there_is_looked_for(self):
        path = self.folder / "hospital/hospital.mgl"
        os.symlink("circle.mgl", self.folder / "hospital/circle.mgl")
        for named, expected in [("../national/natoinal.mgl", "did you mean `national.mgl`?"), ("../national/National.mgl", "there is `national.mgl`"),
                                ("../national/national", "there is `national.mgl`"), ("../national", "name a file in it, such as `national.mgl`"),
                                ("circle.mgl", "Too many levels of symbolic links"), (".", "hospital` is a folder"),
                                ("../../x.mgl", "there is no `mgl.yaml` above the guideline")]:
            path.write_text(HOSPITAL.replace("../national/national.mgl", named))
            found = mgl("lint", path).stdout
            self.assertIn("error[L0440]", found)
            self.assertIn(expected, found)
        path.write_text(HOSPITAL.replace("../national/national.mgl", "..//national/./national.mgl"))
        self.assertNotIn("L0440", mgl("lint", path).stdout)

    def test_every_command_reads_several_files(self):
        case = self.write("case.yaml", "age: 40\nill: yes\nweak: no\n")
        explained = self.output("explain", self.hospital, case)
        self.assertIn("[of national]", explained)
        self.assertIn("Rest: does not apply\n    [of national; changed by hospital: the strong need none]\n", explained.replace(" (rest)", ""))
        for command in ["facts", "graph"]:
            self.assertIn("weak", self.output(command, self.hospital))
        self.assertIn("rest", self.output("trace", self.hospital))
        self.assertIn(",hospital: the strong need none\n", self.output("trace", "--format", "csv", self.hospital))
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
