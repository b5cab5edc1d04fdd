"""`mgl facts` as its users know it: the table, and the forms that `mgl run` reads back."""

import importlib.util
import json
import re

from program import AS_OF, EVERY_GUIDELINE, GUIDELINE, HEADER, ProgramTest, main, mgl, records

SMALL = HEADER + """  applies when age >= 18 years
source "A book"
  kind secondary
fact age "Age" in whole years
  plausible at least 0 years
fact calcium_level "Serum calcium" in mg/dL of calcium
  means "Not ionized: # the total"
  plausible 1 to 30 mg/dL
  in steps of 0.1 mg/dL
  code loinc 17861-6 in mg/dL
  code loinc 2000-8 in mmol/L
  ask "What is the \\"most recent\\" calcium?"
fact falls "Falls" is number
  unless stated, 0
fact mood "Mood" is one of (never "Not at all" code "0", often "More: than half" code "1",
    always code "x") in order
  unless stated, never
fact smoker "Smokes" is yes/no
  unless stated, no
fact started "Start: of treatment" is date
fact lonely "Nothing uses it" is yes/no
fact xray "X-ray" is yes/no
fact counted "Only counted in a define" is yes/no
define unused_define as counted
result high "High" as calcium_level > 10 mg/dL
rule sad "Sad" when mood > never and falls > 2 then order xray assumed because "a test"
rule quit "Quit" when smoker then note "quit" assumed because "a test"
recheck again "Again" of calcium_level when high in 1 to 2 weeks after started
must never "no child falls" falls > 100
"""
NAMES = ["age", "calcium_level", "falls", "mood", "smoker", "started", "lonely", "xray", "counted"]


def fact_names(guideline):
    return re.findall(r"^fact (\w+)", guideline.read_text(), re.MULTILINE)


