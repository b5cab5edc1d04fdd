"""Doses by body size: what `mgl` works out for a patient against a second calculation with exact fractions, on random doses,
limits and weights, in blocks and one by one; and what each door says of them."""

import json
import random
from fractions import Fraction
from math import ceil, floor

from program import AS_OF, HEADER, ProgramTest, main, mgl, records

SEEDS = range(40)
DAY = 24
MASS = {"mg": Fraction(1), "g": Fraction(1000), "mcg": Fraction(1, 1000)}


def rounded(value, step):
    """The nearest multiple, halves away from zero; of what is not negative."""
    return floor(value / step + Fraction(1, 2)) * step


class Dose:
    """One random dose of one medication, and what it is for a weight: all in mg and kg."""

    def __init__(self, draw, name):
        self.name = name
        self.low = Fraction(draw.randint(1, 40), draw.choice([1, 1, 2, 4]))
        self.high = self.low if draw.random() < 0.6 else self.low + draw.randint(1, 20)
        self.every = draw.choice([None, (8, 8), (6, 6), (4, 6), (5, 7), (36, 36)])
        self.over = draw.choice([None, (15, 30), (20, 20)]) if draw.random() < 0.4 else None
        self.often = draw.choice([None, (3, 3, "day"), (3, 4, "day"), (2, 2, "week")]) if self.every is None else None
        self.per_day = self.every is None and self.often is None and self.over is None
        self.caps = [Fraction(draw.choice([100, 250, 400, 999, 1500]))] if draw.random() < 0.4 else []
        self.step, self.strengths = None, []
        if draw.random() < 0.3:
            self.step = Fraction(draw.choice([5, 10, 50, 250]))
        elif draw.random() < 0.5:
            smallest = draw.choice([20, 50, 250])
            self.strengths = sorted({smallest * n for n in draw.sample([1, 2, 4, 5], draw.randint(1, 3))} | {smallest})
            self.step = Fraction(min(self.strengths))
        # Of a second part for one of the first, in their proportion.
        self.share = draw.choice([Fraction(1, 4), Fraction(1, 5), Fraction(2)]) if draw.random() < 0.4 else None
        self.limits = []  # (amount of the first, per kg, hours of its time, text)
        for _ in range(draw.choice([0, 1, 1, 2])):
            self.add_limit(draw)

    def add_limit(self, draw):
        kind = draw.choice(["day", "day", "kg", "rate", "week"])
        if kind == "rate":
            amount = draw.choice([1, 10, 40])
            self.limits.append((Fraction(amount), False, Fraction(1, 60), f"rate {amount} mg/min"))
        elif kind == "kg":
            amount = draw.choice([10, 30, 75])
            self.limits.append((Fraction(amount), True, Fraction(DAY), f"{amount} mg/kg per day"))
        else:
            amount, unit = draw.choice([(1, "g"), (2, "g"), (350, "mg"), (900000, "mcg")])
            hours = Fraction(DAY if kind == "day" else 7 * DAY)
            self.limits.append((amount * MASS[unit], False, hours, f"{amount} {unit} per {kind}"))
        if self.share:
            amount, per_kg, hours, text = self.limits[-1]
            part = draw.choice("ab")
            self.limits[-1] = (amount / (self.share if part == "b" else 1), per_kg, hours, f"{text} of {self.name}{part}")
        if self.limits[-1] in self.limits[:-1]:
            self.limits.pop()

    def text(self):
        def number(value):
            return str(float(value)) if value.denominator != 1 else str(value.numerator)

        def amount(share):
            low, high = number(self.low * share), number(self.high * share)
            return (low if low == high else f"{low} to {high}") + (" mg/kg per day" if self.per_day else " mg/kg")

        said = amount(1)
        if self.share:
            said += f" of {self.name}a with {amount(self.share)} of {self.name}b"
        if self.over:
            said += f" over {self.over[0]} to {self.over[1]} minutes"
        if self.every:
            said += f" every {self.every[0]} to {self.every[1]} hours"
        if self.often:
            said += f" {self.often[0]} to {self.often[1]} times per {self.often[2]}"
        said += " by weight"
        for cap in self.caps:
            said += f" at most {cap} mg" + ("" if self.per_day else " per dose")
        if self.strengths:
            said += " of strength " + ", ".join(f"{strength} mg" for strength in self.strengths)
        elif self.step:
            said += f" rounded to {self.step} mg"
        return said

    def times(self, limit, durations):
        """How often in the limit's time: as seldom and as often as the dose says. None: it is not compared."""
        _, _, hours, text = limit
        if self.per_day:
            return None if text.startswith("rate") else (hours / DAY, hours / DAY)
        if text.startswith("rate"):
            if not self.over:
                return None
            return tuple(hours * 60 / minutes for minutes in reversed(self.over))
        if self.often:
            periods = hours / (DAY if self.often[2] == "day" else 7 * DAY)
            return tuple(Fraction(ceil(times * periods)) for times in self.often[:2])
        if not self.every:
            return (1, 1)
        return tuple(Fraction(ceil(hours / every)) for every in reversed(self.every))

    def for_weight(self, weight):
        """The low and the high amount, and the limits that the stated dose is over."""
        ends, over = [], []
        for end, per_kg in enumerate([self.low, self.high]):
            given = stated = min([per_kg * weight] + self.caps)
            if self.step:
                given = min([rounded(stated, self.step)] + [floor(cap / self.step) * self.step for cap in self.caps])
            for limit in self.limits:
                times = self.times(limit, self.every)
                if times is None:
                    continue
                most = limit[0] * (weight if limit[1] else 1)
                if end == 1 and stated * times[0] > most:
                    over.append(limit[3])
                least = most / times[0]
                given = min(given, floor(least / self.step) * self.step if self.step else least)
            ends.append(given)
        return ends[0], ends[1], over


