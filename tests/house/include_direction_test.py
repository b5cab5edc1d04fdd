"""The house: engine <- dsl <- tools <- tests, an order of rooms in each, few headers by which a floor is used, libraries
only where they belong, files of a readable size."""

import pathlib
import re
import subprocess
import unittest

SOURCE = pathlib.Path(__file__).parents[2]
FLOORS = ["engine", "dsl", "tools", "tests"]
# The rooms of each floor: one includes only those above it, and those beside it not at all.
ROOMS = """
engine/text
engine/value
engine/unit
engine/model
engine/meaning
engine/ask
engine
engine/prove engine/batch
engine/z3

dsl/text
dsl/diagnostic dsl/ast
dsl/parse
dsl/resolve
dsl/check
dsl/reread
dsl/lower dsl/assemble
dsl

tools
tools/io/bytes
tools/io/cells
tools/io/cases
tools/io/csv tools/io/json tools/io/yaml
tools/words
tools/io/decisions
tools/io
tools/case/explain
tools/case/consult tools/case/examples
tools/author/graph tools/author/trace tools/author/start
tools/author/facts
tools/author/adapt
tools/author/lint
tools/author/lint/report tools/author/lint/rules tools/author/versions
tools/author/testing
tools/cohort
tools/cohort/sensitivity
tools/cohort/differences
tools/commands
tools/files
tools/doors/library tools/doors/options
tools/doors/cli tools/doors/wasm tools/fuzz
"""
RANKS = {room: rank for rank, line in enumerate(ROOMS.split("\n")) for room in line.split()}
GENERATED = {"engine/z3/z3_calls.h", "tools/version.h", "tools/author/lint/rules.def"}
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "engine", "dsl", "guidelines", "tools", "tests", "README.md",
             "LICENSE"}
