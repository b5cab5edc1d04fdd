#!/usr/bin/env python3
"""What `mgl run` writes: the columns that are asked for in their order, NDJSON with the run said once, a table on a terminal."""

import json
import os
import pty
import re
import subprocess

from program import AS_OF, HEADER, MGL, ProgramTest, main, mgl, ndjson_records, records

TEXT = HEADER + """fact weight "Weight" in kg
fact seen "Seen" is date
result weight_lb in [lb_av] as weight
result big as weight > 100 kg
rule heavy "Heavy" when weight > 100 kg then order weight and note "n" assumed because "a test"
rule light "Light" when weight < 60 kg then note "eat, and \\"rest\\"" assumed because "a test"
recheck check "Check" of weight in 1 to 2 weeks after seen assumed because "a test"
"""
CASES = 'id,weight,seen\n"a,1",120,2026-02-20\nb,50,\nc,x,2026-02-01\nd,,\n'


class RunOutputTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.guideline = self.write("g.mgl", TEXT)
        self.cases = self.write("cases.csv", CASES)

    def run_with(self, *options, code=0, cases=None):
        """What it writes, the same in blocks, row by row and on threads."""
        outputs = set()
        for environment, threads in (({"MGL_BATCH": "rows"}, 1), ({}, 1), ({}, 3)):
            done = mgl("--quiet", "run", self.guideline, cases or self.cases, "--as-of", AS_OF, "--threads", threads, *options,
                       environment=environment)
            self.assert_exit(done, code)
            outputs.add(done.stdout)
        self.assertEqual(len(outputs), 1)
        self.stderr = done.stderr
        return outputs.pop()

    def test_columns_by_name_in_any_order(self):
        everything = records(self.run_with())
        names = list(everything[0])
        self.assertEqual(names, ["id", "scope", "weight_lb", "big", "heavy", "light", "check.status", "check.from", "check.to", "ask", "warnings"])
        for columns in ("id", "light", "heavy,id", "warnings,check.to,id", "big,weight_lb", "light,heavy,scope", "weight_lb,id,big,heavy",
                        "check.to,check.from", "ask,warnings,id,light,scope,big", "id,weight_lb"):
            self.assertEqual(records(self.run_with("--columns", columns)),
                             [{name: row[name] for name in columns.split(",")} for row in everything], columns)
            self.assertEqual(self.run_with("--columns", columns).splitlines()[0], columns)
        # Groups, blanks, a recheck's name, and what stands twice.
        for columns, expected in (("rules, id", ["heavy", "light", "id"]), ("light,rules,light", ["light", "heavy"]),
                                  ("check,id", ["check.status", "check.from", "check.to", "id"]), ("results", ["weight_lb", "big"]),
                                  ("check.to,rechecks", ["check.to", "check.status", "check.from"])):
            rows = records(self.run_with("--columns", columns))
            self.assertEqual(rows, [{name: row[name] for name in expected} for row in everything])
            self.assertEqual(list(rows[0]), expected)

    def test_many_rows_in_another_order(self):
        cases = self.write("many.csv", "id,weight,seen\n" + "".join(
            f'"{i}{"," if i % 7 == 0 else ""}",{i % 150 or "?"},2026-02-{i % 28 + 1:02}\n' for i in range(9000)))
        everything = records(self.run_with(cases=cases))
        columns = "warnings,check.from,weight_lb,light,id"
        self.assertEqual(records(self.run_with("--columns", columns, cases=cases)),
                         [{name: row[name] for name in columns.split(",")} for row in everything])

    def test_columns_that_are_none(self):
        self.run_with("--columns", "hevy", code=2)
        self.assertIn("--columns: `hevy` is no group of columns and no column of small\\n  did you mean `heavy`?".replace("\\n", "\n"), self.stderr)
        self.run_with("--columns", "id,,rules", code=2)
        self.run_with("--columns", "actions", code=2)
        self.assertIn("--format ndjson writes", self.stderr)

    def test_ndjson_holds_what_was_asked_for(self):
        run, rows = ndjson_records(self.run_with("--format", "ndjson"))
        self.assertEqual((run["guideline"], run["status"], run["as_of"]), ("small", "draft", AS_OF))
        self.assertEqual(set(rows[0]), {"id", "scope", "weight_lb", "big", "heavy", "light", "check.status", "check.from", "check.to", "ask",
                                        "warnings", "actions"})
        self.assertEqual([action["verb"] for action in rows[0]["actions"]], ["order", "note"])
        _, few = ndjson_records(self.run_with("--format", "ndjson", "--columns", "id,heavy,check.to"))
        self.assertEqual(few, [{key: row[key] for key in ("id", "heavy", "check.to")} for row in rows])
        _, acts = ndjson_records(self.run_with("--format", "ndjson", "--columns", "actions,id"))
        self.assertEqual(acts, [{"id": row["id"], "actions": row["actions"]} for row in rows])
        # Beside a file stands what the run was, and each of its lines is a case.
        out = self.folder / "out.ndjson"
        self.run_with("--format", "ndjson", "-o", out)
        self.assertEqual([json.loads(line) for line in out.read_text().splitlines()], rows)
        self.assertEqual(json.loads((self.folder / "out.ndjson.run.json").read_text()), run)

    def terminal(self, *options, columns=60, **environment):
        """What a terminal shows."""
        first, second = pty.openpty()
        done = subprocess.Popen([MGL, "--quiet", "run", str(self.guideline), str(self.cases), "--as-of", AS_OF, *map(str, options)],
                                stdout=second, stderr=subprocess.DEVNULL,
                                env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm", **environment})
        os.close(second)
        text = b""
        while True:
            try:
                part = os.read(first, 65536)
            except OSError:
                break
            if not part:
                break
            text += part
        os.close(first)
        self.assertEqual(done.wait(), 0)
        return text.decode().replace("\r\n", "\n")

    def test_a_terminal_gets_a_table(self):
        text = self.terminal(NO_COLOR="1")
        lines = text.splitlines()
        self.assertTrue(lines[0].startswith("id"))
        self.assertEqual(len(lines), 6)
        self.assertLessEqual(max(map(len, lines[:-1])), 60)
        self.assertRegex(lines[-1], r"^\(\d more columns?: --columns id,NAME,… chooses some, -o FILE writes all\)$")
        self.assertNotIn("\x1b", text)
        # Columns stand below each other, and cells are those of the CSV.
        rows = records(self.run_with())
        for name in ("heavy", "light"):
            at = lines[0].index(name)
            self.assertEqual([line[at:].split()[0] for line in lines[1:5]], [row[name] for row in rows])
        colored = self.terminal()
        self.assertEqual(re.sub(r"\x1b\[\d*m", "", colored), text)
        self.assertIn("\x1b[32myes\x1b[0m", colored)
        self.assertIn("\x1b[33munknown\x1b[0m", colored)
        wide = self.terminal("--columns", "light,id", columns=200, NO_COLOR="1")
        self.assertEqual(wide, "light    id\nno       a,1\nyes      b\nunknown  c\nunknown  d\n")
        self.assertEqual(self.terminal("--columns", "light,id", "--format", "csv"), self.run_with("--columns", "light,id"))
        self.assertEqual(self.terminal("--columns", "id,rules", "--cells", "short", columns=200, NO_COLOR="1"),
                         "id   heavy  light\na,1  y      n\nb    n      y\nc    ?      ?\nd    ?      ?\n")

    def test_a_pipe_gets_csv_and_may_ask_for_a_table(self):
        self.assertIn('"a,1",in', self.run_with())
        for columns in ("10", "40", "80", "400", "100000"):
            done = mgl("--quiet", "run", self.guideline, self.cases, "--as-of", AS_OF, "--format", "table", environment={"COLUMNS": columns})
            self.assert_exit(done, 0)
            table = [line for line in done.stdout.splitlines() if not line.startswith("(")]
            self.assertEqual(len(table), 5)
            self.assertLessEqual(max(map(len, table)), max(40, min(int(columns), 400)))
            if int(columns) >= 400:
                self.assertNotRegex(done.stdout, r"[(…]")

    def test_more_rows_than_the_table_plans_by(self):
        cases = self.write("many.csv", "id,weight\n" + "".join(f"{'x' * (i // 100)}{i},{i % 150}\n" for i in range(2000)))
        done = mgl("--quiet", "run", self.guideline, cases, "--as-of", AS_OF, "--format", "table", "--columns", "id,rules",
                   environment={"COLUMNS": "60"})
        self.assert_exit(done, 0)
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), 2001)
        self.assertLessEqual(max(map(len, lines)), 60)
        self.assertTrue(all(line.split()[1] in ("yes", "no", "unknown") for line in lines[1:]))
        empty = mgl("--quiet", "run", self.guideline, self.write("none.csv", "id,weight\n"), "--format", "table")
        self.assertEqual(len(empty.stdout.splitlines()), 1)

    def test_a_table_holds_no_controls_of_terminals(self):
        cases = self.write("controls.csv", "id,weight\na\x1b[31m\tb\x7f\u009b2J,120\n")
        done = mgl("--quiet", "run", self.guideline, cases, "--as-of", AS_OF, "--format", "table")
        self.assert_exit(done, 0)
        self.assertIn("a [31m b  2J ", done.stdout)  # as in every other text that stands in one line


if __name__ == "__main__":
    main()