class DosesTest(ProgramTest):
    def guideline_of(self, doses):
        text = 'fact weight "Weight" in kg\nfact ill "Ill" is yes/no\n'
        for dose in doses:
            parts = "".join(f'  part {dose.name}{part} "{part}"\n' for part in "ab") if dose.share else ""
            text += f'medication {dose.name} "{dose.name}"\n{parts}  dose {dose.text()}\n'
            text += "".join(f"  limit {limit[3]}\n" for limit in dose.limits)
            text += f'rule give_{dose.name} "Give {dose.name}" when ill then give {dose.name}\n'
        return self.write("g.mgl", HEADER + text)

    def ndjson(self, guideline, cases, **environment):
        done = mgl("--quiet", "run", guideline, cases, "--as-of", AS_OF, "--format", "ndjson", environment=environment)
        self.assert_exit(done, 0)
        return done.stdout.partition("\n")[2]  # behind the record of the run

    def decided(self, text, cases):
        """The decisions as NDJSON, the same in blocks and one by one, with the CSV's ask and warnings beside them."""
        guideline = self.write("g.mgl", HEADER + text)
        path = self.write("cases.csv", cases)
        lines = self.ndjson(guideline, path)
        self.assertEqual(lines, self.ndjson(guideline, path, MGL_BATCH="rows"))
        done = mgl("--quiet", "run", guideline, path, "--as-of", AS_OF)
        self.assert_exit(done, 0)
        decided = [json.loads(line) for line in lines.splitlines()]
        for case, row in zip(decided, records(done.stdout), strict=True):
            self.assertEqual([text for text in row["warnings"].split("; ") if text], case["warnings"])
            self.assertEqual([text for text in row["ask"].split("; ") if text], case["ask"])
        self.explained = [mgl("explain", guideline, path, "--id", case["id"], "--as-of", AS_OF).stdout for case in decided]
        return decided

    def amounts(self, case):
        action, = case["actions"]
        return [amount["amount"] for amount in action["medication"]["amounts"]]

    def test_what_is_missing_or_uncertain(self):
        missing, uncertain, below, none = self.decided("""fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication m "M"
  dose 15 mg/kg every 4 hours by weight
  limit 4 g per day
rule r "R" when ill then give m
""", "id,weight,ill\nmissing,,yes\nuncertain,>=44,yes\nbelow,<44,yes\nnone,,no\n")
        self.assertEqual((self.amounts(missing), missing["ask"], missing["warnings"]), ([None], ["weight"], []))
        self.assertEqual(self.amounts(uncertain), ["660 to 666.666666666667 mg every 4 hours, not more than 4 g per day"])
        self.assertEqual(uncertain["warnings"], ["perhaps over the limit: m, 4 g per day"])
        self.assertEqual((self.amounts(below), below["warnings"]), (["up to 660 mg every 4 hours"], []))
        self.assertEqual((none["actions"], none["ask"], none["warnings"]), ([], [], []))
        self.assertIn("-> give M: 15 mg/kg every 4 hours by weight", self.explained[0])
        self.assertIn("cannot be worked out yet: weight is missing", self.explained[0])
        self.assertIn("1. Weight (weight; in kg)", self.explained[0])
        self.assertIn("! perhaps over the limit: m, 4 g per day", self.explained[1])

    def test_a_dose_that_is_not_in_force_asks_nothing(self):
        child, adult, open_ = self.decided("""fact weight "Weight" in kg
fact age "Age" in whole years
fact ill "Ill" is yes/no
medication m "M"
  dose 500 mg per day when age >= 12 years
  dose 10 mg/kg per day by weight rounded to 10 mg when age < 12 years
  limit 200 mg per day
rule r "R" when ill then give m
""", "id,weight,age,ill\nchild,33.5,5,yes\nadult,,40,yes\nopen,33.5,,yes\n")
        self.assertEqual(self.amounts(child), ["200 mg per day, not more than 200 mg per day"])
        self.assertEqual(child["warnings"], ["over the limit: m, 200 mg per day"])
        self.assertEqual((self.amounts(adult), adult["ask"], adult["warnings"]), ([], [], []))
        self.assertEqual((self.amounts(open_), open_["ask"], open_["warnings"]),
                         (["200 mg per day, not more than 200 mg per day"], ["age"], []))

    def test_other_sizes_and_contents(self):
        first, second = self.decided("""fact weight "Weight" in kg
fact height "Height" in cm
fact ill "Ill" is yes/no
result surface "Body surface" in m2 as round((sqrt((weight / 1 kg) * (height / 1 cm) / 3600)), 2) * 1 m2
medication m "M"
  dose 50 to 75 mg/m2 over 30 minutes by surface
  limit rate 4 mg/min
  contains 20 % iron
  limit 12 mg per day of iron
rule r "R" when ill then give m
""", "id,weight,height,ill\nfirst,80,180,yes\nsecond,,180,yes\n")
        # 2 m2: 100 to 150 mg, of which 20 and 30 mg are iron: not more than 60 mg; 4 mg/min for 30 minutes are 120 mg.
        self.assertEqual(first["surface"], 2)
        self.assertEqual(self.amounts(first), ["60 mg over 30 minutes, not more than rate 4 mg/min, "
                                               "not more than 12 mg per day of iron"])
        self.assertEqual(first["warnings"], ["over the limit: m, rate 4 mg/min", "over the limit: m, 12 mg per day of iron"])
        self.assertEqual((self.amounts(second), second["ask"]), ([None], ["weight"]))

    def test_pieces(self):
        texts = [self.amounts(case) for case in self.decided("""fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication m "M"
  dose 25 mg/kg every 8 hours by weight of strength 500 mg, 250 mg
rule r "R" when ill then give m
""", "id,weight,ill\na,30,yes\nb,34.9,yes\nc,35,yes\nd,4.9,yes\n")]
        self.assertEqual(texts, [["750 mg every 8 hours, as 1 x 500 mg + 1 x 250 mg"],
                                 ["750 mg every 8 hours, as 1 x 500 mg + 1 x 250 mg"],
                                 ["1000 mg every 8 hours, as 2 x 500 mg"], ["nothing that can be given"]])

    def test_what_is_given_together(self):
        light, heavy, open_ = self.decided("""fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication m "M"
  part amoxicillin "Amoxicillin"
  part clavulanate "Clavulanate"
  dose 20 mg/kg of amoxicillin with 5 mg/kg of clavulanate every 8 hours by weight of strength 125 mg, 250 mg
  limit 3 g per day of amoxicillin
  limit 300 mg per day of clavulanate
medication gki "Insulin with glucose"
  part insulin "Insulin"
  part glucose "Glucose"
  dose 25 g of glucose with 0.1 IU/kg of insulin over 30 minutes by weight at most 5 IU rounded to 1 IU
rule r "R" when ill then give m
rule s "S" when ill then give gki
""", "id,weight,ill\nlight,13,yes\nheavy,70,yes\nopen,<10,yes\n")
        texts = [[action["medication"]["amounts"][0]["amount"] for action in case["actions"]] for case in (light, heavy, open_)]
        # 260 mg with 65 mg; 1400 mg with 350 mg, of which 300 mg a day are 100 mg a dose.
        self.assertEqual(texts, [
            ["250 mg of amoxicillin with 62.5 mg of clavulanate every 8 hours, as 1 x 250 mg of amoxicillin",
             "25 g of glucose with 1 IU of insulin over 30 minutes"],
            ["375 mg of amoxicillin with 93.75 mg of clavulanate every 8 hours, as 1 x 250 mg + 1 x 125 mg of amoxicillin, "
             "not more than 3 g per day of amoxicillin, not more than 300 mg per day of clavulanate",
             "25 g of glucose with 5 IU of insulin over 30 minutes"],
            ["up to 250 mg of amoxicillin with up to 62.5 mg of clavulanate every 8 hours",
             "25 g of glucose with up to 1 IU of insulin over 30 minutes"]])
        self.assertEqual(heavy["warnings"], ["over the limit: m, 3 g per day of amoxicillin",
                                             "over the limit: m, 300 mg per day of clavulanate"])
        amount, insulin = (action["medication"]["amounts"][0] for action in heavy["actions"])
        self.assertEqual(amount["worked_out"], "1400 mg of amoxicillin with 350 mg of clavulanate at weight 70 kg")
        self.assertEqual((amount["low"], amount["unit"], amount["of"]), (375, "mg", "amoxicillin"))
        self.assertEqual(amount["with"], [{"amount": "93.75 mg of clavulanate", "of": "clavulanate", "low": 93.75,
                                           "high": 93.75, "unit": "mg"}])
        self.assertEqual(insulin["with"], [{"amount": "25 g of glucose", "of": "glucose"}])
        self.assertIn("1400 mg of amoxicillin with 350 mg of clavulanate at weight 70 kg", " ".join(self.explained[1].split()))

    def test_what_is_lessened_and_what_is_only_to_be_minded(self):
        cases = self.decided("""fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication m "M"
  dose 30 mg/kg every 6 to 8 hours by weight of strength 125 mg, 250 mg, 500 mg
  limit 90 mg/kg per day
rule r "R" when ill then give m
""", "id,weight,ill\na,20,yes\nb,8.4,yes\nc,3,yes\n")
        # 600, 252 and 90 mg three times a day are just within 90 mg/kg; 625 mg would be over it. Four times would be over it.
        self.assertEqual([(self.amounts(case), case["warnings"]) for case in cases], [
            (["500 mg every 6 to 8 hours, as 1 x 500 mg, not more than 90 mg/kg per day"], []),
            (["250 mg every 6 to 8 hours, as 1 x 250 mg, not more than 90 mg/kg per day"], []),
            (["nothing that can be given"],
             ["nothing to give: m, 30 mg/kg every 6 to 8 hours by weight of strength 125 mg, 250 mg, 500 mg"])])
        self.assertEqual([case["actions"][0]["medication"]["amounts"][0]["worked_out"] for case in cases],
                         ["600 mg at weight 20 kg", "252 mg at weight 8.4 kg", "90 mg at weight 3 kg"])
        self.assertIn("600 mg at weight 20 kg)", " ".join(self.explained[0].split()))

    def test_how_fast_is_no_amount(self):
        """A limit per minute or hour lessens no dose that begins less often, nor the total of a day."""
        def guideline(dose, limit):
            return f"""fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication m "M"
  dose {dose}
  limit {limit}
rule r "R" when ill then give m
"""
        refused = [("20 mg/kg once by weight", "50 mg/min"), ("20 mg/kg by weight", "1 g per hour"),
                   ("20 mg/kg every 8 hours by weight", "1 g per hour"), ("20 mg/kg twice per day by weight", "50 mg/kg/h"),
                   ("20 mg/kg over 30 minutes by weight", "50 mg/min"), ("20 mg/kg per day by weight", "0.5 mg/min"),
                   ("20 mg/kg over 30 minutes by weight", "rate 1 g per day"), ("1 g once", "50 mg/min")]
        for dose, limit in refused:
            done = mgl("lint", self.write("g.mgl", HEADER + guideline(dose, limit)))
            self.assertIn("L0423", done.stdout + done.stderr, (dose, limit))
        said = [("20 mg/kg once by weight", "rate 50 mg/min", "1400 mg", []),
                ("20 mg/kg per day by weight", "rate 0.5 mg/min", "1400 mg per day", []),
                ("20 mg/kg once by weight", "1 g per day", "1000 mg, not more than 1 g per day", ["1 g per day"]),
                ("20 mg/kg every 36 hours by weight", "1 g per day", "1000 mg every 36 hours, not more than 1 g per day",
                 ["1 g per day"]),
                ("20 mg/kg over 10 minutes by weight", "rate 50 mg/min",
                 "500 mg over 10 minutes, not more than rate 50 mg/min", ["rate 50 mg/min"]),
                ("20 mg/kg every 30 minutes by weight", "2 g per hour", "1000 mg every 30 minutes, not more than 2 g per hour",
                 ["2 g per hour"]),
                ("2 mg/kg/h by weight", "1 mg/min", "60 mg/h, not more than 1 mg/min", ["1 mg/min"])]
        for dose, limit, amount, over in said:
            case, = self.decided(guideline(dose, limit), "id,weight,ill\na,70,yes\n")
            self.assertEqual(self.amounts(case), [amount], (dose, limit))
            self.assertEqual(case["warnings"], [f"over the limit: m, {text}" for text in over], (dose, limit))

    def test_a_size_that_is_none(self):
        negative, zero = self.decided("""fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication m "M"
  dose 10 mg/kg every 8 hours by weight
rule r "R" when ill then give m
""", "id,weight,ill\nnegative,-3,yes\nzero,0,yes\n")
        for case in (negative, zero):
            self.assertEqual(self.amounts(case), ["nothing that can be given"])
            self.assertEqual(case["warnings"], ["nothing to give: m, 10 mg/kg every 8 hours by weight"])

    def test_a_limit_per_size_needs_no_size(self):
        cases = self.decided("""fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication never_over "Never over"
  dose 10 mg/kg every 8 hours by weight
  limit 30 mg/kg per day
medication always_over "Always over"
  dose 5 mg/kg every 6 hours by weight
  limit 15 mg/kg per day
medication capped "Capped"
  dose 20 mg/kg every 8 hours by weight at most 500 mg per dose
  limit 30 mg/kg per day
rule a "A" when ill then give never_over
rule b "B" when ill then give always_over
rule c "C" when ill then give capped
""", "id,weight,ill\na,<20,yes\nb,50,yes\nc,40,yes\n")
        always = "over the limit: always_over, 15 mg/kg per day"
        self.assertEqual([case["warnings"] for case in cases], [
            [always, "over the limit: capped, 30 mg/kg per day"], [always], [always, "over the limit: capped, 30 mg/kg per day"]])

    def test_no_line_of_a_dose_holds(self):
        baby, child, unknown = self.decided("""fact age "Age" in years
fact ill "Ill" is yes/no
medication m "M"
  dose 100 mg per day when age >= 1 year
  dose 10 mg per day when age < 0.5 years
rule r "R" when ill then give m
""", "id,age,ill\nbaby,0.75,yes\nchild,2,yes\nunknown,,yes\n")
        self.assertEqual([case["warnings"] for case in (baby, child, unknown)], [["no dose of m holds"], [], []])

    def test_ask_asks_for_the_weight(self):
        guideline = self.write("g.mgl", HEADER + """fact weight "Weight" in kg
fact ill "Ill" is yes/no
medication m "M"
  dose 15 mg/kg per day by weight
rule r "R" when ill then give m
""")
        done = mgl("ask", guideline, "--as-of", AS_OF, stdin=b"yes\n20\n")
        self.assert_exit(done, 0)
        self.assertIn("300 mg per day", done.stdout)

    def test_random_doses(self):
        compared = 0
        for seed in SEEDS:
            draw = random.Random(seed)
            doses = [Dose(draw, f"m{i}") for i in range(8)]
            guideline = self.guideline_of(doses)
            weights = [Fraction(draw.randint(1, 1300), 10) for _ in range(30)]
            lines = [f"{i},{float(weight)},{draw.choice(['kg', 'kg', ''])},yes" for i, weight in enumerate(weights)]
            lines.append(f"g,{float(weights[0] * 1000)},g,yes")
            weights.append(weights[0])
            cases = self.write("cases.csv", "id,weight,weight.unit,ill\n" + "\n".join(lines) + "\n")
            text = self.ndjson(guideline, cases)
            self.assertEqual(text, self.ndjson(guideline, cases, MGL_BATCH="rows"))
            done = mgl("--quiet", "run", guideline, cases, "--as-of", AS_OF)
            self.assert_exit(done, 0)
            for weight, line, row in zip(weights, text.splitlines(), records(done.stdout), strict=True):
                case = json.loads(line)
                warnings = []
                for dose, action in zip(doses, case["actions"], strict=True):
                    low, high, over = dose.for_weight(weight)
                    amount, = action["medication"]["amounts"]
                    place = (seed, dose.text(), dose.limits, float(weight), amount)
                    self.assertEqual(Fraction(amount["low"]).limit_denominator(10**7),
                                     low.limit_denominator(10**7), place)
                    self.assertEqual(Fraction(amount["high"]).limit_denominator(10**7),
                                     high.limit_denominator(10**7), place)
                    self.assertEqual(amount["over_limits"], over, place)
                    for part in amount.get("with", []):
                        self.assertEqual(Fraction(part["high"]).limit_denominator(10**7),
                                         (high * dose.share).limit_denominator(10**7), place)
                    self.assertEqual("with" in amount, dose.share is not None and high > 0, place)
                    self.assertEqual(amount["may_be_over"], [], place)
                    if high == 0:
                        warnings.append(f"nothing to give: {dose.name}, {dose.text()}")
                    warnings += [f"over the limit: {dose.name}, {limit}" for limit in over]
                    compared += 1
                told = [text for text in case["warnings"] if not text.startswith("weight: no unit")]
                self.assertEqual(told, warnings, (seed, float(weight)))
                self.assertEqual([text for text in row["warnings"].split("; ") if text], case["warnings"])
        print(f"amounts compared: {compared}")


if __name__ == "__main__":
    main()
