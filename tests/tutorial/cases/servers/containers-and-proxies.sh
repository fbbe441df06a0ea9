# servers/containers-and-proxies: HAProxy in front, blind and with the PROXY protocol.
shown servers/containers-and-proxies haproxy.cfg > "$work/haproxy.cfg"
cat >> "$work/haproxy.cfg" <<'CFG'
listen blind-submission
  bind 192.0.2.80:587
  server mail 192.0.2.10:587
listen blind-smtp
  bind 192.0.2.80:25
  server mail 192.0.2.10:25
CFG
haproxy -f "$work/haproxy.cfg" -p "$work/haproxy.pid" -D > /dev/null 2>&1
cp /etc/postfix/master.cf "$work/master.cf"
shown servers/containers-and-proxies /etc/postfix/master.cf | sed 's/ n - y - - / n - n - - /' >> /etc/postfix/master.cf
shown servers/containers-and-proxies /etc/dovecot/conf.d/99-proxy.conf > /etc/dovecot/conf.d/99-proxy.conf
postfix reload > /dev/null 2>&1
doveadm reload
sleep 2

run 'swaks --server other.example.com --port 587 -tls --quit-after EHLO'
says 250-STARTTLS
logged 'postfix/submission/smtpd'
logged 'connect from mail.example.com[192.0.2.10]'
echo secret > "$work/password"
INPUT=$work/password run 'swaks --server other.example.com --port 465 -tlsc -a -au anna -ahp --quit-after AUTH'
says '235 2.7.0 Authentication successful'
out=$(grep behind-proxy /var/log/mail.log)
says 'connect from laptop.red.example.com[192.0.2.99]'
silent 'connect from mail.example.com'
run 'curl -sSk --user anna:secret imaps://other.example.com'
says INBOX
logged 'method=PLAIN, rip=192.0.2.99, lip=192.0.2.80'
run 'openssl s_client -connect mail.example.com:10465 -brief'
ends 1
logged 'haproxy read: unrecognized protocol header'

run 'swaks --server other.example.com --port 25 --from test@example.net --to test@example.org --quit-after RCPT'
says 'Relay access denied'
postconf -e 'mynetworks = 127.0.0.0/8, 192.0.2.10/32'
postfix reload > /dev/null 2>&1
sleep 1
run 'swaks --server other.example.com --port 25 --from test@example.net --to test@example.org --quit-after RCPT'
says '<-  250 2.1.5 Ok'
postconf -e 'mynetworks = 127.0.0.0/8'

cp "$work/master.cf" /etc/postfix/master.cf
rm /etc/dovecot/conf.d/99-proxy.conf
kill "$(cat "$work/haproxy.pid")"
postfix reload > /dev/null 2>&1
doveadm reload
