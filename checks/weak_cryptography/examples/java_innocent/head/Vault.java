import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Properties;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.net.ssl.SSLContext;

public class Vault {
    void ciphers(Properties settings) throws Exception {
        Cipher.getInstance("AES/GCM/NoPadding");
        Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        Cipher.getInstance(settings.getProperty("cipher", "AES/GCM/NoPadding"));
        byte[] nonce = new byte[12];
        new SecureRandom().nextBytes(nonce);
        new GCMParameterSpec(128, nonce);
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
        pairs.initialize(3072);
        SSLContext.getInstance("TLSv1.3");
        MessageDigest.getInstance("SHA-256");
    }
}
