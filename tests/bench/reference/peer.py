"""peer.py duckdb|polars IN.csv OUT.csv THREADS: the protocol (protocol.sql), CSV to CSV. Prints the seconds of the query,
without the start of Python and of the package."""

import os
import pathlib
import re
import sys
import time

name, source, target, threads = sys.argv[1:]
PROTOCOL = (pathlib.Path(__file__).resolve().parent / "protocol.sql").read_text()
YES_NO = ["muscle_cramps", "arrhythmia", "other_electrolyte_abnormality", "pregnant", "on_oral_mg", "stable"]
TYPES = {"id": "VARCHAR", "age": "INTEGER", "sex": "VARCHAR", "serum_mg": "DOUBLE", "muscle_cramps": "VARCHAR",
         "arrhythmia": "VARCHAR", "other_electrolyte_abnormality": "VARCHAR", "pregnant": "VARCHAR", "egfr": "DOUBLE",
         "on_oral_mg": "VARCHAR", "days_since_start": "INTEGER", "days_since_dose_change": "INTEGER", "stable": "VARCHAR"}
OUTCOMES = re.findall(r" AS (\w+)", PROTOCOL.split("outcomes AS")[1])


def query(cases):
    """Of a table or a function of SQL that gives the cells as they are."""
    columns = ", ".join(f"{name} = 'yes' AS {name}" if name in YES_NO else name for name in TYPES)
    letters = ", ".join(f"CASE WHEN {name} THEN 'y' WHEN NOT {name} THEN 'n' ELSE '?' END AS {name}" for name in OUTCOMES)
    protocol = PROTOCOL[PROTOCOL.index("WITH ") + len("WITH "):]
    tables, outcomes = protocol.rsplit(")\n", 1)
    return f"WITH cohort AS (SELECT {columns} FROM {cases}), {tables}), decided AS ({outcomes}) SELECT id, {letters} FROM decided"


def duckdb_seconds():
    import duckdb
    database = duckdb.connect(config={"threads": int(threads)})
    cases = f"""read_csv('{source}', header = true, delim = ',', quote = '"', escape = '"', columns = {TYPES}, auto_detect = false)"""
    start = time.perf_counter()
    database.execute(f"COPY ({query(cases)}) TO '{target}' (HEADER true, DELIMITER ',')")
    return time.perf_counter() - start


def polars_seconds():
    os.environ["POLARS_MAX_THREADS"] = threads
    import polars
    types = {"VARCHAR": polars.String, "INTEGER": polars.Int32, "DOUBLE": polars.Float64}
    start = time.perf_counter()
    cases = polars.scan_csv(source, schema={name: types[kind] for name, kind in TYPES.items()})
    polars.SQLContext(cases=cases).execute(query("cases")).sink_csv(target)
    return time.perf_counter() - start


print(f"{duckdb_seconds() if name == 'duckdb' else polars_seconds():.6f}")
