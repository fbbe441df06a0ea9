# mail/journey-of-a-message: the four legs, as the logs and the message itself tell them.
rm -f /var/mail/bob/new/*
run 'swaks --server mail.red.example.com --port 465 -tlsc -a -au anna -ap secret --from anna@red.example.com --to bob@blue.example.com'
says '250 2.0.0 Ok: queued as'
logged 'to=<bob@blue.example.com>, relay=mx.blue.example.com[192.0.2.25]:25'
logged 'relay=127.0.0.1[127.0.0.1]:24'
timeout 15 bash -c 'until [ -n "$(ls /var/mail/bob/new 2> /dev/null)" ]; do sleep 0.3; done'
on_server 'cat /var/mail/bob/new/*'
says 'with LMTP' 'with ESMTPS id' 'with ESMTPSA id' 'for <bob@blue.example.com>'
# The words say the leg and not the port: 587 leaves the same one.
rm -f /var/mail/bob/new/*
run 'swaks --server mail.red.example.com --port 587 -tls -a -au anna -ap secret --from anna@red.example.com --to bob@blue.example.com'
timeout 15 bash -c 'until [ -n "$(ls /var/mail/bob/new 2> /dev/null)" ]; do sleep 0.3; done'
on_server 'cat /var/mail/bob/new/*'
says 'with ESMTPSA id'
# Without a login, the second leg takes mail for its own domain and for nobody else.
run 'swaks --server mx.blue.example.com --port 25 --from anna@red.example.com --to test@example.org --quit-after RCPT'
says '454 4.7.1 <test@example.org>: Relay access denied'
run 'nc -vz -w 2 mail.example.com 24'
says refused
