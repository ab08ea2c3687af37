using Microsoft.AspNetCore.Mvc;

public class LoginController : Controller
{
    [HttpGet]
    public IActionResult After(string next)
    {
        if (Url.IsLocalUrl(next))
        {
            return Redirect(next);
        }
        return LocalRedirect("/");
    }
}
