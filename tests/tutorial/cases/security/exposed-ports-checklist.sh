# security/exposed-ports-checklist: from the inside and from the outside.
on_server 'ss -ltnp'
says 127.0.0.1:24 192.0.2.10:993 dovecot
run 'nc -vz -w 2 mail.example.com 24 25 110 143 465 587 783 993 995 3306 4190 6379 10024 10025 11332 11333 11334'
says 'port 24 (tcp) failed: Connection refused' '25 port [tcp/smtp] succeeded!' '110 port [tcp/pop3] succeeded!' \
  'port 6379 (tcp) failed: Connection refused'
# A service that listens everywhere shows up in both.
timeout 20 nc -lk 6379 > /dev/null 2>&1 &
listens 127.0.0.1 6379
on_server 'ss -ltnp'
says 0.0.0.0:6379
run 'nc -vz -w 2 mail.example.com 6379'
says succeeded
