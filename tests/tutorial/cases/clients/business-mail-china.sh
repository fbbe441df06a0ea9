# clients/business-mail-china: the checks, against our server.
run 'dig +short MX example.com'
says '10 mail.example.com.'
for port in 993 465; do
  run "openssl s_client -connect mail.example.com:$port -verify_hostname mail.example.com -brief"
  says 'Verification: OK' 'Verified peername: mail.example.com'
done
