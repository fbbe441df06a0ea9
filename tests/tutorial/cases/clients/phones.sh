# clients/phones: the values, tested outside of the client.
for port in 993 465; do
  run "openssl s_client -connect mail.example.com:$port -verify_hostname mail.example.com -brief"
  says 'Verification: OK' 'Verified peername: mail.example.com'
done
