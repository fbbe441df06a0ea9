# servers/smarthost: the server of blue.example.com sends through mail.example.com, with each mistake once.
# The machine of the articles is the second Postfix here, so commands that name none are given its folder.
cp -a /etc/postfix-blue "$work/blue"
export MAIL_CONFIG=/etc/postfix-blue
shown servers/smarthost /etc/postfix/main.cf | sed 's|/etc/postfix/|/etc/postfix-blue/|' >> /etc/postfix-blue/main.cf
postconf -e 'smtp_tls_loglevel = 1'
password() {
  echo "$1" > /etc/postfix-blue/sasl_passwd
  postmap /etc/postfix-blue/sasl_passwd
}
sent() {
  : > /var/log/mail.log
  postfix reload > /dev/null 2>&1
  sleep 1
  printf 'Subject: smarthost test\n\n' | sendmail -f "${2:-bob@blue.example.com}" anna@red.example.com
  command="a message through the smarthost"
  logged "$1"
  postsuper -d ALL > /dev/null 2>&1
}
shown servers/smarthost /etc/postfix/sasl_passwd > /etc/postfix/sasl_passwd
on_server 'chmod 600 /etc/postfix/sasl_passwd
postmap /etc/postfix/sasl_passwd
postfix reload'
ends 0
password "$(shown servers/smarthost /etc/postfix/sasl_passwd)"
sleep 1
: > /var/log/mail.log
on_server "printf 'Subject: smarthost test\n\nIt works.\n' | sendmail anna@red.example.com"
logged 'Verified TLS connection established to mail.example.com[192.0.2.10]:465'
logged 'relay=mail.example.com[192.0.2.10]:465'
logged 'status=sent (250 2.0.0 Ok: queued as'
sleep 1
on_server 'postqueue -p'
says 'Mail queue is empty'

password '[mail.example.com]:465 anna:wrong'
sent 'said: 535 5.7.8 Error: authentication failed'
password '[mail.example.com] anna:secret'
sent '554 5.7.1 <anna@red.example.com>: Recipient address rejected: Access denied'
password '[mail.example.com]:465 anna:secret'
postconf -X smtp_sasl_tls_security_options
sent 'no mechanism available'
postconf -e 'smtp_sasl_tls_security_options = noanonymous' 'relayhost = [mail.red.example.com]:465'
sent 'status=deferred (Server certificate not verified)'
postconf -e 'relayhost = [mail.example.com]:465'
shown servers/smarthost '/etc/postfix/main.cf, in addition' >> /etc/postfix-blue/main.cf
sent 'from=<bob@blue.example.com>' root@mx.blue.example.com
postconf -e 'relayhost = [mail.example.com]:587' 'smtp_tls_wrappermode = no'
password '[mail.example.com]:587 anna:secret'
sent 'relay=mail.example.com[192.0.2.10]:587'

rm -rf /etc/postfix-blue && mv "$work/blue" /etc/postfix-blue
postfix reload > /dev/null 2>&1
unset MAIL_CONFIG
