"""The house: engine <- dsl <- tools <- tests, libraries only where they belong, files of a readable size."""

import pathlib
import re
import shutil
import subprocess
import unittest

SOURCE = pathlib.Path(__file__).parents[2]
ROOMS = ["engine", "dsl", "tools", "tests"]
PHASES = ["source", "diagnostic", "ast", "parse", "resolve", "check", "lower", "compile"]
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "engine", "dsl", "guidelines", "tools", "tests", "README.md",
             "LICENSE"}
# A library's header -> the files that may include it.
LIBRARIES = {
    "tao/pegtl": r"dsl/(grammar|parse|words|expected).*",
    "CLI/": r"tools/cli/.*",
    "doctest": r"tests/.*",
    "pugixml": r"(tools/examples/example_junit\.cc|tests/.*)",
    "mpfr": r"engine/inexact\.cc",
    "nettle": r"dsl/content_hash\.cc",
    "zlib": r"(tools/io/byte_source\.cc|tests/.*)",
    "zstd": r"(tools/io/byte_source\.cc|tests/.*)",
    "hwy/": r"(engine/batch/plane_kernels\.cc|tools/batch/(copy_records|object_scan|short_cells)\.cc|tools/io/((array_scan|csv_scan)\.cc|byte_masks-inl\.h))",
    "simdjson": r"(tools/io/ndjson_line|tests/bench/reference/ndjson_parse_rate)\.cc",
    "yaml-cpp": r"tools/(io/yaml_case_parser|lint/level_file)\.cc",
    "nlohmann": r"(dsl/diagnostic_json\.(h|cc)|tools/.*|tests/.*)",
}
MOST_LINES = 500


def sources():
    for room in ROOMS:
        for path in sorted((SOURCE / room).rglob("*")):
            if path.suffix in {".cc", ".h", ".def"}:
                yield path.relative_to(SOURCE), path.read_text()


def includes(text):
    return re.findall(r'^#include [<"]([^">]+)[">]', text, flags=re.MULTILINE)


def phase(path):
    """The compiler phase that a file of dsl/ belongs to, by its name; None for helpers of several phases."""
    return next((i for i, name in enumerate(PHASES) if re.match(rf"{name}(_|\.|$)", path)), None)


class HouseTest(unittest.TestCase):
    def test_rooms_include_only_rooms_to_their_left(self):
        wrong = []
        for path, text in sources():
            room = ROOMS.index(path.parts[0])
            for included in includes(text):
                target = included.split("/")[0]
                if target in ROOMS and ROOMS.index(target) > room:
                    wrong.append(f"{path} includes {included}")
        self.assertEqual(wrong, [])

    def test_phases_include_only_earlier_phases(self):
        wrong = []
        for path, text in sources():
            if path.parts[0] != "dsl" or phase(path.name) is None:
                continue
            for included in includes(text):
                if included.startswith("dsl/") and (phase(included[4:]) or 0) > phase(path.name):
                    wrong.append(f"{path} includes {included}")
        self.assertEqual(wrong, [])

    def test_libraries_stay_where_they_belong(self):
        wrong = [f"{path} includes {included}" for path, text in sources() for included in includes(text)
                 for library, allowed in LIBRARIES.items()
                 if included.startswith(library) and not re.fullmatch(allowed, str(path))]
        self.assertEqual(wrong, [])

    def test_files_have_a_readable_size_and_one_name_each(self):
        long = [f"{path}: {text.count(chr(10))} lines" for path, text in sources()
                if text.count("\n") > MOST_LINES and path.suffix != ".def"]
        self.assertEqual(long, [])
        names = [path.name for path, _ in sources()]
        self.assertEqual(sorted({name for name in names if names.count(name) > 1}), [])

    def test_the_top_level_holds_nothing_else(self):
        if shutil.which("git") is None:
            self.skipTest("no git")
        listed = subprocess.run(["git", "-C", str(SOURCE), "ls-tree", "--name-only", "HEAD"], capture_output=True,
                                text=True)
        if listed.returncode != 0:
            self.skipTest("not a git checkout")
        names = {name for name in listed.stdout.split() if not name.startswith(".")}
        self.assertEqual(names - TOP_LEVEL, set())


if __name__ == "__main__":
    unittest.main(verbosity=0)
