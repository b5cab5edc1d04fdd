"""Cases as CSV, NDJSON and YAML mean the same; what cannot be read is rejected with its place, the rest is decided."""

import gzip
import json
import re
import subprocess

from program import AS_OF, GUIDELINE, HEADER, SOURCE, ProgramTest, main, mgl, records

CASES = SOURCE / "guidelines/magnesium_cramps/cases.csv"
SMALL = HEADER + """fact weight "Weight" in kg
  plausible 1 to 300 kg
fact sex "Sex" is one of (female, male)
fact smoker "Smoker" is yes/no
  unless stated no
fact born "Born" is date
medication aspirin "Aspirin"
rule heavy "Heavy" when weight > 100 kg then give aspirin assumed because "a test"
rule exact "Exact" when weight = 80.0000000000000000000001 kg then note "exact" assumed because "a test"
rule woman "Woman" when sex is female then note "woman" assumed because "a test"
rule smokes "Smokes" when smoker then note "stop smoking" assumed because "a test"
rule old "Old" when born < 1960-01-01 then note "old" assumed because "a test"
"""
COMMON = ("--as-of", AS_OF)


def cohort():
    return records(CASES.read_text())


def as_ndjson(cases):
    """Texts, yes/no as true/false, numbers as tokens; missing as null, "" or an absent key, in turn."""
    lines = []
    for number, case in enumerate(cases):
        pairs = []
        for key, text in case.items():
            if text == "" and number % 3 == 0:
                continue
            value = json.dumps(text)
            if text == "":
                value = "null" if number % 3 == 1 else '""'
            elif text in ("yes", "no") and number % 2:
                value = "true" if text == "yes" else "false"
            elif text.replace(".", "", 1).isdigit() and text[0] != ".":
                value = text
            pairs.append(f"{json.dumps(key)}: {value}")
        lines.append("{" + ", ".join(pairs) + "}")
    return "\n".join(lines) + "\n"


def as_yaml(cases):
    """Plain scalars as written, every third case quoted, and what begins with `>`."""
    text = "# the cohort\n"
    for number, case in enumerate(cases):
        def scalar(value):
            quoted = number % 3 == 0 or value.startswith(">")
            return json.dumps(value) if quoted else value or "~"

        lines = [f"{key}: {scalar(value)}" for key, value in case.items()]
        text += "- " + "\n  ".join(lines) + "\n"
    return text


class FormatsTest(ProgramTest):
    def run_small(self, name, cases, *options, code=0, stdin=b""):
        guideline = self.write("small.mgl", SMALL)
        path = "-" if name == "-" else self.write(name, cases)
        done = mgl("run", guideline, path, *COMMON, *options, stdin=cases.encode() if name == "-" else stdin)
        self.assert_exit(done, code)
        return done

    def decisions(self, done):
        return {row["id"]: row for row in records(done.stdout)}

    def rejected(self, name, cases, *options):
        """The rejects; checks that cases in = cases out + rejected, and that the good ones a and z came through."""
        rejects, summary = self.folder / "rejects.csv", self.folder / "summary.json"
        done = self.run_small(name, cases, "--rejects", rejects, "--summary", summary, *options, code=3)
        rows = records(rejects.read_text())
        counts = json.loads(summary.read_text())
        decided = self.decisions(done)
        self.assertEqual((counts["cases"], counts["rejected"]), (len(decided), len(rows)))
        self.assertEqual(counts["rows"], len(decided) + len(rows))
        self.assertEqual((decided["a"]["heavy"], decided["z"]["heavy"]), ("yes", "no"))
        return rows

    def reject_between(self, line):
        """The reject of one NDJSON line (text or bytes) between two good ones."""
        middle = line if isinstance(line, bytes) else line.encode()
        rows = self.rejected("x.ndjson", b'{"id": "a", "weight": 120}\n' + middle + b'\n{"id": "z", "weight": 80}\n')
        self.assertEqual([row["line"] for row in rows], ["2"])
        self.assertTrue(rows[0]["file"].endswith("x.ndjson"))
        return rows[0]

    def warning(self, name, cases):
        return next(iter(self.decisions(self.run_small(name, cases)).values()))["warnings"]


