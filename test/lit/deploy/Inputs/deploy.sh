# deploy.sh FOLDER TOOLS: the life of one file, step by step, each with its exit code. The helper has a root of its own, short
# because a Unix socket lies in it.
set -u
INFRA_HOST_ROOT=$(mktemp -d /tmp/infra-lit.XXXXXX)
export INFRA_HOST_ROOT HOME=$1/home
trap 'infra host stop; rm -rf "$INFRA_HOST_ROOT"' EXIT
cd "$1" || exit 1
step() { "$@" 2>&1; echo "exit $?"; }
put=$1/put.txt

infra compile file.infra --param at="$put" -o file.plan
infra compile file.infra --param at="$put" --deployment other -o other.plan
infra init file.infra --state state
step infra apply other.plan --state state --yes
cp file.plan damaged.plan
cp -r file.plan.blobs damaged.plan.blobs 2> /dev/null
printf 'X' | dd of=damaged.plan bs=1 seek=300 conv=notrunc 2> /dev/null
step infra apply damaged.plan --state state --yes
step infra apply file.plan --state none --yes
step infra plan file.plan --state state
step infra apply file.plan --state state < /dev/null
step python3 "$2/terminal.py" --type no infra apply file.plan --state state
echo theirs > "$put"
step infra apply file.plan --state state --yes
cat "$put"; rm "$put"
step infra apply file.plan --state state --yes
infra output --state state
step infra apply file.plan --state state --yes
echo edited > "$put"
step infra drift --state state
step infra drift --remediate --state state --yes
cat "$put"; echo
infra drift --state state
infra audit verify --state state
step infra destroy --state state --yes
step infra host stop
[ -e "$put" ] || echo "nothing is left"
python3 -c "import sqlite3; c = sqlite3.connect('state/state.db'); c.execute('pragma user_version=99')"
step infra status --state state
