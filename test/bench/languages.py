"""The languages beside ours: how each says the shapes of shapes.py, so that all of them print one document.

A language is a class with a file name, `hello`, `flat` (resources by name, written out) and, where it has loops, the file of
the shape `module` in peers/, in which COUNT stands for the number of uses. Types are made from ours: a field has the same
bounds in each language that has types.
"""
import json
import os
import re

import shapes

HERE = os.path.dirname(os.path.abspath(__file__))
DOMAIN = "example.com"


class Language:
    file = ""
    module_file = None  # in peers/
    types = ""          # stands before the shapes with resources

    def hello(self):
        raise NotImplementedError

    def module(self, count):
        with open(os.path.join(HERE, "peers", self.module_file)) as file:
            return self.types + file.read().replace("COUNT", str(count))

    def text(self, value):
        """A string, with the constant where it ends in its value."""
        raise NotImplementedError

    def literal(self, value, margin):
        raise NotImplementedError


def entries_of(value, margin, one):
    """The members of an object, each on a line of its own, as `one(key, value)` says them."""
    return "".join(f"{margin}  {one(key, item)}\n" for key, item in value.items())


class Node(Language):
    file, module_file = "main.js", "module.js"
    head = f'const domain = "{DOMAIN}";\nconst resources = '
    tail = ';\nprocess.stdout.write(JSON.stringify({ resources }) + "\\n");\n'

    def hello(self):
        return 'process.stdout.write(JSON.stringify({ message: "hello" }) + "\\n");\n'

    def text(self, value):
        return "`" + value.replace(DOMAIN, "${domain}") + "`" if DOMAIN in value else json.dumps(value)

    def literal(self, value, margin=""):
        if isinstance(value, dict):
            return "{\n" + entries_of(value, margin, lambda k, v: f"{json.dumps(k)}: {self.literal(v, margin + '  ')},") \
                + margin + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.literal(item, margin) for item in value) + "]"
        return self.text(value) if isinstance(value, str) else json.dumps(value)

    def flat(self, resources):
        return self.types + self.head + self.literal(resources) + self.tail


class TypeScript(Node):
    """Reads and checks, and prints nothing: what ours does before it evaluates."""
    file, module_file = "main.ts", None
    head = f'const domain = "{DOMAIN}";\nexport const resources: Record<string, Resource> = '
    tail = ";\n"
    WORDS = {"String": "string", "Int": "number", "Bool": "boolean"}

    def hello(self):
        return 'export const message: string = "hello";\n'

    @property
    def types(self):
        out = []
        for name, fields in shapes.type_fields():
            out.append(f"interface {name} {{ " + "; ".join(f"{f}: {self.type(t)}" for f, t in fields) + " }\n")
        return "".join(out) + f"type Resource = {shapes.ANY};\n"

    def type(self, said):
        said, _, default = said.partition(" = ")
        said = said.partition(" where ")[0]
        if default:
            return default
        if said.startswith("List<"):
            return self.type(said[5:-1]) + "[]"
        return "Record<string, string>" if said.startswith("Map<") else self.WORDS.get(said, said)


class Nix(Language):
    file, module_file = "main.nix", "module.nix"

    def hello(self):
        return '{ message = "hello"; }\n'

    def text(self, value):
        return '"' + value.replace(DOMAIN, "${domain}") + '"'

    def literal(self, value, margin=""):
        if isinstance(value, dict):
            return "{\n" + entries_of(value, margin, lambda k, v: f'"{k}" = {self.literal(v, margin + "  ")};') + margin + "}"
        if isinstance(value, list):
            return "[ " + "".join(self.literal(item, margin) + " " for item in value) + "]"
        return self.text(value) if isinstance(value, str) else json.dumps(value)

    def flat(self, resources):
        return f'let domain = "{DOMAIN}"; in {{ resources = {self.literal(resources)}; }}\n'


class Starlark(Language):
    file, module_file = "main.star", "module.star"

    def hello(self):
        return 'print(json.encode({"message": "hello"}))\n'

    def text(self, value):
        return f'"{value.removesuffix(DOMAIN)}" + domain' if value.endswith(DOMAIN) else json.dumps(value)

    def literal(self, value, margin=""):
        if isinstance(value, dict):
            return "{\n" + entries_of(value, margin, lambda k, v: f"{json.dumps(k)}: {self.literal(v, margin + '  ')},") \
                + margin + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.literal(item, margin) for item in value) + "]"
        return self.text(value) if isinstance(value, str) else str(value)

    def flat(self, resources):
        return f'domain = "{DOMAIN}"\nprint(json.encode({{"resources": {self.literal(resources)}}}))\n'


class Pkl(Language):
    file, module_file = "main.pkl", "module.pkl"
    WORDS = {"Bool": "Boolean", "Int where it in 0..=65535": "Int(isBetween(0, 65535))", "Int where it > 0": "Int(this > 0)"}

    def hello(self):
        return 'message: String = "hello"\n'

    @property
    def types(self):
        out = []
        for name, fields in shapes.type_fields():
            out.append(f"class {name} {{ " + " ".join(f"{self.name(f)}: {self.type(t)}" for f, t in fields) + " }\n")
        return "".join(out) + f"typealias Resource = {shapes.ANY.replace(' ', '')}\n"

    def type(self, said):
        said, _, default = said.partition(" = ")
        said = said.replace("List<", "Listing<").replace("Map<", "Mapping<")
        return self.WORDS.get(said, said) + (f" = {default}" if default else "")

    def name(self, field):
        return "`record`" if field == "record" else field

    def text(self, value):
        return '"' + value.replace(DOMAIN, "\\(domain)") + '"'

    def item(self, value, margin):
        """Of a listing: an object there begins with `new`."""
        return "new " + self.body(value, margin) if isinstance(value, dict) else self.scalar(value)

    def scalar(self, value):
        return self.text(value) if isinstance(value, str) else json.dumps(value)

    def body(self, value, margin):
        return "{\n" + entries_of(value, margin, lambda k, v: self.member(k, v, margin + "  ")) + margin + "}"

    def member(self, key, value, margin):
        if isinstance(value, dict) and key == "env_vars":
            return "env_vars { " + "; ".join(f'["{k}"] = {self.scalar(v)}' for k, v in value.items()) + " }"
        if isinstance(value, dict):
            return f"{self.name(key)} {self.body(value, margin)}"
        if isinstance(value, list):
            return f"{key} {{ " + " ".join(self.item(one, margin) for one in value) + " }"
        return f"{self.name(key)} = {self.scalar(value)}"

    def flat(self, resources):
        entries = entries_of(resources, "", lambda k, v: f'["{k}"] = new {shapes.TYPE_OF[v["type"]]} {self.body(v, "  ")}')
        return self.types + f'local domain = "{DOMAIN}"\nresources: Mapping<String, Resource> = new {{\n{entries}}}\n'


class Terraform(Language):
    """`validate` reads and checks, and prints no document."""
    file = "main.tf"

    def hello(self):
        return 'output "message" { value = "hello" }\n'

    def flat(self, resources):
        entries = "".join(f'    "{name}" = ' + shapes.literal(resource, 2).replace(DOMAIN, "${local.domain}") + "\n"
                          for name, resource in resources.items())
        return (f'locals {{\n  domain = "{DOMAIN}"\n  resources = {{\n{entries}  }}\n}}\n'
                'output "resources" { value = local.resources }\n')


BY_NAME = {"node": Node(), "tsc": TypeScript(), "nix": Nix(), "starlark": Starlark(), "pkl": Pkl(), "terraform": Terraform()}
