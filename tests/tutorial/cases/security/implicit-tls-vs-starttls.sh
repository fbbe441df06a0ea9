# security/implicit-tls-vs-starttls: somebody on the path takes the offer away.
python3 "$here/strip.py" &
path=$!
listens 192.0.2.80 587
run 'swaks --server other.example.com --port 587 -tlso -a PLAIN -au anna -ap secret --quit-after AUTH'
says '*** Host did not advertise STARTTLS' ' -> AUTH PLAIN AGFubmEAc2VjcmV0' '<** 530 5.7.0 Must issue a STARTTLS command first'
run 'swaks --server other.example.com --port 587 -tls -a PLAIN -au anna -ap secret --quit-after AUTH'
says '*** Host did not advertise STARTTLS'
silent ' -> AUTH'
run 'curl -sS --ssl-reqd smtp://other.example.com:587 --user anna:secret --mail-from anna@example.com --mail-rcpt bob@example.com -T /etc/hostname'
says 'curl: (64) STARTTLS not supported.'
run 'python3 -c "import smtplib; smtplib.SMTP(\"other.example.com\", 587, timeout=5).starttls()"'
says 'smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.'
kill "$path"
run 'echo AGFubmEAc2VjcmV0 | base64 -d | tr "\0" " "'
says 'anna secret'

run 'swaks --server mail.example.com --port 587 --quit-after EHLO'
says 250-STARTTLS
silent AUTH
run 'swaks --server mail.example.com --port 587 --from anna@example.com --to bob@example.com --quit-after RCPT'
says '<** 530 5.7.0 Must issue a STARTTLS command first'
