# code/printers-nas-cameras: the values from a computer, and the relay that takes mail from one device.
echo secret > "$work/password"
INPUT=$work/password run 'swaks --server mail.example.com --port 465 -tlsc -a -au anna -ahp --from anna@example.com --to anna@example.com'
says '250 2.0.0 Ok: queued as'
run 'openssl s_client -connect mail.example.com:465 -tls1_1 -cipher DEFAULT@SECLEVEL=0 -brief'
says 'alert protocol version'

cp -a /etc/postfix-blue "$work/blue"
shown code/printers-nas-cameras /etc/postfix/main.cf >> /etc/postfix-blue/main.cf
shown servers/smarthost /etc/postfix/main.cf | sed 's|/etc/postfix/|/etc/postfix-blue/|' >> /etc/postfix-blue/main.cf
# The other server of this machine has 127.0.0.1.
postconf -c /etc/postfix-blue -e 'inet_interfaces = 192.0.2.25'
echo '[mail.example.com]:465 anna:secret' > /etc/postfix-blue/sasl_passwd
postmap /etc/postfix-blue/sasl_passwd
postfix -c /etc/postfix-blue stop > /dev/null 2>&1
postfix -c /etc/postfix-blue start > /dev/null 2>&1
sleep 1
run 'swaks --server 192.0.2.25 --port 25 --from scanner@blue.example.com --to anna@red.example.com'
says '250 2.0.0 Ok: queued as'
logged 'to=<anna@red.example.com>, relay=mail.example.com[192.0.2.10]:465'
ip -n laptop address add 192.0.2.98/24 dev net0
run 'swaks --local-interface 192.0.2.98 --server 192.0.2.25 --port 25 --from scanner@blue.example.com --to anna@red.example.com'
says 'Client host rejected: Access denied'
ip -n laptop address del 192.0.2.98/24 dev net0
rm -rf /etc/postfix-blue && mv "$work/blue" /etc/postfix-blue
postfix -c /etc/postfix-blue stop > /dev/null 2>&1
postfix -c /etc/postfix-blue start > /dev/null 2>&1
