"""`mgl lint --format`: the forms in which other programs read findings."""

import json
import os
import pathlib
import re
import urllib.parse
import xml.etree.ElementTree

from program import GUIDELINE, HEADER, SHARED, SOURCE, ProgramTest, main, mgl

WARNED = HEADER + """  applies when age >= 18 years

fact age "Age" in whole years
fact weight "Weight" in kg

rule heavy "Heavy"
  when weight > 100 kg
  then note "heavy"
"""
BROKEN = WARNED.replace("weight > 100", "wieght > 100")
# The schema is of the standard and has its own terms: the test reads one that is there.
SCHEMA = pathlib.Path(os.environ.get("MGL_SARIF_SCHEMA", SHARED / "data/sarif/sarif-schema-2.1.0.json"))


class FormatTest(ProgramTest):
    def lint(self, form, *arguments, code=0):
        done = mgl("lint", "--no-config", "--as-of", "2026-03-01", "--format", form, *arguments)
        self.assert_exit(done, code)
        return done.stdout

    def test_concise_is_a_line_a_finding(self):
        path = self.write("g.mgl", WARNED)
        self.assertEqual(self.lint("concise", path),
                         f"{path}:11:6: warning L0503: " + self.found(path, "L0503")["message"] + "\n")
        shown = self.lint("concise", "--info", path).splitlines()
        self.assertEqual(len(shown), 4)
        for line in shown:
            self.assertRegex(line, r"g\.mgl:\d+:\d+: (warning|info) L\d{4}: \S")
        self.assertRegex(self.lint("concise", self.write("b.mgl", BROKEN), code=1), r"b\.mgl:12:8: error L0201: ")

    def found(self, path, code):
        return next(f for f in json.loads(self.lint("json", path)) if f["code"] == code)

    def test_github_annotations_are_escaped(self):
        path = self.write("50%, a:b.mgl", BROKEN)
        lines = self.lint("github", path, code=1).splitlines()
        self.assertEqual(len(lines), 1)
        where = f"{self.folder}/50%25%2C a%3Ab.mgl"
        self.assertTrue(lines[0].startswith(f"::error file={where},line=12,endLine=12,col=8,endColumn=14,"
                                            "title=L0201 unknown name::unknown name `wieght`%0A"), lines[0])
        warned = self.write("g.mgl", WARNED)
        self.assertRegex(self.lint("github", warned), r"^::warning file=[^,]*g\.mgl,line=11,.*::.*\n$")
        self.assertEqual(self.lint("github", "--info", warned).count("::notice "), 3)
        missing = self.lint("github", self.folder / "no.mgl", code=2)
        self.assertRegex(missing, r"^::error file=.*no\.mgl,title=.*::cannot read ")

    def test_junit_has_a_suite_a_file(self):
        warned, broken = self.write("g.mgl", WARNED), self.write("b.mgl", BROKEN)
        root = xml.etree.ElementTree.fromstring(self.lint("junit", warned, broken, code=1))
        self.assertEqual((root.tag, root.get("name")), ("testsuites", "mgl lint"))
        self.assertEqual([root.get(name) for name in ["tests", "failures", "errors"]], ["2", "1", "0"])
        suites = root.findall("testsuite")
        self.assertEqual([suite.get("file") for suite in suites], [str(warned), str(broken)])
        passed, failed = (suite.find("testcase") for suite in suites)
        self.assertEqual((passed.get("name"), passed.get("line")), ("L0503 missing-source at 11:6", "11"))
        self.assertIn("warning[L0503]", passed.find("system-out").text)
        self.assertIn("wieght", failed.find("failure").get("message"))
        self.assertIn("--> ", failed.find("failure").text)
        root = xml.etree.ElementTree.fromstring(self.lint("junit", "--fail-on", "warning", warned, code=1))
        self.assertEqual(root.get("failures"), "1")
        root = xml.etree.ElementTree.fromstring(self.lint("junit", self.folder / "no.mgl", code=2))
        self.assertIn("cannot read", root.find("testsuite/testcase/error").get("message"))
        good = self.write("good.mgl", WARNED + '  assumed because "a test"\n')
        case = xml.etree.ElementTree.fromstring(self.lint("junit", good)).find("testsuite/testcase")
        self.assertEqual((case.get("name"), len(case)), ("no findings", 0))

    def test_junit_can_be_read_whatever_the_text_holds(self):
        text = BROKEN.encode().replace(b"wieght", b"w\x01\xff\x1b[0m<]]>&")
        xml.etree.ElementTree.fromstring(self.lint("junit", self.write("b.mgl", text), code=1))

    def test_json_fixes_say_whether_they_are_safe(self):
        path = self.write("g.mgl", WARNED.replace("100 kg", "100,5 kg"))
        found = json.loads(self.lint("json", path, code=1))[0]
        fix = found["fixes"][0]
        self.assertTrue(fix["safe"])
        self.assertNotEqual(fix["title"], "")
        text = path.read_bytes()
        for edit in reversed(fix["edits"]):
            text = text[:edit["offset"]] + edit["text"].encode() + text[edit["end_offset"]:]
        self.assertEqual(text.decode(), WARNED.replace("100 kg", "100.5 kg"))
        self.assertRegex(found["fingerprint"], "^[0-9a-f]{16}$")
        self.assertEqual(found["edits"][0]["text"], fix["edits"][0]["text"])

    def test_what_is_offered_only_is_not_safe_and_not_written(self):
        seen = {True: 0, False: 0}
        for path in sorted((SOURCE / "tests/golden").glob("*/*/bad_*.mgl"))[::3]:
            text = path.read_bytes()
            done = mgl("lint", "--no-config", "--format", "json", path)
            fixes = [(f, fix) for f in json.loads(done.stdout) for fix in f["fixes"]]
            for found, fix in fixes:
                seen[fix["safe"]] += 1
                self.assertEqual([e["text"] for e in fix["edits"]], [e["text"] for e in found["edits"]])
                for edit in fix["edits"]:
                    line = text[:edit["offset"]].count(b"\n") + 1
                    self.assertEqual(line, edit["line"], path)
                    self.assertLessEqual(edit["offset"], edit["end_offset"])
            if fixes and not any(fix["safe"] for _, fix in fixes):
                self.assertEqual(mgl("lint", "--no-config", "--diff", path).stdout, "", path)
        self.assertGreater(seen[True], 5)
        self.assertGreater(seen[False], 5)


