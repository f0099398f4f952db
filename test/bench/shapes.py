#!/usr/bin/env python3
"""The benchmark's configurations: shapes.py --shape hello|module|flat --resources N -o FOLDER [--language LANGUAGE]

hello   one output: what starting costs.
module  a typed module `web_service` with 8 params, used N/10 times by a loop; each use gives 10 resources of about eight
        attributes: interpolated text, numbers, lists, nested records, references by name.
flat    the same N resources written out, one after another, each with one use of a top-level constant: reading dominates.

A resource is a record whose type says its fields, as in the other languages of the benchmark; all of them are one map by
name, the output `resources`. `infra eval FILE --json` prints it, and it equals what the others print.

languages.py says them in the languages beside ours.
"""
import argparse
import re
import sys

TYPES = """\
enum Environment { dev, staging, prod }
type Owner = { team: String, cost_center: String }
type Tags = { team: String, cost_center: String, env: String, service: String }
type Rule = { port: Int where it in 0..=65535, proto: String, cidr: String }
type Health = { path: String, interval: Int, timeout: Int, healthy: Int }
type Logs = { bucket: String, prefix: String }
type Action = { type: String, target: String }
type Disk = { size: Int where it > 0, kind: String }
type Metric = { name: String, pattern: String }
type Dimensions = { service: String, region: String }
type Network = {
  type: String = "network", id: String, region: String, cidr: String, mtu: Int, dns: Bool, zones: List<String>, tags: Tags
}
type Firewall = {
  type: String = "firewall", id: String, network: String, region: String, description: String, default_deny: Bool
  ingress: List<Rule>, egress: List<Rule>, tags: Tags
}
type TargetGroup = {
  type: String = "target_group", id: String, network: String, port: Int, protocol: String, health: Health, sticky: Bool
  drain_seconds: Int, tags: Tags
}
type LoadBalancer = {
  type: String = "load_balancer", id: String, network: String, firewalls: List<String>, public: Bool, idle_timeout: Int
  access_logs: Logs, http2: Bool, tags: Tags
}
type Listener = {
  type: String = "listener", id: String, load_balancer: String, port: Int, protocol: String, certificate: String
  action: Action, alpn: List<String>, tags: Tags
}
type Template = {
  type: String = "template", id: String, image: String, cpu: Int, memory: Int, env_vars: Map<String, String>
  disks: List<Disk>, firewalls: List<String>, tags: Tags
}
type Group = {
  type: String = "group", id: String, template: String, region: String, min: Int, max: Int, desired: Int
  targets: List<String>, tags: Tags
}
type DnsRecord = {
  type: String = "dns_record", id: String, zone: String, record: String, kind: String, ttl: Int, target: String, weight: Int
  tags: Tags
}
type LogGroup = {
  type: String = "log_group", id: String, path: String, retention_days: Int, encrypted: Bool, key: String
  streams: List<String>, metric: Metric, tags: Tags
}
type Alarm = {
  type: String = "alarm", id: String, metric: String, threshold: Int, period: Int, evaluations: Int, comparison: String
  actions: List<String>, dimensions: Dimensions, tags: Tags
}
"""
KINDS = ["network", "firewall", "target_group", "load_balancer", "listener", "template", "group", "dns_record",
         "log_group", "alarm"]
TYPE_OF = {kind: "".join(word.capitalize() for word in kind.split("_")) for kind in KINDS}
ANY = " | ".join(TYPE_OF[kind] for kind in KINDS)

