"""Guidelines and cases at random, for tests that compare ways to decide: all kinds of facts, conditions, results and actions;
cells that are missing, unknown, unreadable, implausible, uncertain, in other units, partial dates."""

import pathlib
import re

SOURCE = pathlib.Path(__file__).parents[2]
HEAD = """guideline random "Random"
  language mgl 1
  version 1.0.0
  status draft
{scope}
substance magnesium
  molar mass 24.305 g/mol
  valence 2

fact t0 "T0" is yes/no
fact t1 "T1" is yes/no
fact t2 "T2" is yes/no
  unless stated, no
fact t3 "T3" is yes/no
fact n0 "N0" in mg/dL of magnesium
  plausible 0.1 to 20 mg/dL
  suspect when t3 and t2
fact n1 "N1" in whole years
  plausible 0 to 130 years
fact n2 "N2" in mmol/L
  in steps of 0.5 mmol/L
fact n3 "N3" is number
fact n4 "N4" in mmol/L of magnesium
  plausible 0.05 to 8 mmol/L
fact o0 "O0" in Cel
  plausible 25 to 45 Cel
fact o1 "O1" in [degF]
fact o2 "O2" in % of hba1c
fact o3 "O3" in ng/mL{FEU}
fact q0 "Q0" in weeks and days
fact d0 "D0" is date
fact d1 "D1" is date
{default of d1}fact g0 "G0" in kg
  plausible 0.5 to 250 kg
fact c0 "C0" is one of (red "Red" code "1", green "Green", blue "Blue" code "b")

range r0 "R0" of n0
  line 1.8 to 2.5 mg/dL
  line 1.5 to 2.5 mEq/L
range r1 "R1" of n0
  line 1.2 to 2 mg/dL when t0
  line 1.4 to 2.2 mg/dL
threshold h0 "H0" n0 below 1.2 mg/dL
threshold h1 "H1" n1 at least 60 years
threshold h2 "H2" n2 above 3.5 mmol/L
threshold h3 "H3" n4 at least 0.74 mmol/L
threshold h4 "H4" of n0
  line below 1.2 mg/dL when t1
  line below 1.5 mg/dL
threshold h5 "H5" of z9
  line above 0.1 when t2
  line above 1 when t0
define z9 "Z9" as n3 / 3
range r2 "R2" of z9
  line above 0 to 0.666666667

"""
LEAVES = ["t0", "t1", "t2", "t3", "h0", "h1", "h2", "n0 is below r0", "n0 is within r0", "n0 is above r1", "n0 is within r1",
          "n0 < 1.8 mg/dL", "n0 >= 0.8 mmol/L", "n0 = 1.5 mg/dL", "n1 > 59 years", "n1 <= 17 years", "n2 = 4 mmol/L",
          "n2 < 3.5 mmol/L", "h3", "h4", "h5", "z9 is below r2", "z9 is within r2", "z9 is above r2", "n4 < 0.74 mmol/L", "n4 = 1 mmol/L", "n4 > 1 mg/dL", "n3 = 2", "n3 < -0.5", "3 <= n3", "n3 <= 2",
          "n3 < 1.9999999995", "n3 >= 2.0000000005", "n3 > 1.999999999", "c0 is red", "c0 is one of (red, blue)", 'c0 is "Green"', 'c0 is one of ("Red", blue)', "n0 is missing",
          "n0 is known", "t1 is known", "d0 is missing", "d0 < 2026-01-15", "d0 <= d1", "d1 = 2026-02-01", "d1 < today",
          "d0 is never", "time since d1 >= 2 months", "g0 >= 50 kg", "c0 is known", "completed years since d0 >= 1 year", "month of d0 <= 1", "year of d1 = 2026", "completed months from d0 to d1 <= 0 months",
          "latest of (d0, d1) > 2026-01-31", "earliest known of (d0, d1) < 2026-01-20",
          "o0 >= 38 Cel", "o0 > 310.15 K", "o0 - o1 >= 1 K", "o1 - o0 < 1.8 [degF]", "o0 + 0.5 Cel > o1",
          "max(0 K, o0 - o1) < 2 Cel", "o0 - 37 Cel >= 1 K", "o2 >= 6.5 %", "o2 >= 48 mmol/mol", "o2 < 6.54304 %",
          "o3 >= 500 ng/mL{FEU}", "o3 < 600 ng/mL",
          "q0 < 36+4", "q0 is 34+0 to below 37w0d", "37+0 <= q0", "q0 is one of (36+3, 36w4d)", "q0 - 36w4d < 3 days", "n3 < 1+1",
          "time since d0 < 4+3"]
