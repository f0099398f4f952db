# stopped_helper.sh FOLDER: the helper is stopped as a debugger or a full machine stops it: it lives and says nothing.
set -u
INFRA_HOST_ROOT=$(mktemp -d /tmp/infra-lit.XXXXXX)
export INFRA_HOST_ROOT HOME=$1/home
trap 'infra host stop; rm -rf "$INFRA_HOST_ROOT"' EXIT
cd "$1" || exit 1
step() { "$@" 2>&1; echo "exit $?"; }
put=$1/put.txt

infra init file.infra --state state
step infra apply file.infra --param at="$put" --state state --yes
echo changed > "$put"

# The helper is the one process with this root in its environment.
helper=$(grep -lzx "INFRA_HOST_ROOT=$INFRA_HOST_ROOT" /proc/[0-9]*/environ 2> /dev/null | cut -d/ -f3 |
  while read -r pid; do readlink "/proc/$pid/exe" | grep -q infra-host && echo "$pid"; done)
echo "helpers: $(echo "$helper" | wc -w)"
kill -STOP "$helper"
step infra drift --state state | sed "s/$helper/HELPER/"
step infra host stop
cat "$put"; echo
kill -CONT "$helper"
step infra drift --state state
kill -STOP "$helper"
step infra apply file.infra --param at="$put" --state state --yes
kill -KILL "$helper"
step infra drift --remediate --yes --state state
cat "$put"; echo
step infra audit verify --state state
step infra destroy --yes --state state
