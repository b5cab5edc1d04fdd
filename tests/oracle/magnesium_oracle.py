#!/usr/bin/env python3
"""Independent oracle for the magnesium guideline: a hand-written decision procedure.

It shares no code and no text with mgl.  It reads a CSV of cases (a path, or standard input) and writes the
decisions on one as-of date as CSV, with the columns of shared/data/magnesium_cases/expected.csv:

    magnesium_oracle.py --as-of 2026-03-01 cases.csv > decisions.csv

All arithmetic is exact (fractions.Fraction).  Truth is Kleene's: True, False, and None for unknown.
"""

import argparse
import calendar
import csv
import datetime
import re
import sys
from collections import namedtuple
from fractions import Fraction

RULES = ["check_serum_magnesium", "oral_supplementation", "dietary_advice", "iv_supplementation",
         "severe_without_symptoms", "tissue_deficiency", "confirmed_deficiency_only", "idiopathic_older_adult",
         "pregnancy_cramps", "repletion_evidence", "monitor_response", "adjust_dose"]
RECHECKS = ["after_start", "after_dose_change", "once_stable"]
COLUMNS = ["id", "scope"] + RULES + [f"{name}.{part}" for name in RECHECKS for part in ("status", "from", "to")]

# ---------------------------------------------------------------- units
# Everything is judged in mg/dL, exactly.  A unit is (kind, mg/dL in one of it).

MOLAR_MASS = Fraction("24.305")  # g/mol, so also mg/mmol
VALENCE = 2
MG_PER_L = Fraction(1, 10)
MMOL_PER_L = MOLAR_MASS * MG_PER_L
MEQ_PER_L = MMOL_PER_L / VALENCE

MAGNESIUM_UNITS = {
    "mg/dL": ("mass", Fraction(1)),
    "mg/L": ("mass", MG_PER_L),
    "g/L": ("mass", 1000 * MG_PER_L),
    "ug/mL": ("mass", MG_PER_L),
    "mmol/L": ("amount", MMOL_PER_L),
    "umol/L": ("amount", MMOL_PER_L / 1000),
    "mEq/L": ("charge", MEQ_PER_L),
    "meq/L": ("charge", MEQ_PER_L),
}
# Years and months; days and weeks are none: months and years have no fixed number of days.
YEARS_IN_AGE_UNIT = {
    "years": Fraction(1), "year": Fraction(1), "a": Fraction(1),
    "months": Fraction(1, 12), "month": Fraction(1, 12), "mo": Fraction(1, 12),
}

# ---------------------------------------------------------------- the guideline's numbers

PLAUSIBLE_MAGNESIUM = (Fraction("0.1"), Fraction(20))  # mg/dL, ends in
PLAUSIBLE_AGE = (Fraction(0), Fraction(130))  # years, ends in
SEVERE_BELOW = Fraction("1.2")  # mg/dL
NORMAL_RANGE = {  # by the kind of the reported value, in mg/dL, ends in
    "mass": (Fraction("1.8"), Fraction("2.5")),
    "amount": (Fraction("1.8"), Fraction("2.5")),  # no line states amounts: converted from the first
    "charge": (Fraction("1.5") * MEQ_PER_L, Fraction("2.5") * MEQ_PER_L),
}
OLDER_ADULT_FROM = Fraction(60)  # years

# ---------------------------------------------------------------- uncertain values


