// mgl.wasm against the native program: every command on every guideline of the sources and on random ones, each byte of
// standard output, standard error and written files, and the exit code.
//
//   node wasm_equals_native.mjs MGL.WASM MGL [RANDOM_GUIDELINES [SEED]]
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../../../..");
const { Mgl } = await import(path.join(root, "tools/doors/wasm/mgl.mjs"));
const [wasmPath, programPath, randomGuidelines = "20", seed = String(Math.floor(Math.random() * 1e6))] = process.argv.slice(2);
const program = path.resolve(programPath);
const mgl = await Mgl.from(fs.readFileSync(wasmPath));
const AS_OF = ["--as-of", "2026-03-01"];

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "mgl_wasm_"));
process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true }));
const counts = new Map();
let differences = 0;

// How long a run took is not the same twice.
const withoutTimes = (bytes) =>
  Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\d,]+\.\d\d seconds, [\d,]+ cases per second/g, "TIME")
    .replace(/"seconds": [\d.e+-]+,\n +"cases_per_second": [\d.e+-]+/g, "TIME");

function check(kind, args, { files = {}, input = "", written = [] } = {}) {
  for (const [name, bytes] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(scratch, name)), { recursive: true });
    fs.writeFileSync(path.join(scratch, name), bytes);
  }
  const environment = { PATH: process.env.PATH };
  const native = spawnSync(program, args, { cwd: scratch, input, env: environment, maxBuffer: 1 << 30 });
  if (native.error) throw native.error;
  const found = mgl.run(args, { files, input, written });
  const parts = [
    ["exit code", String(native.status), String(found.code)],
    ["standard output", withoutTimes(native.stdout), withoutTimes(found.outBytes)],
    ["standard error", withoutTimes(native.stderr), withoutTimes(found.errBytes)],
  ];
  for (const name of written) {
    const file = path.join(scratch, name);
    const text = fs.existsSync(file) ? withoutTimes(fs.readFileSync(file)) : "no file";
    parts.push([name, text, found.files[name] ? withoutTimes(found.files[name]) : "no file"]);
  }
  for (const name of [...Object.keys(files), ...written]) fs.rmSync(path.join(scratch, name), { force: true });
  const count = counts.get(kind) ?? { same: 0, bytes: 0 };
  counts.set(kind, count);
  const wrong = parts.find(([, wanted, got]) => wanted !== got);
  if (!wrong) {
    count.same += 1;
    count.bytes += parts.reduce((sum, [, wanted]) => sum + wanted.length, 0);
    return;
  }
  differences += 1;
  const [what, wanted, got] = wrong;
  let at = 0;
  while (at < wanted.length && wanted[at] === got[at]) at += 1;
  const part = (text) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  console.error(`DIFFERS: mgl ${args.join(" ")}: ${what} from byte ${at} on\n  native ${part(wanted)}\n  wasm   ${part(got)}`);
}

const read = (name) => fs.readFileSync(path.join(root, name));
const tracked = execFileSync("git", ["ls-files", "guidelines", "tests/golden", "dsl/language"], { cwd: root, encoding: "utf8" })
  .trim()
  .split("\n");

// A guideline may name another one.
const ofGuidelines = tracked.filter((file) => /^guidelines\/.*\.(mgl|yaml)$/.test(file));
const together = Object.fromEntries(ofGuidelines.map((name) => [name, read(name)]));

for (const name of tracked.filter((file) => file.endsWith(".mgl"))) {
  const files = name in together ? together : { [name]: read(name) };
  check("lint", ["lint", "--info", name, ...AS_OF], { files });
  check("lint json", ["lint", "--format", "json", name, ...AS_OF], { files });
  check("fmt", ["fmt", "-"], { input: files[name] });
}

