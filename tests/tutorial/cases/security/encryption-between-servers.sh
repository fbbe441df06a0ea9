# security/encryption-between-servers: the levels of Postfix, the policy, the fingerprint.
mkdir -p "$work/web/.well-known"
shown security/encryption-between-servers https://mta-sts.example.com/.well-known/mta-sts.txt > "$work/web/.well-known/mta-sts.txt"
web_server "$work/web" mta-sts.example.com
run 'dig +short TXT _mta-sts.example.com'
says "$(shown security/encryption-between-servers 'DNS, TXT record of _mta-sts.example.com')"
run 'dig +short TXT _smtp._tls.example.com'
says "$(shown security/encryption-between-servers 'DNS, TXT record of _smtp._tls.example.com')"
run 'curl https://mta-sts.example.com/.well-known/mta-sts.txt'
says 'version: STSv1' 'mode: testing'
run 'openssl s_client -connect mail.example.com:25 -starttls smtp -verify_hostname mail.example.com -brief'
says 'Verification: OK'
kill "$web"

on_server 'openssl x509 -in /etc/ssl/mail/fullchain.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256'
fingerprint=${out##* }
run "openssl s_client -connect mail.example.com:25 -starttls smtp -brief -dane_tlsa_domain mail.example.com -dane_tlsa_rrdata '3 1 1 $fingerprint'"
says 'DANE TLSA 3 1 1 ...' 'matched EE certificate at depth 0'
run "openssl s_client -connect mail.example.com:25 -starttls smtp -brief -dane_tlsa_domain mail.example.com -dane_tlsa_rrdata '3 1 1 ${fingerprint//[0-9a-f]/0}'"
says 'Verification error: no matching DANE TLSA records'

# Each level delivers to a server whose certificate cannot be verified, or does not.
delivered() {
  : > /var/log/mail.log
  postconf -e "smtp_tls_security_level = $1" 'smtp_tls_loglevel = 1' 'smtp_dns_support_level = dnssec' 'smtp_tls_CAfile ='
  postfix reload > /dev/null 2>&1
  sleep 1
  printf 'Subject: level\n\n' | sendmail -f anna@example.com bob@blue.example.com
  shift
  command="delivery with $1"
  for text in "$@"; do logged "$text"; done
  postsuper -d ALL > /dev/null 2>&1
}
delivered none 'relay=mx.blue.example.com[192.0.2.25]:25' 'status=sent'
out=$(grep -v blue/ /var/log/mail.log)
silent 'TLS connection'
for level in may encrypt dane; do
  delivered $level 'Untrusted TLS connection established to mx.blue.example.com' 'status=sent'
done
for level in verify secure; do
  delivered $level 'status=deferred (Server certificate not verified)'
done
postconf -e 'smtp_tls_security_level = may' 'smtp_tls_loglevel = 0'
postconf -X smtp_dns_support_level smtp_tls_CAfile
postfix reload > /dev/null 2>&1
