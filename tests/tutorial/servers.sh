# The servers: a certificate authority, two Postfix, one Dovecot, a DNS server.
# mail.example.com (192.0.2.10) has the configuration that servers/postfix-ports and servers/dovecot-ports show.

certificates() {
  cd "$work"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=Tutorial CA" -keyout ca.key -out ca.pem
  cat ca.pem >> /etc/ssl/certs/ca-certificates.crt
  cp ca.pem /etc/ssl/certs/tutorial.pem
  openssl rehash /etc/ssl/certs > /dev/null 2>&1 || true
  local name
  for name in mail.example.com mx.blue.example.com expired.example.com; do
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout "$name.key" -out "$name.csr"
    printf 'subjectAltName=DNS:%s\n' "$name" > "$name.ext"
  done
  for name in mail.example.com mx.blue.example.com; do
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile "$name.ext" -out "$name.pem"
  done
  mkdir ca.d && : > ca.d/index && echo 01 > ca.d/serial
  printf '%s\n' '[ca]' 'default_ca=d' '[d]' 'database=ca.d/index' 'serial=ca.d/serial' 'new_certs_dir=ca.d' \
    'default_md=sha256' 'policy=p' '[p]' 'commonName=supplied' > ca.d/conf
  openssl ca -batch -config ca.d/conf -cert ca.pem -keyfile ca.key -extfile expired.example.com.ext \
    -startdate 20260101000000Z -enddate 20260301000000Z -in expired.example.com.csr -out expired.example.com.pem
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=self.example.com" \
    -addext "subjectAltName=DNS:self.example.com" -keyout self.example.com.key -out self.example.com.pem
  mkdir -p /etc/ssl/mail
  cp mail.example.com.pem /etc/ssl/mail/fullchain.pem
  cp mail.example.com.key /etc/ssl/mail/key.pem
  chmod 600 /etc/ssl/mail/key.pem
}

# What the articles leave to the reader: names, users, where mail is kept.
postfix_basics() {
  rm -rf /etc/postfix/main.cf /var/spool/postfix/{public,private}/*
  cp /usr/share/postfix/master.cf.dist /etc/postfix/master.cf
  printf '%s\n' 'compatibility_level = 3.6' 'myhostname = mail.example.com' \
    'mydestination = mail.example.com, example.com, red.example.com' 'mynetworks = 127.0.0.0/8' \
    'inet_interfaces = 192.0.2.10, 127.0.0.1' 'inet_protocols = ipv4' 'maillog_file = /var/log/mail.log' \
    'smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)' \
    'smtp_bind_address = 192.0.2.10' 'smtp_tls_security_level = may' 'alias_maps =' \
    'local_recipient_maps = inline:{ anna=1, bob=1, postmaster=1 }' \
    'mailbox_transport = lmtp:unix:private/dovecot-lmtp' > /etc/postfix/main.cf
}

postfix_red() {
  postfix_basics
  shown servers/postfix-ports /etc/postfix/main.cf >> /etc/postfix/main.cf
  shown servers/postfix-ports /etc/postfix/master.cf >> /etc/postfix/master.cf
  # Debian's services run in a folder of their own, which only its start script fills.
  postconf -F '*/*/chroot = n'
  postfix start
}

postfix_blue() {
  mkdir -p /etc/postfix-blue /var/lib/postfix-blue /var/spool/postfix-blue
  chown postfix /var/lib/postfix-blue
  cp /usr/share/postfix/master.cf.dist /etc/postfix-blue/master.cf
  cp /etc/postfix/dynamicmaps.cf /etc/postfix-blue/
  printf '%s\n' 'compatibility_level = 3.6' 'queue_directory = /var/spool/postfix-blue' \
    'data_directory = /var/lib/postfix-blue' \
    'syslog_name = blue' 'myhostname = mx.blue.example.com' 'mydestination = blue.example.com' 'mynetworks = 127.0.0.0/8' \
    'inet_interfaces = 192.0.2.25' 'inet_protocols = ipv4' 'maillog_file = /var/log/mail.log' \
    'smtp_bind_address = 192.0.2.25' 'alias_maps =' 'local_recipient_maps = inline:{ bob=1 }' \
    'mailbox_transport = lmtp:inet:127.0.0.1:24' "smtpd_tls_cert_file = $work/mx.blue.example.com.pem" \
    "smtpd_tls_key_file = $work/mx.blue.example.com.key" 'smtpd_tls_security_level = may' > /etc/postfix-blue/main.cf
  postconf -c /etc/postfix-blue -F '*/*/chroot = n'
  postconf -e 'alternate_config_directories = /etc/postfix-blue'
  postfix -c /etc/postfix-blue start
}

