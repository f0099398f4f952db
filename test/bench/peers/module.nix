# The shape `module` for nix: a function that is asked what its arguments are, used by a loop.
let
  inherit (builtins) elemAt genList isAttrs isBool isInt isList isString listToAttrs toString;
  remainder = a: b: a - a / b * b;

  webService = { index, name, env, region, replicas, cpu, public, ports, owner }:
    assert isInt index && index >= 0 && isString name && name != "" && builtins.elem env environments;
    assert isString region && isInt replicas && replicas > 0 && isInt cpu && isBool public && isList ports && isAttrs owner;
    let
      b = "${env}-${name}";
      tags = { inherit (owner) team cost_center; inherit env; service = name; };
      source = if public then "0.0.0.0/0" else "10.0.0.0/8";
    in {
      network = {
        id = "${b}-net"; inherit region tags; mtu = 1500; dns = true; zones = map (zone: region + zone) [ "a" "b" "c" ];
        cidr = "10.${toString (remainder (index / 256) 256)}.${toString (remainder index 256)}.0/24";
      };
      firewall = {
        id = "${b}-fw"; network = "${b}-net"; inherit region tags; description = "Firewall for ${name} in ${env}";
        default_deny = true; ingress = map (port: { inherit port; proto = "tcp"; cidr = source; }) ports;
        egress = [ { port = 0; proto = "all"; cidr = "0.0.0.0/0"; } ];
      };
      target_group = {
        id = "${b}-tg"; network = "${b}-net"; port = elemAt ports 0; protocol = "HTTP"; sticky = false; drain_seconds = 30;
        health = { path = "/healthz"; interval = 10; timeout = 5; healthy = 2; }; inherit tags;
      };
      load_balancer = {
        id = "${b}-lb"; network = "${b}-net"; firewalls = [ "${b}-fw" ]; inherit public tags; idle_timeout = 60; http2 = true;
        access_logs = { bucket = "logs-${env}-${region}"; prefix = "${name}/lb"; };
      };
      listener = {
        id = "${b}-ls"; load_balancer = "${b}-lb"; port = 443; protocol = "HTTPS"; inherit tags; alpn = [ "h2" "http/1.1" ];
        certificate = "arn:cert:${region}:${name}"; action = { type = "forward"; target = "${b}-tg"; };
      };
      template = {
        id = "${b}-lt"; image = "registry.local/${name}:v${toString index}"; inherit cpu tags; memory = cpu * 2;
        env_vars = { SERVICE_NAME = name; SERVICE_ENV = env; REGION = region; REPLICAS = toString replicas; };
        disks = [ { size = 20; kind = "ssd"; } { size = 100; kind = "hdd"; } ]; firewalls = [ "${b}-fw" ];
      };
      group = {
        id = "${b}-ig"; template = "${b}-lt"; inherit region tags; min = replicas; max = replicas * 3; desired = replicas;
        targets = [ "${b}-tg" ];
      };
      dns_record = {
        id = "${b}-dns"; zone = "${env}.example.com"; record = "${name}.${env}.example.com"; kind = "A"; ttl = 300;
        target = "${b}-lb"; weight = 100; inherit tags;
      };
      log_group = {
        id = "${b}-log"; path = "/svc/${env}/${name}"; retention_days = if env == "prod" then 365 else 30; encrypted = true;
        key = "kms-${env}-${region}"; streams = [ "stdout" "stderr" "${name}-audit" ]; inherit tags;
        metric = { name = "${name}_errors"; pattern = "ERROR"; };
      };
      alarm = {
        id = "${b}-alarm"; metric = "${name}_errors"; threshold = replicas * 100; period = 60; evaluations = 3; inherit tags;
        comparison = "gt"; actions = [ "topic-${env}-oncall" ]; dimensions = { service = name; inherit region; };
      };
    };

  environments = [ "dev" "staging" "prod" ];
  regions = [ "eu-west-1" "us-east-1" "ap-south-1" "sa-east-1" ];
  teams = [ "payments" "search" "identity" "media" "platform" ];
  use = i: let
    made = webService {
      index = i; name = "svc-${toString i}"; env = elemAt environments (remainder i 3); region = elemAt regions (remainder i 4);
      replicas = 1 + remainder i 9; cpu = 256 * (1 + remainder i 4); public = remainder i 2 == 0;
      ports = [ 80 443 (8000 + remainder i 100) ];
      owner = { team = elemAt teams (remainder i 5); cost_center = "cc-${toString (100 + remainder i 7)}"; };
    };
  in map (kind: { name = "${kind}.svc-${toString i}"; value = made.${kind} // { type = kind; }; }) (builtins.attrNames made);
in { resources = listToAttrs (builtins.concatLists (genList use COUNT)); }
