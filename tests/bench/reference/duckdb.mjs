// node duckdb.mjs NODE_MODULES IN.csv OUT.csv THREADS: the protocol in DuckDB, CSV to CSV. Prints the seconds of the query,
// without the start of node and of the database.
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const [modules, input, output, threads] = process.argv.slice(2);
const {DuckDBInstance} = createRequire(path.join(path.resolve(modules), 'x.js'))('@duckdb/node-api');
const protocol = fs.readFileSync(new URL('protocol.sql', import.meta.url), 'utf8');

const yesNo = ['muscle_cramps', 'arrhythmia', 'other_electrolyte_abnormality', 'pregnant', 'on_oral_mg', 'stable'];
const types = {
  id: 'VARCHAR', age: 'INTEGER', sex: 'VARCHAR', serum_mg: 'DOUBLE', muscle_cramps: 'VARCHAR', arrhythmia: 'VARCHAR',
  other_electrolyte_abnormality: 'VARCHAR', pregnant: 'VARCHAR', egfr: 'DOUBLE', on_oral_mg: 'VARCHAR',
  days_since_start: 'INTEGER', days_since_dose_change: 'INTEGER', stable: 'VARCHAR',
};
const text = value => `'${value.replaceAll("'", "''")}'`;
const columns = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`).join(', ');
const answers = yesNo.map(name => `${name} = 'yes' AS ${name}`).join(', ');
const cohort = `SELECT * REPLACE (${answers}) FROM read_csv(${text(input)}, header = true, delim = ',', quote = '"',
  escape = '"', columns = {${columns}}, auto_detect = false)`;
const outcomes = [...protocol.split('outcomes AS')[1].matchAll(/ AS (\w+)/g)].map(found => found[1]);
const letters = outcomes.map(name => `CASE WHEN ${name} THEN 'y' WHEN NOT ${name} THEN 'n' ELSE '?' END AS ${name}`);
const query = `WITH cohort AS (${cohort}), decided AS (${protocol}) SELECT id, ${letters.join(', ')} FROM decided`;

const database = await (await DuckDBInstance.create(':memory:', {threads})).connect();
const start = performance.now();
await database.run(`COPY (${query}) TO ${text(output)} (HEADER true, DELIMITER ',')`);
console.log(((performance.now() - start) / 1000).toFixed(6));
