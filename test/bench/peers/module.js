// The shape `module` for node.
const tagsOf = (owner, env, service) => ({ team: owner.team, cost_center: owner.costCenter, env, service });

function webService({ index, name, env, region, replicas, cpu, isPublic, ports, owner }) {
  const b = `${env}-${name}`;
  const tags = tagsOf(owner, env, name);
  const source = isPublic ? "0.0.0.0/0" : "10.0.0.0/8";
  return {
    network: { type: "network", id: `${b}-net`, region, cidr: `10.${Math.floor(index / 256) % 256}.${index % 256}.0/24`,
      mtu: 1500, dns: true, zones: ["a", "b", "c"].map((z) => `${region}${z}`), tags },
    firewall: { type: "firewall", id: `${b}-fw`, network: `${b}-net`, region, description: `Firewall for ${name} in ${env}`,
      default_deny: true, ingress: ports.map((port) => ({ port, proto: "tcp", cidr: source })),
      egress: [{ port: 0, proto: "all", cidr: "0.0.0.0/0" }], tags },
    target_group: { type: "target_group", id: `${b}-tg`, network: `${b}-net`, port: ports[0], protocol: "HTTP",
      health: { path: "/healthz", interval: 10, timeout: 5, healthy: 2 }, sticky: false, drain_seconds: 30, tags },
    load_balancer: { type: "load_balancer", id: `${b}-lb`, network: `${b}-net`, firewalls: [`${b}-fw`], public: isPublic,
      idle_timeout: 60, access_logs: { bucket: `logs-${env}-${region}`, prefix: `${name}/lb` }, http2: true, tags },
    listener: { type: "listener", id: `${b}-ls`, load_balancer: `${b}-lb`, port: 443, protocol: "HTTPS",
      certificate: `arn:cert:${region}:${name}`, action: { type: "forward", target: `${b}-tg` }, alpn: ["h2", "http/1.1"], tags },
    template: { type: "template", id: `${b}-lt`, image: `registry.local/${name}:v${index}`, cpu, memory: cpu * 2,
      env_vars: { SERVICE_NAME: name, SERVICE_ENV: env, REGION: region, REPLICAS: `${replicas}` },
      disks: [{ size: 20, kind: "ssd" }, { size: 100, kind: "hdd" }], firewalls: [`${b}-fw`], tags },
    group: { type: "group", id: `${b}-ig`, template: `${b}-lt`, region, min: replicas, max: replicas * 3, desired: replicas,
      targets: [`${b}-tg`], tags },
    dns_record: { type: "dns_record", id: `${b}-dns`, zone: `${env}.example.com`, record: `${name}.${env}.example.com`,
      kind: "A", ttl: 300, target: `${b}-lb`, weight: 100, tags },
    log_group: { type: "log_group", id: `${b}-log`, path: `/svc/${env}/${name}`, retention_days: env === "prod" ? 365 : 30,
      encrypted: true, key: `kms-${env}-${region}`, streams: ["stdout", "stderr", `${name}-audit`],
      metric: { name: `${name}_errors`, pattern: "ERROR" }, tags },
    alarm: { type: "alarm", id: `${b}-alarm`, metric: `${name}_errors`, threshold: replicas * 100, period: 60, evaluations: 3,
      comparison: "gt", actions: [`topic-${env}-oncall`], dimensions: { service: name, region }, tags },
  };
}

const environments = ["dev", "staging", "prod"];
const regions = ["eu-west-1", "us-east-1", "ap-south-1", "sa-east-1"];
const teams = ["payments", "search", "identity", "media", "platform"];
const resources = {};
for (let i = 0; i < COUNT; ++i) {
  const made = webService({ index: i, name: `svc-${i}`, env: environments[i % 3], region: regions[i % 4],
    replicas: 1 + (i % 9), cpu: 256 * (1 + (i % 4)), isPublic: i % 2 === 0, ports: [80, 443, 8000 + (i % 100)],
    owner: { team: teams[i % 5], costCenter: `cc-${100 + (i % 7)}` } });
  for (const [kind, resource] of Object.entries(made)) resources[`${kind}.svc-${i}`] = resource;
}
process.stdout.write(JSON.stringify({ resources }) + "\n");
