"""Writes random guidelines with cases: random_cohorts.py FOLDER COUNT SEED. Each N.mgl has N.csv and N.ndjson."""

import csv
import json
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "program"))

from random_guidelines import CELLS, cases, guideline  # noqa: E402

folder, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for number in range(count):
    draw = random.Random(seed + number)
    (folder / f"{number}.mgl").write_text(guideline(draw), encoding="utf-8")
    rows = cases(draw, 300)
    with open(folder / f"{number}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["id", *CELLS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with open(folder / f"{number}.ndjson", "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({key: value for key, value in row.items() if value != ""}) + "\n")
