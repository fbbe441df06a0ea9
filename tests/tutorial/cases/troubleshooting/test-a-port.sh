# troubleshooting/test-a-port: each tool, its success and its failures.
run 'nc -vz -w 5 mail.example.com 465'
says '465 port [tcp/submissions] succeeded!'
run 'openssl s_client -connect mail.example.com:993 -verify_hostname mail.example.com -brief'
says 'CONNECTION ESTABLISHED' 'Verification: OK'
run 'openssl s_client -connect mail.example.com:587 -starttls smtp -verify_hostname mail.example.com -brief'
says 'Verification: OK' '250 CHUNKING'
run 'openssl s_client -connect mail.example.com:587 -brief'
says 'wrong version number'
LIMIT=4 run 'nc mail.example.com 993'
silent OK
run 'curl -sS --max-time 4 imap://mail.example.com:993'
says 'timed out' '0 bytes received'

echo secret > "$work/password"
INPUT=$work/password run 'curl --user anna imaps://mail.example.com'
says INBOX
INPUT=$work/password run 'swaks --server mail.example.com --port 465 -tlsc -a -au anna -ahp --quit-after AUTH'
says '<~  235 2.7.0 Authentication successful'
echo wrong > "$work/password"
INPUT=$work/password run 'swaks --server mail.example.com --port 465 -tlsc -a -au anna -ahp --quit-after AUTH'
says '<~* 535 5.7.8 Error: authentication failed: (reason unavailable)'

on_server 'ss -ltn'
says 192.0.2.10:993 127.0.0.1:24
run 'nc -vz -w 5 mail.example.com 24'
says refused
