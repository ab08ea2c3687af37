using System.Net;
using System.Security.Cryptography;

public class Box
{
    public ICryptoTransform Old(byte[] key, byte[] iv)
    {
        var cipher = TripleDES.Create();
        return cipher.CreateEncryptor(key, iv);
    }

    public ICryptoTransform Blocks(byte[] key)
    {
        var cipher = Aes.Create();
        cipher.Mode = CipherMode.ECB;
        return cipher.CreateEncryptor(key, null);
    }

    public void Connect()
    {
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;
    }
}
