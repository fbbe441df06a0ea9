# The inside of `run`: makes the machine of the tutorial, then runs cases in it.
set -euo pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
content=$(cd "$here/../../content" && pwd)
work=$(mktemp -d)
mount -t tmpfs tmpfs "$work"

# Private copies of what servers and commands write to.
for folder in /etc /var/spool /var/lib/postfix /var/lib/dovecot; do
  mkdir -p "$work$folder"
  cp -a "$folder/." "$work$folder/"
done
mkdir -p "$work/bin"
for folder in /etc /var/spool /var/lib/postfix /var/lib/dovecot; do
  mount --bind "$work$folder" "$folder"
done
for folder in /run /var/log /var/mail; do mount -t tmpfs tmpfs "$folder"; done

# The network: a machine with the addresses of all servers, and a laptop outside of it.
hostname client.example.com
ip link set lo up
ip netns add laptop
ip link add net0 type veth peer name net0 netns laptop
ip netns exec laptop ip link set lo up
for address in 192.0.2.10 192.0.2.25 192.0.2.53 192.0.2.80; do ip address add "$address/24" dev net0; done
ip netns exec laptop ip address add 192.0.2.99/24 dev net0
ip link set net0 up
ip netns exec laptop ip link set net0 up
cat > /etc/hosts <<'HOSTS'
127.0.0.1   localhost
192.0.2.10  mail.example.com mail.red.example.com
192.0.2.25  mx.blue.example.com
192.0.2.80  other.example.com autoconfig.example.com mta-sts.example.com
192.0.2.99  laptop.red.example.com
HOSTS
echo 'nameserver 192.0.2.53' > /etc/resolv.conf
sed -i 's/^hosts:.*/hosts: files dns/' /etc/nsswitch.conf

. "$here/shown.sh"
. "$here/servers.sh"

if [ "${1:-}" = -- ]; then
  shift
  start_servers > "$work/start.log" 2>&1 || { cat "$work/start.log"; exit 1; }
  "$@"
  exit
fi

. "$here/steps.sh"
trap 'echo "$current: stopped after: $command" >&2' ERR
start_servers > "$work/start.log" 2>&1 || { cat "$work/start.log"; exit 1; }

if [ $# = 0 ]; then
  mapfile -t cases < <(cd "$here/cases" && find . -name '*.sh' | sed 's|^\./||; s|\.sh$||' | sort)
else
  cases=("$@")
fi
for name in "${cases[@]}"; do run_case "$name"; done
finish
