"""`mgl graph` as its users know it: the nodes, the pictures, parts of them, numbers."""

import json
import re
import subprocess
import time

from program import EVERY_GUIDELINE, GUIDELINE, HEADER, ProgramTest, main, mgl

SMALL = HEADER + """  applies when age >= 18 years
source "A book"
  kind secondary
fact age "Age" in whole years
fact weight "Weight" in kg
  suspect when shod
fact shod "Weighed in shoes" is yes/no
fact smoker "Smokes" is yes/no
fact asthma "Asthma" is yes/no
fact started "Start" is date
fact lonely "Nothing uses it" is yes/no
threshold heavy "Heavy" weight above 100 kg
define at_risk "At risk" as heavy or (smoker and   # a comment
    age > 50 years)
table band "Band" of weight, smoker gives one of (low, high)
  row < 80 kg, no gives low
  row otherwise gives high
score weight_points "Weight points"
  item "Weight"
    points 2 when heavy
result advice "Advice" is one of (rest, walk)
  value rest when weight_points >= 2
  value walk otherwise
medication pill "A pill"
contraindication pill "Asthma"
  when asthma
rule treat "Treat" when at_risk unless smoker is no then give pill assumed because "a test"
rule leave "Leave it" when asthma and weight is known then note "no pill" overrides treat
  assumed because "a test"
recheck again "Again" of weight when treated_long in 1 to 2 weeks after started
define treated_long as smoker
must never "never both" treat and leave
"""


def dot_graph(text):
    """Nodes (id -> label) and edges (from, to, label) of a DOT text; fails on what is no DOT of the kind it reads."""
    quoted = r'"(?:[^"\\]|\\.)*"'
    value = rf"(?:{quoted}|[A-Za-z0-9_.]+)"
    attributes = rf"(?: \[((?:[a-z]+={value}(?:, )?)*)\])?"
    nodes, edges = {}, []
    lines = text.splitlines()
    assert lines[0].startswith("// ") and re.fullmatch(rf"digraph {quoted} {{", lines[1]), lines[:2]
    assert lines[-1] == "}", lines[-1]
    for line in lines[2:-1]:
        if re.fullmatch(rf"  (graph|node|edge){attributes};", line):
            continue
        if re.fullmatch(r"  \{ rank=(source|sink);( n\d+;)+ \}", line):
            continue
        node = re.fullmatch(rf"  (n\d+){attributes};", line)
        edge = re.fullmatch(rf"  (n\d+) -> (n\d+){attributes};", line)
        assert node or edge, line
        given = dict(re.findall(rf"([a-z]+)=({value})", (edge or node).groups()[-1] or ""))
        label = given.get("label", '""')[1:-1].replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
        label = label.replace("&amp;", "&")
        if node:
            nodes[node[1]] = label
        else:
            edges.append((edge[1], edge[2], label))
    assert all(a in nodes and b in nodes for a, b, _ in edges)
    return nodes, edges


def mermaid_graph(text):
    """The same of a Mermaid flowchart."""
    nodes, edges = {}, []
    head, body = text.split("flowchart LR\n")
    assert re.fullmatch(r'---\ntitle: "(?:[^"\\]|\\.)*"\n---\n', head), head
    for line in body.splitlines():
        if line.startswith("  classDef "):
            continue
        node = re.fullmatch(r'  (n\d+)(\(\[|\[/|\[\\|\[\[|\[|\(\(|\(|\{\{|\{|>)"([^"]*)"'
                            r'(\]\)|/\]|\\\]|\]\]|\]|\)\)|\)|\}\}|\}):::([a-z]+)', line)
        edge = re.fullmatch(r'  (n\d+) (?:-->|-\.->)(?:\|"([^"]*)"\|)? (n\d+)', line)
        assert node or edge, line
        text = (node[3] if node else edge[2]) or ""
        assert not re.search(r"[\[\]{}()|`]", text) and not re.search(r"<(?!br/>)", text), line
        text = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), text.replace("<br/>", "\n"))
        if node:
            nodes[node[1]] = text
        else:
            edges.append((edge[1], edge[3], text))
    assert all(a in nodes and b in nodes for a, b, _ in edges)
    return nodes, edges


