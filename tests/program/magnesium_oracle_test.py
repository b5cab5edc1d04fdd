"""The magnesium guideline against an oracle that shares no code with the engine: every rule and recheck, exactly."""

import subprocess
import sys

from program import AS_OF, GUIDELINE, SOURCE, ProgramTest, main, mgl, records

ORACLE = SOURCE / "tests/oracle"
FOLDER = SOURCE / "guidelines/magnesium_cramps"


def python(script, *arguments):
    return subprocess.run([sys.executable, str(ORACLE / script), *map(str, arguments)],
                          capture_output=True, text=True, timeout=600)


class MagnesiumOracleTest(ProgramTest):
    def assert_same_decisions(self, cases, expected, as_of):
        decisions = self.folder / "decisions.csv"
        self.assert_exit(mgl("run", GUIDELINE, cases, "--as-of", as_of, "-o", decisions), 0)
        compared = python("compare_decisions.py", expected, decisions)
        self.assertEqual(compared.returncode, 0, compared.stdout + compared.stderr)

    def assert_oracle_agrees(self, count, seed, as_of):
        random_cases = python("magnesium_random_cases.py", "--count", count, "--seed", seed,
                              "--as-of", as_of)
        self.assertEqual(random_cases.returncode, 0, random_cases.stderr)
        cases = self.write("cases.csv", random_cases.stdout)
        oracle = python("magnesium_oracle.py", cases, "--as-of", as_of)
        self.assertEqual(oracle.returncode, 0, oracle.stderr)
        self.assert_same_decisions(cases, self.write("expected.csv", oracle.stdout), as_of)

    def test_the_guideline_s_own_cases(self):
        self.assert_same_decisions(FOLDER / "cases.csv", FOLDER / "expected.csv", AS_OF)

    def test_20000_random_cases(self):
        self.assert_oracle_agrees(20_000, 1, AS_OF)

    def test_other_days(self):
        for seed, as_of in enumerate(["2024-02-29", "2025-12-31", "2026-05-31"], start=2):
            self.assert_oracle_agrees(3_000, seed, as_of)

    def test_a_changed_number_changes_decisions(self):
        text = GUIDELINE.read_text()
        self.assertEqual(text.count("1.2 mg/dL"), 1)
        changed = self.write("changed.mgl", text.replace("1.2 mg/dL", "1.4 mg/dL"))
        cases = self.write("cases.csv", "id,serum_magnesium,unexplained_cramps\na,1.3,yes\nb,1.4,yes\n")

        def outcomes(guideline):
            done = mgl("run", guideline, cases, "--as-of", AS_OF, "--columns", "id,rules")
            self.assert_exit(done, 0)
            return [row["iv_supplementation"] for row in records(done.stdout)]

        self.assertEqual(outcomes(GUIDELINE), ["no", "no"])
        self.assertEqual(outcomes(changed), ["yes", "no"])


if __name__ == "__main__":
    main()