class SameMeaningTest(FormatsTest):
    def test_the_cohort_gives_the_same_bytes_in_every_format(self):
        cases = cohort()
        expected = mgl("run", GUIDELINE, CASES, *COMMON).stdout
        self.assertEqual(len(expected.splitlines()), 401)
        for name, text in (("x.ndjson", as_ndjson(cases)), ("x.yaml", as_yaml(cases)),
                           ("x.json", json.dumps(cases)), ("x.txt", as_ndjson(cases)), ("y.txt", as_yaml(cases))):
            for threads in (1, 3):
                done = mgl("run", GUIDELINE, self.write(name, text), *COMMON, "--threads", threads)
                self.assert_exit(done, 0)
                self.assertEqual(done.stdout, expected, name)

    def test_packed_and_from_a_pipe(self):
        expected = self.output("run", GUIDELINE, CASES, *COMMON)
        self.assertEqual(len(expected.splitlines()), 401)
        for name, text in (("ndjson", as_ndjson(cohort())), ("yaml", as_yaml(cohort()))):
            packed = self.write("packed", gzip.compress(text.encode()))
            self.assertEqual(mgl("run", GUIDELINE, packed, *COMMON).stdout, expected)
            self.assertEqual(mgl("run", GUIDELINE, "-", *COMMON, stdin=text.encode()).stdout, expected)
            self.assertEqual(mgl("run", GUIDELINE, "-", *COMMON, "--input", name, stdin=packed.read_bytes()).stdout,
                             expected)
            with self.subTest(packed="zstd", input=name):
                self.need("zstd")
                subprocess.run(["zstd", "-q", "-f", str(self.write("x", text))], check=True)
                self.assertEqual(mgl("run", GUIDELINE, self.folder / "x.zst", *COMMON).stdout, expected)

    def test_mixed_files_are_one_cohort(self):
        cases = cohort()
        files = [self.write("a.ndjson", as_ndjson(cases[:100])), self.write("b.yaml", as_yaml(cases[100:200]))]
        text = CASES.read_text().splitlines()
        files.append(self.write("c.csv", "\n".join([text[0], *text[201:]]) + "\n"))
        done = mgl("run", GUIDELINE, *files, *COMMON)
        self.assert_exit(done, 0)
        self.assertEqual(done.stdout, mgl("run", GUIDELINE, CASES, *COMMON).stdout)
        twice = mgl("run", GUIDELINE, CASES, files[0], *COMMON)
        self.assertEqual(twice.stderr.count("ids repeat"), 1)

    def test_row_numbers_are_the_ids_of_cases_without_one(self):
        guideline = self.write("small.mgl", SMALL)
        files = [self.write("a.csv", "weight\n120\n"), self.write("b.ndjson", '{"weight": 80}\n\nno\n{"weight":120}\n'),
                 self.write("c.yaml", "weight: 80\n")]
        done = mgl("run", guideline, *files, *COMMON, "--columns", "id,rules")
        self.assert_exit(done, 3)
        self.assertEqual({key: row["heavy"] for key, row in self.decisions(done).items()},
                         {"1": "yes", "2": "no", "4": "yes", "5": "no"})

    def test_values(self):
        spellings = {  # the value in JSON: what `heavy`, `exact`, `smokes` and `woman` become
            '"weight": 1.20e2': ("heavy", "yes"), '"weight": 120.0': ("heavy", "yes"),
            '"weight": "120"': ("heavy", "yes"), '"weight": "120000 g"': ("heavy", "yes"),
            '"weight": 120000, "weight.unit": "g"': ("heavy", "yes"), '"weight": ">100"': ("heavy", "yes"),
            '"weight": "<100"': ("heavy", "no"), '"weight": null': ("heavy", "unknown"),
            '"weight": ""': ("heavy", "unknown"), '"weight": "unknown"': ("heavy", "unknown"),
            '"weight": {"value": 120000, "unit": "g", "date": "2026-02-01"}': ("heavy", "yes"),
            '"weight": {"value": 120, "comparator": ">", "unit": "kilograms", "code": "kg", "system": "http://unitsofmeasure.org"}': ("heavy", "yes"),
            '"weight": {"value": 120000, "code": "g", "unit": "grams"}': ("heavy", "yes"),
            '"weight": {"value": 100, "comparator": "<"}': ("heavy", "no"), '"smoker": {"code": "yes", "display": "Smokes"}': ("smokes", "yes"),
            '"sex": {"system": "s", "version": null, "code": "female", "display": "Woman"}': ("woman", "yes"),
            '"weight": {"value": 120}': ("heavy", "yes"), '"weight": {"value": null, "unit": "g"}': ("heavy", "unknown"),
            '"weight": 80.0000000000000000000001': ("exact", "yes"),
            '"weight": 80.0000000000000000000002': ("exact", "no"),
            '"weight": 800000000000000000000001e-22': ("exact", "yes"),
            '"smoker": true': ("smokes", "yes"), '"smoker": false': ("smokes", "no"), '"smoker": 1': ("smokes", "yes"),
            '"smoker": "Y"': ("smokes", "yes"), '"smoker": null': ("smokes", "no"),
            '"smoker": "unknown"': ("smokes", "unknown"), '"sex": "female"': ("woman", "yes"),
            '"sex": "\\u0066emale"': ("woman", "yes"), '"born": "1950-03-01"': ("old", "yes"),
            '"born": "1950"': ("old", "yes"), '"born": 1950': ("old", "yes")}
        def apart(lines):  # where a case names another unit, its absence is a warning
            names_unit = re.compile(r'\.unit|"(unit|code)": "(kg|g|grams)"')
            return ["\n".join(line for line in lines if bool(names_unit.search(line)) == named) for named in (True, False)]

        for name, lines in (("x.ndjson", [f'{{"id": {i}, {text}}}' for i, text in enumerate(spellings)]),
                            ("x.yaml", [f'- {{"id": {i}, {text}}}' for i, text in enumerate(spellings)])):
            decided = {id: row for text in apart(lines) for id, row in self.decisions(self.run_small(name, text)).items()}
            for i, (text, (rule, outcome)) in enumerate(spellings.items()):
                self.assertEqual((decided[str(i)][rule], decided[str(i)]["warnings"]), (outcome, ""), text)

    def test_objects_that_are_no_value(self):
        texts = {'{"value": 120, "comparator": "ad"}': "", '{"value": "<3", "comparator": "<"}': "", '{"value": 120, "code": "s"}': "",
                 '{"value": 120, "unit": "g", "code": "kg"}': "has one unit in its object's unit and another in its code",
                 '{"value": 120, "unit": "kg", "code": "g"}': "has one unit in its object's unit and another in its code",
                 '{"code": "kg", "unit": "kg"}': "holds an object without value", "{}": "holds an object without value",
                 '{"value": 120, "note": "x"}': "holds an object with something else"}
        for name, line in (("x.ndjson", "{{\"id\": {}, \"weight\": {}}}\n"), ("x.yaml", "- {{\"id\": {}, \"weight\": {}}}\n")):
            rows = self.decisions(self.run_small(name, "".join(line.format(i, text) for i, text in enumerate(texts))))
            for i, reason in enumerate(texts.values()):
                self.assertEqual(rows[str(i)]["heavy"], "unknown")
                self.assertIn(reason or "weight", rows[str(i)]["warnings"])

    def test_yaml_scalars_are_text_as_written(self):
        for text, rule, outcome in (
                ("smoker: yes", "smokes", "yes"), ("smoker: 'no'", "smokes", "no"), ("smoker: True", "smokes", "yes"),
                ("smoker: ~", "smokes", "no"), ("smoker:", "smokes", "no"), ("weight: <100", "heavy", "no"),
                ("weight: '>=101'", "heavy", "yes"), ('weight: ">100"', "heavy", "yes"), ("weight: 0120", "heavy", "yes"),
                ("weight: 80.0000000000000000000001", "exact", "yes"), ("weight: 120 kg  # measured", "heavy", "yes"),
                ("born: 1950-03-01", "old", "yes"), ("weight: {value: 120000, unit: g, date: 2026-03-01}", "heavy", "yes"),
                ("weight:\n  value: 120000\n  unit: g", "heavy", "yes"), ("weight: !!str 120", "heavy", "yes")):
            row = self.decisions(self.run_small("x.yaml", text + "\n"))["1"]
            self.assertEqual((row[rule], row["warnings"]), (outcome, ""), text)

    def test_numbers_beyond_a_double_are_exact_or_said(self):
        for number in ("1e400", "123456789012345678901234567890.5", "-1e-400"):
            csv_row, json_row, yaml_row = (
                self.decisions(self.run_small(name, text.replace("N", number)))["a"]
                for name, text in (("x.csv", "id,weight\na,N\n"), ("x.ndjson", '{"id":"a","weight":N}'),
                                   ("x.yaml", "id: a\nweight: N\n")))
            self.assertNotEqual(csv_row["warnings"], "")
            self.assertEqual(csv_row, json_row)
            self.assertEqual(csv_row, yaml_row)

    def test_nested_values_are_unreadable(self):
        for value, words in (("[1]", "holds a list"), ("[]", "holds a list"), ('{"valu": 1}', "something else"),
                             ('{"value": 1, "note": "x"}', "something else"), ('{"unit": "kg"}', "without value"),
                             ('{"value": [1]}', "something else"), ('{"value": {"value": 1}}', "something else"),
                             ("{}", "without value"), ('1, "weight.unit": ["kg"]', "unit holds a list"),
                             ('{"value": 1, "unit": "g"}, "weight.unit": "kg"', "another"),
                             ('1, "weight.date": {"value": 1}', "date of weight holds an object"),
                             ('{"value": 90, "date": "2026-01-01"}, "weight.date": "2026-01-02"', "one day")):
            for name in ("x.ndjson", "x.yaml"):
                text = f'{{"id": "a", "weight": {value}}}'
                warnings = self.warning(name, text)
                self.assertIn("weight", warnings)
                self.assertIn(words, warnings)
                strict = self.run_small(name, text, "--strict", code=3)
                self.assertEqual(len(strict.stdout.splitlines()), 1)

    def test_map(self):
        for name, text in (("x.ndjson", '{"case": "a", "kilos": 120, "weight": 80, "on": "2026-01-01", "shoe": 44}\n'),
                           ("x.yaml", "case: a\nkilos: 120\nweight: 80\non: 2026-01-01\nshoe: 44\n")):
            done = self.run_small(name, text, "--map", "id=case", "--map", "weight=kilos", "--map", "weight.date=on",
                                  "--map", "sex=sexe", "--map", "born=on")
            self.assertEqual(self.decisions(done)["a"]["heavy"], "yes")
            self.assertIn("key `weight` is ignored: --map takes the fact from another key", done.stderr)
            self.assertIn("the key `sexe` (--map sex=sexe)", done.stderr)
            self.assertEqual(done.stderr.count("`shoe`"), 1)
            wrong = self.run_small(name, text, "--map", "wieght=kilos", code=2)
            self.assertIn("did you mean `weight`", wrong.stderr)

    def test_names_are_said_once(self):
        line = '{"id": %d, "weight": 80, "shoe": [{"size": 44}], "wieght": {"x": 1}}'
        for name, text in (("x.ndjson", "\n".join(line % i for i in range(3))),
                           ("x.yaml", "\n".join("- " + line % i for i in range(3)))):
            done = self.run_small(name, text)
            self.assertEqual(done.stderr.count("key `shoe` is no fact of small and is ignored"), 1)
            self.assertEqual(done.stderr.count("did you mean `weight`"), 1)
            self.assertRegex(done.stderr, r"no case of \S+ has the key `sex`, `born`: missing in every case")
            self.assertRegex(done.stderr, r"no case of \S+ has the key `smoker`: its default decides in every case")
            self.assertEqual(done.stderr.count("missing in every case"), 1)
        many = '{"weight": 1}\n' + "\n".join('{"key%d": 1}' % i for i in range(500))
        self.assertEqual(self.run_small("x.ndjson", many).stderr.count("is no fact of small and is ignored"), 100)

    def test_repeated_ids_are_warned_of_once(self):
        done = self.run_small("x.ndjson", '{"id": 7}\n{"id": "7"}\n{"id": 7}\n')
        self.assertEqual(done.stderr.count("ids repeat: line 2 of"), 1)

    def test_strict_names_the_row(self):
        cases = '{"id": "a", "weight": 120}\n{"id": "b", "weight": "heavy"}\n{"id": "z", "weight": 80}\n'
        reject, = self.rejected("x.ndjson", cases, "--strict")
        self.assertEqual((reject["line"], reject["id"]), ("2", "b"))
        self.assertIn('"heavy" is not a number', reject["reason"])


