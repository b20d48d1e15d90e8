#!/usr/bin/env bash
# Installs what the tests need where it can, restores, builds, and runs every test project, two at a time.
# The last line is 'N passed, N failed, N skipped'. The exit status is 0 only when every project ran tests and none failed.
# What kept tests from being counted (a broken build, a project that died or ran nothing) is one failure more in that line.
# usage: ./test.sh [part of a project's name …]        without a name: all of them
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly at_once=2 patience=${CTO_TEST_PATIENCE:-40m} logs=artifacts/test
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

have() { command -v "$1" >/dev/null 2>&1; }

# Debian and its relatives; elsewhere the tests say what they miss.
install_missing() {
  local missing=() as_root=()
  have chromium || have chromium-browser || have google-chrome || missing+=(chromium)
  have postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
  have git || missing+=(git)
  have node || missing+=(nodejs npm)
  have rsvg-convert || missing+=(librsvg2-bin)
  [ ${#missing[@]} -gt 0 ] && have apt-get || return 0
  if [ "$(id -u)" != 0 ]; then
    have sudo && sudo -n true 2>/dev/null || { echo "not installed and not root: ${missing[*]}"; return 0; }
    as_root=(sudo -n)
  fi
  echo "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$logs/apt.log" 2>&1 ||
    { echo "could not install ${missing[*]}:"; tail -3 "$logs/apt.log"; }
}

# The result of a project goes to a file of its own: 'passed failed skipped status'.
run_project() {
  local name=$1 log=$logs/$1.log status
  timeout --kill-after=30s "$patience" dotnet exec "tests/$name/bin/Debug/net10.0/$name.dll" --no-progress --no-ansi >"$log" 2>&1
  status=$?
  echo "$(count succeeded "$log") $(count failed "$log") $(count skipped "$log") $status" >"$logs/$name.result"
}

# A number of the summary that the test platform prints at the end; '-' when it did not get that far.
count() {
  local number
  number=$(sed -n "s/^  $1: \([0-9][0-9]*\)\$/\1/p" "$2" | tail -1)
  echo "${number:--}"
}

finish() {
  echo "$1 passed, $2 failed, $3 skipped"
  exit "$(($2 > 0))"
}

mkdir -p "$logs"
rm -f "$logs"/*.result
install_missing
dotnet build Cto.sln -v q -nologo || { echo "the build failed: nothing ran"; finish 0 1 0; }

projects=()
# The longest first, so that all others run beside it.
for project in tests/Cto.Web.Tests tests/*.Tests; do
  name=$(basename "$project")
  [[ -d $project && " ${projects[*]:-} " != *" $name "* ]] || continue
  for wanted in "${@:-}"; do
    [[ $name == *"$wanted"* ]] && projects+=("$name") && break
  done
done
[ ${#projects[@]} -gt 0 ] || { echo "no test project matches: $*"; finish 0 1 0; }

for name in "${projects[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n; done
  run_project "$name" &
done
wait

passed=0 failed=0 skipped=0
for name in "${projects[@]}"; do
  p=- f=- s=- status=unknown
  read -r p f s status <"$logs/$name.result"
  if [[ $p$f$s == *-* ]]; then
    echo "FAILED $name: it ended with status $status before its summary"
    tail -30 "$logs/$name.log"
    failed=$((failed + 1))
    continue
  fi
  passed=$((passed + p)) skipped=$((skipped + s))
  if [ $((p + f)) = 0 ]; then
    echo "FAILED $name: no test ran ($s skipped, status $status)"
    failed=$((failed + 1))
  elif [ "$status" != 0 ] || [ "$f" != 0 ]; then
    echo "FAILED $name: $p passed, $f failed, $s skipped (status $status)"
    sed -n '/^failed /,/^$/p' "$logs/$name.log" | head -200
    failed=$((failed + (f > 0 ? f : 1)))
  else
    echo "passed $name: $p passed, $s skipped"
  fi
done
finish "$passed" "$failed" "$skipped"
