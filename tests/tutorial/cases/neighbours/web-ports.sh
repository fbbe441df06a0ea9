# neighbours/web-ports: the redirect on 80, TLS on 443, and each protocol on the port of the other.
mkdir -p "$work/web"
echo hello > "$work/web/index.html"
web_server "$work/web" other.example.com
python3 - > /dev/null 2>&1 <<'PYTHON' &
import http.server
class Redirect(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(301)
        self.send_header("Location", "https://other.example.com" + self.path)
        self.end_headers()
    do_HEAD = do_GET
http.server.ThreadingHTTPServer(("192.0.2.80", 80), Redirect).serve_forever()
PYTHON
redirect=$!
listens 192.0.2.80 80
run 'nc -vz -w 2 other.example.com 80 443 8080 8443'
says '80 port [tcp/http] succeeded!' '443 port [tcp/https] succeeded!' '8080 (tcp) failed: Connection refused'
run 'curl -sSI http://other.example.com/'
says 'HTTP/1.0 301 Moved Permanently' 'Location: https://other.example.com/'
run 'curl -sSL http://other.example.com/'
says hello
run 'openssl s_client -connect other.example.com:443 -verify_hostname other.example.com -brief'
says 'Verification: OK'
run 'curl -sS https://other.example.com:80/'
says 'SSL routines::wrong version number'
run 'curl -sS http://other.example.com:443/'
ends 56
kill "$web" "$redirect"