# The module: `NAME` and the rest stand for its params.
SERVICE = """\
/// One web service: ten resources out of eight params.
PUBLIC_TYPES
param index: Int where it >= 0
param name: String where it.length > 0
param env: Environment
param region: String
param replicas: Int where it > 0
param cpu: Int
param public: Bool
param ports: List<Int>
param owner: Owner

let b = "${env}-${name}"
let tags: Tags = { team = owner.team, cost_center = owner.cost_center, env = "${env}", service = name }
let source = if public then "0.0.0.0/0" else "10.0.0.0/8"

output network: Network = {
  id = "${b}-net", region = region, cidr = "10.${index / 256 % 256}.${index % 256}.0/24", mtu = 1500, dns = true
  zones = ["${region}a", "${region}b", "${region}c"], tags = tags
}
output firewall: Firewall = {
  id = "${b}-fw", network = "${b}-net", region = region, description = "Firewall for ${name} in ${env}"
  default_deny = true, ingress = [for p in ports: { port = p, proto = "tcp", cidr = source }]
  egress = [{ port = 0, proto = "all", cidr = "0.0.0.0/0" }], tags = tags
}
output target_group: TargetGroup = {
  id = "${b}-tg", network = "${b}-net", port = ports[0], protocol = "HTTP"
  health = { path = "/healthz", interval = 10, timeout = 5, healthy = 2 }, sticky = false, drain_seconds = 30, tags = tags
}
output load_balancer: LoadBalancer = {
  id = "${b}-lb", network = "${b}-net", firewalls = ["${b}-fw"], public = public, idle_timeout = 60
  access_logs = { bucket = "logs-${env}-${region}", prefix = "${name}/lb" }, http2 = true, tags = tags
}
output listener: Listener = {
  id = "${b}-ls", load_balancer = "${b}-lb", port = 443, protocol = "HTTPS", certificate = "arn:cert:${region}:${name}"
  action = { type = "forward", target = "${b}-tg" }, alpn = ["h2", "http/1.1"], tags = tags
}
output template: Template = {
  id = "${b}-lt", image = "registry.local/${name}:v${index}", cpu = cpu, memory = cpu * 2
  env_vars = { SERVICE_NAME = name, SERVICE_ENV = "${env}", REGION = region, REPLICAS = "${replicas}" }
  disks = [{ size = 20, kind = "ssd" }, { size = 100, kind = "hdd" }], firewalls = ["${b}-fw"], tags = tags
}
output group: Group = {
  id = "${b}-ig", template = "${b}-lt", region = region, min = replicas, max = replicas * 3, desired = replicas
  targets = ["${b}-tg"], tags = tags
}
output dns_record: DnsRecord = {
  id = "${b}-dns", zone = "${env}.example.com", record = "${name}.${env}.example.com", kind = "A", ttl = 300
  target = "${b}-lb", weight = 100, tags = tags
}
output log_group: LogGroup = {
  id = "${b}-log", path = "/svc/${env}/${name}", retention_days = if env == .prod then 365 else 30, encrypted = true
  key = "kms-${env}-${region}", streams = ["stdout", "stderr", "${name}-audit"]
  metric = { name = "${name}_errors", pattern = "ERROR" }, tags = tags
}
output alarm: Alarm = {
  id = "${b}-alarm", metric = "${name}_errors", threshold = replicas * 100, period = 60, evaluations = 3
  comparison = "gt", actions = ["topic-${env}-oncall"], dimensions = { service = name, region = region }, tags = tags
}
"""

MAIN = """\
import "./web_service.infra" as web_service

let environments = [web_service.Environment.dev, web_service.Environment.staging, web_service.Environment.prod]
let regions = ["eu-west-1", "us-east-1", "ap-south-1", "sa-east-1"]
let teams = ["payments", "search", "identity", "media", "platform"]

module service: web_service for i in 0..COUNT {
  index = i
  name = "svc-${i}"
  env = environments[i % 3]
  region = regions[i % 4]
  replicas = 1 + i % 9
  cpu = 256 * (1 + i % 4)
  public = i % 2 == 0
  ports = [80, 443, 8000 + i % 100]
  owner = { team = teams[i % 5], cost_center = "cc-${100 + i % 7}" }
}

output resources: Map<String, ANY> = {
ENTRIES
}
"""


def write(path, text):
    if path is None:
        sys.stdout.write(text)
    else:
        with open(path, "w") as file:
            file.write(text)


def hello():
    return 'output message: String = "hello"\n'


def public_types():
    """The types of the module, for others to import."""
    return "".join("pub " + line + "\n" if line.startswith(("type ", "enum ")) else line + "\n"
                   for line in TYPES.splitlines())


def module(count):
    """(main, web_service)."""
    entries = "\n".join(f'  ...{{ for i in 0..{count}: ["{kind}.svc-${{i}}"] = service[i].{kind} }}' for kind in KINDS)
    qualified = " | ".join(f"web_service.{TYPE_OF[kind]}" for kind in KINDS)
    main = MAIN.replace("COUNT", str(count)).replace("ANY", qualified).replace("ENTRIES", entries)
    return main, SERVICE.replace("PUBLIC_TYPES\n", public_types() + "\n")


def literal(value, indent):
    """A JSON value as a literal of the language; text that begins with the environment's name uses the constant."""
    margin = "  " * indent
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        if all(not isinstance(item, (dict, list)) for item in value):
            return "[" + ", ".join(literal(item, indent) for item in value) + "]"
        return "[\n" + "".join(f"{margin}  {literal(item, indent + 1)},\n" for item in value) + margin + "]"
    return "{\n" + "".join(f"{margin}  {key} = {literal(item, indent + 1)}\n" for key, item in value.items()) + margin + "}"


def flat(count, resources):
    """`resources` by name, as the others print them."""
    lines = [TYPES, 'let domain = "example.com"\n', f"output resources: Map<String, {ANY}> = {{\n"]
    for name, resource in resources.items():
        text = literal(resource, 1)
        lines.append(f'  "{name}" = ' + text.replace("example.com", "${domain}") + "\n")
    return "".join(lines) + "}\n"


def type_fields():
    """The record types above: their names, and their fields with what they say of their types."""
    for name, body in re.findall(r"^type (\w+) = \{(.*?)\}$", TYPES, re.MULTILINE | re.DOTALL):
        yield name, re.findall(r"(\w+): (.+?)(?=, \w+:|\s*\n|\s*$)", body)