class GraphTest(ProgramTest):
    def graph(self, *options, text=SMALL, code=0):
        done = mgl("graph", self.write("small.mgl", text), *options)
        self.assert_exit(done, code)
        return done.stdout

    def picture(self, *options, text=SMALL):
        """The two pictures, which must be the same: titles (first lines) and edges between them."""
        dot = dot_graph(self.graph("--format", "dot", *options, text=text))
        mermaid = mermaid_graph(self.graph("--format", "mermaid", *options, text=text))
        self.assertEqual(dot, mermaid)
        nodes, edges = dot
        first = {node: label.split("\n")[0] for node, label in nodes.items()}
        return list(nodes.values()), {(first[a], first[b], label) for a, b, label in edges}

    def test_text_is_the_engines_dump_below_what_the_guideline_is(self):
        lines = self.graph().splitlines()
        self.assertEqual(lines[0], "# small 1.0.0: Small")
        self.assertEqual(lines[1], "# DRAFT, not clinically approved; from one secondary source")
        nodes = [line for line in lines if not line.startswith("# ")]
        self.assertEqual(lines[2], f"# {len(nodes)} nodes, operands before their users")
        for number, line in enumerate(nodes):
            self.assertTrue(line.startswith(f"%{number} = "), line)
        self.assertTrue(any("threshold heavy(%" in line for line in nodes))

    def test_json_says_its_keys_first_and_every_node(self):
        for guideline in EVERY_GUIDELINE:
            done = mgl("graph", guideline, "--format", "json")
            self.assert_exit(done, 0)
            graph = json.loads(done.stdout)
            self.assertEqual(list(graph)[0], "about")
            documented = {key.split(".")[1] for key in graph["about"] if key.startswith("nodes.")}
            self.assertEqual(graph["guideline"]["status"], "draft")
            for number, node in enumerate(graph["nodes"]):
                self.assertEqual(node["id"], number)
                self.assertEqual(set(node), documented)
                self.assertTrue(node["label"])
                self.assertTrue(all(operand < number for operand in node["operands"]))
            for key in ("facts", "cuts", "outcomes"):
                self.assertIn(key, graph["about"])
            for outcome in graph["outcomes"]:
                names = [name["name"] for name in graph["nodes"][outcome["node"]]["names"]]
                self.assertIn(outcome["name"], names)

    def test_json_labels_are_the_authors_words(self):
        graph = json.loads(self.graph("--format", "json"))
        labels = {node["label"] for node in graph["nodes"]}
        self.assertIn("heavy or (smoker and age > 50 years)", labels)
        self.assertIn("weight < 80 kg", labels)  # a cell of a table
        self.assertIn("smoker is no", labels)
        at_risk = next(node for node in graph["nodes"]
                       if {"is": "define", "name": "at_risk", "part": "value"} in node["names"])
        self.assertEqual((at_risk["kind"], at_risk["type"]), ("or", "truth"))
        self.assertEqual(graph["cuts"], [{"is": "threshold", "name": "heavy", "title": "Heavy", "fact": "weight",
                                          "lines": ["above 100 kg"]}])
        self.assertEqual([o["name"] for o in graph["outcomes"]],
                         ["band", "weight_points", "advice", "treat", "leave", "again"])

    def test_a_picture_has_the_authors_words_and_every_dependency(self):
        labels, edges = self.picture()
        for label in ["Age\nyears", "Smokes\nsmoker: yes/no", "Heavy\nweight above 100 kg", "At risk\nor", "and",
                      "age > 50 years", "Treat\ngive A pill", 'Leave it\nleave: note "no pill"',
                      "applies when\nage >= 18 years", "contraindication: Asthma\npill", "must never: never both",
                      "Band\ntable of weight, smoker, 2 rows", "Nothing uses it\nlonely: yes/no"]:
            self.assertIn(label, labels)
        for edge in [("Weight", "Heavy", ""), ("Heavy", "At risk", ""), ("and", "At risk", ""), ("Smokes", "and", ""),
                     ("At risk", "Treat", ""), ("not", "Treat", "unless"), ("Asthma", "contraindication: Asthma", ""),
                     ("contraindication: Asthma", "Treat", "blocks"), ("Leave it", "Treat", "overrides"),
                     ("Weighed in shoes", "Weight", "suspect when"), ("Heavy", "Weight points", "2 points"),
                     ("weight_points >= 2", "Advice", "rest"), ("Start", "Again", "from"), ("Weight", "Again", "its date"),
                     ("Smokes", "treated_long", ""), ("treated_long", "Again", ""), ("applies when", "Treat", ""),
                     ("Age", "applies when", ""), ("Weight", "Band", "")]:
            self.assertIn(edge, edges)

    def test_every_guideline_is_a_picture_with_its_status(self):
        for guideline in EVERY_GUIDELINE:
            text = guideline.read_text()
            for form, read in (("dot", dot_graph), ("mermaid", mermaid_graph)):
                done = mgl("graph", guideline, "--format", form)
                self.assert_exit(done, 0)
                self.assertIn("DRAFT, not clinically approved", done.stdout.splitlines()[0 if form == "dot" else 1])
                nodes, _ = read(done.stdout)
                shown = "\n".join(nodes.values()).replace("\n", " ")
                titles = re.findall(r'^(?:fact|rule|recheck|result|table|score) \w+ "([^"]+)"', text, re.MULTILINE)
                self.assertGreater(len(titles), 3)
                for title in titles:
                    self.assertIn(title, shown)

    def test_every_text_is_escaped(self):
        title = r'a "b" <c> [d] {e} (f) |g| & \\ #h `i` 1. %j; é'.replace('"', r"\"")
        text = HEADER + f'fact a "{title}" is yes/no\nrule r "1. {title}" when a then note "{title}"\n'
        labels, _ = self.picture(text=text)
        shown = title.replace(r"\"", '"').replace(r"\\", "\\")
        self.assertIn(shown + "\na: yes/no", [re.sub(r"\n(?!a: )", " ", label) for label in labels])

    def test_long_labels_are_wrapped_and_cut(self):
        text = HEADER + f'fact a "A" is yes/no\nrule r "R" when a then note "{"word " * 300}"\n'
        labels, _ = self.picture(text=text)
        label = next(label for label in labels if label.startswith("R\n"))
        self.assertLessEqual(max(map(len, label.split("\n"))), 42)
        self.assertTrue(label.endswith("word …"))

    def test_dot_draws_it(self):
        self.need("dot")
        for path in [*EVERY_GUIDELINE, self.write("small.mgl", SMALL)]:
            text = self.output("graph", path, "--format", "dot")
            drawn = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, timeout=60)
            self.assertEqual((drawn.returncode, drawn.stderr), (0, ""))

    def test_of_shows_what_a_name_depends_on_and_feeds_into(self):
        labels, _ = self.picture("--of", "at_risk")
        titles = {label.split("\n")[0] for label in labels}
        self.assertEqual(titles, {"At risk", "Heavy", "Weight", "Weighed in shoes", "and", "Smokes", "age > 50 years",
                                  "Age", "Treat", "must never: never both"})
        labels, _ = self.picture("--of", "started", "--of", "shod")
        titles = {label.split("\n")[0] for label in labels}
        self.assertTrue({"Start", "Again", "Weighed in shoes", "Weight", "Heavy"} <= titles)
        self.assertFalse({"Asthma", "Smokes", "Age"} & titles)
        labels, _ = self.picture("--of", "lonely")
        self.assertEqual(labels, ["Nothing uses it\nlonely: yes/no"])

    def test_of_keeps_the_same_nodes_in_text_and_json(self):
        for name in ("weight", "at_risk", "treat", "again", "weight_points", "heavy", "started", "lonely"):
            text = self.graph("--of", name)
            graph = json.loads(self.graph("--of", name, "--format", "json"))
            numbers = [int(line[1:line.index(" ")]) for line in text.splitlines() if line.startswith("%")]
            self.assertEqual(numbers, [node["id"] for node in graph["nodes"]], name)
        # The condition of the recheck is also at hand in other rules; they have nothing to do with it.
        again = json.loads(self.graph("--of", "again", "--format", "json"))
        self.assertEqual([o["name"] for o in again["outcomes"]], ["again"])
        self.assertEqual({f["name"] for f in again["facts"]}, {"age", "weight", "shod", "smoker", "started"})

    def test_of_has_all_operands_of_an_outcome(self):
        whole = {n["id"]: n for n in json.loads(self.graph("--format", "json"))["nodes"]}
        part = {n["id"] for n in json.loads(self.graph("--format", "json", "--of", "treat"))["nodes"]}
        outcome = next(i for i, n in whole.items() if {"is": "rule", "name": "treat", "part": "outcome"} in n["names"])
        open_nodes, needed = [outcome], set()
        while open_nodes:
            node = open_nodes.pop()
            if node not in needed:
                needed.add(node)
                open_nodes += whole[node]["operands"]
        self.assertTrue(needed <= part, needed - part)

    def test_an_unknown_name_is_a_question(self):
        for form in ("text", "dot", "json", "mermaid"):
            done = mgl("graph", self.write("small.mgl", SMALL), "--of", "at_rsk", "--format", form)
            self.assert_exit(done, 2)
            self.assertEqual(done.stdout, "")
            self.assertEqual(done.stderr, "mgl graph: small has no fact, definition or outcome `at_rsk`\n"
                                          "  did you mean `at_risk`?\n")
        done = mgl("graph", self.write("small.mgl", SMALL), "--of", "pill")
        self.assert_exit(done, 2)
        self.assertIn("`pill` is a medication", done.stderr)

    def test_stats_count_the_graph(self):
        graph = json.loads(self.graph("--format", "json"))
        stats = json.loads(self.graph("--stats", "--format", "json"))
        self.assertEqual(stats["nodes"], len(graph["nodes"]))
        self.assertEqual(sum(stats["nodes_by_kind"].values()), stats["nodes"])
        self.assertEqual(stats["cost_per_case"], {"nodes_evaluated": len(graph["nodes"]),
                                                  "operands_read": sum(len(n["operands"]) for n in graph["nodes"])})
        self.assertEqual(stats["named"], {"facts": 7, "thresholds": 1, "ranges": 0, "definitions": 2, "ambiguities": 0,
                                          "results": 3, "rules": 2, "rechecks": 1})
        depth = {}
        for node in graph["nodes"]:
            depth[node["id"]] = 1 + max((depth[o] for o in node["operands"]), default=0)
        self.assertEqual(stats["depth"], max(depth.values()))
        self.assertGreater(stats["measured_on_this_machine"]["microseconds_per_case"], 0)
        text = self.graph("--stats")
        self.assertIn("DRAFT, not clinically approved", text)
        self.assertIn(f"cost a case: {stats['nodes']} nodes evaluated", text)
        self.assertIn("measured on this machine: ", text)
        self.assertIn("--stats is no dot", mgl("graph", GUIDELINE, "--stats", "--format", "dot").stderr)

    def test_a_guideline_that_cannot_be_used(self):
        done = mgl("graph", self.write("small.mgl", SMALL.replace("heavy or", "hevy or")))
        self.assert_exit(done, 2)
        self.assertIn("did you mean `heavy`", done.stderr)
        self.assertIn("has errors; it has no graph", done.stderr)
        for path in (self.folder / "none.mgl", self.folder, self.write("bytes.mgl", b"guideline \xff\n")):
            done = mgl("graph", path)
            self.assert_exit(done, 2)
            self.assertIn("mgl graph: ", done.stderr)
            self.assertEqual(done.stdout, "")

    def test_large_guidelines_take_seconds_not_minutes(self):
        text = HEADER + "".join(f'fact f{i} "F {i}" is yes/no\n' for i in range(3000))
        text += "".join(f'rule r{i} "R {i}" when f{i} and f{i + 1} then note "n"\n' for i in range(2999))
        path = self.write("large.mgl", text)
        start = time.monotonic()
        for form in ("dot", "json"):
            self.assert_exit(mgl("graph", path, "--format", form), 0)
        done = mgl("graph", path, "--format", "mermaid")
        self.assertLess(time.monotonic() - start, 60)
        self.assertIn("--of NAME shows a part", done.stderr)
        self.assertEqual(mgl("graph", path, "--format", "mermaid", "--quiet").stderr, "")

    def test_help_says_exit_codes_and_an_example(self):
        done = mgl("graph", "--help")
        self.assert_exit(done, 0)
        self.assertIn("Exit code: 0 done, 2", done.stdout)
        self.assertIn("mgl graph guidelines/magnesium_cramps/magnesium_cramps.mgl --format dot", done.stdout)


if __name__ == "__main__":
    main()
