# mail/what-is-a-port: what listens, two ports of a connection, the ranges.
on_server 'ss -ltn
getent services 465/tcp'
says 192.0.2.10:993 127.0.0.1:24 'submissions           465/tcp ssmtp smtps urd'
run '(timeout 4 nc mail.example.com 587 & timeout 4 nc mail.example.com 587 & sleep 1; ss -tn dst 192.0.2.10) | grep ESTAB | wc -l'
says 2
run 'cat /proc/sys/net/ipv4/ip_local_port_range'
says 32768 60999
on_server 'setpriv --reuid nobody --clear-groups nc -l 127.0.0.1 23'
says 'Permission denied'
run 'dig +short A mail.example.com'
says 192.0.2.10
