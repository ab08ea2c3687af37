using Microsoft.AspNetCore.Mvc;

public class LoginController : Controller
{
    [HttpGet]
    public IActionResult After(string next)
    {
        return Redirect(next);
    }
}
