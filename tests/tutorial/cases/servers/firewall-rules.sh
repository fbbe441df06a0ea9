# servers/firewall-rules: each tool with the rules shown, looked at from outside.
looked_at() {
  run 'nc -vz -w 5 mail.example.com 465
nc -vz -w 5 mail.example.com 143'
  says '465 port [tcp/submissions] succeeded!' "$1"
}

on_server 'ufw allow 22/tcp
ufw allow 25/tcp
ufw allow 465/tcp
ufw allow 587/tcp
ufw allow 993/tcp
ufw --force enable
ufw status'
says 'Status: active' '465/tcp                    ALLOW       Anywhere'
looked_at '143 (tcp) timed out'
on_server 'ufw app list'
says IMAPS 'Mail submission' 'Postfix SMTPS'
ufw disable > /dev/null
nft flush ruleset

mkdir -p /run/dbus
dbus-daemon --system --fork
firewalld > "$work/firewalld.log" 2>&1
timeout 20 bash -c 'until firewall-cmd --state > /dev/null 2>&1; do sleep 0.3; done'
on_server 'firewall-cmd --permanent --add-service=smtp --add-service=smtps --add-service=smtp-submission --add-service=imaps
firewall-cmd --reload
firewall-cmd --list-services'
says 'imaps smtp smtp-submission smtps ssh'
looked_at '143 (tcp) failed: No route to host'
kill "$(pgrep -f /usr/sbin/firewalld)"
sleep 1
nft flush ruleset

shown servers/firewall-rules /etc/nftables.conf > /etc/nftables.conf
on_server 'nft -c -f /etc/nftables.conf
nft -f /etc/nftables.conf'
ends 0
looked_at '143 (tcp) timed out'
nft flush ruleset

# Outbound 25 for Postfix alone.
mkdir -p /etc/nftables.d
shown servers/firewall-rules /etc/nftables.d/outbound.nft > /etc/nftables.d/outbound.nft
nft -f /etc/nftables.d/outbound.nft
ip netns exec laptop timeout 20 nc -lk 192.0.2.99 25 > /dev/null 2>&1 &
listener=$!
sleep 1
on_server 'setpriv --reuid nobody --clear-groups nc -vz -w 3 192.0.2.99 25'
says refused
on_server 'setpriv --reuid postfix --clear-groups nc -vz -w 3 192.0.2.99 25'
says succeeded
kill "$listener"
nft flush ruleset