def expected(count):
    """What every language prints, computed here from the module's own description."""
    environments, regions = ["dev", "staging", "prod"], ["eu-west-1", "us-east-1", "ap-south-1", "sa-east-1"]
    teams = ["payments", "search", "identity", "media", "platform"]
    out = {}
    for i in range(count // 10):
        name, env, region = f"svc-{i}", environments[i % 3], regions[i % 4]
        replicas, cpu, public, ports = 1 + i % 9, 256 * (1 + i % 4), i % 2 == 0, [80, 443, 8000 + i % 100]
        b, team, center = f"{env}-{name}", teams[i % 5], f"cc-{100 + i % 7}"
        tags = {"team": team, "cost_center": center, "env": env, "service": name}
        source = "0.0.0.0/0" if public else "10.0.0.0/8"
        made = {
            "network": {"id": f"{b}-net", "region": region, "cidr": f"10.{i // 256 % 256}.{i % 256}.0/24", "mtu": 1500,
                        "dns": True, "zones": [f"{region}{z}" for z in "abc"]},
            "firewall": {"id": f"{b}-fw", "network": f"{b}-net", "region": region,
                         "description": f"Firewall for {name} in {env}", "default_deny": True,
                         "ingress": [{"port": p, "proto": "tcp", "cidr": source} for p in ports],
                         "egress": [{"port": 0, "proto": "all", "cidr": "0.0.0.0/0"}]},
            "target_group": {"id": f"{b}-tg", "network": f"{b}-net", "port": ports[0], "protocol": "HTTP",
                             "health": {"path": "/healthz", "interval": 10, "timeout": 5, "healthy": 2},
                             "sticky": False, "drain_seconds": 30},
            "load_balancer": {"id": f"{b}-lb", "network": f"{b}-net", "firewalls": [f"{b}-fw"], "public": public,
                              "idle_timeout": 60, "access_logs": {"bucket": f"logs-{env}-{region}",
                                                                  "prefix": f"{name}/lb"}, "http2": True},
            "listener": {"id": f"{b}-ls", "load_balancer": f"{b}-lb", "port": 443, "protocol": "HTTPS",
                         "certificate": f"arn:cert:{region}:{name}",
                         "action": {"type": "forward", "target": f"{b}-tg"}, "alpn": ["h2", "http/1.1"]},
            "template": {"id": f"{b}-lt", "image": f"registry.local/{name}:v{i}", "cpu": cpu, "memory": cpu * 2,
                         "env_vars": {"SERVICE_NAME": name, "SERVICE_ENV": env, "REGION": region,
                                      "REPLICAS": f"{replicas}"},
                         "disks": [{"size": 20, "kind": "ssd"}, {"size": 100, "kind": "hdd"}],
                         "firewalls": [f"{b}-fw"]},
            "group": {"id": f"{b}-ig", "template": f"{b}-lt", "region": region, "min": replicas, "max": replicas * 3,
                      "desired": replicas, "targets": [f"{b}-tg"]},
            "dns_record": {"id": f"{b}-dns", "zone": f"{env}.example.com", "record": f"{name}.{env}.example.com",
                           "kind": "A", "ttl": 300, "target": f"{b}-lb", "weight": 100},
            "log_group": {"id": f"{b}-log", "path": f"/svc/{env}/{name}", "retention_days": 365 if env == "prod" else 30,
                          "encrypted": True, "key": f"kms-{env}-{region}",
                          "streams": ["stdout", "stderr", f"{name}-audit"],
                          "metric": {"name": f"{name}_errors", "pattern": "ERROR"}},
            "alarm": {"id": f"{b}-alarm", "metric": f"{name}_errors", "threshold": replicas * 100, "period": 60,
                      "evaluations": 3, "comparison": "gt", "actions": [f"topic-{env}-oncall"],
                      "dimensions": {"service": name, "region": region}},
        }
        for kind, attributes in made.items():
            out[f"{kind}.{name}"] = {"type": kind, **attributes, "tags": tags}
    return {"resources": out}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=["hello", "module", "flat"], required=True)
    parser.add_argument("--resources", type=int, default=10)
    parser.add_argument("--language", help="one of languages.py instead of ours")
    parser.add_argument("-o", "--output", help="a folder for main.infra (and web_service.infra)", required=True)
    options = parser.parse_args()
    if options.language:
        import languages  # which imports this
        language = languages.BY_NAME[options.language]
        text = (language.hello() if options.shape == "hello" else
                language.module(options.resources // 10) if options.shape == "module" else
                language.flat(expected(options.resources)["resources"]))
        write(f"{options.output}/{language.file}", text)
    elif options.shape == "hello":
        write(f"{options.output}/main.infra", hello())
    elif options.shape == "module":
        text, service = module(options.resources // 10)
        write(f"{options.output}/main.infra", text)
        write(f"{options.output}/web_service.infra", service)
    else:
        write(f"{options.output}/main.infra", flat(options.resources, expected(options.resources)["resources"]))


if __name__ == "__main__":
    main()
