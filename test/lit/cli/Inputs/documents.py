"""documents.py SOURCE: whether docs/reference/documents.md has a row for each verb that writes JSON, and names each schema."""
import pathlib
import re
import subprocess
import sys

docs = pathlib.Path(sys.argv[1]) / "docs"
page = (docs / "reference" / "documents.md").read_text()
rows = [line for line in page.splitlines() if line.startswith("| `infra ")]
overview = subprocess.run(["infra", "--help"], capture_output=True, text=True, check=True).stdout
verbs = re.findall(r"^  ([a-z]+(?: [a-z]+)?)(?: +[A-Z\[]| {2,})", overview, re.M)
writing = []
for verb in verbs:
    if verb in ("infra", "host"):  # what it begins with; a door to another program
        continue
    text = subprocess.run(["infra", *verb.split(), "--help"], capture_output=True, text=True, check=True).stdout
    if re.search(r"--json\b|json, sarif|JSON lines", text):
        writing.append(verb)
        if not any(f"`infra {verb}" in row for row in rows):
            sys.exit(f"docs/reference/documents.md has no row for `infra {verb}`")
schemas = sorted(path.name for path in (docs / "schemas").iterdir())
for name in schemas:
    if f"../schemas/{name}" not in page:
        sys.exit(f"docs/reference/documents.md does not name {name}")
if len(writing) < 15:
    sys.exit(f"only {len(writing)} verbs were found to write documents: {writing}")
print(f"each verb has a row, each schema a mention: {len(writing)} verbs, {len(schemas)} schemas")
