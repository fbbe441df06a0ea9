# mail/imap-or-pop3: what greets on 993 and 995.
for greeting in '993 * OK [CAPABILITY IMAP4rev1' '995 +OK Dovecot (Debian) ready.'; do
  port=${greeting%% *}
  run "openssl s_client -connect mail.example.com:$port -verify_hostname mail.example.com -brief"
  says 'Verification: OK' 'Verified peername: mail.example.com'
  run "(sleep 2) | openssl s_client -connect mail.example.com:$port -brief"
  says "${greeting#* }"
done