class Interval(namedtuple("Interval", "low low_open high high_open")):
    """The values that a reported value may have; a bound of None is infinite."""

    def scaled(self, factor):
        """The interval in another unit; the factor is positive."""
        return self._replace(low=None if self.low is None else self.low * factor,
                             high=None if self.high is None else self.high * factor)

    def cut(self, bounds):
        """The part inside closed bounds, or None when nothing is left."""
        low, low_open, high, high_open = self
        if low is None or low < bounds[0]:
            low, low_open = bounds[0], False
        if high is None or high > bounds[1]:
            high, high_open = bounds[1], False
        if low > high or (low == high and (low_open or high_open)):
            return None
        return Interval(low, low_open, high, high_open)

    def rounded_down(self):
        """The whole numbers that the values round down to."""
        highest = self.high // 1
        if self.high_open and highest == self.high:
            highest -= 1
        return Interval(Fraction(self.low // 1), False, Fraction(highest), False)


def is_below(value, bound):
    """value < bound for every value of the interval (True), for none (False), or for some (None)."""
    if value is None:
        return None
    if value.high < bound or (value.high == bound and value.high_open):
        return True
    return False if value.low >= bound else None


def is_above(value, bound):
    """value > bound, decided as in is_below."""
    if value is None:
        return None
    if value.low > bound or (value.low == bound and value.low_open):
        return True
    return False if value.high <= bound else None


def kleene_not(operand):
    """Kleene's not."""
    return None if operand is None else not operand


def kleene_and(*operands):
    """Kleene's and."""
    if any(operand is False for operand in operands):
        return False
    return None if any(operand is None for operand in operands) else True


def kleene_or(*operands):
    """Kleene's or."""
    return kleene_not(kleene_and(*map(kleene_not, operands)))


# ---------------------------------------------------------------- reading cells

QUANTITY = re.compile(r"""
    (?P<relation> <= | < | >= | > | less\s+than | greater\s+than )? \s*
    (?P<number> [+-]? (?: [0-9]+ (?:\.(?!\.)[0-9]*)? | \.[0-9]+ ) (?: e [+-]?[0-9]{1,4} )? )
    (?: \s* (?: - | \.\. | to\s ) \s* (?P<end> (?: [0-9]+ (?:\.[0-9]*)? | \.[0-9]+ ) (?: e [+-]?[0-9]{1,4} )? ) )?
    (?P<more> \+ (?= \s | $ ) )?
    (?: \s* (?P<flag> \( [HL]{1,2} \) | (?<=\s) [HL]{1,2} ) )?
    (?: \s* (?P<unit> \S.*) )?
    """, re.VERBOSE | re.IGNORECASE)


def is_stated(cell):
    """False for an empty cell, null, and the stated unknown."""
    return cell.lower() not in ("", "unknown", "null", "na", "n/a", "#n/a", "nan", "nat", "none", "\\n", ".", "-")


def read_quantity(cell):
    """(interval in the reported unit, unit in the cell or ""), or None where the cell cannot be read."""
    match = QUANTITY.fullmatch(cell)
    if not match:
        return None
    number = Fraction(match["number"])
    if match["relation"] and (match["end"] or match["more"]):
        return None
    relation = " ".join((match["relation"] or "").lower().split())
    if relation in ("<", "<=", "less than"):
        interval = Interval(None, True, number, relation != "<=")
    elif relation in (">", ">=", "greater than"):
        interval = Interval(number, relation != ">=", None, True)
    elif match["end"]:
        if Fraction(match["end"]) < number:
            return None
        interval = Interval(number, False, Fraction(match["end"]), False)
    elif match["more"]:
        interval = Interval(number, False, None, True)
    else:
        interval = Interval(number, False, number, False)
    return interval, match["unit"] or ""


def read_age(cell):
    """The age in whole years as an interval, or None for missing."""
    quantity = read_quantity(cell) if is_stated(cell) else None
    if quantity is None or (quantity[1] or "years") not in YEARS_IN_AGE_UNIT:
        return None
    interval, unit = quantity
    if unit in ("", "years", "a") and interval.low is not None and interval.low_open and interval.low.denominator == 1:
        interval = Interval(interval.low + 1, False, interval.high, interval.high_open)  # more than 89 is 90 or more
    years = interval.scaled(YEARS_IN_AGE_UNIT[quantity[1] or "years"]).cut(PLAUSIBLE_AGE)
    return years and years.rounded_down()


def read_magnesium(cell, unit_column):
    """(interval in mg/dL, kind of the reported unit), or (None, None) for missing."""
    quantity = read_quantity(cell) if is_stated(cell) else None
    if quantity is None:
        return None, None
    interval, unit_in_cell = quantity
    unit = MAGNESIUM_UNITS.get(unit_in_cell or unit_column or "mg/dL")
    if unit is None:
        return None, None
    if unit_in_cell and unit_column and MAGNESIUM_UNITS.get(unit_column) != unit:
        return None, None  # two units that contradict each other: never guessed
    kind, factor = unit
    plausible = interval.scaled(factor).cut(PLAUSIBLE_MAGNESIUM)
    return (plausible, kind) if plausible else (None, None)


def read_yes_no(cell):
    """True, False, or None for missing."""
    word = cell.lower()
    if word in ("yes", "y", "true", "1"):
        return True
    return False if word in ("no", "n", "false", "0") else None


def read_days(cell):
    """(first, last) day that a date cell may mean, or None where it is missing or cannot be read."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", cell) \
        or re.fullmatch(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})", cell) \
        or re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", cell)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month is None:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if day is None:
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        return datetime.date(year, month, day), datetime.date(year, month, day)
    except ValueError:  # calendar.IllegalMonthError is one too
        return None


# ---------------------------------------------------------------- rechecks


def every_day(days):
    """All days from the first to the last."""
    first, last = days
    return [first + datetime.timedelta(days=count) for count in range((last - first).days + 1)]


def add_months(day, months):
    """Calendar arithmetic: a day that the month lacks becomes the month's last."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month_index + 1, min(day.day, calendar.monthrange(year, month_index + 1)[1]))


def window_after(first_week, last_week):
    """The window `in FIRST to LAST weeks after ANCHOR`, which a test on or after its start has done."""
    def evaluate(anchor, test, today):
        start, end = anchor + datetime.timedelta(weeks=first_week), anchor + datetime.timedelta(weeks=last_week)
        if test is not None and test >= start:
            return "done", start, end
        return ("upcoming" if today < start else "due" if today <= end else "overdue"), start, end
    return evaluate


def every_three_months(anchor, test, today):
    """`every 3 months from ANCHOR`, without tolerance: due on one day, after the later of anchor and test."""
    due = add_months(anchor if test is None else max(anchor, test), 3)
    return ("upcoming" if today < due else "due" if today == due else "overdue"), due, due


def recheck_cells(when, anchor_days, test_days, today, evaluate):
    """[status, from, to]: decided if all days that the anchor and the test may mean agree."""
    if when is False:
        return ["no", "", ""]
    if when is None or anchor_days is None:
        return ["unknown", "", ""]
    statuses, starts, ends = set(), [], []
    for anchor in every_day(anchor_days):
        for test in every_day(test_days) if test_days else [None]:
            status, start, end = evaluate(anchor, test, today)
            statuses.add(status)
            if len(statuses) > 1:
                return ["unknown", "", ""]
            starts.append(start)
            ends.append(end)
    return [statuses.pop(), min(starts).isoformat(), max(ends).isoformat()]


# ---------------------------------------------------------------- the guideline


def decide(case, as_of):
    """The row of decisions of one case (a dict of cells by column; absent columns are missing)."""
    def cell(column):
        return (case.get(column) or "").strip()

    def fact(column):
        return read_yes_no(cell(column))

    age = read_age(cell("age"))
    magnesium, kind = read_magnesium(cell("serum_magnesium"), cell("serum_magnesium.unit"))
    test_days = read_days(cell("serum_magnesium.date"))
    if test_days and test_days[0] > as_of:  # a result of the future does not exist
        magnesium = kind = None
    if magnesium is None:
        test_days = None
    elif test_days:
        test_days = test_days[0], min(test_days[1], as_of)

    cramps = fact("unexplained_cramps")
    on_oral = fact("on_oral_magnesium")
    symptomatic = kleene_or(fact("neuromuscular_symptoms"), cramps, fact("cardiac_arrhythmia"))
    severe = is_below(magnesium, SEVERE_BELOW)
    normal_low, normal_high = NORMAL_RANGE[kind or "mass"]
    deficient = is_below(magnesium, normal_low)
    normal = kleene_and(kleene_not(deficient), kleene_not(is_above(magnesium, normal_high)))
    older_adult = kleene_not(is_below(age, OLDER_ADULT_FROM))
    iv_indication = kleene_and(severe, symptomatic)  # the reading `strict`

    outcomes = {
        "check_serum_magnesium": kleene_and(kleene_or(symptomatic, fact("electrolyte_abnormality")),
                                            magnesium is None),
        "oral_supplementation": deficient,
        "dietary_advice": deficient,
        "iv_supplementation": iv_indication,
        "severe_without_symptoms": kleene_and(severe, kleene_not(symptomatic)),
        "tissue_deficiency": kleene_and(symptomatic, normal),
        "confirmed_deficiency_only": kleene_and(cramps, kleene_not(deficient)),
        "idiopathic_older_adult": kleene_and(cramps, kleene_not(deficient), older_adult),
        "pregnancy_cramps": kleene_and(fact("pregnant"), cramps),
        "repletion_evidence": kleene_and(deficient, cramps),
        "monitor_response": on_oral,
        "adjust_dose": kleene_and(on_oral, kleene_or(kleene_not(fact("cramps_improved")),
                                                     kleene_not(fact("magnesium_tolerated")))),
    }
    row = [case.get("id") or "", "in"]  # the guideline has no `applies when`: all cases are in scope
    row += [{True: "yes", False: "no", None: "unknown"}[outcomes[rule]] for rule in RULES]
    row += recheck_cells(on_oral, read_days(cell("oral_magnesium_started")), test_days, as_of, window_after(1, 2))
    row += recheck_cells(fact("dose_adjusted"), read_days(cell("dose_adjusted_on")), test_days, as_of,
                         window_after(2, 3))
    row += recheck_cells(fact("stable"), read_days(cell("stable_since")), test_days, as_of, every_three_months)
    return row


def main():
    """Reads the cases, writes the decisions."""
    parser = argparse.ArgumentParser(description="independent oracle for the magnesium guideline")
    parser.add_argument("cases", nargs="?", default="-", help="CSV of cases; - or nothing: standard input")
    parser.add_argument("--as-of", required=True, type=datetime.date.fromisoformat, metavar="DATE")
    options = parser.parse_args()
    stream = sys.stdin if options.cases == "-" else open(options.cases, newline="", encoding="utf-8-sig")
    with stream:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        for case in csv.DictReader(stream):
            if any((extra or "").strip() for extra in case.get(None, [])):
                print(f"rejected, too many cells: {case.get('id')}", file=sys.stderr)
                continue
            writer.writerow(decide(case, options.as_of))


if __name__ == "__main__":
    main()
