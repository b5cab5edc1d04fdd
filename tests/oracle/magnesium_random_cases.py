#!/usr/bin/env python3
"""Random cases for the magnesium guideline, biased towards everything that is easy to get wrong.

    magnesium_random_cases.py --count 20000 --seed 1 > cases.csv

The same count, seed and as-of date give the same bytes.  Only input whose meaning the design settles is written:
no `.5`, no `1.1mmol/L`, no unit in the cell that contradicts the unit column.
"""

import argparse
import calendar
import csv
import datetime
import random
import sys
from fractions import Fraction

COLUMNS = ["id", "age", "pregnant", "neuromuscular_symptoms", "unexplained_cramps", "cardiac_arrhythmia",
           "electrolyte_abnormality", "serum_magnesium", "serum_magnesium.unit", "serum_magnesium.date",
           "on_oral_magnesium", "oral_magnesium_started", "dose_adjusted", "dose_adjusted_on", "stable",
           "stable_since", "cramps_improved", "magnesium_tolerated"]
YES_NO_FACTS = ["pregnant", "neuromuscular_symptoms", "unexplained_cramps", "cardiac_arrhythmia",
                "electrolyte_abnormality", "on_oral_magnesium", "dose_adjusted", "stable", "cramps_improved",
                "magnesium_tolerated"]
# Recheck anchors: (column of the anchor, its yes/no fact, days from the anchor at which something changes).
ANCHORS = [("oral_magnesium_started", "on_oral_magnesium", (7, 14)),
           ("dose_adjusted_on", "dose_adjusted", (14, 21)),
           ("stable_since", "stable", ())]

MG_PER_DL_IN = {  # mg/dL in one of each unit, exactly
    "": Fraction(1), "mg/dL": Fraction(1), "mg/L": Fraction(1, 10), "g/L": Fraction(100), "ug/mL": Fraction(1, 10),
    "mmol/L": Fraction("2.4305"), "umol/L": Fraction("0.0024305"), "mEq/L": Fraction("1.21525"),
    "meq/L": Fraction("1.21525"),
}
UNITS = list(MG_PER_DL_IN)
WRONG_UNITS = ["mg", "mol", "[IU]/L", "mg/kg", "d", "bananas", "mg/dL/d"]
# Both lines of the range in every unit, so that a line applied to the wrong kind shows.
THRESHOLDS = [Fraction("1.2"), Fraction("1.8"), Fraction("2.5"), Fraction("1.5") * Fraction("1.21525"),
              Fraction("2.5") * Fraction("1.21525")]
PLAUSIBLE_ENDS = [Fraction("0.1"), Fraction(20)]
UNREADABLE_NUMBERS = ["abc", "hemolyzed", "1..2", "1.2.3", "1,2", "--1.2", "1.2e", "0x1.8", "nan", "inf", "?", "-", "<",
                      "GREATER THAN", "< abc", "1.2 1.3", "1.3-1.1", "low"]
RANGES = ["1.1-1.3", "1.7 - 1.9", "1.2 to 1.8", "2.4..2.6", "2.5+", "0.9-1.1 mg/dL", "1.1 (L)", "2.9 H"]
COMPARATORS = ["<", "<=", ">", ">=", "LESS THAN", "GREATER THAN", "less than", "greater than", "Less Than"]
UNREADABLE_DATES = ["soon", "2026-02-30", "2026-13-01", "2026-13", "2026-00", "2025-02-29", "1900-02-29", "2026-04-31",
                    "2026-00-10", "2026-01-00", "01.03.2026", "2026/03/01", "20x6-01-01"]


def decimal_text(value, digits, upwards=False):
    """A non-negative fraction with so many digits after the point, cut off, or the next decimal above that."""
    scaled = value * 10 ** digits // 1 + (1 if upwards else 0)
    text = str(scaled).rjust(digits + 1, "0")
    return text[:-digits] + "." + text[-digits:] if digits else text


def exact_text(value):
    """The decimal that equals the fraction, or None where it has no end within 12 digits."""
    for digits in range(13):
        if (value * 10 ** digits).denominator == 1:
            return decimal_text(value, digits)
    return None


def with_exponent(text, rng):
    """The same decimal written with an exponent."""
    places = len(text.partition(".")[2])
    shift = rng.choice([0, 0, 1, -1, places, rng.randint(-6, 6)])  # the mantissa is the value * 10**shift
    mantissa = Fraction(text) * Fraction(10) ** shift
    sign = "+" if shift < 0 and rng.random() < 0.3 else ""
    return decimal_text(mantissa, max(0, places - shift)) + rng.choice("eE") + sign + str(-shift)


