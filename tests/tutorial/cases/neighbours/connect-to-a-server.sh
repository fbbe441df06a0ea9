# neighbours/connect-to-a-server: a login by key, a tunnel to a port that nobody reaches directly.
mkdir -p /run/sshd "$work/home/.ssh"
useradd --home-dir "$work/home" --shell /bin/bash anna
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cp "$work/key.pub" "$work/home/.ssh/authorized_keys"
chown -R anna "$work/home" && chmod 755 "$work" && chmod 700 "$work/home" "$work/home/.ssh"
printf '%s\n' 'Host *' " IdentityFile $work/key" " UserKnownHostsFile $work/known" ' StrictHostKeyChecking accept-new' > /etc/ssh/ssh_config
/usr/sbin/sshd -o ListenAddress=192.0.2.10 -o PasswordAuthentication=no -o PidFile="$work/sshd.pid"
python3 -c '
import socket
listener = socket.create_server(("127.0.0.1", 5900))
while True:
    listener.accept()[0].sendall(b"RFB 003.008\n")' &
vnc=$!
listens 127.0.0.1 5900
listens 192.0.2.10 22

run 'ssh anna@mail.example.com'
ends 0
run 'ssh -F none -o UserKnownHostsFile=known anna@mail.example.com'
says 'anna@mail.example.com: Permission denied (publickey).'
run 'ssh -f -N -L 5901:127.0.0.1:5900 anna@mail.example.com'
ends 0
run 'nc -w 2 mail.example.com 22'
says SSH-2.0-OpenSSH_9.2
run 'nc -vz -w 2 mail.example.com 5900'
says 'failed: Connection refused'
run 'nc -vz -w 2 127.0.0.1 5901'
says succeeded
run 'nc -w 2 127.0.0.1 5901'
says 'RFB 003.008'
kill "$vnc" "$(cat "$work/sshd.pid")"
pkill -f 'ssh -f -N -L 5901' || true
