# code/send-from-code: every library sends, with both options; who checks the name in the certificate.
# mail.red.example.com is the same server, and its certificate lacks that name.
export MAIL_PASSWORD=secret
export NODE_EXTRA_CA_CERTS=$work/ca.pem NODE_PATH=/usr/share/nodejs:/usr/share/javascript
for file in send.py send.js send.php; do shown code/send-from-code "$file" > "$work/$file"; done
other_name() { sed 's/mail\.example\.com/mail.red.example.com/' "$work/$1" > "$work/other-$1"; }

run 'python3 send.py && echo sent'
says sent
logged 'to=<bob@example.com>, relay=mail.example.com[private/dovecot-lmtp]'
other_name send.py
run 'python3 other-send.py'
says 'certificate is not valid for'
sed -i 's/ context=context,//' "$work/other-send.py"
run 'python3 other-send.py && echo sent'
says sent
sed 's/with smtplib.*/with smtplib.SMTP("mail.example.com", 587, timeout=20) as server:\n    server.starttls(context=context)/' \
  "$work/send.py" > "$work/send-587.py"
run 'python3 send-587.py && echo sent'
says sent
sed 's/465/587/' "$work/send.py" > "$work/bad.py"
run 'python3 bad.py'
says WRONG_VERSION_NUMBER
sed 's/.*starttls.*//' "$work/send-587.py" > "$work/bad.py"
run 'python3 bad.py'
says 'SMTP AUTH extension not supported by server'
sed 's/587/465/; s/timeout=20/timeout=3/' "$work/send-587.py" > "$work/bad.py"
run 'python3 bad.py'
says 'Connection unexpectedly closed: timed out'

run 'node send.js'
says '250 2.0.0 Ok: queued as'
other_name send.js
run 'node other-send.js'
says 'does not match certificate'
sed 's/465/587/; s/secure: true/secure: false, requireTLS: true/' "$work/send.js" > "$work/send-587.js"
run 'node send-587.js'
says '250 2.0.0 Ok: queued as'
sed 's/secure: true/secure: false, greetingTimeout: 3000/' "$work/send.js" > "$work/bad.js"
run 'node bad.js'
says 'Greeting never received'
# A server that offers no TLS gets the message in cleartext unless TLS is required.
postconf -P smtp/inet/smtpd_tls_security_level=none
postfix reload > /dev/null 2>&1
sleep 1
sed 's/465/25/; s/secure: true/secure: false/; /auth:/d' "$work/send.js" > "$work/cleartext.js"
run 'node cleartext.js'
says '250 2.0.0 Ok: queued as'
sed -i 's/secure: false/secure: false, requireTLS: true/' "$work/cleartext.js"
run 'node cleartext.js'
silent '250 2.0.0 Ok: queued as'
# The same server with a login in cleartext, for Go.
postconf -P smtp/inet/smtpd_sasl_auth_enable=yes smtp/inet/smtpd_tls_auth_only=no
postfix reload > /dev/null 2>&1
sleep 1
cat > "$work/cleartext.go" <<'GO'
package main

import (
	"fmt"
	"net/smtp"
)

func main() {
	auth := smtp.PlainAuth("", "anna", "secret", "mail.example.com")
	fmt.Println(smtp.SendMail("mail.example.com:25", auth, "anna@example.com", []string{"bob@example.com"}, []byte("x")))
}
GO
export GOCACHE=$work/go GOFLAGS=
LIMIT=120 on_server 'go build -o cleartext cleartext.go'
ends 0
run './cleartext'
says 'unencrypted connection'
postconf -PX smtp/inet/smtpd_tls_security_level smtp/inet/smtpd_sasl_auth_enable smtp/inet/smtpd_tls_auth_only
postfix reload > /dev/null 2>&1

run 'php send.php && echo sent'
says sent
other_name send.php
run 'php other-send.php'
says 'Could not connect to SMTP host'
sed 's/465/587/; s/ENCRYPTION_SMTPS/ENCRYPTION_STARTTLS/' "$work/send.php" > "$work/send-587.php"
run 'php send-587.php && echo sent'
says sent

properties=$(shown code/send-from-code 'Properties of the session')
cat > "$work/Send.java" <<JAVA
import jakarta.mail.*;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

public class Send {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        $properties
        properties.put("mail.smtp.timeout", "5000");
        for (String argument : arguments) {
            String[] pair = argument.split("=");
            properties.put("mail.smtp." + pair[0], pair[1]);
        }
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("anna@example.com");
        message.setRecipients(Message.RecipientType.TO, "bob@example.com");
        message.setSubject("Backup finished");
        message.setText("All files were copied.");
        Transport.send(message, "anna", System.getenv("MAIL_PASSWORD"));
        System.out.println("sent");
    }
}
JAVA
jars=/usr/share/java/jakarta-mail.jar:/usr/share/java/jakarta-activation.jar
keytool -importcert -noprompt -alias tutorial -file "$work/ca.pem" -keystore "$work/trust" -storepass changeit > /dev/null 2>&1
java="java -Djavax.net.ssl.trustStore=trust -Djavax.net.ssl.trustStorePassword=changeit -cp $jars:. Send"
run "javac -cp $jars Send.java"
ends 0
run "$java"
says sent
run "$java host=mail.red.example.com"
says "Can't verify identity of server"
run "$java host=mail.red.example.com ssl.checkserveridentity=false"
says sent
run "$java port=587 ssl.enable=false starttls.enable=true starttls.required=true"
says sent
run "$java port=587"
says 'Unsupported or unrecognized SSL message'
run "$java port=465 ssl.enable=false"
says 'Read timed out'
run "$java port=587 ssl.enable=false"
says '530 5.7.0 Must issue a STARTTLS command first'

cat > "$work/send.go" <<'GO'
package main

import (
	"crypto/tls"
	"fmt"
	"net/smtp"
	"os"
)

func main() {
	connection, err := tls.Dial("tcp", os.Args[1]+":465", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	client, err := smtp.NewClient(connection, os.Args[1])
	auth := smtp.PlainAuth("", "anna", os.Getenv("MAIL_PASSWORD"), os.Args[1])
	fmt.Println("465:", err, client.Auth(auth))
	message := []byte("Subject: Backup finished\r\n\r\nAll files were copied.\r\n")
	fmt.Println("587:", smtp.SendMail(os.Args[1]+":587", auth, "anna@example.com", []string{"bob@example.com"}, message))
}
GO
LIMIT=120 on_server 'go build -o send send.go'
ends 0
run './send mail.example.com'
says '465: <nil> <nil>' '587: <nil>'
run './send mail.red.example.com'
says 'certificate is valid for mail.example.com'

# The Postfix of the machine takes messages from the machine without a login.
on_server 'swaks --server localhost --port 25 --from anna@example.com --to bob@blue.example.com --quit-after RCPT'
says '<-  250 2.1.5 Ok'
run 'swaks --server mail.example.com --port 25 --from anna@example.com --to bob@blue.example.com --quit-after RCPT'
says 'Relay access denied'
