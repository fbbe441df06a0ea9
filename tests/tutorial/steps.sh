# The words cases are written in: `run`, `says`, `silent`, `fails`.
out=
status=0
current=
command=
ran=$work/ran
failures=0
steps=0
checks=0
: > "$ran"

# run COMMAND: runs a command as the article shows it, on the laptop, and keeps its output.
# on_server COMMAND: the same on the machine of the servers.
run() { in_lab "$1" ip netns exec laptop; }
on_server() { in_lab "$1"; }

# told PORT LINE…: what the laptop gets that says these lines to a port of mail.example.com.
told() {
  local port=$1
  shift
  run "(sleep 1; printf '%s\\r\\n' $(printf "'%s' " "$@"); sleep 2) | nc -q 1 mail.example.com $port"
}

in_lab() {
  steps=$((steps + 1))
  command=$1
  shift
  one_per_line <<< "$command" >> "$ran"
  status=0
  out=$(cd "$work" && "$@" setsid --wait timeout "${LIMIT:-30}" bash -c "$command" < "${INPUT:-/dev/null}" 2>&1 | tr -d '\0') || status=$?
  [ -z "${SHOW:-}" ] || printf '$ %s\n%s\n(%s)\n' "$command" "$out" "$status"
}

wrong() {
  failures=$((failures + 1))
  printf '%s: `%s`\n  %s\n' "$current" "$command" "$1"
  printf '%s\n' "$out" | sed 's/^/  | /' | tail -25
}

# says TEXT…: the output has each text.
says() {
  local text
  for text in "$@"; do
    checks=$((checks + 1))
    grep -qF -e "$text" <<< "$out" || wrong "does not say: $text"
  done
}

# silent TEXT…: the output has none of them.
silent() {
  local text
  for text in "$@"; do
    checks=$((checks + 1))
    if grep -qF -e "$text" <<< "$out"; then wrong "says: $text"; fi
  done
}

# ends STATUS: how the command ended; 124 is our time limit.
ends() {
  checks=$((checks + 1))
  [ "$status" = "$1" ] || wrong "ended with $status, not $1"
}

# logged TEXT: within ten seconds, the log of the servers has it.
logged() {
  local i
  checks=$((checks + 1))
  for i in $(seq 50); do
    if grep -qF -e "$1" /var/log/mail.log /var/log/dovecot.log; then return; fi
    sleep 0.2
  done
  out=$(tail -20 /var/log/mail.log)
  wrong "the log lacks: $1"
}

# settled: waits until logins work on 465 and 993, as the case before may have started servers again.
settled() {
  local login='swaks --server mail.example.com --port 465 -tlsc --timeout 5 -a -au anna -ap secret --quit-after AUTH
    curl -sS --max-time 5 --user anna:secret imaps://mail.example.com'
  timeout 60 ip netns exec laptop bash -c "until (set -e; $login) > '$work/settled' 2>&1; do sleep 0.3; done" ||
    { echo "$current: the servers do not settle"; tail -20 "$work/settled" /var/log/mail.log /var/log/dovecot.log; exit 1; }
}

# run_case ARTICLE: its case in a shell of its own that may change the machine; what it shows must have run.
run_case() {
  current=$1
  local before=$failures checks_before=$checks
  [ -f "$here/cases/$1.sh" ] || { echo "no case for $1" >&2; exit 2; }
  : > "$ran"
  settled
  . "$here/cases/$1.sh"
  local shown_command
  while IFS= read -r shown_command; do
    grep -qxF -e "$shown_command" "$ran" || {
      failures=$((failures + 1))
      printf '%s shows a command that its case does not run: %s\n' "$1" "$shown_command"
    }
  done < <(commands_of "$1")
  [ "$failures" != "$before" ] || printf 'ok  %s: %s checks\n' "$1" "$((checks - checks_before))"
}

finish() {
  [ -z "${LOGS:-}" ] || tail -n "$LOGS" /var/log/mail.log /var/log/dovecot.log
  printf '%s commands run, %s checks, %s failed\n' "$steps" "$checks" "$failures"
  [ "$failures" = 0 ]
}
