"""`mgl diff`: what a change of a guideline means for patients, as people ask for it."""

import json
import os
import re
import subprocess

from program import AS_OF, EVERY_GUIDELINE, GUIDELINE, ProgramTest, main, mgl

TEXT = GUIDELINE.read_text()


class DiffTest(ProgramTest):
    def diff(self, old, new, *arguments):
        return mgl("diff", old, new, "--as-of", AS_OF, *arguments)

    def edited(self, *changes):
        """The project's guideline with texts replaced, each of which is there."""
        text = TEXT
        for before, after in changes:
            self.assertIn(before, text)
            text = text.replace(before, after)
        return self.write("new.mgl", text)

    def as_json(self, new, code):
        done = self.diff(GUIDELINE, new, "--format", "json")
        self.assert_exit(done, code)
        return json.loads(done.stdout)

    def changes(self, found, name):
        statement = next(item for item in found["statements"] if item["name"] == name)
        return {(change["from"], change["to"]): change for change in statement["changes"]}

    def test_nothing_differs_from_itself(self):
        for path in EVERY_GUIDELINE:
            with self.subTest(path=path):
                done = self.diff(path, path)
                self.assert_exit(done, 0)
                self.assertIn("No patient is decided differently.", done.stdout)
                self.assertIn("The texts are the same.", done.stdout)

    def test_a_number(self):
        new = self.edited(("serum_magnesium below 1.2 mg/dL", "serum_magnesium below 1.4 mg/dL"))
        found = self.as_json(new, 1)
        self.assertTrue(found["proved"])
        self.assertEqual(found["for_whom"], "serum_magnesium from 1.2 to below 1.4 mg/dL")
        self.assertEqual(
            {item["name"]: item["trend"] for item in found["statements"] if item["kind"] == "rule"},
            {"iv_supplementation": "more patients", "severe_without_symptoms": "more patients"})
        change = self.changes(found, "severe_without_symptoms")["no", "yes"]
        self.assertTrue(change["all_listed"])
        self.assertEqual(change["patients"], ["neuromuscular_symptoms no, unexplained_cramps no, cardiac_arrhythmia no, "
                                              "serum_magnesium from 1.2 to below 1.4 mg/dL"])

    def test_examples_pass_on_the_new_version_and_fail_on_the_old(self):
        edits = [("serum_magnesium below 1.2 mg/dL", "serum_magnesium below 1.4 mg/dL"),
                 ("adopt strict because", "adopt broad because"),
                 ("plausible 0.1 to 20 mg/dL", "plausible 0 to 20 mg/dL"),
                 ("  in 1 to 2 weeks after", "  in 3 to 4 weeks after"),
                 ("  when pregnant and unexplained_cramps", "  when pregnant or unexplained_cramps"),
                 ("age at least 60 years", "age at least 65 years")]
        for edit in edits:
            with self.subTest(edit=edit):
                new = self.edited(edit)
                found = self.as_json(new, 1)
                examples = [change["example"] for item in found["statements"] for change in item["changes"]
                            if item["kind"] in ("rule", "recheck")]
                self.assertNotEqual(examples, [])
                text = re.sub(r"(?s)\nexample .*", "\n", new.read_text())
                old = re.sub(r"(?s)\nexample .*", "\n", TEXT)
                pasted = self.write("pasted.mgl", text + "".join(examples))
                self.assert_exit(mgl("test", pasted, "--as-of", AS_OF), 0)
                for example in examples:
                    self.assert_exit(mgl("test", self.write("one.mgl", old + example), "--as-of", AS_OF), 1)

    def test_what_only_reads_otherwise(self):
        for edit in [('"Severe deficiency"', '"Very low magnesium"'), ("version 0.1.0", "version 0.2.0"), ("\nrule ", "\n\n# more\nrule "),
                     ("dose 2 g over 20 minutes", "dose 2000 mg over 20 minutes"),
                     ("as severe and symptomatic", "as symptomatic and severe"),
                     ("when on_oral_magnesium and (not cramps_improved or not magnesium_tolerated)",
                      "when on_oral_magnesium and not (cramps_improved and magnesium_tolerated)")]:
            with self.subTest(edit=edit):
                done = self.diff(GUIDELINE, self.edited(edit))
                self.assert_exit(done, 0)
                self.assertIn("No patient is decided differently.", done.stdout)

    def test_what_people_act_on(self):
        for edit, said in [(("dose 400 to 500 mg per day", "dose 350 mg per day"), "medication oral_magnesium, dose"),
                           (("  urgency now\n  from line 21, line 39", "  urgency today\n  from line 21, line 39"),
                            "rule severe_without_symptoms, urgency"),
                           (('advise "Follow the cramps and', 'advise "Watch the cramps and'), "rule monitor_response, then"),
                           (("1 cup raw or 0.5 cup cooked", "2 cups raw or 1 cup cooked"), "diet magnesium_rich_diet, foods")]:
            with self.subTest(edit=edit):
                done = self.diff(GUIDELINE, self.edited(edit))
                self.assert_exit(done, 1)
                self.assertIn("What people act on", done.stdout)
                self.assertIn(said, done.stdout)

    def test_renames(self):
        # Texts for people stay as they are.
        new = self.write("new.mgl", re.sub(r'("[^"\n]*")|\bsevere\b', lambda found: found[1] or "gravely_low", TEXT))
        found = self.as_json(new, 0)
        self.assertEqual(found["renamed"], [{"kind": "threshold", "old": "severe", "new": "gravely_low"}])
        self.assertEqual(found["statements"], [])

    def test_two_readings_of_one_guideline(self):
        one = mgl("diff", GUIDELINE, "--as-of", AS_OF, "--reading-new", "iv_indication=broad")
        self.assert_exit(one, 1)
        twice = mgl("diff", GUIDELINE, GUIDELINE, "--as-of", AS_OF, "--reading-old", "iv_indication=strict", "--reading-new",
                    "iv_indication=broad")
        self.assertEqual(one.stdout, twice.stdout)
        self.assertIn("rule iv_supplementation", one.stdout)
        self.assertIn("  reading iv_indication broad\n", one.stdout)
        same = mgl("diff", GUIDELINE, "--as-of", AS_OF, "--reading-new", "iv_indication=strict")
        self.assert_exit(same, 0)

    def test_markdown(self):
        new = self.edited(("serum_magnesium below 1.2 mg/dL", "serum_magnesium below 1.4 mg/dL"))
        done = self.diff(GUIDELINE, new, "--format", "markdown")
        self.assert_exit(done, 1)
        self.assertIn("| before | now | patients |", done.stdout)
        self.assertEqual(done.stdout.count("```"), 2)

    def test_revisions(self):
        self.need("git")

        def git(*arguments):
            subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b", *arguments], cwd=self.folder, check=True,
                           capture_output=True)

        self.write("x.mgl", TEXT)
        git("init", "-q")
        git("add", ".")
        git("commit", "-qm", "first")
        self.write("x.mgl", TEXT.replace("400 to 500 mg", "350 mg"))
        git("commit", "-qam", "second")
        here = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, here)
        done = self.diff("HEAD~1:x.mgl", "x.mgl")
        self.assert_exit(done, 1)
        self.assertIn("+ 350 mg per day", done.stdout)
        self.assert_exit(self.diff("HEAD:x.mgl", "x.mgl"), 0)
        for name, said in [("HEAD~9:x.mgl", "Git says"), ("HEAD:y.mgl", "y.mgl"), ("--help:x.mgl", "no option"), ("-x:y", "-x")]:
            with self.subTest(name=name):
                done = self.diff(name, "x.mgl")
                self.assert_exit(done, 2)
                self.assertIn(said, done.stderr)
        done = mgl("diff", "HEAD:x.mgl", "x.mgl", environment={"PATH": "/nowhere"})
        self.assert_exit(done, 2)
        self.assertIn("Git cannot be run", done.stderr)

    def test_what_cannot_be_used(self):
        bad = self.write("bad.mgl", "rule x\n")
        for arguments in [(GUIDELINE,), ("-", "-"), (GUIDELINE, self.folder / "none.mgl"), (GUIDELINE, bad), (bad, GUIDELINE),
                          (GUIDELINE, GUIDELINE, "--as-of", "soon"), (GUIDELINE, GUIDELINE, "--reading-new", "x=y"),
                          (GUIDELINE, GUIDELINE, "--reading-old", "iv_indication"), (GUIDELINE, GUIDELINE, "--format", "html")]:
            with self.subTest(arguments=arguments):
                done = mgl("diff", *arguments)
                self.assert_exit(done, 2)
                self.assertEqual(done.stdout, "")
                self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    main()
