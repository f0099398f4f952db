# The helper looks for haproxy on its own path. This one is started by hand, with a path that has nothing on it.
set -u
INFRA_HOST_ROOT=$(mktemp -d /tmp/infra-lit.XXXXXX)
export INFRA_HOST_ROOT HOME=$PWD/home
trap 'infra host stop; rm -rf "$INFRA_HOST_ROOT"' EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
infra=$(command -v infra)

infra init balancer.infra --state state
env PATH=/nowhere "$infra" host --root "$INFRA_HOST_ROOT" &
until [ -S "$INFRA_HOST_ROOT/helper.sock" ]; do kill -0 $! || exit 1; done
infra apply balancer.infra --param listen="$port" --state state --yes
echo "exit $?"
infra status --state state
infra host stop
infra apply balancer.infra --param listen="$port" --state state --yes
echo "exit $?"
infra destroy --state state --yes
