#!/usr/bin/env python3
"""The schema of cases (`mgl facts --format json-schema`) against `mgl run`: what it takes is read without a word."""

import importlib.util
import json
import random
import re

from cells_page_test import tables
from program import AS_OF, HEADER, ProgramTest, main, mgl, records

GUIDELINE = HEADER + """fact k "Potassium" in mmol/L of potassium
  plausible 1 to 12 mmol/L
fact base "Base excess" in mmol/L
  plausible -30 to 30 mmol/L
fact platelets "Platelets" in 10*9/L
  plausible 0.5 to 2500 10*9/L
fact free "Free" in mg/dL
fact n "Falls" is number
  plausible 0 to 20
fact pain "Pain" is number
fact age "Age" in whole years
  plausible 0 to 120 years
fact w "Weeks" in weeks
  plausible 20 to 43 weeks
fact wd "Gestational age" in weeks and days
  plausible 20 weeks to 43 weeks
fact dd "Days" in days
  plausible 10 to 300 days
fact d "Started" is date
fact b "Bleeding" is yes/no
fact c "Risk" is one of (low "Low risk" code "1", high "High risk" code "2", none code "x")
rule r "R" when b then note "x" assumed because "t"
"""
# Whether a unit is one and converts is no pattern's to say, nor what two values say together.
OF_UNITS = "is not a unit|cannot be used|could be .* or |has another unit than|one unit in its|no unit stated|has a unit|ends below"
OWN = {"k": "mmol/L", "base": "mmol/L", "platelets": "10*9/L", "free": "mg/dL", "age": "a", "w": "wk", "dd": "d"}
OTHER = {"k": "umol/L", "base": "umol/L", "platelets": "10*3/uL", "free": "mg/L", "age": "mo", "w": "d", "dd": "wk", "wd": "d"}
NUMBERS = ["k", "base", "platelets", "free", "n", "pain", "age", "w", "wd", "dd"]
WORDS = ["unknown", "Unknown", "", " ", "NA", "n/a", "-", ".", "null", "NaN", "yes", "No", "t", "F", "0", "1", "1.0", "2", "2.0", "low",
         "HIGH", "Low risk", "none", "x", "X", "never", "NEVER", "maybe", "high!", "2026-02-25", "2026-02-30", "20260225", "20261325",
         "25-FEB-2026", "31 April 2026", "February 25, 2026", "2026/02/25", "25.02.2026", "2/25/2026 0:00", "2026-02-25T13:45:00+01:00",
         "29.02.2024", "29.02.2026", "01/02/2026", "46078", "2026-02", "2026", "26", "0001-01-01", "1900-01-01", "1900-01-02", "01-JAN-1900", "01-FEB-1900",
         "19000101", "1900/1/1", "1900", "1900-11", "1899-12-30", "1899", "9998-12-31", "9999-12-31", "9999", "29.02.1900", "29.02.1904",
         "1.", "0.", "2.", "01", "002.0", ".0", "1.00", "x.", "2 ", "\u00a01\u202f"]


def number_text(chance):
    near = [0, 0.5, 1, 4.2, 9.9, 10, 12, 12.1, 20, 21, 30, 43, 43.5, 120, 140, 300, 301, 999, 2500, 2501, 1234567.5]
    value = chance.choice([*near, *(-value for value in near[:8]), chance.uniform(0, 50), chance.uniform(0, 3000)])
    places = chance.choice([0, 0, 1, 2, 3])
    text = f"{value:.{places}f}"
    shape = chance.randrange(12)
    if shape == 0:
        text = f"{value:,.1f}"
    elif shape == 1:
        text = f"{value:.2e}"
    elif shape == 2:
        text = text.replace("0.", ".", 1) if text.startswith("0.") else "0" + text
    elif shape == 3 and not text.startswith("-"):
        text = "+" + text
    elif shape == 4 and places == 0:
        text += "."
    elif shape == 5 and places:
        text += "0"
    return text


def cell(chance, name):
    """A text, as an export may have it."""
    number = number_text(chance)
    upper = number_text(chance)
    if chance.random() < 0.2 and name in ("w", "wd", "dd"):
        week, day = chance.choice([0, 1, 19, 20, 36, 42, 43, 44, 100]), chance.randrange(7)
        sign = chance.choice(["", "", "<", ">", "<=", "≥ "])
        return sign + chance.choice([f"{week}+{day}", f"{week}w{day}d", f"{week} weeks {day} days", f"{week} {day}/7", f"{week} + {day}", f"{week}\u00a0wks {day} d", f"{week}+{day} weeks",
                                     f"{week}  {day} / 7 w"])
    shape = chance.randrange(16)
    if shape < 5:
        return number
    if shape < 8:
        return chance.choice(["<", ">", "<=", ">= ", "≤", "≥", "= ", "less than ", "greater than or equal to "]) + number
    if shape == 8 and "-" not in number + upper and "," not in number + upper and "e" not in number + upper and "+" not in number + upper:
        return chance.choice(["{}-{}", "{} to {}", "{}..{}", "{}  to  {}", "{} TO {}", "{}.. {}", "{} ..{}", "{}to {}", "{}\u00a0-\u00a0{}",
                              "{}\u202fto\u2003{}", "{}\tTo\t{}", "{} – {}", "{}—{}", "{}- {} (H)"]).format(*sorted([number, upper], key=float))
    if shape == 9:
        return chance.choice([number + "+", number + "..", ".." + number, *([] if "e" in number else [number + ".e0", number + ". 1"]), number + " 1", number + " 10", "<\u00a0" + number,
                              "less\u00a0than " + number, number + "\u00a0"])
    if shape == 10 and name in OWN:
        return f"{number} {OWN[name]}"
    if shape == 11:
        return chance.choice(["{} (H)", "{}*", "H {}", "{} L", "{} [LL]", "{} times", "foo {}", "{} {}"]).format(number, upper)
    if shape == 12:
        return chance.choice(WORDS)
    return number


