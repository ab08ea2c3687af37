public class Login
{
    public void Keep(HttpResponse response, string token)
    {
        response.Cookies.Append("login", token, new CookieOptions { HttpOnly = true, Secure = true });
    }
}
