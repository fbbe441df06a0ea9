# clients/qq-mail: the check, against our server.
run 'openssl s_client -connect mail.example.com:993 -verify_hostname mail.example.com -brief'
says 'Verification: OK' 'Verified peername: mail.example.com'
echo secret > "$work/password"
INPUT=$work/password run 'curl --user anna imaps://mail.example.com'
says INBOX
echo wrong > "$work/password"
INPUT=$work/password run 'curl --user anna imaps://mail.example.com'
says 'curl: (67) Login denied'