TRUTHS = ["", "", "yes", "no", "Y", "NO", "true", "False", "1", "0", "unknown", "UNKNOWN", "null", " yes", "maybe", "yess", "t", "F", "1.0", "0.0", "NA", "n/a", "-", "not asked"]
DATES = ["", "", "2026-01-14", "2026-01-15", "2026-02-01", "2026-02-01", "2025-12-31", "2026", "2026-01", "2026-03-02",
         "2026-02-30", "unknown", "2026-01-15T10:00", "x", "never", "NaT",
         "20260115", "15-JAN-2026", "2026/01/15", "15.01.2026", "01/02/2026", "1/2/26", "46037", "Jan 15, 2026 10:00"]
CELLS = {
    **{f"t{i}": TRUTHS for i in range(4)},
    "n0": ["", "", "1.2", "1.19", "1.20", "1.8", "1.7999999999", "2.5", "2.51", "0.45 mmol/L", "1.5 mEq/L", "<1.2", ">= 2.5",
           "unknown", "25", "0.05", "abc", "1.5", "1.4", "2", "2.", ".5", "+2", "1e0", "1.2 mg/dL", "2 kg", "-3",
           "1.200000000", "1.2000000001", "12345678901234567890", "NA", "-", ".", "1.2-1.5", "1.5-1.2", "1.1 to 2", "2.5+", "..1.2",
           "1.2 (H)", "0.9 L", "=1.8", "1,8", "1,200", "1,234.5", "999", "1.2*", "1.2\u00a0mg/dL", "1.2 MG/DL"],
    "n0.unit": ["", "", "", "mg/dL", "mmol/L", "mEq/L", "furlong", " mg/dL", "MG/DL", "MEQ/L", "NA", "mg/100 mL"],
    "n0.date": ["", "", "2026-01-01", "2026-02-15", "2026-03-02", "2026-02", "soon", "unknown", "NA", "20260101", "01/02/2026", "2026-02-15 10:30:00", "15-FEB-2026", "never", "3 Feb 2026"],
    "n1.unit": ["", "", "", "months", "years", "days"],
    "n4": ["", "0.74", "1.79857", "1.798569999", "1.798570001", "0.739999999", "1", "2.4305", "2.430500001", "8", "19.444",
           "19.444000001", "0.121525", "0.12", "0.05", "unknown", "1.48", "x"],
    "n4.unit": ["", "mmol/L", "mg/dL", "mg/dL", " mg/dL", "mEq/L", "kg"],
    "n1": ["", "708", "719", "720", "719.999999999", "216", "204", "59", "60", "59.9", "60.0", "17", "18", "131", "130", "-1", "0", "720 months", "unknown", "06 0", "85-89", "90+", ">89", "60 to 65", "N/A", "216 MONTHS"],
    "n2": ["", "3.4", "3.5", "3.25", "3.75", "3.74999", "3.249", "4", "-0.25", "-0.2500001", "unknown", "99999999.5", "3-4", "3,5", "3.500", "None"],
    "n3": ["", "2", "2.0", "3", "2.999999999", "-0.5", "-0.50000001", "1000000000", "999999999.999999999", "1.2.3", "1;5", "3 times", "2-3", "1,2,3"],
    "o0": ["", "37", "38", "37.5", "38.000000001", "98.6", "310.15", "36.6", "25", "45", "unknown", "hot"],
    "o0.unit": ["", "", "", "K", "[degF]", "Cel", "%"],
    "o1": ["", "98.6", "100.4", "37", "99.5", "101.3", "97.88", "x"],
    "o1.unit": ["", "", "Cel", "K", "[degF]"],
    "o2": ["", "6.5", "48", "6.54304", "47.5", "47", "0.065", "unknown"],
    "o2.unit": ["", "", "mmol/mol", "%", "g/g", "mol/mol", "mg"],
    "o3": ["", "500", "600", "499.999999999", "0.5", "300"],
    "o3.unit": ["", "", "ng/mL{DDU}", "ng/mL{FEU}", "ug/L{feu}", "mg/L", "ng/mL"],
    "g0": ["", "50", "70.5", "20", "49.999999999", "4", "0.4", "66.666666666", "120", "300", "unknown", "x"],
    "g0.unit": ["", "", "kg", "g", "[lb_av]", "mg/L"],
    "q0": ["", "36+4", "36+3", "34+0", "33w6d", "256 d", "37", "36.5 weeks", "37+0", "36+7", "unknown"],
    "d0": DATES,
    "d1": DATES,
    "c0": ["", "red", "green", "blue", "1", "b", "RED", "unknown", "null", "purple", " red", "Green", "1.0", "1.", "B", "NA", "not asked"],
}
# What a laboratory could not measure, at the limits that rules compare with and beside them.
LIMITS = {
    "n0": ["0.05", "0.1", "1.2", "1.4", "1.5", "1.8", "1.799999999", "1.7999999995", "2", "2.5", "20", "25"],
    "n1": ["17", "59", "60", "130"],
    "n2": ["3.25", "3.5", "4"],
    "n3": ["-0.5", "-0.500000001", "2", "1.999999999", "1.9999999995", "2.000000001", "3", "1e9"],
    "n4": ["0.05", "0.74", "0.739999999", "0.740000001", "1", "8"],
    "o0": ["37", "38", "25"],
    "g0": ["50", "66.666666666", "4", "120"],
    "o2": ["6.5", "48", "6.54304"],
}


