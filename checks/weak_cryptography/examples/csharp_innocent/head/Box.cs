using System.Net;
using System.Security.Cryptography;

public class Box
{
    public void Seal(byte[] key, byte[] nonce, byte[] text, byte[] sealedText, byte[] tag)
    {
        using var cipher = new AesGcm(key, 16);
        cipher.Encrypt(nonce, text, sealedText, tag);
    }

    public void Connect()
    {
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12 | SecurityProtocolType.Tls13;
    }
}
