using System;

public class Tokens
{
    public string ResetLink(int user)
    {
        var random = new Random();
        var token = random.Next().ToString("x");
        return $"/reset?user={user}&token={token}";
    }

    public int Code()
    {
        int otp = new Random().Next(100000, 999999);
        return otp;
    }
}
