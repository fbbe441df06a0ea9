# clients/netease-mail: the script logs in, sends ID, opens the inbox.
shown clients/netease-mail check.py > "$work/check.py"
echo secret > "$work/password"
INPUT=$work/password run 'python3 check.py'
says "('OK', [b'ID completed" "('OK', [b'"
echo wrong > "$work/password"
INPUT=$work/password run 'python3 check.py'
says 'AUTHENTICATIONFAILED'
sed -i 's/"mail.example.com"/"other.example.com"/' "$work/check.py"
openssl s_server -accept 192.0.2.80:993 -cert "$work/mail.example.com.pem" -key "$work/mail.example.com.key" -quiet \
  < /dev/zero > /dev/null 2>&1 &
server=$!
listens 192.0.2.80 993
INPUT=$work/password run 'python3 check.py'
says 'Hostname mismatch'
kill "$server"