def condition(draw, depth, names):
    if depth == 0 or draw.random() < 0.25:
        return draw.choice(LEAVES + names)
    inner = [condition(draw, depth - 1, names) for _ in range(draw.choice([2, 2, 3]))]
    kind = draw.randrange(9)
    if kind == 0:
        return f"not ({inner[0]})"
    if kind == 8:
        return f"surely ({inner[0]})"
    if kind <= 2:
        return "(" + " and ".join(inner) + ")"
    if kind <= 4:
        return "(" + " or ".join(inner) + ")"
    if kind == 5:
        return f"({inner[0]} implies {inner[1]})"
    if kind == 6:
        return f"any known of ({', '.join(inner)})"
    while len(set(inner)) < 3:
        inner.append(condition(draw, 0, names))
    return f"{draw.choice(['at least', 'at most', 'exactly'])} {draw.choice([1, 2])} of ({', '.join(dict.fromkeys(inner))})"


# Of each function of one number; inexact ones are rounded.
CALLS = ["round(%s({}), 2)" % word if result == "kPlain" else word + "({})" for word, result in re.findall(
    r"^MGL_FUNCTION\((\w+), \w+, kOne, (\w+)\)", (SOURCE / "dsl/text/words.def").read_text(), re.MULTILINE)]

NUMBERS = ["n3", "n3", "2", "0.5", "3.25", "n1 in years", "n0 in mg/dL", "n2 in mmol/L", "(o0 - o1) in K", "o2 in mmol/mol",
           "o1 in Cel"]

COMPUTED_DATES = ["d0 + 3 months", "d1 + 10 days", "first known of (d0, d1)", "d0 + n3 * 1 day", "d0 + 8000 years",
                  "d1 - floor(n3) * 1 day"]


def number(draw, depth):
    if depth == 0 or draw.random() < 0.2:
        return draw.choice(NUMBERS)
    a, b = number(draw, depth - 1), number(draw, depth - 1)
    return draw.choice([f"({a} + {b})", f"({a} - {b})", f"({a}) * ({b})", f"({a}) / ({b})", f"min({a}, {b})", f"max({a}, {b})",
                        f"round({a}, {draw.randrange(3)})", f"({a}) ^ 2", f"first known of ({a}, {b})",
                        *(call.format(a) for call in CALLS)])


