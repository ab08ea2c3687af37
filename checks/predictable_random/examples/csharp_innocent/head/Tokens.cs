using System;
using System.Security.Cryptography;

public class Tokens
{
    public string ResetLink(int user)
    {
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        return $"/reset?user={user}&token={token}";
    }

    public string Banner(string[] pictures)
    {
        var random = new Random();
        var number = random.Next(pictures.Length);
        return pictures[number];
    }
}