class FactsTest(ProgramTest):
    def facts(self, *options, text=SMALL, code=0):
        done = mgl("facts", self.write("small.mgl", text), *options)
        self.assert_exit(done, code)
        return done.stdout

    def run_cases(self, guideline, cases, kind):
        done = mgl("run", guideline, cases, "--as-of", AS_OF, "--input", kind)
        self.assert_exit(done, 0)
        return records(done.stdout), done.stderr

    def row_of(self, name, *options, text=SMALL):
        """The row of a fact and the lines under it, by their first words."""
        lines = self.facts(*options, text=text).splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith(name + " "))
        details = {}
        for line in lines[start + 1:]:
            if not line.startswith("    "):
                break
            key, colon, rest = line.strip().partition(": ")
            if line[4] != " ":
                details[key] = rest
                last = key
            else:
                details[last] += " " + line.strip()
        return re.split(r"  +", lines[start]), details

    def test_the_table_is_for_clinicians(self):
        text = self.facts()
        self.assertEqual(text.splitlines()[:3], ["small 1.0.0: Small",
                                                 "DRAFT, not clinically approved; from one secondary source", "9 facts"])
        row, details = self.row_of("calcium_level")
        self.assertEqual(row, ["calcium_level", "Serum calcium", "mg/dL of calcium, in steps of 0.1", "1 to 30 mg/dL",
                               "missing"])
        self.assertTrue(details["also in"].startswith("mmol/L, mEq/L, "))
        self.assertEqual(details["code"], "loinc 17861-6 in mg/dL, loinc 2000-8 in mmol/L")
        self.assertEqual(details["means"], "Not ionized: # the total")
        self.assertEqual(details["ask"], 'What is the "most recent" calcium?')
        self.assertEqual(details["used by"], "high, again")
        row, details = self.row_of("mood")
        self.assertEqual(row[2:], ["one of 3, in order", "never"])
        self.assertEqual(details["choices"],
                         "never (Not at all), code 0; often (More: than half), code 1; always, code x")
        row, details = self.row_of("age")
        self.assertEqual(row[2:], ["years, whole", "at least 0 years", "missing"])
        self.assertEqual(details["used by"], "whom the guideline is for")
        self.assertEqual(self.row_of("falls")[0][2:], ["number", "0"])
        self.assertEqual(self.row_of("falls")[1]["used by"], 'sad, the check "must never: no child falls"')
        self.assertEqual(self.row_of("smoker")[0][2:], ["yes/no", "no"])
        self.assertEqual(self.row_of("started")[1]["used by"], "again")
        self.assertEqual(self.row_of("lonely")[1]["used by"], "nothing")
        self.assertEqual(self.row_of("counted")[1]["used by"], "nothing")
        self.assertEqual(self.row_of("xray")[1], {"used by": "no outcome", "ordered by": "sad"})

    def test_units_that_are_shown_can_be_read(self):
        for guideline in EVERY_GUIDELINE:
            done = mgl("facts", guideline)
            self.assert_exit(done, 0)
            facts = re.findall(r"^(\w+)  .*\n    also in: (.*)$", done.stdout, re.MULTILINE)
            for name, units in facts:
                for unit in units.split(", ")[:-1]:
                    cases = self.write("cases.csv", f"id,{name}\na,1 {unit}\n")
                    rows, _ = self.run_cases(guideline, cases, "csv")
                    self.assertNotIn("cannot be used", rows[0]["warnings"])
                    self.assertNotIn("is not a number", rows[0]["warnings"])
        self.assertIn("mmol/L, mEq/L", mgl("facts", GUIDELINE).stdout)

    def test_used_leaves_out_what_nothing_uses(self):
        self.assertEqual(self.facts("--used", "--format", "csv-header"),
                         "id,age,calcium_level,falls,mood,smoker,started,xray\n")
        self.assertIn("7 facts; 2 left out, which nothing uses", self.facts("--used"))
        self.assertNotIn("lonely", self.facts("--used", "--format", "yaml"))
        self.assertNotIn("lonely", self.facts("--used", "--format", "json-schema"))

    def test_facts_are_used_through_suspicion_contraindications_and_doses(self):
        text = HEADER + """fact weight "Weight" in kg
  suspect when shod
fact shod "In shoes" is yes/no
fact asthma "Asthma" is yes/no
fact cough "Cough" is yes/no
fact worse "Worse" is yes/no
fact cured "Cured" is yes/no
medication pill "Pill"
  option red "Red"
  dose 5 mg per day when worse
  until cured
contraindication pill "Asthma" when asthma
caution red "Cough" when cough
rule treat "Treat" when weight > 100 kg then give pill assumed because "a test"
"""
        for name in ("weight", "shod", "asthma", "cough", "worse", "cured"):
            self.assertEqual(self.row_of(name, text=text)[1]["used by"], "treat", name)

    def test_the_header_of_a_cohort(self):
        done = mgl("facts", self.write("small.mgl", SMALL), "--format", "csv-header")
        self.assertEqual(done.stdout, "id," + ",".join(NAMES) + "\n")
        self.assertEqual(done.stderr, "small 1.0.0: DRAFT, not clinically approved; from one secondary source\n")
        self.assertEqual(mgl("facts", GUIDELINE, "--format", "csv-header", "--quiet").stderr, "")
        full = self.facts("--format", "csv-header", "--full").strip().split(",")
        self.assertEqual(full[:6], ["id", "age", "age.unit", "age.date", "calcium_level", "calcium_level.unit"])
        self.assertNotIn("falls.unit", full)
        self.assertIn("falls.date", full)
        for guideline in EVERY_GUIDELINE:
            for options in ([], ["--full"]):
                header = mgl("facts", guideline, "--format", "csv-header", *options).stdout
                cases = self.write("cases.csv", header + "a" + "," * header.count(",") + "\n")
                rows, notices = self.run_cases(guideline, cases, "csv")
                self.assertEqual([row["id"] for row in rows], ["a"])
                self.assertNotIn("mgl run:", notices)

    def test_a_blank_case_is_a_case_in_which_all_is_missing(self):
        small = self.write("small.mgl", SMALL)
        for guideline in [small, *EVERY_GUIDELINE]:
            nothing = self.write("nothing.ndjson", json.dumps({"id": "a"}) + "\n")
            expected, _ = self.run_cases(guideline, nothing, "ndjson")
            for options in ([], ["--full"]):
                done = mgl("facts", guideline, "--format", "yaml", *options)
                self.assert_exit(done, 0)
                rows, notices = self.run_cases(guideline, self.write("case.yaml", done.stdout), "yaml")
                self.assertEqual(len(rows), 1)
                self.assertEqual(rows[0]["warnings"], "")
                self.assertNotIn("mgl run:", notices)
                self.assertEqual({**rows[0], "id": "a"}, expected[0])
                for name in NAMES if guideline == small else fact_names(guideline):
                    self.assertEqual(len(re.findall(rf"^{name}:$", done.stdout, re.MULTILINE)), 1, name)

    def test_a_blank_case_says_what_to_fill_in(self):
        text = self.facts("--format", "yaml")
        self.assertTrue(text.startswith("# small 1.0.0: Small\n# DRAFT, not clinically approved; "))
        self.assertIn('\n\n# Serum calcium: in mg/dL of calcium, in steps of 0.1; plausible: 1 to 30 mg/dL\n'
                      '# Not ionized: # the total\n# What is the "most recent" calcium?\ncalcium_level:\n', text)
        self.assertIn("# Mood: one of: never (Not at all), code 0; often (More: than half), code 1; always, code x; "
                      "where nothing is stated: never\nmood:\n", text)
        self.assertIn("# Smokes: yes or no; where nothing is stated: no\nsmoker:\n", text)
        filled = text.replace("\nid:\n", "\nid: anna\n").replace("calcium_level:", "calcium_level: 3.1 mmol/L")
        filled = filled.replace("\nage:\n", "\nage: 40\n").replace("smoker:", "smoker: yes")
        small = self.write("small.mgl", SMALL)
        rows, _ = self.run_cases(small, self.write("case.yaml", filled), "yaml")
        self.assertEqual((rows[0]["id"], rows[0]["high"], rows[0]["quit"]), ("anna", "yes", "yes"))

    def test_names_that_yaml_would_misread(self):
        tried = 0
        for name in ("null", "true", "on", "off", "n", "y"):
            text = HEADER + f'fact {name} "A" is yes/no\nrule r "R" when {name} then note "n" assumed because "a test"\n'
            guideline = self.write("odd.mgl", text)
            if mgl("lint", guideline).returncode != 0:
                continue  # no name of the language
            tried += 1
            blank = self.facts("--format", "yaml", text=text)
            key = re.search(rf'^"?{name}"?:$', blank, re.MULTILINE)
            self.assertIsNotNone(key, blank)
            rows, notices = self.run_cases(guideline, self.write("case.yaml", blank), "yaml")
            self.assertEqual((rows[0]["r"], rows[0]["warnings"]), ("unknown", ""))
            self.assertNotIn("mgl run:", notices)
            filled = blank.replace(key[0], key[0] + " yes")
            rows, _ = self.run_cases(guideline, self.write("case.yaml", filled), "yaml")
            self.assertEqual(rows[0]["r"], "yes", name)
        self.assertGreater(tried, 2)

    def test_the_schema_says_types_units_and_choices(self):
        schema = json.loads(self.facts("--format", "json-schema"))
        self.assertEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
        self.assertIn("DRAFT, not clinically approved", schema["description"])
        self.assertEqual((schema["type"], schema["additionalProperties"]), ("object", False))
        self.assertNotIn("required", schema)
        properties = schema["properties"]
        self.assertEqual(list(properties)[:4], ["id", "age", "age.unit", "age.date"])
        self.assertNotIn("falls.unit", properties)
        self.assertIn("mg/dL of calcium", properties["calcium_level"]["description"])
        self.assertEqual(properties["calcium_level"]["x-unit"], "mg/dL")
        for name in NAMES:
            self.assertIn(name + ".date", properties)
            for choice in properties[name]["anyOf"]:
                definition = choice.get("$ref", "#/$defs/unit").removeprefix("#/$defs/")
                self.assertIn(definition, schema["$defs"])
        quantity = schema["$defs"]["quantity"]["anyOf"]
        self.assertEqual({value["type"] for value in quantity}, {"number", "string", "null"})
        self.assertEqual(schema["$defs"]["choices_of_mood"]["anyOf"][0]["enum"],
                         ["never", "often", "always", "unknown", None])

    def test_the_schema_takes_what_run_reads_without_a_word(self):
        if importlib.util.find_spec("jsonschema") is None:
            self.skipTest("no python3-jsonschema")
        import jsonschema
        small = self.write("small.mgl", SMALL)
        schema = json.loads(self.facts("--format", "json-schema"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        values = {
            "calcium_level": [9.1, 9, "9.1", "<3", "<= 3", ">=10 mg/dL", "GREATER THAN 10", "less than or equal to 2",
                              "2.1 mmol/L", "≥ 3 mmol/L", "unknown", "Unknown", "", " ", "null", None, "1e1", ".5e1", "5.",
                              {"value": 9}, {"value": "2.1", "unit": "mmol/L", "date": "2026-01"},
                              {"value": None, "unit": None}, {"value": 9, "comparator": "<"}, {"value": 9, "comparator": "=<"},
                              {"value": 9, "unit": "milligrams", "code": "mg/dL", "system": "u"}, {"code": "mg/dL"}, "high", "9,1", True, [9], {}, {"value": 9, "by": "me"},
                              {"unit": "mg/dL"}, "mg/dL", "+9", "--9"],
            "falls": [3, "3", "2-4", "4-2x", "3+", "<3", "3 kg", "unknown", None, {"value": 2, "date": "2026"}, {"value": [2]}],
            "mood": ["never", "NEVER", "1.0", "NA", " often ", "unknown", None, "", "0", 0, 1, "x", "X", 2, "often!", True, "yes",
                     {"value": "often"}, {"value": "ofen"}, {"code": "often", "display": "Often", "system": "x", "version": "1"},
                     {"code": "ofen"}, {"display": "often"}],
            "smoker": ["yes", "No", "Y", "n", "TRUE", "false", "1", 0, 1, True, False, None, "unknown", "", 2, "maybe",
                       "ja", {"value": True}, {"value": "ja"}, {"code": "Y"}, {"code": "ja"}],
            "started": ["2026-01-31", "2026-01", "2025", 2025, "2026-01-31T10:30:00Z", "2026-01-31 10:30", "unknown",
                        None, "31.1.2026", "1.2.2026", "31-JAN-2026", "Jan 31, 2026", "20260131", "2026/01/31", "26", True, {"value": "2026-01"}],
            "calcium_level.date": ["2026-01-31", "2026", "unknown", None, "", "yesterday"],
        }
        reads = {True: 0, False: 0}
        for name, some in values.items():
            for value in some:
                case = {"age": 40, name: value}
                if name.endswith(".date"):
                    case["calcium_level"] = 9
                cases = self.write("case.ndjson", json.dumps(case) + "\n")
                done = mgl("run", small, cases, "--as-of", AS_OF, "--input", "ndjson")
                self.assertIn(done.returncode, (0, 3))
                read = done.returncode == 0 and records(done.stdout)[0]["warnings"] == ""
                self.assertEqual(validator.is_valid(case), read, (name, value, done.stdout))
                reads[read] += 1
        self.assertGreater(min(reads.values()), 15)

    def test_schemas_of_all_guidelines_take_their_examples(self):
        if importlib.util.find_spec("jsonschema") is None:
            self.skipTest("no python3-jsonschema")
        import jsonschema
        schema = json.loads(mgl("facts", GUIDELINE, "--format", "json-schema").stdout)
        validator = jsonschema.Draft202012Validator(schema)
        decided, _ = self.run_cases(GUIDELINE, GUIDELINE.parent / "cases.csv", "csv")
        cases = records((GUIDELINE.parent / "cases.csv").read_text())
        pairs = list(zip(cases, decided, strict=True))
        readable = [case for case, decision in pairs if decision["warnings"] == ""]
        self.assertGreater(len(readable), 200)
        for case in readable:
            self.assertEqual([error.message for error in validator.iter_errors(case)], [])
        for guideline in EVERY_GUIDELINE:
            schema = json.loads(mgl("facts", guideline, "--format", "json-schema").stdout)
            jsonschema.Draft202012Validator.check_schema(schema)
            self.assertTrue(set(fact_names(guideline)) <= set(schema["properties"]))

    def test_a_guideline_without_facts(self):
        text = HEADER + 'rule r "R" when today > 2020-01-01 then note "n" assumed because "a test"\n'
        self.assertIn("0 facts", self.facts(text=text))
        self.assertEqual(self.facts("--format", "csv-header", text=text), "id\n")
        blank = self.write("case.yaml", self.facts("--format", "yaml", text=text))
        rows, _ = self.run_cases(self.write("small.mgl", text), blank, "yaml")
        self.assertEqual(rows[0]["r"], "yes")
        json.loads(self.facts("--format", "json-schema", text=text))

    def test_options_and_guidelines_that_cannot_be_used(self):
        done = mgl("facts", GUIDELINE, "--full")
        self.assert_exit(done, 2)
        self.assertIn("--full means nothing for text", done.stderr)
        done = mgl("facts", self.write("small.mgl", SMALL.replace("when smoker", "when smokr")))
        self.assert_exit(done, 2)
        self.assertIn("did you mean `smoker`", done.stderr)
        self.assertIn("has errors; its facts are not shown", done.stderr)
        for path in (self.folder / "none.mgl", self.folder, self.write("bytes.mgl", b"guideline \xff\n")):
            done = mgl("facts", path)
            self.assert_exit(done, 2)
            self.assertEqual(done.stdout, "")
            self.assertIn("mgl facts: ", done.stderr)

    def test_help_says_exit_codes_and_an_example(self):
        done = mgl("facts", "--help")
        self.assert_exit(done, 0)
        self.assertIn("Exit code: 0 done, 2", done.stdout)
        self.assertIn("mgl facts guidelines/magnesium_cramps/magnesium_cramps.mgl", done.stdout)


if __name__ == "__main__":
    main()
