"""A switch over kinds of nodes or expressions names every kind and has no `default`.

Then -Wswitch, which is an error here, names each place that must learn of a new kind.
"""

import pathlib
import re
import unittest

SOURCE = pathlib.Path(__file__).parents[2]
KINDS = (
    "NodeKind NodeFamily Payload LeafKind TruthOperator ComparisonKind ChoiceComparison ArithmeticKind "
    "ExprKind ExprFamily"
).split()
CASE = re.compile(r"\bcase (?:\w+::)*(?:%s)::k" % "|".join(KINDS))
# Aliases of ast::ExprKind that files write as `Kind`.
ALIAS = re.compile(r"using Kind = ast::ExprKind;")


def switches(text):
    """The bodies of all switches, inner ones also by themselves."""
    for match in re.finditer(r"\bswitch \(", text):
        begin = text.index("{", match.end())
        depth = 0
        for at in range(begin, len(text)):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            if depth == 0:
                yield match.start(), text[begin : at + 1]
                break


def own_labels(body):
    """The body without the switches in it."""
    for _, inner in list(switches(body[1:])):
        body = body.replace(inner, "")
    return body


def faults_of(name, text):
    """`file:line` of each switch with a default."""
    case = CASE
    if ALIAS.search(text):
        case = re.compile(CASE.pattern + r"|\bcase Kind::k")
    for at, body in switches(text):
        labels = own_labels(body)
        if case.search(labels) and "default:" in labels:
            yield "%s:%d" % (name, text.count("\n", 0, at) + 1)


class ExhaustiveSwitchTest(unittest.TestCase):
    def test_no_default(self):
        faults = []
        for floor in ("engine", "dsl", "tools"):
            for path in sorted((SOURCE / floor).rglob("*")):
                if path.suffix in {".cc", ".h"}:
                    faults += faults_of(path.relative_to(SOURCE), path.read_text())
        self.assertEqual([], faults)

    def test_finds_a_default(self):
        text = "switch (kind) {\n  case NodeKind::kAnd:\n    break;\n  default:\n    break;\n}\n"
        self.assertEqual(["x.cc:1"], list(faults_of("x.cc", text)))
        self.assertEqual([], list(faults_of("x.cc", text.replace("NodeKind", "SymbolKind"))))


if __name__ == "__main__":
    unittest.main()
