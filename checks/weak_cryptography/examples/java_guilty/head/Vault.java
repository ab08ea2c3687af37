import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Properties;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.net.ssl.SSLContext;

public class Vault {
    void ciphers(Properties settings) throws Exception {
        Cipher.getInstance("DES/CBC/PKCS5Padding");
        Cipher.getInstance("DESede");
        String name = settings.getProperty("cipher", "RC4");
        Cipher.getInstance(name);
        Cipher.getInstance("AES");
        Cipher.getInstance("AES/ECB/PKCS5Padding");
    }

    void parameters() throws Exception {
        byte[] vector = new byte[16];
        new IvParameterSpec(vector);
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
        pairs.initialize(1024);
        SSLContext.getInstance("TLSv1.1");
    }

    byte[] digest(byte[] text, Properties settings) throws Exception {
        MessageDigest.getInstance("MD5");
        String name = settings.getProperty("digest", "SHA1");
        return MessageDigest.getInstance(name).digest(text);
    }
}