def value_lines(draw, names):
    """Scores, results of all kinds and tables; conditions that look at them."""
    text, more = "", []
    if draw.random() < 0.5:
        text += 'score s0 "S0"\n'
        for i in range(draw.randrange(1, 4)):
            text += f'  item {draw.choice(["", f"i{i} "])}"I{i}"\n'
            for _ in range(draw.randrange(1, 3)):
                text += f"    points {draw.choice(['1', '2', '0.5', '-1'])} when {condition(draw, 1, names)}\n"
        more += ["s0 >= 2", "s0 = 1", "s0 is known", "highest item of s0 >= 2"]
    if draw.random() < 0.5:
        text += f'result v0 "V0" as {number(draw, 2)}\n'
        more += ["v0 > 2", "v0 <= 0.5", "v0 is missing"]
    if draw.random() < 0.4:
        text += f'result v1 "V1" in mg/dL of magnesium as {draw.choice(["n0 / 3", "n0 * 2 + 0.1 mg/dL", "min(n0, 1.5 mg/dL)"])}\n'
        more += ["v1 < 1 mg/dL"]
    if draw.random() < 0.4:
        text += f'define y0 "Y0" is number\n  value {number(draw, 1)} when {condition(draw, 1, names)}\n'
        text += draw.choice([f"  value {number(draw, 1)} otherwise\n", "  value missing otherwise\n"])
        text += f'result v2 "V2" as {draw.choice(["y0", "round(y0 / 3, 1)", "y0 * y0", "first known of (n3, y0)", "first known of (y0, n3)"])}\n'
        more += ["y0 > n3"]
    if draw.random() < 0.4:
        text += f'result w0 "W0" as {draw.choice(COMPUTED_DATES)}\n'
        more += ["w0 > 2026-02-10", "w0 is known"]
    if draw.random() < 0.4:
        text += 'result e0 "E0" is one of (low "Low", mid "Middle", high "High") in order\n'
        text += f"  value low when {condition(draw, 1, names)}\n  value mid when {condition(draw, 1, names)}\n  value high otherwise\n"
        more += ["e0 is mid", "e0 >= mid", "e0 is one of (low, mid)", "e0 is one of (mid, high)", "e0 is not one of (low, high)"]
        if draw.random() < 0.5:
            text += 'table b1 "B1" of e0 gives one of (go, stay)\n  row one of (mid, high) gives go\n  row low gives stay\n'
            more += ["b1 is go"]
    if draw.random() < 0.4:
        text += 'table b0 "B0" of n0, t0 gives one of (x, y, z)\n  row below 1.2 mg/dL, any gives x\n'
        text += f'  row {draw.choice(["1.2 to 2 mg/dL", "0.5 to 2 mg/dL"])}, {draw.choice(["yes", "any"])} gives y\n'
        text += "  row above 2 mg/dL, any gives z\n"
        more += ["b0 is y"]
    if draw.random() < 0.5:
        text += f'ambiguity a8 "A8"\n  reading x8 as {number(draw, 1)}\n  reading y8 as {number(draw, 1)}\n'
        text += draw.choice(["", '  adopt y8 because "a test"\n'])
        text += f'result v8 "V8" as a8\n'
        if draw.random() < 0.5:
            text += 'result u7 "U7" is text\n' + f'  value "Take {{v8}} (1 {{1x}})" when {condition(draw, 1, names)}\n'
            text += f'  value "{{v8}}" when {condition(draw, 1, names)}\n  value "none, or \'any\'" otherwise\n'
        more += ["a8 > 2", "a8 is known", "v8 <= 0.5"]
    if draw.random() < 0.3:
        text += 'ambiguity a9 "A9"\n  reading x9 as d0\n  reading y9 as d1 + 10 days\n'
        more += ["a9 < 2026-02-01", "a9 is known"]
    if draw.random() < 0.4:
        text += 'table b2 "B2" of n3 gives e8 "E8" one of (few, many) in order, v6 "V6" is number, v7 "V7" in mg/dL of magnesium\n'
        text += '  row below 2 gives few, 1.5, n0\n  row at least 2 gives many, n3, 2 mg/dL\n'
        more += ["e8 >= many", "v6 < 2", "v7 >= 1.4 mg/dL"]
    if draw.random() < 0.3:
        text += f'result u0 "U0" is text\n  value "one, or \'two\'" when {condition(draw, 1, names)}\n  value "three" otherwise\n'
    if draw.random() < 0.3:
        text += f"result r9 \"R9\" as {condition(draw, 2, names)}\n"
    return text, more

