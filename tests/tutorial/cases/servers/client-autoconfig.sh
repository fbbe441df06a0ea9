# servers/client-autoconfig: the file is served and well-formed, and its servers are those that answer.
mkdir -p "$work/web/mail"
shown servers/client-autoconfig mail/config-v1.1.xml > "$work/web/mail/config-v1.1.xml"
web_server "$work/web" autoconfig.example.com
run 'curl -sS -o config.xml https://autoconfig.example.com/mail/config-v1.1.xml'
ends 0
run "python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse(\"config.xml\"); print(\"well-formed\")'"
says well-formed
run 'dig +short SRV _imaps._tcp.example.com'
says '0 1 993 mail.example.com.'
kill "$web"
for port in $(sed -n 's|.*<port>\(.*\)</port>.*|\1|p' "$work/config.xml"); do
  run "openssl s_client -connect mail.example.com:$port -verify_hostname mail.example.com -brief"
  says 'Verification: OK'
done
