# clients/outlook-microsoft-365: the checks, against our server.
run 'openssl s_client -connect mail.example.com:993 -verify_hostname mail.example.com -brief'
says 'Verification: OK' 'Verified peername: mail.example.com'
run 'openssl s_client -connect mail.example.com:587 -starttls smtp -verify_hostname mail.example.com -brief'
says 'Verification: OK' 'Verified peername: mail.example.com'
run 'swaks --server mail.example.com --port 587 -tls --quit-after EHLO'
says '<~  250-AUTH PLAIN'
run 'openssl s_client -connect mail.example.com:587 -brief'
says 'wrong version number'
