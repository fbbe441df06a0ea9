# mail/which-smtp-port: 465 and 587 answer with a certificate that holds.
run 'openssl s_client -connect mail.example.com:465 -verify_hostname mail.example.com -brief'
says 'Protocol version: TLSv1.3' 'Verification: OK' 'Verified peername: mail.example.com'
run '(sleep 2) | openssl s_client -connect mail.example.com:465 -brief'
says '220 mail.example.com ESMTP Postfix (Debian/GNU)'
run 'openssl s_client -connect mail.example.com:587 -starttls smtp -verify_hostname mail.example.com -brief'
says 'Verification: OK' 'Verified peername: mail.example.com' '250 CHUNKING'