def other_spelling(text, rng):
    """The same decimal in another spelling, most often unchanged."""
    value, kind = Fraction(text), rng.random()
    if kind < 0.15:
        text += ("" if "." in text else ".") + "0" * rng.randint(1, 25)
    elif kind < 0.30:
        text = with_exponent(text, rng)
    if rng.random() < 0.1:
        text = "+" + text
    assert Fraction(text) == value, text
    return text


def beside(value, rng):
    """A decimal at the value (where it has an end), or just below or just above it."""
    digits = rng.choice([1, 2, 3, 4, 6, 9, 12, 16, 17, 18, 20, 25, 40])
    exact = exact_text(value)
    kind = rng.random()
    if exact and kind < 0.4:
        return exact
    if kind < 0.7:
        return decimal_text(value, digits, upwards=True)
    below = value - Fraction(1, 10 ** digits) if exact else value  # cut off lies below where there is no end
    return decimal_text(max(below, Fraction(0)), digits)


def magnesium_number(unit, rng):
    """A readable number in the unit: beside a threshold, beside an end of plausible, anywhere, or far outside."""
    factor, kind = MG_PER_DL_IN.get(unit, Fraction(1)), rng.random()
    if kind < 0.55:
        return beside(rng.choice(THRESHOLDS) / factor, rng)
    if kind < 0.70:
        return beside(rng.choice(PLAUSIBLE_ENDS) / factor, rng)
    if kind < 0.95:
        return decimal_text(Fraction(rng.randint(50, 3500), 1000) / factor, rng.randint(1, 6))
    return rng.choice(["0", "0.0", "25", "1000", "1000000", "0.00001", "123456789012345678901234567890"])


def magnesium_cells(rng):
    """[value, unit] of serum magnesium."""
    unit = rng.choice(UNITS)
    kind = rng.random()
    if kind < 0.10:
        return [rng.choice(["", "", "unknown"]), rng.choice([unit, ""])]
    if kind < 0.14:
        return [rng.choice(UNREADABLE_NUMBERS), unit]
    if kind < 0.145:
        return [rng.choice(RANGES), ""]
    if kind < 0.16:
        return [rng.choice(["-1", "-0.5", "-1.2", "1e400", "1e-400", "-1e3"]), unit]
    if kind < 0.19:
        unit = rng.choice(WRONG_UNITS)
    text = other_spelling(magnesium_number(unit, rng), rng)
    if rng.random() < 0.3:
        comparator = rng.choice(COMPARATORS)
        blank = " " if comparator[0].isalpha() or rng.random() < 0.4 else ""
        text = comparator + blank + text
    if unit and rng.random() < 0.3:
        return [text + " " + unit, rng.choice(["", "", unit])]
    return [text, unit]


def age_cell(rng):
    """An age: plain, with fractions, with a unit, censored, implausible, unreadable, missing."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(["59", "60", "61", "59.9", "60.0", "59.999999999999999999999", "60.000000000000000000001",
                           "60.9", "+60", "6e1", "6.0E1", "599e-1"])
    if kind < 0.50:
        return rng.choice(["0", "130", "130.0", "130.00", "130.5", "130.0000000000000000001", "131", "-1", "-0.5",
                           "1e400", "0.5"])
    if kind < 0.65:
        return rng.choice(["60 years", "59 years", "59.9 years", "131 years", "720 months", "719 months",
                           "719.99 months", "1560 months", "1561 months", "60 a", "59.9 a", "720 mo", "719.9 mo",
                           "21915 d", "21914.9 d", "60 kg", "60 mg/dL", "60 bananas"])
    if kind < 0.72:
        return rng.choice(["<60", "< 60", "<=60", ">=60", ">60", "<=59", ">= 60.0", "<60.5", "LESS THAN 60",
                           "greater than 60", ">89", ">=130", ">130", "<0", "<=0", ">=720 months", "<720 months"])
    if kind < 0.78:
        return rng.choice(["sixty", "6o", "60-70", "60..0", "55 to 59", "90+", "unknown"])
    return str(rng.randint(1, 129)) if kind < 0.93 else ""


def yes_no_cell(rng):
    """A yes/no in any spelling, missing, stated unknown or unreadable."""
    kind = rng.random()
    if kind < 0.14:
        return ""
    if kind < 0.18:
        return "unknown"
    if kind < 0.21:
        return rng.choice(["maybe", "2", "-1", "yess", "?", "ja"])
    if kind < 0.6:
        return rng.choice(["yes", "no"])
    word = rng.choice(["yes", "y", "true", "1", "no", "n", "false", "0"])
    return rng.choice([word, word.upper(), word.capitalize(), "".join(map(rng.choice, zip(word, word.upper())))])


def add_months(day, months):
    """Calendar arithmetic for finding interesting days (a day that the month lacks becomes its last)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def interesting_day(as_of, rng):
    """A day near an edge of a window, at the end of a month, a leap day, in the future, or anywhere."""
    kind = rng.random()
    if kind < 0.40:
        return as_of - datetime.timedelta(days=rng.choice([0, 7, 14, 21]) + rng.randint(-1, 1))
    if kind < 0.60:  # three months back: several days of a long month meet the last day of a short one
        return add_months(as_of, -3) + datetime.timedelta(days=rng.randint(-4, 4))
    if kind < 0.70:
        month_end = add_months(as_of.replace(day=1), rng.randint(-14, 3)) - datetime.timedelta(days=1)
        return month_end - datetime.timedelta(days=rng.randint(0, 3))
    if kind < 0.75:
        return rng.choice([datetime.date(2024, 2, 29), datetime.date(2020, 2, 29), datetime.date(2000, 2, 29),
                           datetime.date(2023, 11, 30), datetime.date(2024, 2, 28), datetime.date(2024, 3, 1)])
    if kind < 0.85:
        return as_of + datetime.timedelta(days=rng.choice([1, 2, 7, 14, 30, 61, 150, 400]))
    return as_of - datetime.timedelta(days=rng.randint(0, 500))


