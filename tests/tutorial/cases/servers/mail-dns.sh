# servers/mail-dns: each record, and DNS over TCP.
run 'dig +short MX example.com'
says '10 mail.example.com.'
run 'dig +short A mail.example.com'
says 192.0.2.10
run 'dig +short -x 192.0.2.10'
says mail.example.com.
run 'dig +short SRV _submissions._tcp.example.com'
says '0 1 465 mail.example.com.'
run 'dig +short SRV _imap._tcp.example.com'
says '0 0 '
run 'dig +tcp +short MX example.com'
says '10 mail.example.com.'
