# troubleshooting/login-and-certificate-errors: every message of the article that our servers can give.
run 'swaks --server mail.example.com --port 465 -tlsc -a -au anna -ap wrong --quit-after AUTH'
says '<~* 535 5.7.8 Error: authentication failed: (reason unavailable)'
run 'curl -sS --user anna:wrong imaps://mail.example.com'
says 'curl: (67) Login denied'

run 'swaks --server mail.example.com --port 587 --from anna@example.com --to bob@blue.example.com --quit-after RCPT'
says '<** 530 5.7.0 Must issue a STARTTLS command first'
run 'swaks --server mail.example.com --port 465 -tlsc --from anna@example.com --to bob@blue.example.com --quit-after RCPT'
says '<~* 554 5.7.1 <bob@blue.example.com>: Recipient address rejected: Access denied'
told 143 'a LOGIN anna secret'
says 'a NO [PRIVACYREQUIRED]' LOGINDISABLED
run 'swaks --server mail.example.com --port 25 -tls -a -au anna -ap secret --quit-after AUTH'
says 'Host did not advertise authentication'

# One server for each fault of a certificate.
for fault in 4431:self 4432:expired 4433:mail; do
  name=${fault#*:}.example.com
  openssl s_server -accept "192.0.2.80:${fault%:*}" -cert "$work/$name.pem" -key "$work/$name.key" -quiet \
    < /dev/zero > /dev/null 2>&1 &
done
for port in 4431 4432 4433; do listens 192.0.2.80 $port; done
run 'openssl s_client -connect 192.0.2.80:4431 -verify_hostname self.example.com -brief'
says 'Verification error: self-signed certificate'
run 'openssl s_client -connect 192.0.2.80:4432 -verify_hostname expired.example.com -brief'
says 'Verification error: certificate has expired'
run 'openssl s_client -connect 192.0.2.80:4433 -verify_hostname other.example.com -brief'
says 'Verification error: hostname mismatch'
pkill -f 'openssl s_server' || true

run 'openssl s_client -connect mail.example.com:587 -brief'
says 'error:0A00010B:SSL routines:ssl3_get_record:wrong version number'
run 'python3 -c "import smtplib; smtplib.SMTP_SSL(\"mail.example.com\", 587, timeout=5)"'
says 'ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number'
run 'python3 -c "import smtplib; smtplib.SMTP(\"mail.example.com\", 465, timeout=3)"'
says 'Connection unexpectedly closed: timed out'
run 'openssl s_client -connect mail.example.com:465 -tls1_1 -cipher DEFAULT@SECLEVEL=0 -brief'
says 'tlsv1 alert protocol version'

run 'openssl s_client -connect mail.example.com:465 -verify_hostname mail.example.com -brief'
says 'Verification: OK'
echo secret > "$work/password"
INPUT=$work/password run 'curl --user anna imaps://mail.example.com'
says INBOX
