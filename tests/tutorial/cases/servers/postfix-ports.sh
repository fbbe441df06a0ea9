# servers/postfix-ports: the two services for users, 25 without logins, the mistakes of the table.
on_server 'postfix check
postfix reload
ss -ltn '"'( sport = :25 or sport = :465 or sport = :587 )'"
says 192.0.2.10:25 192.0.2.10:465 192.0.2.10:587
sleep 1

run 'swaks --server mail.example.com --port 25 --from test@example.net --to test@example.org --quit-after RCPT'
says '<** 554 5.7.1 <test@example.org>: Relay access denied'
run 'swaks --server mail.example.com --port 465 -tlsc --from anna@example.com --to test@example.org --quit-after RCPT'
says '<~* 554 5.7.1 <test@example.org>: Recipient address rejected: Access denied'

# The login is offered after TLS only, and not on 25.
run 'swaks --server mail.example.com --port 587 --quit-after EHLO'
says 250-STARTTLS
silent AUTH
run 'swaks --server mail.example.com --port 587 -tls --quit-after EHLO'
says '<~  250-AUTH PLAIN'
run 'swaks --server mail.example.com --port 25 -tls --quit-after EHLO'
silent AUTH
run 'openssl s_client -connect mail.example.com:465 -tls1_1 -cipher DEFAULT@SECLEVEL=0 -brief'
says 'alert protocol version'

# A login opens the way, and the message arrives.
run 'swaks --server mail.example.com --port 465 -tlsc -a -au anna -ap secret --from anna@example.com --to bob@blue.example.com'
says '235 2.7.0 Authentication successful' '250 2.0.0 Ok: queued as'
logged 'relay=mx.blue.example.com[192.0.2.25]:25'
logged '<bob@blue.example.com>'

# reloaded SETTING…: with these settings loaded.
reloaded() {
  postconf "$@"
  postfix reload > /dev/null 2>&1
  sleep 1
}

reloaded -P submissions/inet/smtpd_tls_wrappermode=no
run 'openssl s_client -connect mail.example.com:465 -brief'
says 'wrong version number'
logged 'postfix/submissions/smtpd'
logged 'improper command pipelining after CONNECT'
reloaded -P submissions/inet/smtpd_tls_wrappermode=yes

reloaded -P submission/inet/smtpd_tls_wrappermode=yes
LIMIT=4 run 'swaks --server mail.example.com --port 587 -tls --quit-after EHLO'
ends 124
silent 220
reloaded -P submission/inet/smtpd_tls_wrappermode=no

doveadm stop
sleep 1
run 'swaks --server mail.example.com --port 465 -tlsc --quit-after EHLO'
says 'Remote host closed connection unexpectedly'
logged 'fatal: no SASL authentication mechanisms'
dovecot
sleep 1

reloaded -e smtpd_tls_cert_file=/etc/ssl/mail/nothing.pem
run 'swaks --server mail.example.com --port 587 -tls --quit-after EHLO'
says '454 4.7.0 TLS not available due to local problem'
logged 'cannot get RSA certificate from file'
reloaded -e smtpd_tls_cert_file=/etc/ssl/mail/fullchain.pem

# The three changes of 25 that break something.
reloaded -e smtpd_tls_security_level=encrypt
run 'swaks --server mail.example.com --port 25 --from test@example.net --to anna@example.com --quit-after RCPT'
says '530 5.7.0 Must issue a STARTTLS command first'
reloaded -e smtpd_tls_security_level=may smtpd_sasl_auth_enable=yes smtpd_tls_auth_only=no
run 'swaks --server mail.example.com --port 25 --quit-after EHLO'
says '250-AUTH PLAIN'
reloaded -e smtpd_sasl_auth_enable=no smtpd_tls_auth_only=yes
