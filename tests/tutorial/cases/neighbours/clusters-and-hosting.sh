# neighbours/clusters-and-hosting: the rules, from a node and from outside.
shown neighbours/clusters-and-hosting /etc/nftables.conf > /etc/nftables.conf
nft -f /etc/nftables.conf
timeout 30 nc -lk 192.0.2.10 443 > /dev/null 2>&1 &
public=$!
timeout 30 nc -lk 192.0.2.10 6379 > /dev/null 2>&1 &
inside=$!
listens 192.0.2.10 443
listens 192.0.2.10 6379
run 'nc -vz -w 2 mail.example.com 443 6379'
says '443 port [tcp/https] succeeded!' '6379 (tcp) timed out'
run 'nc -vz -w 2 mail.example.com 22'
says 'timed out'
ip -n laptop address add 192.0.2.11/24 dev net0
run 'nc -s 192.0.2.11 -vz -w 2 mail.example.com 443 6379'
says '443 port [tcp/https] succeeded!' '6379 port [tcp/redis] succeeded!'
ip -n laptop address del 192.0.2.11/24 dev net0
kill "$public" "$inside"
nft flush ruleset
