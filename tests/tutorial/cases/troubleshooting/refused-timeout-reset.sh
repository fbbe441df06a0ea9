# troubleshooting/refused-timeout-reset: each failure made, and the words of the programs.
nft -f - <<'RULES'
table inet faults {
  chain input {
    type filter hook input priority filter;
    ip daddr 192.0.2.25 tcp dport 25 drop
    ip daddr 192.0.2.80 tcp dport 587 reject with tcp reset
    ip daddr 192.0.2.80 tcp dport 993 reject with icmpx type admin-prohibited
  }
}
RULES
python3 - <<'RESETS' &
import socket, struct
listener = socket.create_server(("192.0.2.80", 465))
while True:
    connection, _ = listener.accept()
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
RESETS
resets=$!
listens 192.0.2.80 465

run 'nc -vz -w 3 mail.example.com 2525'
says 'port 2525 (tcp) failed: Connection refused'
run 'curl -sS --connect-timeout 3 smtps://mail.example.com:2525'
says 'curl: (7) Failed to connect to mail.example.com port 2525'
run 'nc -vz -w 3 other.example.com 587'
says 'failed: Connection refused'
run 'nc -vz -w 3 mx.blue.example.com 25'
says 'port 25 (tcp) timed out: Operation now in progress'
run 'curl -sS --connect-timeout 3 smtp://mx.blue.example.com'
says 'curl: (28) Failed to connect' 'Timeout was reached'
run 'nc -vz -w 3 other.example.com 465'
says succeeded
run 'curl -sS --max-time 4 smtps://other.example.com'
says 'curl: (35) Recv failure: Connection reset by peer'
run 'openssl s_client -connect other.example.com:465 -brief'
says 'write:errno=104'
run 'nc -vz -w 3 other.example.com 993'
says 'No route to host'
run 'nc -vz -w 3 198.51.100.7 993'
says 'Network is unreachable'
run 'nc -vz -w 3 nohost.example.com 993'
says 'Name or service not known'
kill "$resets"
nft delete table inet faults

on_server 'ss -ltn '"'( sport = :993 )'"'
nc -vz -w 5 127.0.0.1 993
nc -vz -w 5 mail.example.com 993'
says 127.0.0.1:993 192.0.2.10:993
run 'nc -vz -w 5 mail.example.com 993'
says succeeded