class DetectionTest(FormatsTest):
    def test_content_decides_before_the_name(self):
        for name, text in (("x.csv", '{"id": "a", "weight": 120}\n'), ("-", '\ufeff\n\n{"id": "a", "weight": 120}'),
                           ("x.csv", "- id: a\n  weight: 120\n"), ("-", "---\nid: a\nweight: 120\n"),
                           ("-", "# a case to fill in\n\nid: a\nweight: 120 # kg\n"), ("-", "id: a\nweight: 120"),
                           ("-", "{id: a, weight: 120}"), ("-", '{\n  "id": "a",\n  "weight": 120\n}\n'),
                           ("-", '[\n  {"id": "a", "weight": 120}\n]\n'), ("x", "id,weight\na,120\n"),
                           ("-", "#,id,weight\n1,a,120\n"), ("-", "\ufeff%YAML 1.2\n---\nid: a\nweight: 120\n...\n"),
                           ("-", '{"id": "a", "weight": 120}\r\n'), ("x.YML.gz", "id: a\nweight: 120\n"),
                           ("x.yaml", '{"id": "a",\n"weight": 120}')):
            self.assertEqual(self.decisions(self.run_small(name, text))["a"]["heavy"], "yes", text)

    def test_the_name_decides_where_content_does_not(self):
        done = self.run_small("x.jsonl", 'id: a\n{"id": "a"}\n', code=3)
        self.assertEqual(list(self.decisions(done)), ["a"])
        done = self.run_small("x.ndjson", "")
        self.assertIn("x.ndjson holds no case", done.stderr)
        done = self.run_small("x.yml", "nothing\n", code=3)
        self.assertIn("this is no case", done.stderr)
        self.assertIn("is empty", self.run_small("x", "", code=2).stderr)

    def test_the_option_decides_before_all(self):
        done = self.run_small("x.yaml", '{"id": "a"}\n{"id": "b"}\n', "--input", "ndjson")
        self.assertEqual(list(self.decisions(done)), ["a", "b"])
        done = self.run_small("x.ndjson", "{id: a}\n", "--input", "yaml")
        self.assertEqual(list(self.decisions(done)), ["a"])
        self.run_small("x.yaml", "id: a\n", "--input", "json", code=2)


