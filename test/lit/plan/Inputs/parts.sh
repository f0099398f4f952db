# parts.sh FOLDER: a part of a plan after the whole was deployed, which must stay whole.
set -u
INFRA_HOST_ROOT=$(mktemp -d /tmp/infra-lit.XXXXXX)
export INFRA_HOST_ROOT HOME=$1/home
trap 'infra host stop; rm -rf "$INFRA_HOST_ROOT"' EXIT
cd "$1" || exit 1
mkdir -p put home
step() { "$@" 2>&1; echo "exit $?"; }

infra compile notes.infra --param at="$1/put" -o all.plan
infra compile notes.infra --param at="$1/put" --except motd -o some.plan
infra init notes.infra --state state
infra apply all.plan --state state --yes
step infra plan some.plan --state state
step infra apply some.plan --state state --yes
cat put/motd.txt
step infra plan all.plan --state state
