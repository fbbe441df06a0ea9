# security/open-relay: the five tests, and two settings that open the server.
refused() {
  run 'swaks --server mail.example.com --port 25 --from test@example.net --to test@example.org --quit-after RCPT'
  says '<** 554 5.7.1 <test@example.org>: Relay access denied'
  run 'swaks --server mail.example.com --port 25 --from anna@example.com --to test@example.org --quit-after RCPT'
  says '<** 554 5.7.1 <test@example.org>: Relay access denied'
}
refused
logged 'NOQUEUE: reject: RCPT from laptop.red.example.com[192.0.2.99]: 554 5.7.1 <test@example.org>: Relay access denied'
run "swaks --server mail.example.com --port 25 --from test@example.net --to 'test%example.org@example.com' --quit-after RCPT"
says 'Relay access denied'
run 'swaks --server mail.example.com --port 587 -tls --from anna@example.com --to test@example.org --quit-after RCPT'
says '<~* 554 5.7.1 <test@example.org>: Recipient address rejected: Access denied'
run 'swaks --server mail.example.com --port 465 -tlsc --from anna@example.com --to test@example.org --quit-after RCPT'
says '<~* 554 5.7.1 <test@example.org>: Recipient address rejected: Access denied'

cp /etc/postfix/main.cf "$work/main.cf"
set_to() {
  postconf -e "$@"
  postfix reload > /dev/null 2>&1
  sleep 1.5
}
set_to 'mynetworks = 0.0.0.0/0'
run 'swaks --server mail.example.com --port 25 --from test@example.net --to test@example.org --quit-after RCPT'
says '<-  250 2.1.5 Ok'
set_to 'mynetworks = 127.0.0.0/8' \
  'smtpd_relay_restrictions = permit_mynetworks, check_sender_access inline:{example.com=OK}, reject_unauth_destination'
run 'swaks --server mail.example.com --port 25 --from anna@example.com --to test@example.org --quit-after RCPT'
says '<-  250 2.1.5 Ok'
set_to 'smtpd_relay_restrictions ='
run 'swaks --timeout 3 --server mail.example.com --port 25 --from test@example.net --to test@example.org --quit-after RCPT'
silent '250 2.1.5'
logged 'specify at least one working instance of: reject_unauth_destination'

cp "$work/main.cf" /etc/postfix/main.cf
shown security/open-relay /etc/postfix/main.cf >> /etc/postfix/main.cf
postfix stop > /dev/null 2>&1
postfix start > /dev/null 2>&1
sleep 1
refused
cp "$work/main.cf" /etc/postfix/main.cf
postfix reload > /dev/null 2>&1