MEDICATIONS = {"m0": ["m0a", "m0b", "m0c"], "m1": [], "m2": [], "m3": ["m3a", "m3b"]}  # with their options
PARTS = {"m2": ["m2p", "m2q"]}  # in half of all guidelines
TREATMENTS = [name for medication, options in MEDICATIONS.items() for name in [medication, *options]]
SCHEDULES = ["1 g per day", "2 g per day", "500 to 750 mg every 12 hours", "2 g over 15 to 30 minutes", "3 mg/kg per day", "1 g daily",
             "250 mg 3x daily"]
BY_SIZE = ["15 mg/kg every 4 to 6 hours by g0", "3 to 5 mg/kg per day by g0 at most 150 mg", "2 mg/kg over 15 to 30 minutes by g0 rounded to 5 mg",
           "10 to 25 mg/kg every 8 hours by g0 of strength 500 mg, 250 mg", "1 mg/kg by g0",
           "10 mg/kg 3 to 4 times per day by g0", "20 mg/kg twice weekly by g0 rounded to 50 mg"]


def medication_of(treatment):
    """The medication of an option or of a medication."""
    return treatment[:2]


def different_treatments(draw):
    """Two of different medications."""
    first = draw.choice(TREATMENTS)
    return first, draw.choice([name for name in TREATMENTS if medication_of(name) != medication_of(first)])


def medication(draw, name, names):
    text = f'medication {name} "{name.upper()}"\n'
    if MEDICATIONS[name]:
        text += draw.choice(["", "  choose one of\n", "  choose in this order\n"])
        text += "".join(f'  option {option} "{option.upper()}"\n' for option in MEDICATIONS[name])
    text += "".join(f'  part {part} "{part.upper()}"\n' for part in PARTS.get(name, []))
    if name in PARTS:
        text += draw.choice(["", "  dose 10 IU of m2p with 25 g of m2q over 15 to 30 minutes\n", "  dose 0.1 IU/kg of m2p every 8 hours by g0\n  limit 20 IU per day of m2p\n",
                             "  dose 0.1 to 0.2 IU/kg of m2p with 2 to 4 mg/kg of m2q every 8 hours by g0 rounded to 1 IU\n  limit 300 mg per day of m2q\n"])
    for schedule in draw.sample(draw.choice([SCHEDULES, SCHEDULES + BY_SIZE]), draw.choice([0, 1, 2, 2, 3])):
        text += f"  dose {schedule}" + draw.choice(["\n", f" when {condition(draw, draw.randrange(2), names)}\n"])
    text += draw.choice(["", "", "  limit 4 g per day\n", "  limit 9 g per day\n  limit rate 200 mg/min\n",
                         "  limit 75 mg/kg per day\n", "  limit 350 mg per day of magnesium\n"])
    text += draw.choice(["", "  contains 10 % magnesium\n", "  contains 98 mg/g magnesium\n"])
    text += draw.choice(["", "  basis elemental\n", "  basis salt\n", '  basis open because "the source does not say"\n'])
    text += draw.choice(["", "  route oral\n"]) + draw.choice(["", "  for 12 weeks\n"])
    return text + (f"  until {condition(draw, 0, names)}\n" if draw.random() < 0.2 else "")


def treatments(draw, names):
    """Medications and a diet, and what speaks against them."""
    text = "".join(medication(draw, name, names) for name in MEDICATIONS)
    text += 'diet f0 "F0"\n  food f0a "F0A" 3 to 4 servings per week of 0.5 cup cooked\n  food f0b "F0B" 1 cup raw\n'
    for kind, title, count in [("contraindication", "B", draw.randrange(4)), ("caution", "W", draw.randrange(5))]:
        for i in range(count):
            text += f'{kind} {", ".join(draw.sample(TREATMENTS + PARTS["m2"], draw.choice([1, 1, 2])))} "{title}{i}"\n'
            for _ in range(draw.choice([1, 1, 2])):
                text += f"  when {condition(draw, draw.randrange(2), names)}\n"
            text += draw.choice(["", "", f'  because "reason {title}{i}"\n'])
    for pair in {tuple(sorted(different_treatments(draw))): None for _ in range(draw.randrange(4))}:
        text += f"apart {pair[0]}, {pair[1]} by {draw.choice(['2 hours before', '1 hours', '2 hours before or 6 hours after'])}\n"
    for pair in {tuple(sorted(different_treatments(draw))): None for _ in range(draw.randrange(3))}:
        text += f'exclusive {pair[0]}, {pair[1]} because "they do not go together"\n'
    return text


