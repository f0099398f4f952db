# documents.sh FOLDER: what `--json` writes through the life of one file, each document in a file of its own.
set -u
unset CI  # the state lies in this folder, as at a desk
INFRA_HOST_ROOT=$(mktemp -d /tmp/infra-lit.XXXXXX)
export INFRA_HOST_ROOT HOME=$1/home
trap 'infra host stop; rm -rf "$INFRA_HOST_ROOT"' EXIT
cd "$1" || exit 1
put=$1/put.txt
at=(--param at="$put")

infra status --json > no_state.json
infra apply --yes --json > no_state.lines
infra init file.infra || exit 1
infra status --json > before.json
infra plan file.infra "${at[@]}" --json > change-set.json
infra apply file.infra "${at[@]}" --yes --json > apply.lines || exit 1
infra apply file.infra "${at[@]}" --yes --json > again.lines || exit 1
infra status --json > status.json
infra output --json > outputs.json
infra drift --json > none.json || exit 1
echo edited > "$put"
infra drift --json > drift.json
infra drift --remediate --yes --json > repair.lines || exit 1
echo theirs > "$1/theirs.txt"
infra apply file.infra --param at="$1/theirs.txt" --yes --json > refused.lines
infra rollback 1 --yes --json > rollback.lines
infra destroy --yes --json > destroy.lines || exit 1
infra status --json > after.json
infra history --json > history.json
infra audit export > audit.lines