dovecot_red() {
  useradd --system --no-create-home vmail
  chmod 1777 /var/mail
  printf '%s:{PLAIN}secret\n' anna bob > /etc/dovecot/users
  shown servers/dovecot-ports /etc/dovecot/local.conf > /etc/dovecot/local.conf
  printf '%s\n' 'listen = 192.0.2.10, 127.0.0.1' 'log_path = /var/log/dovecot.log' 'auth_username_format = %n' \
    'mail_location = maildir:/var/mail/%n' \
    'passdb {' ' driver = passwd-file' ' args = /etc/dovecot/users' '}' \
    'userdb {' ' driver = static' ' args = uid=vmail gid=vmail home=/var/mail/%n' '}' \
    'service lmtp {' ' inet_listener lmtp {' '  address = 127.0.0.1' '  port = 24' ' }' '}' >> /etc/dovecot/local.conf
  sed -i 's/^!include auth-system/#&/' /etc/dovecot/conf.d/10-auth.conf
  dovecot
}

names() {
  dnsmasq --no-resolv --no-hosts --addn-hosts=/etc/hosts --listen-address=192.0.2.53 --bind-interfaces \
    --mx-host=example.com,mail.example.com,10 --mx-host=red.example.com,mail.example.com,10 \
    --mx-host=blue.example.com,mx.blue.example.com,10 \
    --srv-host=_submissions._tcp.example.com,mail.example.com,465,0,1 \
    --srv-host=_submission._tcp.example.com,mail.example.com,587,10,1 \
    --srv-host=_imaps._tcp.example.com,mail.example.com,993,0,1 \
    --srv-host=_pop3s._tcp.example.com,mail.example.com,995,10,1 \
    --srv-host=_imap._tcp.example.com,.,0,0,0 \
    --txt-record=_mta-sts.example.com,"v=STSv1; id=20261126T000000;" \
    --txt-record=_smtp._tls.example.com,"v=TLSRPTv1; rua=mailto:tls-reports@example.com" \
    --local=/example.com/ --pid-file="$work/dnsmasq.pid"
}

# listens ADDRESS PORT: waits until something does.
listens() { timeout 15 bash -c "until nc -z $1 $2; do sleep 0.2; done"; }

# web_server FOLDER NAME…: serves a folder on port 443 of 192.0.2.80, with a certificate for these names.
web_server() {
  local folder=$1 names
  shift
  names=$(printf 'DNS:%s,' "$@")
  (
    cd "$work"
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout web.key -out web.csr
    printf 'subjectAltName=%s\n' "${names%,}" > web.ext
    openssl x509 -req -in web.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile web.ext -out web.pem
  ) > /dev/null 2>&1
  python3 - "$folder" "$work/web.pem" "$work/web.key" > /dev/null 2>&1 <<'PYTHON' &
import functools, http.server, ssl, sys
folder, certificate, key = sys.argv[1:]
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
server = http.server.ThreadingHTTPServer(("192.0.2.80", 443), handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
PYTHON
  web=$!
  listens 192.0.2.80 443
}

start_servers() {
  certificates
  names
  postfix_red
  dovecot_red
  postfix_blue
  local port
  for port in 25 465 587 993 995; do
    listens 192.0.2.10 "$port"
  done
}
