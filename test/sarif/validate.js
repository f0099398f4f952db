// validate.js FILE…: one JSON line a file, {"file", "valid", "why"}, by the schema of the SARIF standard.
const fs = require("fs");
const path = require("path");
const modules = path.join(process.cwd(), "node_modules");
const Ajv = require(path.join(modules, "ajv"));
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));

// The schema is one of draft 4, with numbers that Ajv takes as draft 7 has them.
const ajv = new Ajv({ schemaId: "auto", validateSchema: false, allErrors: true });
ajv.addMetaSchema(read(path.join(modules, "ajv/lib/refs/json-schema-draft-04.json")));
const validate = ajv.compile(read(path.join(modules, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")));

for (const file of process.argv.slice(2)) {
  let valid = false, why = "";
  try {
    valid = validate(read(file));
    if (!valid) why = ajv.errorsText(validate.errors);
  } catch (problem) {
    why = String(problem);
  }
  console.log(JSON.stringify({ file, valid, why }));
}