def value_of(chance, name):
    if name in ("d", "b", "c"):
        value = chance.choice([*WORDS, True, False, None, 0, 1, 2, 2.0, 2026, 20260225, 26, 1.5, 1900, 1899, 9999, 19000101, 19000102, 99991231])
        if chance.random() < 0.7:
            return value
        both = {"value": value, "code": chance.choice([*WORDS[15:30], None])}
        return {key: both[key] for key in chance.choice([["value"], ["code"], ["value", "code"]])}
    if chance.random() < 0.3:
        return float(f"{chance.uniform(-40, 400):.2f}") if chance.random() < 0.5 else chance.choice([0, 1, 12, 13, 20, 21, 43, 120, 121, 300, 301])
    if chance.random() < 0.6:
        return cell(chance, name)
    part = {"value": chance.choice([cell(chance, name), chance.randrange(0, 320), None])}
    if chance.random() < 0.4:
        part["comparator"] = chance.choice(["<", "<=", ">=", ">", "", None])
    if chance.random() < 0.3 and name in OTHER:
        part["unit"] = chance.choice([OWN.get(name, "d"), None, ""])
    if chance.random() < 0.2:
        part["date"] = chance.choice(["2026-01-31", "2026", "yesterday", None, 20260101])
    return part


class CaseSchemaTest(ProgramTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        if importlib.util.find_spec("jsonschema") is None:
            self.skipTest("no python3-jsonschema")
        import jsonschema
        self.guideline = self.write("schema.mgl", GUIDELINE)
        done = mgl("facts", self.guideline, "--format", "json-schema")
        self.assert_exit(done, 0)
        schema = json.loads(done.stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)

    def read(self, cases):
        """Whether a run reads each of them without a warning."""
        lines = "".join(json.dumps({"id": i, **case}) + "\n" for i, case in enumerate(cases))
        done = mgl("run", self.guideline, self.write("cases.ndjson", lines), "--as-of", AS_OF)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        warnings = {int(row["id"]): row["warnings"] for row in records(done.stdout)}
        return [warnings.get(i, "rejected") for i in range(len(cases))]

    def test_what_it_takes_is_read_and_what_is_read_it_takes(self):
        chance = random.Random(20260301)
        cases = []
        for _ in range(6000):
            name = chance.choice([*NUMBERS, "d", "b", "c"])
            case = {name: value_of(chance, name)}
            if name in OTHER and chance.random() < 0.2:
                case[name + ".unit"] = chance.choice([OTHER[name], OWN.get(name, "d"), "", None])
            cases.append(case)
        taken, wrong = {True: 0, False: 0}, []
        for case, warnings in zip(cases, self.read(cases), strict=True):
            if re.search(OF_UNITS, warnings):
                continue
            (name, value), *rest = case.items()
            units = [unit for _, unit in rest] + ([value.get("unit")] if isinstance(value, dict) else [])
            has_other = any(unit and unit != OWN.get(name) for unit in units)
            with_unit = re.search(r"[0-9.] (mmol/L|10\*9/L|mg/dL|a|wk|d)\b", json.dumps(value))
            if (has_other or with_unit) and "is outside" in warnings:
                continue
            valid = self.validator.is_valid(case)
            # An object may hold more than is looked at.
            if valid != (warnings == "") and (valid or not isinstance(value, dict)):
                wrong.append((valid, case, warnings))
            taken[valid] += 1
        self.assertEqual(wrong[:20], [], len(wrong))
        self.assertGreater(min(taken.values()), 500, taken)

    def test_it_takes_the_cells_of_the_page(self):
        cases = []
        for name, rows in tables():
            for text, expected in rows:
                cases.append({name: text.replace("\\\\", "\\")})
        accepted = 0
        for case, warnings in zip(cases, self.read(cases), strict=True):
            if re.search(OF_UNITS, warnings):
                continue
            self.assertEqual(self.validator.is_valid(case), warnings == "", (case, warnings))
            accepted += warnings == ""
        self.assertGreater(accepted, 35)


if __name__ == "__main__":
    main()
