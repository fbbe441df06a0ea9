# mail/mail-ports-explained: the three ports of a client.
run 'nc -vz -w 5 mail.example.com 465 993 995'
says '465 port [tcp/submissions] succeeded!' '993 port [tcp/imaps] succeeded!' '995 port [tcp/pop3s] succeeded!'