# The headers by which a floor is used from outside: what for, in which folders, which of a room. All others are its own.
PUBLIC = [
    ("texts", "dsl tools", "engine/text", "did_you_mean plain_text shell_word utf8"),
    ("values", "dsl tools", "engine/value", "calendar choice_set day_interval marked_thousands rational result whole_number"),
    ("units", "dsl tools", "engine/unit", "unit substance"),
    ("units as data spell them", "tools/io", "engine/unit", "unit_in_data"),
    ("what goes in and what comes out", "dsl tools", "engine/model",
     "case decision evaluation_options guideline node_family value_type"),
    ("facts that are one", "dsl", "engine/model", "one_default"),
    ("making a graph", "dsl/check dsl/lower", "engine/model", "graph"),
    ("making a graph", "dsl/check dsl/lower", "engine/meaning", "arithmetic lines"),
    ("deciding a case", "tools", "engine", "eval_scalar"),
    ("saying what was decided", "tools", "engine/meaning", "action_for_case effective_fact result_cell"),
    ("explaining it line by line", "tools/case tools/author", "engine/meaning", "cut_line lines"),
    ("lines for one unit", "tools/cohort", "engine/meaning", "cut_line"),
    ("what would decide it", "tools/case tools/author", "engine/ask", "cone sufficient_facts"),
    ("what is true of all patients", "tools/author", "engine/prove", "every_patient find_patient"),
    ("two versions as one", "tools/author", "engine/prove", "fact_pair guideline_pair one_meaning possible_numbers version_match"),
    ("what two versions take of a fact", "tools/cohort", "engine/prove", "fact_pair"),
    ("what is left open", "tools/author tools/files", "engine/prove", "second_prover"),
    ("asking Z3", "tools/files", "engine/z3", "ask_z3"),
    ("deciding blocks of cases", "tools/io tools/cohort tools/doors/library", "engine/batch",
     "batch_plan bit_plane case_columns double_cut eval_batch other_units plane_kernels"),
    ("numbers in another unit", "tools/cohort", "engine/batch", "fixed_conversion"),
    ("loops with wide instructions", "tools/io tools/cohort tools/doors/library tools/files", "engine/batch", "simd_level"),
    ("counting decisions", "tools/cohort", "engine/meaning", "outcome outcome_counts"),

    ("from text to guideline, and its layout", "tools", "dsl", "compile compiled_guideline format"),
    ("guidelines of several files", "tools", "dsl/assemble", "assemble"),
    ("the files that a guideline names", "tools/files tools/doors tools/commands", "dsl/assemble", "named_files"),
    ("several guidelines as one", "tools/author tools/commands", "dsl", "join_guidelines"),
    ("which file says what", "tools/author tools/commands", "dsl", "name_files"),
    ("what a local version adapts", "tools/author tools/commands", "dsl", "upstream_guideline"),
    ("texts", "tools", "dsl/text", "comment source"),
    ("what is wrong with them", "tools", "dsl/diagnostic", "diagnostic diagnostic_json fix"),
    ("what they say, as written", "tools", "dsl/ast", "ast"),
    ("ways through it, and words for it", "tools", "dsl/resolve", "statements wording"),
    ("what an accept names", "tools/author", "dsl/resolve", "accepted"),
    ("numbers as written, in a unit", "tools/author", "dsl/check", "constant_value"),
    ("volumes beside masses", "tools/author", "dsl/check", "dose_strength"),
    ("units of plain numbers", "tools/author", "dsl/check", "unit_algebra"),
    ("codes by their form", "tools/author", "dsl/parse", "code_form"),
    ("what tells texts apart", "tools/author", "dsl/parse", "content_hash"),
    ("names as messages write them", "tools/author", "dsl/parse", "written_name"),
]
# A library's header -> the files that may include it.
LIBRARIES = {
    "tao/pegtl": r"(dsl/parse/.*|tests/dsl/parse/grammar_test\.cc)",
    "CLI/": r"tools/doors/options/.*",
    "doctest": r"tests/.*",
    "pugixml": r"(tools/words/junit_document\.cc|tests/.*)",
    "mpfr": r"engine/value/inexact\.cc",
    "nettle": r"dsl/parse/content_hash\.cc",
    "zlib": r"(tools/files/open_file\.cc|tests/.*)",
    "zstd": r"(tools/files/open_file\.cc|tests/.*)",
    "hwy/": r"(engine/batch/plane_kernels|tools/cohort/copy_records|tools/io/(bytes/text_scan|cells/(short|tiny)_cells|json/(array|object)_scan))"
            r"\.cc|tools/io/bytes/byte_masks-inl\.h",
    "simdjson": r"(tools/io/json/ndjson_line|tests/bench/reference/ndjson_parse_rate)\.cc",
    "yaml-cpp": r"tools/(io/yaml/yaml_case_parser|author/lint/level_file|author/adapt/lock)\.cc",
    "z3": r"engine/z3/.*",
    "nlohmann": r"(dsl/diagnostic/diagnostic_json\.(h|cc)|tools/.*|tests/.*)",
}
# Endings of what the compiler reads; a file of any other includes nothing.
READ_BY_THE_COMPILER = {".cc", ".h", ".def", ".hpp", ".c", ".in"}
READ_BY_PEOPLE = {".md", ".py", ""}
# What users of the library write, and a program that is compiled as users compile theirs: no path from the top.
OUTSIDERS = {"tools/doors/library/mgl.hpp": {"mgl.h"}, "tests/bench/columns_in_memory.cc": {"mgl.hpp"},
             **{f"tests/bench/reference/{name}.cc": {"protocol.h"}
                for name in ("cohort_generator", "expert_program", "ordinary_program")}}
INCLUDE = re.compile(r"^\s*(?:#|%:)\s*(?:include|include_next|import)\b\s*(.*?)\s*$", flags=re.MULTILINE)
MOST_LINES = 450
MOST_LINES_OF_A_FUNCTION = 70


def sources():
    for floor in FLOORS:
        for path in sorted((SOURCE / floor).rglob("*")):
            if path.suffix in READ_BY_THE_COMPILER:
                yield path.relative_to(SOURCE), path.read_text()


def includes(text):
    """What is included, however it is laid out; what is no name in quotes or brackets, in parentheses."""
    text = re.sub(r"\\\n", "", text)
    text = re.sub(r"/\*(?:(?!\*/)[^\n])*\*/", " ", text)
    for rest in INCLUDE.findall(text):
        name = re.match(r'<([^>]*)>|"([^"]*)"', rest)
        yield (name[1] or name[2] or "") if name else f"({rest})"