def partial(day, rng):
    """The month or the year of a day."""
    return day.isoformat()[:rng.choice([7, 7, 7, 4])]


def date_cell(day, rng):
    """A date cell for the day: whole, known to the month or the year, missing, unknown or unreadable."""
    kind = rng.random()
    if kind < 0.10:
        return ""
    if kind < 0.14:
        return rng.choice(UNREADABLE_DATES)
    if kind < 0.15:
        return "unknown"
    if kind < 0.19:  # one reading each
        return day.strftime(rng.choice(["%Y/%m/%d", "%Y%m%d", "%Y.%m.%d"]))
    return partial(day, rng) if kind < 0.30 else day.isoformat()


def test_day(anchors, as_of, rng):
    """The day of the test: beside an edge of an anchor's window, or any interesting day."""
    column, _, edges = rng.choice(ANCHORS)
    if edges and rng.random() < 0.6:
        return anchors[column] + datetime.timedelta(days=rng.choice((0,) + edges) + rng.randint(-1, 1))
    if rng.random() < 0.2:
        return anchors["stable_since"] + datetime.timedelta(days=rng.randint(-1, 1))
    if rng.random() < 0.1:  # a partial date whose first day is the as-of date or the day after
        return add_months(as_of, rng.randint(0, 1)).replace(day=1)
    return interesting_day(as_of, rng)


def random_case(number, as_of, rng):
    """One case as a dict of cells by column."""
    case = {"id": f"r{number}", "age": age_cell(rng)}
    case.update((fact, yes_no_cell(rng)) for fact in YES_NO_FACTS)
    case["serum_magnesium"], case["serum_magnesium.unit"] = magnesium_cells(rng)
    anchors = {column: interesting_day(as_of, rng) for column, _, _ in ANCHORS}
    for column, fact, _ in ANCHORS:
        case[column] = date_cell(anchors[column], rng)
        if rng.random() < 0.4:  # most statuses need a yes
            case[fact] = rng.choice(["yes", "Y", "TRUE", "1"])
    if rng.random() < 0.25:  # surely without symptoms, which three cells by chance seldom say
        case.update((fact, rng.choice(["no", "N", "False", "0"])) for fact in YES_NO_FACTS[1:4])
    day = test_day(anchors, as_of, rng)
    if day > as_of and rng.random() < 0.6:  # not too many results of the future
        day = as_of - datetime.timedelta(days=rng.randint(0, 40))
    case["serum_magnesium.date"] = "" if rng.random() < 0.15 else date_cell(day, rng)
    return case


def main():
    """Writes the cases to standard output."""
    parser = argparse.ArgumentParser(description="random cases for the magnesium guideline")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--as-of", default="2026-03-01", type=datetime.date.fromisoformat, metavar="DATE",
                        help="the date around which the dates lie (default 2026-03-01)")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number in range(options.count):
        writer.writerow(random_case(number, options.as_of, rng))


if __name__ == "__main__":
    main()
