# clients/find-your-settings: DNS, the file, the certificate.
run 'dig +short MX example.com'
says '10 mail.example.com.'
run 'dig +short SRV _imaps._tcp.example.com'
says '0 1 993 mail.example.com.'
run 'dig +short SRV _submissions._tcp.example.com'
says '0 1 465 mail.example.com.'
mkdir -p "$work/web/mail"
shown servers/client-autoconfig mail/config-v1.1.xml > "$work/web/mail/config-v1.1.xml"
web_server "$work/web" autoconfig.example.com
run 'curl -sS https://autoconfig.example.com/mail/config-v1.1.xml'
says '<socketType>SSL</socketType>' '<port>993</port>'
kill "$web"
for port in 993 465; do
  run "openssl s_client -connect mail.example.com:$port -verify_hostname mail.example.com -brief"
  says 'Verification: OK' 'Verified peername: mail.example.com'
done
run 'openssl s_client -connect mail.red.example.com:993 -verify_hostname mail.red.example.com -brief'
says 'hostname mismatch'