class SarifTest(ProgramTest):
    def log(self, *arguments, code=0):
        done = mgl("lint", "--no-config", "--as-of", "2026-03-01", "--format", "sarif", *arguments)
        self.assert_exit(done, code)
        log = json.loads(done.stdout)
        self.assert_sound(log, code)
        return log

    def assert_sound(self, log, code):
        """What the standard requires of all that is written, by hand: 2.1.0, sections 3.13 to 3.58."""
        self.assertEqual((log["version"], len(log["runs"])), ("2.1.0", 1))
        self.assertTrue(log["$schema"].endswith("sarif-schema-2.1.0.json"))
        run = log["runs"][0]
        driver = run["tool"]["driver"]
        self.assertEqual((driver["name"], run["columnKind"]), ("mgl", "unicodeCodePoints"))
        self.assertEqual([i["exitCode"] for i in run["invocations"]], [code])
        self.assertEqual(run["invocations"][0]["executionSuccessful"], code != 2)
        rules = driver["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        for rule in rules:
            self.assertRegex(rule["id"], r"^L\d{4}$")
            self.assertRegex(rule["name"], r"^[a-z0-9-]+$")
            self.assertIn(rule["defaultConfiguration"]["level"], ["error", "warning", "note"])
            for part in ["shortDescription", "fullDescription", "help"]:
                self.assertNotEqual(rule[part]["text"], "")
        for result in run["results"]:
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertIn(result["level"], ["error", "warning", "note"])
            self.assertNotEqual(result["message"]["text"], "")
            self.assertRegex(result["partialFingerprints"]["mglFinding/v1"], "^[0-9a-f]{16}$")
            places = result["locations"] + result.get("relatedLocations", [])
            self.assertEqual(len(result["locations"]), 1)
            for place in places:
                artifact = place["physicalLocation"]["artifactLocation"]
                self.assertEqual(run["artifacts"][artifact["index"]]["location"]["uri"], artifact["uri"])
                self.assert_region(place["physicalLocation"]["region"])
            for fix in result.get("fixes", []):
                self.assertNotEqual(fix["description"]["text"], "")
                for change in fix["artifactChanges"]:
                    for replacement in change["replacements"]:
                        self.assert_region(replacement["deletedRegion"])
                        self.assertIn("text", replacement["insertedContent"])

    def assert_region(self, region):
        begin = (region["startLine"], region["startColumn"])
        self.assertGreaterEqual(min(begin), 1)
        self.assertGreaterEqual((region["endLine"], region["endColumn"]), begin)

    def test_a_finding_has_its_rule_place_and_fix(self):
        log = self.log(self.write("g.mgl", WARNED.replace("100 kg", "100,5 kg")), code=1)
        run = log["runs"][0]
        self.assertEqual(len(run["results"]), 1)
        result = run["results"][0]
        self.assertEqual(result["level"], "error")
        region = result["locations"][0]["physicalLocation"]["region"]
        self.assertEqual(region["startLine"], 12)
        change = result["fixes"][0]["artifactChanges"][0]
        self.assertIn(".", change["replacements"][0]["insertedContent"]["text"])

    def test_addresses_of_files(self):
        for name, end in [("a b.mgl", "a%20b.mgl"), ("größe%20.mgl", "gr%C3%B6%C3%9Fe%2520.mgl"), ("a#b?c:d.mgl", "a%23b%3Fc%3Ad.mgl")]:
            path = self.write(name, WARNED)
            uri = self.log(path)["runs"][0]["artifacts"][0]["location"]["uri"]
            self.assertTrue(uri.startswith("file:///") and uri.endswith("/" + end), uri)
            self.assertEqual(urllib.parse.unquote(urllib.parse.urlsplit(uri).path), str(path))
        relative = os.path.relpath(path)
        uri = self.log(relative)["runs"][0]["artifacts"][0]["location"]["uri"]
        self.assertEqual(urllib.parse.unquote(uri), relative)

    def test_files_that_cannot_be_used_are_told(self):
        log = self.log(self.write("g.mgl", WARNED), self.folder / "no.mgl", code=2)
        notification = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]
        self.assertEqual(notification["level"], "error")
        self.assertIn("cannot read", notification["message"]["text"])
        self.assertEqual(len(log["runs"][0]["artifacts"]), 1)

    def logs(self):
        texts = sorted((SOURCE / "tests/golden").glob("*/*/*.mgl"))
        yield self.log(*texts, code=1)
        yield self.log(GUIDELINE)
        yield self.log(self.folder / "no.mgl", code=2)
        yield self.log(self.write("g.mgl", b"guideline \xff"), code=1)

    def test_all_that_goldens_show(self):
        first, *_ = self.logs()
        run = first["runs"][0]
        self.assertGreater(len(run["tool"]["driver"]["rules"]), 90)
        for part in ["relatedLocations", "fixes", "properties"]:
            self.assertTrue(any(part in result for result in run["results"]), part)
        marks = [(r["locations"][0]["physicalLocation"]["artifactLocation"]["index"], r["partialFingerprints"]["mglFinding/v1"])
                 for r in run["results"]]
        self.assertEqual(len(set(marks)), len(marks))

    def test_the_schema_of_the_standard(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("no python3-jsonschema")
        if not SCHEMA.exists():
            self.skipTest(f"no schema of SARIF 2.1.0 in {SCHEMA} (MGL_SARIF_SCHEMA names another)")
        schema = json.loads(SCHEMA.read_text())
        validator = jsonschema.validators.validator_for(schema)(schema)
        for log in self.logs():
            self.assertEqual([error.message for error in validator.iter_errors(log)][:5], [])


class TimingTest(ProgramTest):
    def test_only_standard_error_says_where_the_time_went(self):
        for form in ["text", "json", "sarif"]:
            plain = mgl("lint", "--format", form, GUIDELINE)
            timed = mgl("lint", "--format", form, "--timing", GUIDELINE)
            self.assertEqual((plain.stdout, plain.returncode, plain.stderr), (timed.stdout, timed.returncode, ""))
            lines = timed.stderr.splitlines()
            self.assertEqual(lines[0], "mgl lint: time")
            names = [re.match(r"(\S.*?) +[\d.]+ ms$", line) for line in lines[1:] if not line.startswith(" ")]
            self.assertEqual([name.group(1) for name in names],
                             ["read", "compile", "findings without proofs", "findings by proofs", "all"])


if __name__ == "__main__":
    main()
