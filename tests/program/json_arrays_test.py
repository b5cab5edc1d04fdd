"""Elements of a JSON array are cases, each by itself, however the array is written; what is broken is told with its place."""

import gzip
import json
import subprocess

from case_formats_test import COMMON, SMALL, FormatsTest
from program import main, mgl

A, Z = '{"id": "a", "weight": 120}', '{"id": "z", "weight": 80}'


class JsonArraysTest(FormatsTest):
    def same(self, text, *options, name="x.json"):
        """What a run says of an array: the same by rows and by blocks, on any number of threads."""
        outcomes = []
        guideline, path = self.write("small.mgl", SMALL), self.write(name, text)
        for threads, rows in ((1, True), (1, False), (2, False), (4, False)):
            rejects = self.folder / "rejects.csv"
            done = mgl("run", guideline, path, *COMMON, "--threads", threads, "--rejects", rejects, "--quiet", *options,
                       environment={"MGL_BATCH": "rows"} if rows else None)
            rejected = rejects.read_text(errors="surrogateescape") if done.returncode != 2 else ""
            outcomes.append((done.returncode, done.stdout if done.returncode != 2 else "", done.stderr, rejected))
        for outcome in outcomes[1:]:
            self.assertEqual(outcome, outcomes[0], text[:200])
        return outcomes[0]

    def test_an_array_says_what_the_same_ndjson_says(self):
        cases = [{"id": f"r{i}", "weight": 50 + i % 80, "sex": ["male", "female"][i % 2], "note": 'a ]}[{",\\ ü' * (i % 3)}
                 for i in range(12_000)]
        lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
        expected = self.run_small("x.ndjson", lines, "--quiet").stdout
        for text in (json.dumps(cases), json.dumps(cases, ensure_ascii=False, indent=2),
                     json.dumps(cases, indent="\t").replace("\n", "\r\n"), "[\n" + ",\n".join(lines.splitlines()) + "\n]\n",
                     "\ufeff\n\n [ " + " ,".join(lines.splitlines()) + "]", json.dumps(cases, separators=(",", ":"))):
            self.assertEqual(self.same(text)[:2], (0, expected))
            self.assertEqual(self.run_small("-", text, "--quiet").stdout, expected)
            packed = self.write("packed", gzip.compress(text.encode()))
            self.assertEqual(mgl("run", self.folder / "small.mgl", packed, *COMMON).stdout, expected)
            with self.subTest(packed="zstd"):
                self.need("zstd")
                subprocess.run(["zstd", "-q", "-f", str(self.write("y", text))], check=True)
                self.assertEqual(mgl("run", self.folder / "small.mgl", self.folder / "y.zst", *COMMON).stdout, expected)

    def test_notices_and_the_record_of_the_run(self):
        out = self.folder / "out.csv"
        text = json.dumps([{"id": 7, "weight": 120, "shoe": 44}, {"id": 7, "wieght": 1}])
        done = self.run_small("x.json", text, "-o", out)
        for words in ("key `shoe` is no fact of small and is ignored", "did you mean `weight`", "ids repeat: line 1 of",
                      "x.json has the key `sex`, `born`: missing in every case"):
            self.assertIn(words, done.stderr)
        self.assertEqual(json.loads((self.folder / "out.csv.run.json").read_text())["guideline"], "small")
        self.assertIn("holds no case", self.run_small("x.json", "[]").stderr)
        self.assertIn("holds no case", self.run_small("x", " [ ]\n").stderr)

    def test_explain_reads_it_too(self):
        guideline, cases = self.write("small.mgl", SMALL), self.write("x.json", f"[\n{A},\n{{}},\n{Z}]")
        done = mgl("explain", guideline, cases, *COMMON, "--id", "z")
        self.assert_exit(done, 0)
        self.assertIn("80 kg", done.stdout)

    def test_what_is_broken_is_told_and_the_rest_is_read(self):
        for middle, line, column, words in (
                ('{"id": "b", "weight": }', "2", "23", "not valid JSON"), ('{"id": "b" "weight": 1}', "2", "", "not valid JSON"),
                ("garbage", "2", "1", "the element is no JSON object"), ("[1, [{}]]", "2", "1", "the element is no JSON object"),
                ('"a, b ] }"', "2", "1", "no JSON object"), ("12", "2", "1", "no JSON object"), ("null", "2", "1", "no JSON object"),
                ('{"id": "b"} x', "2", "", "the element does not end"), ('{"id": "b", "x": [1}', "2", "", ""),
                ('  {"id": "é", "sex": "male", "sex": "male"}', "2", "30", "stands twice"),
                ('{"id": "b",\n "sex": "male",\n "sex": "male"}', "2", "1", "stands twice"),
                ('{"note": "he said "no" twice"}', "2", "", ""), ('{"note": "a\nb"}', "2", "", "control character"),
                ('{"note": "a\rb"}', "2", "", "control character"), ('{"weight": NaN}', "2", "", ""),
                ('{"id": {}}', "2", "", "the id holds"), ('{"x": ' + "[" * 20 + "]" * 20 + "}", "2", "", "nested deeper"),
                ('{"id": "b, "weight": 1}', "2", "", ""), ('{"id": "b", "weight": 1', "2", "", "the element does not end"),
                ('{"id": "b", "sex": male"}', "2", "", ""), ('{"id": "b", "weight": {"value": 1}', "2", "", ""),
                ('{"note": "' + "x" * 2_000_000 + '"}', "2", "1", "longer"), ("", "2", "1", "no element of the array stands before")):
            text = f"[{A},\n{middle},\n{Z}]"
            code, stdout, _, rejects = self.same(text)
            self.assertEqual((code, len(stdout.splitlines())), (3, 3), middle[:80])
            row, = self.rejected("x.json", text)
            self.assertIn(words, row["reason"], middle[:80])
            self.assertEqual((row["line"], row["column"]), (line, column or row["column"]), middle[:80])
        row, = self.rejected("x.json", f"[{A} , {Z}, {{'id': 5}}]")
        self.assertEqual((row["line"], row["column"]), ("1", "59"))
        text = f"[{A},{Z},".encode() + b'{"id": "\xff"}]'
        self.assertEqual(self.rejected("x.json", text)[0]["reason"], "the text is not valid UTF-8")

    def test_what_is_no_array_is_told(self):
        for text, line, column, words in (
                (f"[{A},{Z},]", "1", "55", "a comma stands before the `]`"), (f"[{A},\n{Z}", "2", "26", "no `]` ends the array"),
                (f"[{A},\n\n{Z}]\n]", "4", "1", "text follows"), (f"[{A}, {Z},\n" + '{"id": "c", "wei', "2", "1", "is not closed"),
                (f"[,{A},{Z}]", "1", "2", "no element"), (f"[{A},{Z}\n" + '{"id": "c"}]', "2", "1", "no comma stands before")):
            self.assertEqual(self.same(text)[0], 3)
            row, = self.rejected("x.json", text)
            self.assertIn(words, row["reason"], text)
            self.assertEqual((row["line"], row["column"]), (line, column), text)

    def test_where_cases_may_be_lost_the_run_ends(self):
        for text, words in ((f'[{A},\n{{"id": "b", "weight": 1,\n  {Z}]', "an element is not closed, on line 2, character 1,"),
                            (f"[{A}]\n[{Z}]", "text follows the `]` of the array, on line 2,"),
                            (f'[{A},{{"id": "b, "x": 1}},{Z},{{"id": "c, "x": 1}},{Z}]', "quotes of an element do not match"),
                            (f'[{A},{{"id": "b, "x": 1}},{Z}]', "an element is not closed, on line 1, character 29,"),
                            ("{}", "does not begin with the `[`"), ("", "does not begin with the `[`")):
            code, _, stderr, _ = self.same(text, "--input", "json")
            self.assertEqual(code, 2, text)
            self.assertIn(words, stderr)
            self.assertNotIn('"b', stderr)  # a patient's data

    def test_strict_names_the_element(self):
        row, = self.rejected("x.json", f'[{A},\n  {{"id": "b", "weight": "heavy"}},\n{Z}]', "--strict")
        self.assertEqual((row["line"], row["column"], row["id"]), ("2", "3", "b"))
        self.assertEqual(self.same(f'[{A}, {{"id": "b", "weight": "heavy"}}, {{}}, {Z}]', "--strict")[0], 3)

    def test_other_texts_with_such_brackets(self):
        for name, text in (("-", "[{id: a, weight: 120}]"), ("x.json", "[{id: a, weight: 120}]"), ("-", "[\n{id: a, weight: 120}\n]"),
                           ("x.yaml", '[{"id": a, "weight": 120}]'), ("-", '# no JSON\n[{"id": a, "weight": 120}]'),
                           ("x.csv", "[x],id,weight\n1,a,120\n"), ("x.json", A), ("x.json", '{"id": "a",\n"weight": 120}'[:1] + "\n" + A[1:])):
            self.assertEqual(self.decisions(self.run_small(name, text))["a"]["heavy"], "yes", text)
        rows = self.run_small("x.jsonl", f"[{A}]\n{A}\n", code=3)
        self.assertEqual(list(self.decisions(rows)), ["a"])
        for text in ("[1, 2]", "[[{}]]", '["a"]', "[null]", "[-1]"):
            self.assertIn("rejected", self.run_small("-", text, code=3).stderr)

    def test_what_units_a_column_names_is_found_in_one_line_too(self):
        guideline = self.write("g.mgl", SMALL)
        cases = [{"id": f"r{i}", "weight": 80_000 if i == 3 else 80, "weight.unit": "g" if i == 3 else None,
                  "note": "x" * 300} for i in range(2_000)]
        for text in (json.dumps(cases), json.dumps(cases, indent=1)):
            done = mgl("run", guideline, self.write("x.json", text), *COMMON)
            self.assert_exit(done, 0)
            self.assertEqual(done.stdout.count("weight: no unit stated, read as kg"), 1_999)

    def test_an_array_stays_small_in_memory(self):
        guideline = self.write("small.mgl", SMALL)
        script = ("import resource,subprocess,sys\n"
                  "p = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
                  "block = (b'{\"id\": 1, \"weight\": 120, \"note\": \"' + b'x' * 1000 + b'\"},') * 1000\n"
                  "p.stdin.write(b'[')\n"
                  "for _ in range(int(sys.argv[1])): p.stdin.write(block)\n"
                  "p.stdin.write(b'{}]'); p.stdin.close(); assert p.wait() == 0\n"
                  "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n")
        from program import MGL
        sizes = [int(subprocess.run(["python3", "-c", script, blocks, MGL, "run", str(guideline), "-", "--threads", "2"],
                                    capture_output=True, text=True, check=True).stdout) for blocks in ("5", "60")]
        self.assertLess(sizes[1], sizes[0] + 20_000)  # KiB, for 55 MB more


if __name__ == "__main__":
    main()
