# mail/ssl-tls-starttls: the label that does not fit the port, and STARTTLS with the dialogue in view.
run 'openssl s_client -connect mail.example.com:587 -brief'
says 'SSL routines:ssl3_get_record:wrong version number'
run 'openssl s_client -connect mail.example.com:993 -verify_hostname mail.example.com -brief'
says 'Protocol version: TLSv1.3' 'Verification: OK' 'Verified peername: mail.example.com'
run 'swaks --server mail.example.com --port 587 -tls --quit-after EHLO'
says '<-  220 mail.example.com ESMTP Postfix (Debian/GNU)' ' -> EHLO client.example.com' '<-  250-STARTTLS' \
  '<-  220 2.0.0 Ready to start TLS' ' ~> EHLO client.example.com' '<~  250-AUTH PLAIN'
silent '<-  250-AUTH'
# The reverse: nothing happens.
LIMIT=4 run 'openssl s_client -connect mail.example.com:465 -starttls smtp -brief'
ends 124
