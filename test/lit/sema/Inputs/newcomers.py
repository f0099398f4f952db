"""newcomers.py: prints, for each mistake, the codes of its errors and the way out of the first."""
import json, subprocess

STD = "import std.data { Volume }\nimport std.host { File }\nimport std.compute { Archive, Service }\nimport std.net { Network }\n"
MISTAKES = {
    "null": "param a: String? = null",
    "none": "param a: String = none",
    "not": "param a: Bool\noutput b: Bool = not a",
    "number": "param a: number",
    "kind not imported": "resource a: Volume {}",
    "type not imported": "param a: Endpoint",
    "depends_on": STD + 'resource v: Volume {}\nresource w: Volume { depends_on = [v] }',
    "count": STD + "resource v: Volume { count = 3 }",
    "protect inside": STD + "resource v: Volume { protect = true }",
    "path for artifact": STD + 'resource a: Archive { source = "build/a.tar" }',
    "environment": 'let a = env("HOME")',
    "ternary": "param a: Bool\noutput b: Int = a ? 1 : 2",
    "assign for equal": "let a = 1\noutput b: Bool = a = 1",
    "list type": "param a: [String]",
    "arrow key": 'let a = ["x"]\nlet b = { for x in a: x => 1 }',
    "plain key": 'let a = ["x"]\nlet b = { for x in a: x = 1 }',
    "map or record": 'let tags = { team = "web" }\noutput a: Map<String, String> = tags',
    "existing in for": STD + 'let a = ["x"]\nexisting n: Network for x in a { name = x }',
    "secret in clear": 'param a: Secret<String> = "hunter2"',
    "secret where none fits": STD + 'param a: Secret<String>\nresource f: File { path = "/a", content = a }',
    "colon": STD + 'resource f: File { path: "/a", content = "a" }',
    "equals": 'enum H { http(path: String) }\nlet h = H.http(path = "/")',
}

for name, text in MISTAKES.items():
    with open("a.infra", "w") as out:
        out.write(text + "\n")
    result = subprocess.run(["infra", "check", "a.infra", "--format", "json"], stdout=subprocess.PIPE, text=True)
    found = json.loads(result.stdout)["diagnostics"]
    first = found[0]
    way = first["help"] or (first["fixes"] and first["fixes"][0]["title"])
    print(f"{name}: {' '.join(d['code'] for d in found)}: {way}")