class BadNdjsonTest(FormatsTest):
    def test_a_bad_line_is_rejected_with_place_and_reason(self):
        for line, column, words in (
                ("garbage", "1", "no JSON object"), ("[]", "1", "no JSON object"), ('"text"', "1", "no JSON object"),
                ("12", "1", "no JSON object"), ('{"id": "b"', "", "does not end"), ('{"id": "b"} x', "", "does not end"),
                ('{"id": "b"}{"id": "c"}', "", "does not end"), ('{"id": "b",}', "12", "not valid"),
                ('{"id" "b"}', "7", "not valid"), ('{"id": b}', "", ""), ('{"weight": 1.}', "12", "neither"),
                ('{"weight": 01}', "12", "neither"), ('{"weight": +1}', "", ""), ('{"weight": 1e}', "12", "neither"),
                ('{"weight": NaN}', "", ""), ('{"weight": 0x10}', "12", "neither"), ('{"weight": 1 2}', "", ""),
                ('{"weight": truth}', "12", "neither"), ('{"x": [1, 2, }', "", ""), ('{"x": [1, 02]}', "11", "neither"),
                ('{"x": {"y": nul}}', "13", "neither"), ('{"x": [1 2]}', "", ""), ('{"x": {"a" 1}}', "", ""),
                ('{"weight": }', "", ""), ("{'id': 1}", "", ""), ('{id: 1}', "", ""), ('{"id": "b}', "", "not closed"),
                ('{"id": "\\x"}', "", "escape"), ('{"x": ["\\ud800"]}', "", "escape"), ('{"id": "a\tb"}', "", "control"),
                ('{"sex": "m\\u0000"}', "9", "NUL"), ('{"x\\u0000": 1}', "2", "NUL"), ('{"id": {}}', "", "the id holds"),
                ('{"id": [1]}', "", "the id holds a list")):
            reject = self.reject_between(line)
            if column:
                self.assertEqual(reject["column"], column, line)
            self.assertIn(words, reject["reason"], line)
            self.assertNotEqual(reject["reason"], "")

    def test_duplicate_keys(self):
        for line, column in (('{"id": "ä", "weight": 1, "weight": 2}', "26"), ('{"shoe": 1, "shoe": 1}', "13"),
                             ('{"weight": {"value": 1, "value": 1}}', "25"), ('{"i\\u0064": 1, "id": 2}', "16")):
            reject = self.reject_between(line)
            self.assertEqual(reject["column"], column, line)
            self.assertIn("stands twice", reject["reason"])
        self.assertEqual(self.reject_between('{"id": "b", "sex": "male", "sex": "male"}')["id"], "b")

    def test_duplicates_among_many_unknown_keys(self):
        keys = ", ".join(f'"k{i}": 1' for i in range(300))
        self.assertIn("`k299`", self.reject_between("{" + keys + ', "k299": 2}')["reason"])

    def test_invalid_utf8(self):
        reject = self.reject_between('{"id": "ää'.encode() + b'\xff"}')
        self.assertEqual((reject["column"], reject["reason"]), ("11", "the text is not valid UTF-8"))
        self.reject_between(b"\x00")

    def test_long_lines_and_deep_nesting(self):
        self.assertIn("longer", self.reject_between('{"id": "' + "b" * 1024 * 1024 + '"}')["reason"])
        self.assertIn("longer", self.reject_between("x" * 5_000_000)["reason"])
        self.assertIn("nested deeper", self.reject_between('{"x": ' + "[" * 20 + "]" * 20 + "}")["reason"])
        self.assertIn("nested deeper", self.reject_between('{"x": ' + '{"y": ' * 20 + "1" + "}" * 21)["reason"])
        self.reject_between('{"x": ' + "[" * 1_000_000)
        self.reject_between("[" * 1_000_000)

    def test_blank_lines_crlf_and_a_last_line_without_end(self):
        done = self.run_small("x.ndjson", '\ufeff\r\n{"id": "a"}\r\n\r\n   \n{"id": "b"}\n\n{"id": "z"}')
        self.assertEqual(list(self.decisions(done)), ["a", "b", "z"])

    def test_a_stream_stays_small(self):
        guideline = self.write("small.mgl", SMALL)
        line = b'{"id": 1, "weight": 120, "note": "' + b"x" * 1000 + b'"}\n'
        script = ("import os,resource,subprocess,sys\n"
                  "p = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,"
                  " stderr=subprocess.DEVNULL)\n"
                  f"line = {line!r} * 1000\n"
                  "for _ in range(int(os.environ['BLOCKS'])): p.stdin.write(line)\n"
                  "p.stdin.close(); assert p.wait() == 0\n"
                  "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n")
        from program import MGL
        sizes = []
        for blocks in ("5", "60"):
            done = subprocess.run(["python3", "-c", script, MGL, "run", str(guideline), "-", "--threads", "2"],
                                  env={"BLOCKS": blocks, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
                                  check=True)
            sizes.append(int(done.stdout))
        self.assertLess(sizes[1], sizes[0] + 20_000)  # KiB, for 55 MB more


class BadYamlTest(FormatsTest):
    def reject_item(self, item, code=3):
        rows = self.rejected("x.yaml", f"- id: a\n  weight: 120\n{item}\n- id: z\n  weight: 80\n")
        self.assertEqual(len(rows), 1)
        return rows[0]

    def test_a_bad_item_is_rejected_with_place_and_reason(self):
        for item, line, column, words in (
                ("- id: [b", "", "", "no YAML"), ("- id: 'b", "", "", "not closed"),
                ("- id: b\n  weight: 1: 2", "4", "", "no YAML"), ("- id: b\n weight: 1", "", "", "no YAML"),
                ("- id: b\n\tweight: 1", "", "", "no YAML"), ("- 5", "3", "3", "single value"),
                ("-", "3", "", "single value"), ("- [1, 2]", "3", "3", "but a list"),
                ("- id: b\n  id: c", "4", "3", "stands twice"), ("- {shoe: 1, \"shoe\": 2}", "3", "13", "stands twice"),
                ("- weight: {value: 1, value: 2}", "3", "22", "stands twice"),
                ("- id: [b]", "3", "", "the id holds a list"), ("- id: b\n  weight: >=10", "4", "", "write it in quotes"),
                ("- id: \"\\0\"", "3", "7", "NUL"), ("- id: \"\\q\"", "3", "", "escape"),
                ("- <<: {weight: 1}", "3", "3", "merge keys"), ("- [1]: 2", "3", "", "key"),
                ("- x: " + "[" * 20 + "]" * 20, "3", "", "nested deeper"), ("- x: " + "[" * 100_000, "3", "", "nested deeper"),
                ("- {id: b} junk", "", "", "no YAML")):
            reject = self.reject_item(item)
            self.assertIn(words, reject["reason"], item)
            self.assertEqual(reject["line"], line or reject["line"], item)
            self.assertGreaterEqual(int(reject["line"]), 3)
            if column:
                self.assertEqual(reject["column"], column, item)

    def test_aliases_are_not_followed(self):
        bomb = "- x: &a [1, 1, 1, 1]\n  b: &b [*a, *a, *a]\n  c: &c [*b, *b, *b]\n  weight: *c"
        self.assertIn("aliases", self.reject_item(bomb)["reason"])
        self.assertIn("aliases", self.reject_item("- weight: *elsewhere")["reason"])
        done = self.run_small("x.yaml", "- &first\n  id: a\n  weight: &w 120\n")
        self.assertEqual(self.decisions(done)["a"]["heavy"], "yes")

    def test_a_block_of_text_is_no_value(self):
        # `>5` would be a block indented by five, and empty: a value lost without a word.
        for text in ("weight: >5\n", "weight: |\n  120\n", "note: é\nweight: !!str >5\nsex: male\n",
                     "weight:\n  value: |\n    120\n"):
            self.assertIn("write it in quotes", self.warning("x.yaml", text))

    def test_a_text_in_quotes_that_is_not_closed_is_no_value(self):
        for text in ('- weight: "120\n', '- weight: "120\n  sex: "male"\n', "- note: é\n  weight: '120''\n"):
            done = self.run_small("x.yaml", text, "--strict", "--rejects", self.folder / "r.csv", code=3)
            self.assertEqual(self.decisions(done), {}, text)
        self.assertIn("not closed", self.warning("x.yaml", '- weight: "120\n'))
        row = self.decisions(self.run_small("x.yaml", "- id: 'a''b\"'\n  weight: \"12\\x30\"\n"))["a'b\""]
        self.assertEqual((row["heavy"], row["warnings"]), ("yes", ""))

    def test_invalid_utf8_and_nul(self):
        for byte, words in ((b"\xff", "not valid UTF-8"), (b"\0", "NUL")):
            text = "- id: a\n  weight: 120\n- id: b\n  sex: ä".encode() + byte + b"\n- id: z\n  weight: 80\n"
            reject, = self.rejected("x.yaml", text)
            self.assertEqual((reject["line"], reject["column"]), ("4", "9"))
            self.assertIn(words, reject["reason"])

    def test_documents_lists_and_what_stands_between(self):
        text = ("%YAML 1.2\n# first\n---\n# case\nid: a\nweight: 120\n---\n- id: b\n- id: c\n...\n# no case\n---\n---\n"
                "[{id: d}, {id: e}]\n--- {id: z, weight: 80}\n")
        done = self.run_small("x.yaml", text)
        self.assertEqual(list(self.decisions(done)), ["a", "b", "c", "d", "e", "z"])
        self.assertIn("holds no case", self.run_small("x.yaml", "# nothing\n").stderr)
        self.assertIn("holds no case", self.run_small("x.yaml", "[]\n").stderr)

    def test_a_mistake_in_a_document_spares_the_others(self):
        text = "id: a\nweight: 120\n---\nid: b\nweight: [1\n---\nid: z\nweight: 80\n"
        reject, = self.rejected("x.yaml", text)
        self.assertIn(reject["line"], ("4", "5", "6"))
        text = "- id: a\n  weight: 120\n- id: z\n  weight: 80\n---\n[{id: b},\n {id: c},\n {id: ]"
        reject, = self.rejected("x.yaml", text)  # a flow list is read whole or not at all
        self.assertEqual(reject["line"], "8")
        reject, = self.rejected("x.yaml", "- id: a\n  weight: 120\n- id: z\n  weight: 80\n---\n{id: a} {id: b}\n")
        self.assertEqual(reject["line"], "6")

    def test_crlf_and_indented_lists(self):
        text = "\ufeff  - id: a\r\n    weight: 120\r\n  - id: z\r\n    weight: 80\r\n"
        self.assertEqual(list(self.decisions(self.run_small("x.yaml", text))), ["a", "z"])
        self.assertEqual(list(self.decisions(self.run_small("x.yaml", text.replace("  ", "", 1).replace("\n  ", "\n")))),
                         ["a", "z"])

    def test_a_large_file_is_refused(self):
        done = self.run_small("x.yaml", "id: a\nnote: " + "x" * (16 * 1024 * 1024), code=2)
        self.assertIn("larger than 16 MiB", done.stderr)
        self.assertIn("CSV or NDJSON", done.stderr)
        item = "- id: b\n  note: " + "x" * (2 * 1024 * 1024)
        self.assertIn("the item is larger than 2 MiB", self.reject_item(item)["reason"])
        array = "[" + ",\n".join('{"id": "%d", "weight": 120}' % n for n in range(90_000)) + "]\n"
        done = self.run_small("x.yaml", array, code=2)  # not one reject for all of them
        self.assertIn("the document from line 1 on is larger than 2 MiB", done.stderr)
        self.assertIn("say `--input json`", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(self.run_small("x.yaml", array, "--input", "json").stdout.splitlines()), 90_001)
        done = self.run_small("x.yaml", "---\nid: a\nweight: 120\n---\n" + array, code=2)
        self.assertIn("the document from line 4 on is larger than 2 MiB", done.stderr)
        packed = gzip.compress(b"id: a\n" + b"#" * (40 * 1024 * 1024))
        self.assertIn("larger than 16 MiB", self.run_small("x.yaml.gz", packed, code=2).stderr)

    def test_utf16_is_said(self):
        for name in ("x.yaml", "x.ndjson"):
            self.assertIn("UTF-16", self.run_small(name, "id: a\n".encode("utf-16"), code=2).stderr)
        text = "id,weight\r\na,120\r\n"
        done = self.run_small("x.csv", text.encode("utf-16-le"), code=2)
        self.assertIn("--encoding utf-16le", done.stderr)
        self.assertNotIn("tr ", done.stderr)
        self.assertIn("save it in UTF-8", self.run_small("x.csv", text.encode("utf-16-be"), code=2).stderr)
        done = self.run_small("x.csv", text.encode("utf-16-le"), "--encoding", "utf-16le")
        self.assertEqual(list(self.decisions(done)), ["a"])


if __name__ == "__main__":
    main()
