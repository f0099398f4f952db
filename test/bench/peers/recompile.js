// What an edit costs TypeScript in a process that lives on: recompile.js TYPESCRIPT-LIBRARY FILE [EDITS]
// Each edit changes one digit in the middle of the file; then all its diagnostics are asked for again.
const fs = require("fs");
const ts = require(process.argv[2]);
const file = fs.realpathSync(process.argv[3]);
const edits = Number(process.argv[4] ?? 9);
let text = fs.readFileSync(file, "utf8");
let version = 0;

const service = ts.createLanguageService({
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(version) : "0"),
  getScriptSnapshot: (name) => {
    if (name === file) return ts.ScriptSnapshot.fromString(text);
    return fs.existsSync(name) ? ts.ScriptSnapshot.fromString(fs.readFileSync(name, "utf8")) : undefined;
  },
  getCurrentDirectory: () => process.cwd(),
  getCompilationSettings: () => ({ strict: true, noEmit: true, types: [] }),
  getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  fileExists: fs.existsSync,
  readFile: (name) => fs.readFileSync(name, "utf8"),
});

function check() {
  const start = process.hrtime.bigint();
  const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
  if (found.length > 0) throw new Error(ts.flattenDiagnosticMessageText(found[0].messageText, "\n"));
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const first = check();
const times = [];
const place = text.slice(text.length / 2).search(/: [1-9]/) + Math.floor(text.length / 2) + 2;
for (let i = 0; i < edits; ++i) {
  text = text.slice(0, place) + String((Number(text[place]) % 9) + 1) + text.slice(place + 1);
  version += 1;
  times.push(check());
}
times.sort((a, b) => a - b);
const of = (time) => time.toFixed(1);
console.log(`first ${of(first)} ms, after an edit ${of(times[times.length >> 1])} ms (${of(times[0])} to ${of(times.at(-1))})`);
