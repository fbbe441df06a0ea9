# clients/gmail: the checks, against our server.
for port in 993 465; do
  run "openssl s_client -connect mail.example.com:$port -verify_hostname mail.example.com -brief"
  says 'Verification: OK' 'Verified peername: mail.example.com'
done
echo secret > "$work/password"
INPUT=$work/password run 'swaks --server mail.example.com --port 465 -tlsc -a PLAIN -au anna -ahp --quit-after AUTH'
says '235 2.7.0 Authentication successful'
silent DATA
echo wrong > "$work/password"
INPUT=$work/password run 'swaks --server mail.example.com --port 465 -tlsc -a PLAIN -au anna -ahp --quit-after AUTH'
says '535 5.7.8'
