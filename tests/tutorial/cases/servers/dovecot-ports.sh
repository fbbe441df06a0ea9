# servers/dovecot-ports: no login in cleartext, 143 and 110 closed, ManageSieve and LMTP.
told 143 'a LOGIN anna secret' 'b LOGOUT'
says 'STARTTLS LOGINDISABLED] Dovecot (Debian) ready.' 'If anyone was listening, the password was exposed.' \
  'a NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.'
told 110 'USER anna' QUIT
says '+OK Dovecot (Debian) ready.' \
  '-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.'
# The same machine is taken for secure.
on_server "(sleep 1; printf 'a LOGIN anna secret\r\n'; sleep 2) | nc -q 1 mail.example.com 143"
says 'a OK'

run 'nc -w 2 mail.example.com 4190'
says '"SASL" ""' '"STARTTLS"'
run 'nc -vz -w 5 mail.example.com 24'
says refused

# Who uses which port, before they are closed.
shown servers/dovecot-ports /etc/dovecot/conf.d/99-log-port.conf > /etc/dovecot/conf.d/99-log-port.conf
doveadm reload
sleep 1
run 'curl -sS --ssl-reqd --user anna:secret imap://mail.example.com'
says INBOX
logged 'Login: user=<anna>, method=PLAIN, rip=192.0.2.99, lip=192.0.2.10, lport=143, TLS'
run 'curl -sS --user anna:secret imaps://mail.example.com'
says INBOX
logged 'Login: user=<anna>, method=PLAIN, rip=192.0.2.99, lip=192.0.2.10, lport=993, TLS'
rm /etc/dovecot/conf.d/99-log-port.conf

shown servers/dovecot-ports /etc/dovecot/conf.d/99-no-cleartext.conf > /etc/dovecot/conf.d/99-no-cleartext.conf
on_server 'doveconf -n ssl'
says 'ssl = required'
on_server 'doveadm reload'
ends 0
sleep 1
on_server "ss -ltn '( sport = :143 or sport = :110 or sport = :993 or sport = :995 )'"
says 192.0.2.10:993 192.0.2.10:995
silent :143 :110
run 'openssl s_client -connect mail.example.com:993 -verify_hostname mail.example.com -brief
nc -vz -w 5 mail.example.com 143'
says 'Verification: OK' 'Verified peername: mail.example.com' '143 (tcp) failed: Connection refused'
run 'curl -sS --user anna:secret imaps://mail.example.com'
says INBOX

# For webmail on the same machine: only the machine itself reaches 143.
sed -i '0,/port = 0/s//address = 127.0.0.1/' /etc/dovecot/conf.d/99-no-cleartext.conf
doveadm reload
sleep 1
on_server 'nc -vz -w 5 127.0.0.1 143'
says succeeded
run 'nc -vz -w 5 mail.example.com 143'
says refused
rm /etc/dovecot/conf.d/99-no-cleartext.conf
doveadm reload