def rule(draw, i, names):
    text = f"rule a{i} \"A{i}\"\n  when {condition(draw, draw.choice([0, 1, 1, 2, 3]), names)}\n"
    if draw.random() < 0.3:
        text += f"  unless {condition(draw, 1, names)}\n"
    if draw.random() < 0.8:
        text += f"  then {draw.choice(['give', 'give', 'consider', 'consider', 'stop', 'avoid'])} {draw.choice(TREATMENTS)}\n" if draw.random() < 0.95 else "  then avoid m2q\n"
    else:
        for action in draw.sample(['note "n"', 'advise f0', 'advise "d"', 'refer "r"', "order n0", 'order "12-lead ECG"', "avoid m0b"], draw.choice([1, 1, 2])):
            text += f"  then {action}\n"
    if i > 0 and draw.random() < 0.3:
        text += f"  overrides a{draw.randrange(i)}\n"
    return text + draw.choice(["", "", "", "  urgency now\n", "  urgency today\n", "  urgency routine\n"])



def guideline(draw):
    scope = f"  applies when {condition(draw, 1, [])}\n" if draw.random() < 0.5 else ""
    never = draw.choice(["", "", "", "", "  unless stated, never\n"])
    text, names = HEAD.replace("{scope}", scope).replace("{default of d1}", never), []
    for i in range(draw.randrange(4)):
        text += f"define x{i} as {condition(draw, 2, names)}\n"
        names.append(f"x{i}")
    if draw.random() < 0.6:
        text += f"ambiguity q \"Q\"\n  reading one as {condition(draw, 2, names)}\n  reading two as {condition(draw, 2, names)}\n"
        text += draw.choice(["", "  adopt one because \"it is first\"\n"])
        names.append("q")
    if draw.random() < 0.6:
        values, more = value_lines(draw, names)
        text += values
        names += more
    text += treatments(draw, names)
    for i in range(draw.randrange(1, 9)):
        text += rule(draw, i, names)
    anchors = ["d0", "d1"] + (["w0"] if 'result w0 "W0"' in text else [])
    if draw.random() < 0.4:
        text += f"define z1 is date\n  value d0 when {condition(draw, 1, names)}\n  value d1 + 10 days otherwise\n"
        anchors += ["z1", "z1"]
    if draw.random() < 0.7:
        text += f"recheck k0 \"K0\" of n0\n  when {condition(draw, 1, names)}\n  in 1 to 2 weeks after {draw.choice(anchors)}\n"
        text += draw.choice(["", "", "  for 3 weeks\n"])
    if draw.random() < 0.5:
        text += f"recheck k1 \"K1\" of n0\n  when {condition(draw, 1, names)}\n  every 1 months from {draw.choice(anchors)}\n"
        text += draw.choice(["", "  within 1 week\n"]) + draw.choice(["", "  for 2 months\n"])
    return text + f"must always \"P\" {condition(draw, 1, names)}\n"


def cases(draw, count):
    """Rows of cells; some have few peculiar cells, some many."""
    rows = []
    for i in range(count):
        usual = draw.random() < 0.7
        row = {"id": draw.choice([f"p{i}", f"p{i}", "", " b ", "p1"])}
        for name, cells in CELLS.items():
            row[name] = draw.choice(cells[:5] if usual and draw.random() < 0.95 else cells)
            if name in LIMITS and draw.random() < 0.1:
                row[name] = draw.choice(["<", "<=", ">", ">=", "\u2264", "\u2265", "< ", "less than "])
                row[name] += draw.choice(LIMITS[name])
        rows.append(row)
    return rows
