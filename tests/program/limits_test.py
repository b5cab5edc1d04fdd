"""Each limit of a guideline text: at the limit it is read, one more gets its own error."""

import json

from program import ProgramTest, main, mgl

HEAD = """guideline g "G"
  language mgl 1
  version 1.0.0
  status draft
  grading none

fact x "X" is number
fact a "A" is yes/no
"""
MAX_BYTES = 4 << 20
MAX_DECLARATIONS = 10_000
MAX_NODES = 1_000_000


def sums(operations):
    """A text with so many additions, none like another, at most 400 in a row."""
    lines = [HEAD]
    before = "x"
    for number in range(0, operations, 400):
        lines.append(f"define d{number} as {before}" + " + 1" * min(400, operations - number) + "\n")
        before = f"d{number}"
    return "".join(lines)


class LimitsTest(ProgramTest):
    def errors(self, text):
        done = mgl("lint", "--format", "json", self.write("g.mgl", text))
        errors = [(f["code"], f["message"]) for f in json.loads(done.stdout) if f["level"] == "error"]
        self.assert_exit(done, 1 if errors else 0)
        return errors

    def assert_limit(self, at_limit, above, code, message):
        self.assertEqual(self.errors(at_limit), [])
        errors = self.errors(above)
        self.assertEqual([found for found, _ in errors], [code])
        self.assertIn(message, errors[0][1])

    def test_nesting(self):
        def nested(opening, closing, depth):
            return HEAD + f"define d as {opening * depth}a{closing * depth}\n"

        for opening, closing in [("(", ")"), ("not ", ""), ("at least 1 of (", ")"), ("(a and ", ")")]:
            with self.subTest(opening=opening):
                self.assert_limit(nested(opening, closing, 128), nested(opening, closing, 129),
                                  "L0003", "deeper than 128 levels")

    def test_operations_in_a_row(self):
        text = HEAD + "define d as x" + " + 1" * 512
        self.assert_limit(text + "\n", text + " + 1\n", "L0003", "more than 512 operations in a row")

    def test_bytes(self):
        full = HEAD + "#" * (MAX_BYTES - len(HEAD) - 1) + "\n"
        self.assertEqual(len(full), MAX_BYTES)
        self.assertEqual(self.errors(full), [])
        for arguments in [("lint",), ("fmt", "--check")]:
            done = mgl(*arguments, self.write("g.mgl", full + "\n"))
            self.assert_exit(done, 2)
            self.assertIn("is larger than 4 MiB", done.stderr)
            done = mgl(*arguments, "-", stdin=(full + "\n").encode())
            self.assert_exit(done, 2)
            self.assertIn("is larger than 4 MiB", done.stderr)

    def test_declarations(self):
        in_head = 3
        most = HEAD + "".join(f"fact f{n} is date\n" for n in range(MAX_DECLARATIONS - in_head))
        self.assert_limit(most, most + "fact more is date\n", "L0004", "more than 10000 declarations")

    def test_nodes(self):
        others = 3  # the scope, x and 1
        self.assert_limit(sums(MAX_NODES - others), sums(MAX_NODES - others + 1), "L0005",
                          "the evaluation graph has 1000001 nodes; at most 1000000 are allowed")

    def test_choices(self):
        def choices(count):
            return HEAD + f'fact c "C" is one of ({", ".join(f"c{n}" for n in range(count))})\n'

        self.assert_limit(choices(256), choices(257), "L0221", "`c` has 257 choices; at most 256 are possible")

    def test_texts_of_a_result(self):
        def texts(count):
            lines = "".join(f'  value "text {n}" when x > {n}\n' for n in range(count - 1))
            return HEAD + f'result r "R"\n{lines}  value "other" otherwise\n'

        self.assert_limit(texts(256), texts(257), "L0221", "`r` has more than 256 texts")

    def test_numbers(self):
        def compared(number):
            return HEAD + f"define d as x > {number}\n"

        self.assert_limit(compared("9" * 400), compared("9" * 401), "L0112", "too many digits")
        self.assert_limit(compared("1e400"), compared("1e401"), "L0112", "too many digits")

    def test_tables_and_scores_have_no_limit_of_their_own(self):
        rows = "".join(f"  row < {n} gives {n}\n" for n in range(1, 5000))
        items = "".join(f'  item "I{n}"\n    points 1 when x > {n}\n    points 0 otherwise\n' for n in range(5000))
        text = HEAD + f'table t "T" of x\n  first row wins\n{rows}  row otherwise gives 0\nscore s "S"\n{items}'
        self.assertEqual(self.errors(text), [])
        done = mgl("run", self.write("g.mgl", text), "-", "--columns", "id,results", stdin=b"id,x\na,17.5\nb,\n")
        self.assert_exit(done, 0)
        self.assertEqual(done.stdout, "id,t,s\na,18,18\nb,0..4999,0..5000\n")


if __name__ == "__main__":
    main()
