# servers/cloud-port-25-blocked: the block, what Postfix makes of it, and the way out through a smarthost.
nft -f - <<'RULES'
table inet cloud {
  chain output {
    type filter hook output priority filter;
    ip saddr 192.0.2.25 tcp dport 25 drop
  }
  chain input {
    type filter hook input priority filter;
    ip saddr 192.0.2.99 ip daddr 192.0.2.25 tcp dport 25 drop
  }
}
RULES
run 'nc -vz -w 5 mx.blue.example.com 25'
says '25 (tcp) timed out'
run 'nc -vz -w 5 mail.example.com 465'
says succeeded
nft delete table inet cloud
run 'openssl s_client -connect mx.blue.example.com:25 -starttls smtp -brief'
says '250 CHUNKING'

cp -a /etc/postfix-blue "$work/blue"
# The server of blue.example.com sends through mail.example.com, as a customer would.
shown servers/cloud-port-25-blocked /etc/postfix/main.cf |
  sed 's/#.*//; s|/etc/postfix/sasl_passwd|/etc/postfix-blue/sasl_passwd|' >> /etc/postfix-blue/main.cf
for port in 465 587; do
  echo "[mail.example.com]:$port anna:secret" > /etc/postfix-blue/sasl_passwd
  postmap /etc/postfix-blue/sasl_passwd
  wrapper=yes
  [ "$port" = 465 ] || wrapper=no
  postconf -c /etc/postfix-blue -e "relayhost = [mail.example.com]:$port" "smtp_tls_wrappermode = $wrapper" 'smtp_tls_loglevel = 1'
  postfix -c /etc/postfix-blue reload > /dev/null 2>&1
  sleep 1
  printf 'Subject: smarthost\n\n' | sendmail -C /etc/postfix-blue -f bob@blue.example.com anna@red.example.com
  logged "relay=mail.example.com[192.0.2.10]:$port"
  logged 'Verified TLS connection established to mail.example.com'
done
rm -rf /etc/postfix-blue && mv "$work/blue" /etc/postfix-blue
postfix -c /etc/postfix-blue reload > /dev/null 2>&1