const guidelines = tracked.filter((file) => /^guidelines\/\w+\/\w+\.mgl$/.test(file));
for (const name of guidelines) {
  const cases = tracked.find((file) => path.dirname(file) === path.dirname(name) && path.basename(file).startsWith("cases."));
  const files = { ...together, [cases]: read(cases), "mgl.yaml": "lint: {levels: {missing-source: error}}\n" };
  const outputs = { files, written: ["out.csv", "out.csv.run.json", "rejects.csv", "summary.json"] };
  check("run", ["run", name, cases, ...AS_OF], { files });
  check("run", ["run", name, cases, ...AS_OF, "--cells", "short", "--strict"], { files });
  check("run", ["run", name, cases, ...AS_OF, "-o", "out.csv", "--rejects", "rejects.csv", "--summary", "summary.json"], outputs);
  check("run ndjson", ["run", name, cases, ...AS_OF, "--format", "ndjson"], { files });
  check("run", ["run", name, "-", ...AS_OF], { files, input: files[cases] });
  for (const format of ["text", "csv", "json"]) check("sensitivity", ["sensitivity", name, cases, "--format", format, ...AS_OF], { files });
  check("explain", ["explain", name, cases, "--all", ...AS_OF], { files });
  for (const format of ["json", "html"]) check(`explain ${format}`, ["explain", name, cases, "--all", "--format", format, ...AS_OF], { files });
  check("explain short", ["explain", name, cases, "--all", "--short", ...AS_OF], { files });
  for (const format of ["text", "json", "junit"]) {
    check("test", ["test", name, "--format", format, "--coverage", ...AS_OF], { files });
  }
  for (const format of ["text", "json", "dot", "mermaid"]) check("graph", ["graph", name, "--format", format], { files });
  for (const format of ["text", "csv-header", "json-schema", "yaml"]) check("facts", ["facts", name, "--format", format], { files });
  for (const format of ["text", "csv", "json", "html"]) check("trace", ["trace", name, "--format", format], { files });
  check("ask", ["ask", name, ...AS_OF], { files, input: "yes\n2\nno\nwhy\nunknown\n1.1\nback\n?\nfemale\n70\nquit\n" });
  check("lint", ["lint", name, ...AS_OF], { files });
}

for (const command of ["lint", "fmt", "run", "sensitivity", "test", "explain", "ask", "trace", "graph", "facts", "units"]) {
  check("help", [command, "--help"]);
  check("wrong use", [command, "--nonsense"]);
  if (command !== "units") check("wrong use", [command, "missing.mgl", "missing.csv", ...(command === "lint" ? AS_OF : [])]);
}
check("new", ["new", "low_potassium"], { written: ["low_potassium.mgl"] });
check("new", ["new", "Low potassium"]);
for (const args of [[], ["--help"], ["--version"], ["manual"], ["rnu"], ["completion", "bash"], ["lint", "--rules"], ["lint", "--explain", "L0501"]]) {
  check("help", args);
}
for (const args of [["mg/dL"], ["1", "g/L", "mg/dL"], ["98.6", "[degF]", "Cel"], ["1.2", "mg/dL", "mmol/L", "--substance", "magnesium"], ["furlong"]]) {
  check("units", ["units", ...args]);
}
check("units", ["units", "--batch"], { input: "value,from,to\n98.6,°F,°C\n1,x\n1e15,ng,kg\n" });

const cohorts = fs.mkdtempSync(path.join(os.tmpdir(), "mgl_wasm_random_"));
process.on("exit", () => fs.rmSync(cohorts, { recursive: true, force: true }));
execFileSync("python3", [path.join(here, "random_cohorts.py"), cohorts, randomGuidelines, seed]);
for (let number = 0; number < Number(randomGuidelines); ++number) {
  const file = (extension) => `random/${number}.${extension}`;
  const read = (extension) => [file(extension), fs.readFileSync(path.join(cohorts, `${number}.${extension}`))];
  const files = Object.fromEntries(["mgl", "csv", "ndjson"].map(read));
  check("random run", ["run", file("mgl"), file("csv"), ...AS_OF], { files });
  check("random run", ["run", file("mgl"), file("ndjson"), "--format", "ndjson", ...AS_OF], { files });
  check("random explain", ["explain", file("mgl"), file("csv"), "--all", "--format", "json", ...AS_OF], { files });
  check("random lint", ["lint", file("mgl"), "--info", ...AS_OF], { files });
}

for (const [kind, { same, bytes }] of counts) console.log(`${kind}: ${same} the same (${bytes} bytes)`);
const all = [...counts.values()].reduce((sum, { same }) => sum + same, 0);
console.log(`${all} runs the same, ${differences} differ (seed ${seed})`);
process.exitCode = differences === 0 && all > 0 ? 0 : 1;