class HouseTest(unittest.TestCase):
    def test_every_way_to_include_is_seen(self):
        for line in ['#include "a/b.h"', "#include <a/b.h>", '# include "a/b.h"', '#  include\t"a/b.h"', '#include  "a/b.h"',
                     '  #include "a/b.h"', '#include"a/b.h"', '\t# include <a/b.h>  // why', '#/**/include /* b */ "a/b.h"',
                     '/* a */ #include "a/b.h"', '#inc\\\nlude "a/b.h"', '%:include "a/b.h"', '#import "a/b.h"',
                     '#include_next <a/b.h>']:
            self.assertEqual(list(includes("int a;\n" + line + "\nint b;\n")), ["a/b.h"], line)
        self.assertEqual(list(includes("#include HEADER\n")), ["(HEADER)"])
        self.assertEqual(list(includes('// #include "a.h"\n#define INCLUDE "a.h"\n')), [])

    def test_what_is_included_has_one_name(self):
        # One name a file, its path from the top; so the other tests see where it goes.
        wrong = []
        for path, text in sources():
            for included in includes(text):
                whole = included in GENERATED or (SOURCE / included).is_file() and included.split("/")[0] in FLOORS
                library = re.fullmatch(r"[A-Za-z0-9_+-][A-Za-z0-9_.+-]*(/[A-Za-z0-9_+-][A-Za-z0-9_.+-]*)*", included)
                beside = (SOURCE / path.parent / included).exists()
                if included in OUTSIDERS.get(str(path), ()):
                    continue
                if not library or beside or included.split("/")[0] in FLOORS and not whole:
                    wrong.append(f"{path} includes {included}")
        self.assertEqual(wrong, [], 'write #include "FLOOR/ROOM/NAME.h", from the top')

    def test_no_file_of_another_ending_includes(self):
        wrong = []
        for floor in FLOORS:
            for path in (SOURCE / floor).rglob("*"):
                if path.suffix in READ_BY_THE_COMPILER | READ_BY_PEOPLE or not path.is_file() or "__pycache__" in path.parts:
                    continue
                if list(includes(path.read_text(errors="replace"))):
                    wrong.append(str(path.relative_to(SOURCE)))
        self.assertEqual(wrong, [], "the other tests do not read them: name them .cc or .h")
        written = [f"{path} includes {included}" for path, text in sources() for included in includes(text)
                   if included.split("/")[0] in FLOORS and pathlib.Path(included).suffix not in READ_BY_THE_COMPILER]
        self.assertEqual(written, [])

    def test_floors_include_only_floors_to_their_left(self):
        wrong = []
        for path, text in sources():
            floor = FLOORS.index(path.parts[0])
            for included in includes(text):
                target = included.split("/")[0]
                if target in FLOORS and FLOORS.index(target) > floor:
                    wrong.append(f"{path} includes {included}")
        self.assertEqual(wrong, [])

    def test_rooms_include_only_rooms_above_them(self):
        wrong = []
        for path, text in sources():
            room = str(path.parent)
            if path.parts[0] == "tests":
                continue
            self.assertIn(room, RANKS, "a new room: give it a place in ROOMS")
            for included in includes(text):
                target = included.rpartition("/")[0]
                is_above = included in GENERATED or RANKS.get(target, -1) < RANKS[room]
                if target.split("/")[0] in FLOORS and target != room and not is_above:
                    wrong.append(f"{path} includes {included}")
        self.assertEqual(wrong, [])
        folders = {str(path.parent) for path, _ in sources() if path.parts[0] != "tests"}
        self.assertEqual(set(RANKS) - folders, set(), "rooms that are no more")

    def test_floors_are_used_by_their_public_headers(self):
        def may_include(path, header):
            return any(header in headers(room, names) and is_in(path, folders) for _, folders, room, names in PUBLIC)

        def is_in(path, folders):
            return any(path.startswith(folder + "/") for folder in folders.split())

        def headers(room, names):
            return {f"{room}/{name}.h" for name in names.split()}

        used = {}
        for path, text in sources():
            for included in includes(text) if path.parts[0] != "tests" else []:
                if included.split("/")[0] in FLOORS and included.split("/")[0] != path.parts[0]:
                    used.setdefault(included, []).append(str(path))
        wrong = [f"{path} includes {header}" for header, paths in used.items() for path in paths
                 if not may_include(path, header)]
        self.assertEqual(wrong, [], "no header for use there: include one of PUBLIC that says it, move what is needed "
                                    "into one, or add the header with its reason")
        unused = [f"{header} ({what}: {folders})" for what, folders, room, names in PUBLIC
                  for header in sorted(headers(room, names))
                  if not any(is_in(path, folders) for path in used.get(header, []))]
        self.assertEqual(unused, [], "in PUBLIC, but no such file includes them")

    def test_readmes_name_the_public_headers(self):
        for floor in ("engine", "dsl"):
            table = (SOURCE / floor / "README.md").read_text().split("## What tools may include")[1].split("\n## ")[0]
            told = {(cells[1].strip(), folder.strip("`"), header) for line in table.splitlines() if line.startswith("|")
                    for cells in [line.split("|")] for folder in re.findall("`[^`]*`", cells[2])
                    for header in re.findall("`([^`]*)`", cells[3])}
            expected = {(what, folder, f"{room}/{name}".removeprefix(floor + "/")) for what, folders, room, names in PUBLIC
                        if room.split("/")[0] == floor for folder in folders.split() for name in names.split()}
            self.assertEqual(told ^ expected, set(), f"in {floor}/README.md or PUBLIC alone")

    def test_libraries_stay_where_they_belong(self):
        wrong = [f"{path} includes {included}" for path, text in sources() for included in includes(text)
                 for library, allowed in LIBRARIES.items()
                 if included.startswith(library) and not re.fullmatch(allowed, str(path))]
        self.assertEqual(wrong, [])

    def test_every_test_is_run(self):
        listed = "".join(path.read_text() for path in (SOURCE / "tests").rglob("CMakeLists.txt"))
        tests = sorted(path.stem for ending in ["_test.py", "_test.cc"] for path in (SOURCE / "tests").rglob(f"*{ending}"))
        self.assertGreater(len(tests), 100)
        self.assertEqual([name for name in tests if not re.search(rf"\b{name}\b", listed)], [])

    def test_files_have_a_readable_size_and_one_name_each(self):
        long = [f"{path}: {text.count(chr(10))} lines" for path, text in sources()
                if text.count("\n") > MOST_LINES and path.suffix != ".def"]
        self.assertEqual(long, [])
        names = [path.name for path, _ in sources()]
        self.assertEqual(sorted({name for name in names if names.count(name) > 1}), [])

    def test_functions_have_a_readable_size(self):
        # As clang-format lays them out: from a line that ends in a brace to the brace in the same column.
        begin = re.compile(r"^( {0,2})(?!namespace|class|struct|enum|union|extern|constexpr|static const|TEST_)[A-Za-z_\[].*(?<!= )\{$")
        long, seen = [], 0
        for path, text in sources():
            lines = text.split("\n")
            for at, line in enumerate(lines):
                match = begin.match(line)
                if not match or path.suffix == ".def":
                    continue
                seen += 1
                end = next((i for i in range(at + 1, len(lines)) if lines[i].startswith(match[1] + "}")), at)
                if end - at + 1 > MOST_LINES_OF_A_FUNCTION:
                    long.append(f"{path}:{at + 1}: {end - at + 1} lines")
        self.assertGreater(seen, 3000)
        self.assertEqual(long, [])

    def test_the_top_level_holds_nothing_else(self):
        listed = subprocess.run(["sh", "-c", 'git -C "$1" ls-tree --name-only HEAD', "sh", str(SOURCE)], capture_output=True,
                                text=True)
        if listed.returncode != 0:
            print("SKIPPED: the top level: no git, or no checkout")
            self.skipTest("no git, or no checkout")
        names = {name for name in listed.stdout.split() if not name.startswith(".")}
        self.assertEqual(names - TOP_LEVEL, set())


if __name__ == "__main__":
    unittest.main(verbosity=0)
