using System.Net;
using Microsoft.AspNetCore.Mvc;

public class GreetController : Controller
{
    [HttpGet]
    public IActionResult Hello(string name)
    {
        return Content("<h1>Hello " + WebUtility.HtmlEncode(name) + "</h1>", "text/html");
    }

    public IActionResult Plain(string name)
    {
        return Content(Request.Query["message"], "text/plain");
    }
}
